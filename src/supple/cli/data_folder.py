"""Names of files and folders on the command line. An empty one is a slip, never this folder."""

from pathlib import Path
from typing import Any

import click


class NamedPath(click.Path):
    """A path with a name."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401 - click's signature
        """The path. Fails for an empty one, and for one that no system has."""
        if not str(value).strip() or "\0" in str(value):
            self.fail("That is no name. Write one, or leave it out.", param, ctx)
        return super().convert(value, param, ctx)


FOLDER = NamedPath(path_type=Path)
FILE = NamedPath(path_type=Path, dir_okay=False, allow_dash=True)
