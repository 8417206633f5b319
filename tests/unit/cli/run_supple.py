"""`supple` in this process, as a shell would see it: what it prints, what it complains of, how it ends."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from supple.cli.main import main


@dataclass(frozen=True, kw_only=True)
class Ended:
    """Exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        assert self.code == 0, self.err
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def complaint(self) -> str:
        """The one line of a fault."""
        assert (self.code, self.out) == (2, "")
        assert self.err.startswith("supple: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("supple: ").strip()


Run = Callable[..., Ended]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, given: object = None) -> Ended:
        text = given if isinstance(given, str) else json.dumps(given)
        monkeypatch.setattr(sys, "argv", ["supple", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Ended(code=end.value.code, out=out, err=err)

    return run
