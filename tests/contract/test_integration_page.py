"""What docs/integration.md shows works as it stands there."""

import json
import os
import re
import subprocess

from tests.contract.conftest import Served
from tools.steps import ROOT

PAGE = (ROOT / "docs" / "integration.md").read_text()


def test_the_commands_of_the_page_work_as_they_stand(served: Served) -> None:
    settings, *commands = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    names = re.findall(r"^([A-Z_]+)=", settings, re.MULTILINE)
    given = (served.address, served.client_id, served.secret, served.branch)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\necho; echo ---\n".join(commands)],
        env={**os.environ, **dict(zip(names, given, strict=True))},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    _, members, receipts, feed = done.stdout.split("---")
    assert len(json.loads(members)["items"]) == 2
    first, again = (
        receipts.strip()[: len(receipts.strip()) // 2],
        receipts.strip()[len(receipts.strip()) // 2 :],
    )
    assert first == again
    assert json.loads(first)["state"] == "submitted"
    assert len(json.loads(feed)["items"]) == 5
