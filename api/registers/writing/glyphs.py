"""The font that prints are set in, and the check that it has every character: a missing one would vanish silently."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import noto_cjk_sans_otc  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection  # type: ignore[import-untyped]

from api.errors import Refusal

FAMILY = "Noto Sans CJK SC"
FOLDER = Path(noto_cjk_sans_otc.__file__).parent

UNSEEN = frozenset("\u200b\n")
"""Where a line may break; nothing is drawn for it."""


@cache
def drawn() -> frozenset[str]:
    """Return every character that the font draws."""
    with TTCollection(str(FOLDER / "NotoSansCJK-Regular.ttc"), lazy=True) as faces:
        face = next(one for one in faces.fonts if one["name"].getDebugName(1) == FAMILY)
        return frozenset(map(chr, face.getBestCmap()))


def ensure_drawn(texts: Iterable[str]) -> None:
    """Raise `glyph_missing` with the character named where the font lacks one."""
    used: set[str] = set()
    for text in texts:
        used.update(text)
    missing = sorted(used - drawn() - UNSEEN)
    if missing:
        named = [f"“{char}”（U+{ord(char):04X}）" for char in missing[:20]]
        raise Refusal("glyph_missing", errors={"characters": named})
