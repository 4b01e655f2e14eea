"""Put the built PWA into the wheel, so that one file installs API and screens together."""

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PwaHook(BuildHookInterface[BuilderConfig]):
    """Build the PWA and name its folder to the wheel; `api.config.find_static` looks there first."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, unless this is the editable install of a checkout, which serves pwa/dist."""
        if version == "editable":
            return
        pwa = Path(self.root) / "pwa"
        for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
            subprocess.run(command, cwd=pwa, check=True)
        build_data["force_include"][str(pwa / "dist")] = "api/pwa"
