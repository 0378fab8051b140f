"""The local page: chat without any account, on this machine only."""
