"""A name is found by pinyin, a polyphonic surname under every reading."""

import pytest

from api.codes.pinyin import search_text


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("单雄", "shanxiong danxiong"),
        ("曾国", "zengguo cengguo"),
        ("解晓", "xiexiao jiexiao"),
        ("仇英", "qiuying chouying"),
        ("查明", "zhaming chaming"),
        ("覃德", "qinde tande"),
        ("冼星", "xianxing"),
        ("区小明", "ouxiaoming quxiaoming"),
        ("朴树", "piaoshu"),
        ("吕平", "lvping lyuping"),
        ("万里", "wanli"),
        ("尉迟恭", "yuchigong"),
        ("长孙明", "zhangsunming"),
        ("欧阳锋", "ouyangfeng"),
    ],
)
def test_a_polyphonic_surname_is_found_under_every_reading(name: str, spellings: str) -> None:
    assert set(spellings.split()) <= set(search_text(name).split())


def test_initials_stand_beside_the_full_spelling() -> None:
    assert search_text("张三") == "zhangsan zs"
    assert search_text("单雄信") == "shanxiongxin sxx danxiongxin dxx"


def test_blanks_dots_and_latin_letters_do_no_harm() -> None:
    assert search_text("张 三") == search_text("张三")
    assert search_text("阿依古丽·买买提").startswith("ayigulimaimaiti")
    assert search_text("") == ""
    assert "john" in search_text("John Li")
