"""Tidy what people type: spaces, control characters, full-width forms."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_HAN_GAP = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")


def tidy(raw: str) -> str:
    """Drop what XML or a screen cannot hold, join white space to one blank, and strip.

    Unassigned and private characters stay: rare names use characters newer than our tables.
    """
    if raw.isprintable():
        return _SPACES.sub(" ", raw).strip() if "  " in raw else raw.strip()
    return _SPACES.sub(" ", "".join(filter(_is_seen, _SPACES.sub(" ", raw)))).strip()


def halve(raw: str) -> str:
    """Tidy and turn full-width letters, digits and signs into their half-width forms (NFKC)."""
    return tidy(raw if raw.isascii() else unicodedata.normalize("NFKC", raw))


def squeeze(raw: str) -> str:
    """Halve and drop every blank."""
    return halve(raw).replace(" ", "")


def join_han(raw: str) -> str:
    """Tidy and drop the blanks between Chinese characters: rosters space two-character names (张 三)."""
    return _HAN_GAP.sub("", tidy(raw))


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"} and ord(char) & 0xFFFE != 0xFFFE
