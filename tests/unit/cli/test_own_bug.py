"""A mistake of ours in a command says where it is, and nothing that anybody wrote."""

import pytest

from supple.cli import screen
from tests.unit.cli.run_supple import Run

CANARY = "canary-in-the-note"


def test_a_mistake_of_ours_is_loud_and_shows_no_value(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object) -> None:
        raise ValueError(CANARY) from KeyError(CANARY)

    monkeypatch.setattr(screen, "read_answers", fails)
    ended = run("screen", "answers.json")
    assert ended.code == 1
    assert CANARY not in ended.out + ended.err
    for words in ("Supple made a mistake", "builtins.ValueError", "builtins.KeyError", "supple.cli.screen"):
        assert words in ended.err
