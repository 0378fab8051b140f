"""What happened, and what is owed now."""
