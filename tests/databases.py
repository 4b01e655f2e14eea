"""Databases for tests, each made from a migrated template: SQLite files, and a PostgreSQL cluster that is thrown away.

A test that asks for `database_url` runs on both kinds (`--db sqlite` or `--db postgresql` for one). The cluster starts when
the first test needs it, serves all workers of pytest-xdist, and ends with the run. It listens on a socket in its own
folder only.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from api.migrate import upgrade

KINDS = ("sqlite", "postgresql")
TEMPLATE = "migrated"

_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_SAFE = ("fsync=on", "synchronous_commit=on")
_RENEWALS = 200
_SHAPE = """
    SELECT count(*), sum(oid::bigint * hashtext(relname)), sum(relfilenode::bigint), sum(relnatts), sum(relchecks)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
"""
_SEND_AWAY = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_PUT_ASIDE = """
    CREATE SCHEMA kept;
    DO $$
    DECLARE one text; filled boolean; words text := '';
    BEGIN
        FOR one IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
            words := words || format('DELETE FROM public.%I;', one);
            EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one) INTO filled;
            IF filled THEN
                EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', one);
                words := words || format('INSERT INTO public.%1$I SELECT * FROM kept.%1$I;', one);
            END IF;
        END LOOP;
        EXECUTE format(
            'CREATE FUNCTION kept.put_back() RETURNS void LANGUAGE plpgsql AS %L',
            'BEGIN SET LOCAL session_replication_role = replica; ' || words || ' END'
        );
    END $$;
