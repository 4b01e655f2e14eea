"""What a view can refuse and what it records, read from the code that it reaches.

A list of refusals beside each route would be out of date within a week. So the functions that a view calls are
walked by name, down to the last `Refusal("…")`. What cannot be followed by name (a method of a value) is missed: a
test therefore compares each refusal that any test meets with what the document promises (tests/cast.py).
"""

import ast
import functools
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from marshmallow import Schema

from api.access import ACCESS, OWN_DECISIONS, membership_in_reach
from api.errors import CATALOGUE, Refusal
from api.models import Base

_KIND = re.compile(r"[a-z_]+\.[a-z_]+")
_OURS = "api."


@dataclass(frozen=True)
class Reach:
    """What lies within reach of a view."""

    refusals: frozenset[str]
    """Codes of the catalogue."""
    kinds: frozenset[str]
    """Kinds of journal entries that are named outright."""


def reach_of(view: Callable[..., Any]) -> Reach:
    """Return what a view can refuse and record."""
    walked: dict[int, tuple[FunctionType, _Said]] = {}
    todo: list[Any] = [inspect.unwrap(view)]
    while todo:
        function = todo.pop()
        if id(function) in walked:
            continue
        said = _read(function)
        walked[id(function)] = (function, said)
        todo.extend(said.leads_to)
    heard = [said for _, said in walked.values()]
    refusals = frozenset().union(*(said.refusals for said in heard))
    words = frozenset().union(*(said.words for said in heard))
    if not words & OWN_DECISIONS:
        # Reaching a member refuses it for those permissions alone; who else says it means it.
        refusals -= {"own_decision"} - frozenset().union(
            *(said.refusals for function, said in walked.values() if function is not membership_in_reach)
        )
    return Reach(
        refusals,
        frozenset().union(*(said.kinds for said in heard)),
    )


@dataclass(frozen=True)
class _Said:
    """What one function says by itself, and where it leads."""

    refusals: frozenset[str]
    kinds: frozenset[str]
    words: frozenset[str]
    leads_to: tuple[FunctionType, ...]


@functools.cache
def _read(function: FunctionType) -> _Said:
    tree = _tree_of(function)
    if tree is None:
        return _Said(frozenset(), frozenset(), frozenset(), ())
    words = _texts(tree)
    refusals: set[str] = set()
    kinds: set[str] = set()
    found: list[FunctionType] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = _called(node)
            if called == Refusal.__name__ or _hands_on(_resolve(node.func, function)):
                told = {code for argument in node.args for code in _codes(argument)}
                refusals |= told or (words | _texts_of_tables(tree, function)) & set(CATALOGUE)
            kinds |= {
                word for keyword in node.keywords if keyword.arg == "kind" for word in _choices(keyword.value)
            }
        if isinstance(node, ast.Name | ast.Attribute):
            found.extend(_functions_in(_resolve(node, function)))
    return _Said(frozenset(refusals), frozenset(kinds), frozenset(words), tuple(found))


def _texts(tree: ast.AST) -> set[str]:
    return {
        one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def _codes(tree: ast.AST) -> set[str]:
    """Return the codes that an expression names outright, or by a pattern such as `f"liaison_{why}"`."""
    if isinstance(tree, ast.JoinedStr):
        parts = (
            re.escape(str(one.value)) if isinstance(one, ast.Constant) else "[a-z_]+" for one in tree.values
        )
        pattern = "".join(parts)
        return {code for code in CATALOGUE if re.fullmatch(pattern, code)}
    return _texts(tree) & set(CATALOGUE)


def _texts_of_tables(tree: ast.AST, function: FunctionType) -> set[str]:
    """Return the words in the tables that a function looks up."""
    tables = [_resolve(node, function) for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return {
        word
        for table in tables
        if isinstance(table, dict)
        for word in table.values()
        if isinstance(word, str)
    }


@functools.cache
def _hands_on_code(function: FunctionType) -> bool:
    """Say whether a function makes a refusal of a code that it is given."""
    tree = _tree_of(function)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)] if tree else []
    return any(_called(call) == Refusal.__name__ and not _texts(call.args[0]) for call in calls)


def _hands_on(value: Any) -> bool:
    return isinstance(value, FunctionType) and value.__module__.startswith(_OURS) and _hands_on_code(value)


def _choices(value: ast.expr) -> set[str]:
    """Return the kinds of entries that an expression names outright; one that is put together names none."""
    if isinstance(value, ast.IfExp):
        return _choices(value.body) | _choices(value.orelse)
    told = value.value if isinstance(value, ast.Constant) else None
    return {told} if isinstance(told, str) and _KIND.fullmatch(told) and told not in ACCESS else set()


def _called(call: ast.Call) -> str | None:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else None


def _resolve(node: ast.expr, function: FunctionType) -> Any:
    """Return what a name or a module's member stands for, or None where only a running program knows."""
    if isinstance(node, ast.Name):
        closed = inspect.getclosurevars(function).nonlocals if function.__closure__ else {}
        return closed.get(node.id) or function.__globals__.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _resolve(node.value, function)
        if isinstance(owner, ModuleType | type):
            return getattr(owner, node.attr, None)
    return None


def _functions_in(value: Any, depth: int = 2) -> Iterator[FunctionType]:
    """Yield our functions that a value is or holds: a function, a class with its methods, a table of functions."""
    if isinstance(value, FunctionType):
        inner = inspect.unwrap(value)
        if isinstance(inner, FunctionType) and inner.__module__.startswith(_OURS):
            yield inner
    elif isinstance(value, type):
        if value.__module__.startswith(_OURS) and not issubclass(value, Schema | Base | Exception):
            for member in vars(value).values():
                yield from _functions_in(getattr(member, "__func__", member), 0)
    elif isinstance(value, dict | list | tuple) and depth:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _functions_in(one, depth - 1)
    elif depth and type(value).__module__.startswith(_OURS) and hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _functions_in(getattr(value, name, None), depth - 1)


def _tree_of(function: FunctionType) -> ast.AST | None:
    return _trees(function.__code__.co_filename).get((function.__name__, function.__code__.co_firstlineno))


@functools.cache
def _trees(path: str) -> dict[tuple[str, int], ast.AST]:
    """Return the functions of a file by name and first line, decorators counted as Python counts them."""
    file = Path(path)
    if not file.is_file():
        return {}  # written by a library, such as a dataclass's own methods
    module = ast.parse(file.read_text(encoding="utf-8"))
    return {
        (node.name, min([node.lineno, *(one.lineno for one in node.decorator_list)])): node
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
    }
