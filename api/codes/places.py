"""Provinces, cities and counties, GB/T 2260, and how people write them."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, TypedDict

from api.codes.ethnic_groups import STEMS
from api.codes.text import squeeze

OVERSEAS = "HW0000"
OVERSEAS_NAME = "海外"

Level = Literal["province", "city", "county", "overseas"]

_MUNICIPALITIES = ("11", "12", "31", "50")
_PSEUDO = re.compile(r"^(?:省直辖|自治区直辖|县$)")
_ETHNIC = "|".join(sorted(STEMS.values(), key=len, reverse=True))
_SEPARATORS = re.compile(r"[-‐‑‒–—―_·,,、/\\>|→;;::。.()]|市辖区|(?:省|自治区)直辖县(?:级行政(?:区划|单位))?")
_LEADING = re.compile(r"^(?:中国|现)?(?:在|去|到|赴|往|于)?(?:中国)?")
_STREET = tuple("路街道巷村镇乡桥")
_ABROAD = re.compile(
    r"^(?:在|去|到|赴|往)?(?:海外|国外|境外|出国|出境|美国|日本|韩国|新加坡|马来西亚|泰国|越南|老挝|缅甸|柬埔寨|菲律宾|印度|"
    r"印尼|巴基斯坦|阿联酋|迪拜|沙特|俄罗斯|英国|法国|德国|意大利|西班牙|葡萄牙|荷兰|比利时|加拿大|澳大利亚|新西兰|巴西|"
    r"阿根廷|智利|秘鲁|墨西哥|南非|安哥拉|尼日利亚|肯尼亚|埃塞俄比亚|赞比亚|刚果|加纳|阿尔及利亚|埃及|以色列|土耳其|非洲|"
    r"欧洲|美洲)"
)


@dataclass(frozen=True)
class Place:
    """A place of GB/T 2260, or 海外. `name` is its own official name, without those above it."""

    code: str
    name: str
    level: Level


class County(TypedDict):
    """A county, district or county-level city in the tree."""

    code: str
    name: str


class City(TypedDict):
    """A city or prefecture in the tree. 东莞, 中山, 儋州 and 嘉峪关 have no counties."""

    code: str
    name: str
    counties: list[County]


class Province(TypedDict):
    """A province in the tree. 台湾, 香港 and 澳门 have no cities here: GB/T 2260 has none."""

    code: str
    name: str
    cities: list[City]


class Tree(TypedDict):
    """All places, for a picker."""

    version: str
    provinces: list[Province]
    overseas: County


class _Kept(TypedDict):
    """The file places.json."""

    source: str
    version: str
    names: dict[str, str]


@cache
def _kept() -> _Kept:
    kept: _Kept = json.loads(files("api.codes").joinpath("places.json").read_text("utf-8"))
    return kept


@cache
def names() -> dict[str, str]:
    """Return every code with the place's own name, 海外 included."""
    return {**_kept()["names"], OVERSEAS: OVERSEAS_NAME}


@cache
def tree() -> Tree:
    """Return all places as provinces, cities and counties. Callers must not change it."""
    provinces: dict[str, Province] = {}
    cities: dict[str, City] = {}
    for code, name in names().items():
        match _level(code):
            case "province":
                provinces[code[:2]] = {"code": code, "name": name, "cities": []}
            case "city":
                cities[code[:4]] = {"code": code, "name": name, "counties": []}
                provinces[code[:2]]["cities"].append(cities[code[:4]])
            case "county":
                cities[code[:4]]["counties"].append({"code": code, "name": name})
            case "overseas":
                pass
    return {
        "version": _kept()["version"],
        "provinces": list(provinces.values()),
        "overseas": {"code": OVERSEAS, "name": OVERSEAS_NAME},
    }


@cache
def name_of(code: str) -> str:
    """Return the whole path in the usual words, such as 湖北省恩施州利川市. Raise KeyError for another code.

    A municipality is not doubled, and the headings 省直辖县级行政区划 and 县 are left out.
    """
    own = names()[code]
    if code == OVERSEAS or code.endswith("0000"):
        return own
    province, city = names()[code[:2] + "0000"], names().get(code[:4] + "00", "")
    middle = "" if code[:2] in _MUNICIPALITIES or _PSEUDO.match(city) else _prefecture(city)
    return province + middle if code.endswith("00") else province + middle + own


def find(text: str) -> list[Place]:
    """Return the places that a text may begin with, best reading first, all of equal strength.

    Reads full and short names, levels left out, and separators: 广东深圳, 广东省深圳市龙岗区, 深圳, 浙江-宁波-鄞州.
    朝阳 gives several; an unknown text gives none.
    """
    return [_place(code) for code in _read(text).codes]


