"""What a running application holds, and the only ways in which a view touches the database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from flask import current_app, g
from sqlalchemy.orm import Session

from api.access import Actor
from api.config import Config
from api.db import Database
from api.journal import in_transaction

NAME = "lianxinqiao"

T = TypeVar("T")


@dataclass(frozen=True)
class Running:
    """The parts of one running application."""

    config: Config
    database: Database


def running() -> Running:
    """Return the parts of the present application."""
    return cast(Running, current_app.extensions[NAME])


def actor() -> Actor:
    """Return who acts in this request; set by the route's guard."""
    return cast(Actor, g.actor)


def read(work: Callable[[Session], T]) -> T:
    """Do work that only looks."""
    with running().database.reading() as session:
        return work(session)


def act(work: Callable[[Session], T]) -> T:
    """Do work that writes, and commit it."""
    return in_transaction(running().database, work)