"""
_KEPT: dict[str, "Kept"] = {}
"""The databases of this process that are brought back instead of made anew. Foreign keys rest while rows are put back."""
_folder_key = pytest.StashKey[Path]()


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL server that listens on a socket in `folder`."""

    folder: Path

    def url(self, database: str) -> str:
        """Return SQLAlchemy's address of a database of this cluster."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template0") -> str:
        """Create a database anew, a copy of the template, and return its address."""
        name = sql.Identifier(database)
        with self.connect("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            # Copying files beats writing a log of every block, when nothing else writes.
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                    name, sql.Identifier(template)
                )
            )
        return self.url(database)

    def renew(self, database: str, template: str) -> str:
        """Bring a database back to what its template holds, and return its address.

        Putting the rows back takes a tenth of the time of a new database. One whose tables somebody changed is made anew,
        and so is one that was used often: rows that were deleted leave their room behind.
        """
        kept = _KEPT.get(database)
        if kept is None or kept.renewals >= _RENEWALS or not kept.put_back(self):
            address = self.create(database, template)
            _KEPT[database] = Kept.keep(self, database)
            return address
        return self.url(database)

    def connect(self, database: str) -> "psycopg.Connection[tuple[Any, ...]]":
        """Connect to a database beside whoever else uses it."""
        return psycopg.connect(f"host={self.folder} user=postgres dbname={database}", autocommit=True)


@dataclass
class Kept:
    """A database of this process that is used again and again: what its tables were when it was new."""

    database: str
    shape: tuple[Any, ...]
    renewals: int = 0

    @classmethod
    def keep(cls, cluster: Cluster, database: str) -> "Kept":
        """Put a copy of every row aside, and a function that brings them back."""
        with cluster.connect(database) as connection:
            shape = connection.execute(_SHAPE).fetchone()
            connection.execute(_PUT_ASIDE)
        assert shape is not None
        return cls(database, shape)

    def put_back(self, cluster: Cluster) -> bool:
        """Bring the rows back and say whether that sufficed; whoever is still connected is sent away."""
        self.renewals += 1
        with cluster.connect(self.database) as connection:
            connection.execute(_SEND_AWAY)
            if connection.execute(_SHAPE).fetchone() != self.shape:
                return False
            connection.execute("SELECT kept.put_back()")
        return True


@contextmanager
def running_cluster(*, fsync: bool = False) -> Iterator[Cluster]:
    """Start a PostgreSQL cluster and throw it away afterwards. fsync: keep every commit through a power cut."""
    folder = _make_folder()
    try:
        yield _start_cluster(folder, _SAFE if fsync else _QUICK)
    finally:
        _throw_away(folder)


def _make_folder() -> Path:
    # The name of a socket has room for about a hundred letters, and some temporary folders are deeper.
    roots = [root for root in (tempfile.gettempdir(), "/tmp") if len(root) < 60]
    folder = Path(tempfile.mkdtemp(prefix="lianxinqiao-", dir=roots[0]))
    if os.geteuid() == 0:
        user = _unprivileged_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o755)
    return folder


def _unprivileged_user() -> pwd.struct_passwd:
    """Return whom PostgreSQL runs as when root runs the tests: it refuses root."""
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _program(name: str) -> str:
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])
    )
    program = str(installed[-1]) if installed else shutil.which(name)
    if not program:
        pytest.fail(
            f"{name} was not found: the tests need a PostgreSQL server (make test installs it on Debian)."
        )
    return program


def _run(folder: Path, program: str, *words: str) -> None:
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = _unprivileged_user()
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    with (folder / "said").open("w+") as said:
        # A file, not a pipe: the server keeps its end open for as long as it lives.
        done = subprocess.run(
            [_program(program), "-D", str(folder / "data"), *words],
            **identity,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{program} failed: {said.read()}")


def _start_cluster(folder: Path, settings: Sequence[str]) -> Cluster:
    _run(folder, "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = (*settings, "listen_addresses=", f"unix_socket_directories={folder}", "max_connections=300")
    spoken = " ".join(f"-c {option}" for option in options)
    _run(
        folder, "pg_ctl", "start", "--wait", "--timeout=60", f"--log={folder / 'log'}", f"--options={spoken}"
    )
    return Cluster(folder)


def _throw_away(folder: Path) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "stop", "--mode=immediate", "--wait")
    shutil.rmtree(folder, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose the kinds of database."""
    parser.addoption(
        "--db", choices=(*KINDS, "both"), default="both", help="which databases the tests run on"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder of its own, which its workers share."""
    worker = getattr(config, "workerinput", None)
    config.stash[_folder_key] = Path(worker["databases"]) if worker else _make_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster and remove every database when the run ends, however it ends."""
    if not hasattr(config, "workerinput"):
        _throw_away(config.stash[_folder_key])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist the folder of the run."""
    node.workerinput["databases"] = str(node.config.stash[_folder_key])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that uses a database once on each kind."""
    chosen = metafunc.config.getoption("--db")
    for fixture in {"database_url", "planted_url"} & set(metafunc.fixturenames):
        metafunc.parametrize(fixture, KINDS if chosen == "both" else [chosen], indirect=True)


def once_for_all_workers(folder: Path, name: str, work: Callable[[], None]) -> None:
    """Do the work once for all workers of this run."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / f"{name}.done"
        if not done.exists():
            work()
            done.touch()


def run_folder(config: pytest.Config) -> Path:
    """Return the folder of this run, which its workers share."""
    return config.stash[_folder_key]


def worker_name() -> str:
    """Return the name of this worker of pytest-xdist, or `alone`."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="session")
def sqlite_template(pytestconfig: pytest.Config) -> Path:
    """Return an SQLite file on which every migration ran."""
    folder = pytestconfig.stash[_folder_key]
    template = folder / f"{TEMPLATE}.db"
    once_for_all_workers(folder, "sqlite", lambda: upgrade(f"sqlite:///{template}"))
    return template


@pytest.fixture(scope="session")
def cluster(pytestconfig: pytest.Config) -> Cluster:
    """Return the run's PostgreSQL cluster, with a template on which every migration ran."""
    folder = pytestconfig.stash[_folder_key]
    once_for_all_workers(
        folder, "postgresql", lambda: upgrade(_start_cluster(folder, _QUICK).create(TEMPLATE))
    )
    return Cluster(folder)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a fresh, migrated, empty database."""
    if request.param == "sqlite":
        copy = tmp_path / "lianxinqiao.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), copy)
        return f"sqlite:///{copy}"
    return request.getfixturevalue("cluster").create(f"test_{worker_name()}", TEMPLATE)
