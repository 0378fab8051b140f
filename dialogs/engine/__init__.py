"""How a declared flow runs: one reply in, where it stands then and what to say out. Knows no channel and no SQL."""