def find_one(text: str) -> Place | None:
    """Return the one place a text means, or None where it names none or could mean several.

    Of several readings a province wins (吉林), and one that contains all others (长沙 before 长沙县).
    """
    reading = _read(text)
    if not reading.codes or (reading.weak and reading.rest):
        return None
    best = reading.codes[0]
    stem = best.rstrip("0") if len(reading.codes) > 1 else best
    if _level(best) == "province" or all(code.startswith(stem) for code in reading.codes):
        return _place(best)
    return None


def is_exact(text: str) -> bool:
    """Tell whether a text is a place and nothing else, so that its code says all of it."""
    reading = _read(text)
    return bool(reading.codes) and not reading.rest


@dataclass(frozen=True)
class _Reading:
    codes: tuple[str, ...]
    rest: str
    weak: bool


@dataclass(frozen=True)
class _Step:
    code: str
    at: int
    full: int
    words: int


@cache
def _index() -> dict[str, list[tuple[str, bool]]]:
    """Return every written name with the codes it may stand for and whether it is the official name."""
    index: dict[str, list[tuple[str, bool]]] = {}
    for code, name in names().items():
        if code == OVERSEAS or _PSEUDO.match(name):
            continue
        index.setdefault(name, []).append((code, True))
        for short in _shorts(code, name):
            index.setdefault(short, []).append((code, False))
    return index


def _shorts(code: str, name: str) -> set[str]:
    level = _level(code)
    if level == "province":
        stem = re.sub(r"(?:壮族|回族|维吾尔)?自治区$|特别行政区$|[省市]$", "", name)
        return {stem, stem + "省", stem + "自治区"} | ({"内蒙"} if stem == "内蒙古" else set()) - {name}
    if level == "city":
        stem = _stem(re.sub(r"自治州$|地区$|盟$|市$", "", name))
        extra = {stem + "州"} if name.endswith("自治州") else {stem + "市"}
        return {word for word in {stem} | extra if len(word) > 1} - {name}
    stem = _stem(re.sub(r"自治[县旗]$|新区$|[县市区旗]$", "", name))
    if len(stem) < 2:
        return set()
    return {stem, stem + "县", stem + "市", stem + "区", stem + "旗", stem + "自治县"} - {name}


def _stem(name: str) -> str:
    match = re.match(rf"^(.{{2,}}?)(?:(?:{_ETHNIC})族?)+$", name)
    return match.group(1) if match else name


def _prefecture(name: str) -> str:
    return _stem(name.removesuffix("自治州")) + "州" if name.endswith("自治州") else name


def _level(code: str) -> Level:
    if code == OVERSEAS:
        return "overseas"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def _place(code: str) -> Place:
    return Place(code, names()[code], _level(code))


@cache
def _longest() -> int:
    return max(map(len, _index()))


@lru_cache(maxsize=4096)
def _read(text: str) -> _Reading:
    flat = squeeze(text)
    if _ABROAD.match(flat):
        return _Reading((OVERSEAS,), "" if flat == OVERSEAS_NAME else flat, False)
    bare = _SEPARATORS.sub("", flat)
    bare = bare[_prefix_length(bare) :]
    ends = [step for step in _steps(bare, _Step("", 0, 0, 0)) if step.words]
    if not ends:
        return _Reading((), bare, False)
    best = max((step.at, step.full) for step in ends)
    top = [step for step in ends if (step.at, step.full) == best]
    codes = sorted({step.code for step in top}, key=lambda code: (len(code.rstrip("0")), code))
    rest = bare[best[0] :]
    lonely = all(step.words == 1 and not step.full for step in top)
    weak = lonely and (_level(codes[0]) == "county" or rest.startswith(_STREET))
    return _Reading(tuple(codes), rest, weak)


def _prefix_length(bare: str) -> int:
    match = _LEADING.match(bare)
    return match.end() if match else 0


def _steps(bare: str, step: _Step) -> list[_Step]:
    """Return every way to read place names from a step on, each name inside the one before it."""
    found = [step]
    for end in range(step.at + 2, min(len(bare), step.at + _longest()) + 1):
        word = bare[step.at : end]
        for code, official in _index().get(word, ()):
            if _is_inside(code, step.code):
                full = step.full + (len(word) if official else 0)
                found += _steps(bare, _Step(code, end, full, step.words + 1))
    return found


def _is_inside(code: str, outer: str) -> bool:
    if not outer:
        return True
    level = _level(outer)
    if level == "province":
        return code[:2] == outer[:2] and code != outer
    return level == "city" and code[:4] == outer[:4] and code != outer
