"""Draws the icons into this folder."""

from pathlib import Path

from manifest.icons.drawn import colour, white_outline

if __name__ == "__main__":
    here = Path(__file__).parent
    (here / "color.png").write_bytes(colour())
    (here / "outline.png").write_bytes(white_outline())
