"""The classes of what grows old."""

from typing import Literal

Class = Literal["working", "case", "personal", "messages", "leavers"]
