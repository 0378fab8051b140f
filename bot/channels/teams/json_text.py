"""JSON as it leaves: what is written once is put into what is around it as text, not written again."""

import json
from json.encoder import encode_basestring
from typing import Final

# What we make ourselves holds itself nowhere.
as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""A value as JSON."""

quoted: Final = encode_basestring
"""A text as JSON."""
