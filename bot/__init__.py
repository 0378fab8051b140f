"""Who is speaking, where, and whether they may."""
