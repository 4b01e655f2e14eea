"""What the code itself keeps to, where no linter has a rule. The floors stand in pyproject.toml, for import-linter."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text())
    for path in sorted((ROOT / "api").rglob("*.py"))
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the dotted name and the line of everything of ours that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "api":
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (
                (alias.name, node.lineno) for alias in node.names if alias.name.split(".")[0] == "api"
            )


def test_only_the_journal_commits() -> None:
    commits = [
        f"{path}:{node.lineno}"
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    assert {commit.split(":")[0] for commit in commits} == {"api/journal.py"}, commits


def test_a_slice_keeps_its_rules_and_schemas_to_itself() -> None:
    borrowed = [
        f"{path}:{line} borrows {name}"
        for path, tree in MODULES.items()
        for name, line in imports(tree)
        if {"rules", "schemas"} & set(name.split(".")[2:]) and name.split(".")[1] != path.split("/")[1]
    ]
    assert borrowed == []


def test_our_own_code_is_imported_at_the_top_of_a_module() -> None:
    hidden = [
        f"{path}:{line} imports {name}"
        for path, tree in MODULES.items()
        for function in ast.walk(tree)
        if isinstance(function, FUNCTIONS)
        for name, line in imports(function)
    ]
    assert hidden == []


def test_no_lock_file_names_an_address() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        assert "://" not in lock.read_text(), lock.name
    assert '"resolved"' not in (ROOT / "pwa" / "package-lock.json").read_text()
