"""What the documents say of commands and settings is what there is."""

import re
from pathlib import Path

from api import config
from api.errors import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def test_the_readme_names_every_setting_of_an_installation() -> None:
    read = set(re.findall(r'"((?:LIANXINQIAO_|DATABASE_)[A-Z_]+)"', Path(config.__file__).read_text()))
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert named == read


def test_every_make_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+)(?: [a-z ]*)?:", (ROOT / "Makefile").read_text(), re.MULTILINE))
    targets |= set(re.search(r"^(run test .*):$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split())  # type: ignore[index]
    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets


def test_every_file_that_a_readme_points_to_is_there() -> None:
    for readme in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / readme).read_text()):
            assert (ROOT / target).exists(), f"{readme} points to {target}"


def test_every_refusal_speaks_both_languages() -> None:
    for code, sentence in CATALOGUE.items():
        assert re.search(r"[\u4e00-\u9fff]", sentence.zh), code
        assert sentence.en.isascii() or "姓名" in sentence.en, code
