"""The bot's icons: two speech bubbles, one of them ticked. `python -m manifest.icons` draws them again."""
