"""The demo's folder: never over something else, never half made, and never served as production."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from api.config import DEMO_MARK, Config
from api.demo import command
from api.demo.folder import FolderInUseError, prepare_folder
from api.demo.passwords import draw_password


class PowerCutError(Exception):
    """The machine goes dark."""


def cut_after_five(done: int, _total: int) -> None:
    if done == 5:
        raise PowerCutError


def note_the_process(config: Config, _progress: object) -> bool:
    config.data.write_text(str(os.getpid()))
    return True


def test_the_story_prints_its_books_apart_from_what_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "prepare_folder", note_the_process)
    monkeypatch.setattr(command, "read_sign_ins", lambda _config: [])
    monkeypatch.setattr(command.server, "serve", lambda _config, _port: None)
    answer = CliRunner().invoke(main, ["demo", "--port", "8119", "--data", str(tmp_path / "told")])
    assert answer.exit_code == 0, answer.output
    assert (tmp_path / "told").read_text() != str(os.getpid())


def test_a_folder_that_holds_something_else_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "roster.xlsx").write_text("the township's")
    with pytest.raises(FolderInUseError):
        prepare_folder(Config(data=tmp_path), cut_after_five)
    assert [file.name for file in tmp_path.iterdir()] == ["roster.xlsx"]


def test_a_power_cut_leaves_no_folder_that_looks_whole_and_the_next_try_begins_anew(tmp_path: Path) -> None:
    config = replace(Config(data=tmp_path / "demo"), password_cost="light")
    for _ in range(2):
        with pytest.raises(PowerCutError):
            prepare_folder(config, cut_after_five)
        assert not config.data.exists()


def test_a_password_is_drawn_each_time_and_strong_enough_for_staff() -> None:
    drawn = {draw_password() for _ in range(50)}
    assert len(drawn) > 45
    for word in drawn:
        assert any(letter.isupper() for letter in word)
        assert any(letter.islower() for letter in word)
        assert any(letter.isdigit() for letter in word)


def test_production_refuses_a_folder_with_the_demo_mark(tmp_path: Path) -> None:
    (tmp_path / DEMO_MARK).write_text("2026-11-24\n")
    answer = CliRunner().invoke(main, ["--data", str(tmp_path), "serve"])
    assert answer.exit_code == 1
    assert "holds invented people" in answer.output
