"""What we ask or say, in what order, in what words."""
