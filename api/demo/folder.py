"""The demo's data folder: made whole under another name and then given its own, or not made at all."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from api import clock, crypto
from api.auth import passwords
from api.config import DEMO_MARK, Config
from api.crypto import Keys
from api.db import connect
from api.demo.load import Progress, load_township
from api.demo.passwords import draw_password
from api.demo.records import DemoTownship
from api.demo.township import build_township
from api.migrate import upgrade

SIGN_INS = "demo-accounts.json"


class FolderInUseError(Exception):
    """The folder holds something that is no demo."""


def prepare_folder(config: Config, progress: Progress) -> bool:
    """Make the demo's folder where there is none, and return whether it was made now.

    One that is there is kept, and its database brought to the newest shape. Raise FolderInUseError where it holds
    something else.
    """
    if config.is_demo:
        upgrade(config.engine_url)
        return False
    if config.data.exists() and (not config.data.is_dir() or any(config.data.iterdir())):
        raise FolderInUseError(str(config.data))
    unfinished = config.data.with_name(f"{config.data.name}.unfinished")
    _remove_demo(unfinished)
    _fill(replace(config, data=unfinished), progress)
    unfinished.replace(config.data)
    return True


def read_sign_ins(config: Config) -> list[dict[str, str]]:
    """Return the sign-ins of a demo: role, name, phone, password, organization."""
    kept: list[dict[str, str]] = json.loads((config.data / SIGN_INS).read_text())
    return kept


def day_of_loading(config: Config) -> date:
    """Return the day to which all dates of a demo are relative."""
    return date.fromisoformat((config.data / DEMO_MARK).read_text().strip())


def _fill(config: Config, progress: Progress) -> None:
    config.data.mkdir(parents=True)
    # Marked first: what an interruption leaves is known as a demo, and cleared away the next time.
    (config.data / DEMO_MARK).write_text(f"{clock.today()}\n")
    keys = Keys.fresh()
    keys.write(config.keys_file)
    crypto.use(keys)
    passwords.use(config.password_cost)
    upgrade(config.engine_url)
    township = build_township(clock.today())
    words = {account.person_key: draw_password() for account in township.accounts}
    database = connect(config.engine_url)
    try:
        load_township(database, township, words, config.files, progress)
    finally:
        database.engine.dispose()
    sign_ins = _list_sign_ins(township, words)
    (config.data / SIGN_INS).write_text(json.dumps(sign_ins, ensure_ascii=False, indent=1) + "\n")


def _list_sign_ins(township: DemoTownship, words: Mapping[str, str]) -> list[dict[str, str]]:
    persons = {person.key: person for person in township.persons}
    nodes = {node.key: node for node in township.organizations}
    return [
        {
            "role": account.role,
            "name": persons[account.person_key].name,
            "phone": persons[account.person_key].phone or "",
            "password": words[account.person_key],
            "organization": nodes[account.organization_key].short_name,
        }
        for account in township.accounts
    ]


def _remove_demo(folder: Path) -> None:
    if (folder / DEMO_MARK).exists():
        shutil.rmtree(folder)
