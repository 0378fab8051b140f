"""Files that spreadsheet programs save and that are no CSV in UTF-8 with commas: what it is, and what to do."""

from bot.directory.faults import Fault

_SAVE = "In Excel choose Save as, CSV UTF-8 (comma delimited)."
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Where a text in UTF-16 has no mark at its beginning, every other byte of its header is empty.
_HEADER = 400
_LONGEST = 2_000
_NAMES = {";": "semicolons", "\t": "tabs", "|": "bars"}


def what_else(content: bytes) -> str:
    """What a file is that is no text in UTF-8, and what to do; empty where it may be one."""
    if content.startswith(_WORKBOOKS):
        return f"the file is a workbook, not a CSV file. {_SAVE}"
    if content.startswith(_UTF_16) or b"\0" in content[:_HEADER]:
        return f"the file is UTF-16 text, not UTF-8, as Excel saves “Unicode text”. {_SAVE}"
    return ""


def not_utf_8(wrong: UnicodeDecodeError) -> Fault:
    """The line on which the first letter stands that is not UTF-8, and what to do."""
    line = wrong.object[: wrong.start].count(b"\n") + 1
    problem = f"holds a letter that is not UTF-8, as when a spreadsheet program saves plain CSV. {_SAVE}"
    return Fault(line, "", problem)


def other_separator(text: str) -> str:
    """That the cells are separated by something else than commas, and what to do; empty where they are not."""
    first = next(iter(text[:_LONGEST].lstrip().splitlines()), "")
    if first.lower().startswith("sep="):
        return "the line with sep= is for Excel alone. Take it out."
    for sign, name in _NAMES.items():
        if first.count(sign) > first.count(","):
            return (
                f"the cells are separated by {name}, not by commas. {_SAVE} Where that writes {name} too, "
                "the list separator of your regional settings is not the comma: change it and save again."
            )
    return ""
