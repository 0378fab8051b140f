"""Checks of what no linter knows about: links, the lock, and words that must not be in here."""
