"""Slack: what it posts becomes a turn, what a turn says becomes messages and modals."""
