"""The local page's files: whole, self-contained, readable, fit for a strict content policy."""

import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[4] / "bot" / "channels" / "local" / "static"
PAGE = (STATIC / "index.html").read_text(encoding="utf-8")
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.js"))}
STYLES = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css"))}
ICONS = (STATIC / "icons.svg").read_text(encoding="utf-8")

# Pairs of text and ground (4.5 : 1), then of an edge or sign and its ground (3 : 1), by WCAG 2.2.
TEXTS = (
    *product(("ink", "muted", "brand", "wrong"), ("paper", "surface")),
    ("ink", "nudge"),
    ("ink", "brand-soft"),
    ("nudge-ink", "nudge"),
    ("brand", "nudge"),
    ("wrong", "nudge"),
    ("wrong", "wrong-soft"),
    ("brand-strong", "brand-soft"),
    ("brand-ink", "brand"),
    ("brand-ink", "brand-strong"),
    ("pine-ink", "pine"),
    ("pine-ink", "pine-soft"),
    ("good", "good-soft"),
    ("ink", "line"),
    ("wrong", "line"),
)
SIGNS = (("edge", "paper"), ("edge", "surface"), ("marigold", "pine"), ("marigold", "pine-soft"))


class Elements(HTMLParser):
    """Each element's name and attributes, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements() -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(PAGE)
    return parser.found


def ids() -> list[str]:
    return [found for _, attributes in elements() if (found := attributes.get("id"))]


def palettes() -> dict[str, dict[str, str]]:
    style = STYLES["style.css"]
    light, dark = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))
        for block in re.findall(r":root \{(.*?)\n\s*\}", style, re.S)
    )
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_page_holds_no_script_or_style_of_its_own_so_a_strict_content_policy_lets_it_work() -> None:
    for tag, attributes in elements():
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or attributes.get("src")


@pytest.mark.parametrize("name", ["index.html", "icons.svg", "favicon.svg", *SCRIPTS, *STYLES])
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.M)
    assert "@import" not in text


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_short_and_never_turns_data_into_markup_or_code(name: str) -> None:
    script = SCRIPTS[name]
    assert len(script.splitlines()) < 200
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert word not in script


def test_what_was_typed_is_never_put_into_the_browsers_storage() -> None:
    assert [name for name, script in SCRIPTS.items() if "localStorage" in script] == ["people.js"]
    assert [
        name
        for name, script in SCRIPTS.items()
        if re.search("sessionStorage|indexedDB|document.cookie", script)
    ] == []


def test_every_file_the_page_and_its_scripts_name_is_there() -> None:
    named = re.findall(r"/static/([\w.-]+)", PAGE + "".join(SCRIPTS.values()))
    named += re.findall(r'from "\./([\w.-]+)"', "".join(SCRIPTS.values()))
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_every_script_and_style_is_used() -> None:
    everything = PAGE + "".join(SCRIPTS.values())
    assert [name for name in (*SCRIPTS, *STYLES) if f"/{name}" not in everything] == []


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r"<symbol id=\"(\w+)\"", ICONS))
    assert set(re.findall(r"icons\.svg#(\w+)", PAGE)) <= drawn
    assert set(re.findall(r'icon\("(\w+)"\)', "".join(SCRIPTS.values()))) <= drawn


def test_ids_are_unique_and_those_the_scripts_look_for_exist() -> None:
    assert len(ids()) == len(set(ids()))
    looked_for = re.findall(r'(?:byId|inputById)\("([\w-]+)"\)', "".join(SCRIPTS.values()))
    assert set(looked_for) <= set(ids())


def test_every_label_and_reference_points_at_something() -> None:
    for _, attributes in elements():
        for name in ("for", "aria-controls", "aria-labelledby", "aria-describedby"):
            if target := attributes.get(name):
                assert target in ids()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_signs_stand_out_from_their_ground(theme: str) -> None:
    palette = palettes()[theme]
    weak = [pair for pair in TEXTS if contrast(palette[pair[0]], palette[pair[1]]) < 4.5]
    weak += [pair for pair in SIGNS if contrast(palette[pair[0]], palette[pair[1]]) < 3]
    assert weak == []


def test_those_who_asked_for_less_motion_or_forced_colours_are_heeded() -> None:
    assert "prefers-reduced-motion" in STYLES["style.css"]
    assert "forced-colors" in STYLES["style.css"]
    assert "prefers-color-scheme: dark" in STYLES["style.css"]


def test_the_page_says_that_all_of_it_is_invented() -> None:
    assert "Local demonstration: all people and cases are invented." in PAGE
