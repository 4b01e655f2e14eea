"""A served township, a system that is connected to it, and the clients that generators make of openapi.yaml."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from flask import Flask

from api import crypto
from api.db import connect
from tests.cast import World, plant
from tests.faults.server import HOST, Forge, running_server
from tools.packages import BIN, CONTRACT, install_contract
from tools.stamps import FOLDER, digest, once
from tools.steps import ROOT

SCOPES = ("members:read", "imports:write", "reports:read", "reports:write", "registers:print", "feed:read")
ROSTER = """姓名,性别,身份证号码,党员类别,入党时间,联系电话
程小河,男,,正式,2011-07-01,19900000101
方青,女,,正式,2015-06,19900000102
"""


@dataclass
class Served:
    """A township that is served, with another system connected at one of its branches."""

    address: str
    world: World
    client_id: str
    secret: str
    roster: Path

    @property
    def branch(self) -> str:
        return str(self.world.node("青松村"))

    def ask(self, name: str, method: str, path: str, body: Any = None) -> requests.Response:
        """Send a request as somebody of the cast."""
        return ask(self.address, self.world, name, method, path, body)

    def run(self, command: list[str | Path], **environment: str) -> dict[str, Any]:
        """Run an errand's program and return what it says."""
        given = [self.address, self.client_id, self.secret, self.branch, str(self.roster)]
        done = subprocess.run(
            [*command, *given],
            capture_output=True,
            text=True,
            env={**os.environ, **environment},
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        said: dict[str, Any] = json.loads(done.stdout)
        return said


def ask(address: str, world: World, name: str, method: str, path: str, body: Any = None) -> requests.Response:
    token = world.as_(name).token
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
    return requests.request(method, f"{address}/api/v1{path}", json=body, headers=headers, timeout=30)


@pytest.fixture
def served(the_app: Flask, sqlite_template: Path, keys_file: Path, tmp_path: Path) -> Iterator[Served]:
    """Serve a township as `lianxinqiao serve` does, and connect a system to one of its branches."""
    (tmp_path / "keys.json").write_bytes(keys_file.read_bytes())
    crypto.use(crypto.Keys.read(keys_file))
    shutil.copyfile(sqlite_template, tmp_path / "lianxinqiao.db")
    url = f"sqlite:///{tmp_path / 'lianxinqiao.db'}"
    database = connect(url)
    world = World(the_app, database)
    plant(database, world)
    database.engine.dispose()
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER)
    forge = Forge()
    try:
        with running_server(forge, tmp_path, url) as server:
            address = f"http://{HOST}:{server.port}"
            body = {
                "organization_id": str(world.node("青松村")),
                "name": "县里的系统",
                "scopes": list(SCOPES),
            }
            connected = ask(address, world, "孙委员", "POST", "/service-clients", body)
            assert connected.status_code == 201, connected.text
            given = connected.json()
            yield Served(address, world, given["client_id"], given["client_secret"], roster)
    finally:
        forge.close()


def _generate(name: str, key: str, make: Any) -> Path:
    """Generate a client once for each document, generator and errand."""
    folder = FOLDER / "clients" / name
    done = folder / "done"

    def work() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        done.touch()

    once(f"client-{name}", key, done, work)
    return folder


def _must(command: list[str | Path], cwd: Path, **environment: str) -> None:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )
    assert done.returncode == 0, f"{command[0]}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"


@pytest.fixture(scope="session")
def python_client() -> Path:
    """Return a folder to import `lianxinqiao_client` from, as openapi-python-client makes it."""
    config = CONTRACT / "openapi-python-client.yaml"
    key = digest([ROOT / "openapi.yaml", ROOT / "requirements-dev.txt", config], sys.version)

    def make(folder: Path) -> None:
        words = ("--meta", "none", "--overwrite", "--fail-on-warning", "--config", config)
        made = folder / "lianxinqiao_client"
        _must(
            [
                BIN / "openapi-python-client",
                "generate",
                "--path",
                ROOT / "openapi.yaml",
                *words,
                "--output-path",
                made,
            ],
            folder,
            PATH=f"{BIN}:{os.environ['PATH']}",
        )

    return _generate("python", key, make)


@pytest.fixture(scope="session")
def typescript_errand() -> Path:
    """Return the errand's program, checked against the types that @hey-api/openapi-ts makes, and compiled."""
    install_contract()
    ours = [CONTRACT / "errands" / name for name in ("errand.ts", "tsconfig.json")]
    config = CONTRACT / "openapi-ts.config.mjs"
    key = digest([ROOT / "openapi.yaml", CONTRACT / "package-lock.json", config, *ours])

    def make(folder: Path) -> None:
        for file in ours:
            shutil.copyfile(file, folder / file.name)
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "node_modules").symlink_to(CONTRACT / "node_modules")
        programs = CONTRACT / "node_modules" / ".bin"
        places = {"CONTRACT_IN": str(ROOT / "openapi.yaml"), "CONTRACT_OUT": str(folder / "client")}
        _must([programs / "openapi-ts", "-f", config], CONTRACT, **places)
        _must([programs / "tsc", "--project", folder], folder)

    return _generate("typescript", key, make) / "errand.js"
