"""Programs that know nothing but openapi.yaml: clients that generators make of it run an errand at a served township."""

from pathlib import Path
from typing import Any

from tests.contract.conftest import Served
from tools.packages import BIN, CONTRACT

HERE = ["何记", "周书兰", "李守田", "陈远"]


def ensure_done(said: dict[str, Any], served: Served) -> None:
    """Hold what an errand says against what the township's own secretary reads."""
    assert said["rows"] == 2
    assert said["members"] == sorted(["周书兰", "李守田", "陈远", "程小河", "方青"])
    assert all("****" in phone for phone in said["phones"]), (
        "a system without members:reveal reads masked numbers"
    )
    first, second = said["receipts"]
    assert first == second
    reports = served.ask("周书兰", "GET", "/reports").json()["items"]
    assert [(one["id"], one["member_name"], one["state"]) for one in reports] == [
        (first["id"], "程小河", "submitted")
    ]
    assert said["feed"].count("report.submitted") == 1
    assert said["feed"][-1] == "report.submitted"
    assert said["print"] == "%PDF-"


def test_a_python_client_made_by_openapi_python_client_runs_the_errand(
    served: Served, python_client: Path
) -> None:
    said = served.run([BIN / "python", CONTRACT / "errands" / "errand.py"], PYTHONPATH=str(python_client))
    ensure_done(said, served)


def test_a_typescript_client_made_by_openapi_ts_type_checks_and_runs_the_errand(
    served: Served, typescript_errand: Path
) -> None:
    ensure_done(served.run(["node", typescript_errand]), served)
