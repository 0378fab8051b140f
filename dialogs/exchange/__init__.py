"""What goes to and fro, whatever the channel: messages, replies, and both as JSON."""
