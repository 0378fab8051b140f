"""How Teams installs the bot. Knows nothing of the rest: what it says of the bot is given to it."""
