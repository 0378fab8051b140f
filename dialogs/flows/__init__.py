"""What is asked, conversation by conversation: flows with their words."""
