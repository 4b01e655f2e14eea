"""Remember what is installed and built, by content: a second run does nothing again, a changed file is noticed."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.steps import ROOT

FOLDER = ROOT / ".make"


def digest(paths: Iterable[Path], *words: str) -> str:
    """Return one hash over the names and contents of files and the files below folders, and over some words."""
    total = hashlib.sha256()
    for word in words:
        total.update(f"{word}\0".encode())
    for path in sorted(paths):
        for file in sorted(_files(path)):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            total.update(f"{file.relative_to(ROOT)}\0{content}\0".encode())
    return total.hexdigest()


def _files(path: Path) -> list[Path]:
    return [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]


def once(name: str, key: str, result: Path, work: Callable[[], None]) -> bool:
    """Do the work unless it was done for this key and its result still stands; say whether it was done."""
    stamp = FOLDER / name
    if result.exists() and stamp.exists() and stamp.read_text() == key:
        return False
    stamp.unlink(missing_ok=True)
    work()
    stamp.write_text(key)
    return True


@contextmanager
def alone() -> Iterator[None]:
    """Let one installation at a time work in this checkout; a second one waits here."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another make installs in this folder; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), False)
        yield
