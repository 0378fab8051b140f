"""Who should hear what, and when."""
