"""A question in the terminal: only a key that it names is an answer, and Ctrl-C is the end of asking."""

from collections.abc import Iterable
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from supple.base.errors import SuppleError
from supple.cli.ask import choose

OTHERS = st.text(st.characters(exclude_characters="yYnNuU\x03\x04\x1c"), min_size=1, max_size=3)
OPTIONS = [("y", "yes"), ("n", "no"), ("u", "not sure")]


class Given:
    """Keys in order; then nobody presses anything more."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.left = list(keys)

    def wait(self, seconds: float) -> str | None:
        assert seconds > 0
        return self.left.pop(0) if self.left else None


def answer(keys: Given, options: list[tuple[str, str]] = OPTIONS) -> int:
    return choose(keys, Console(file=StringIO(), width=80), "Numb?", options)


@pytest.mark.parametrize("key", ["\x03", "\x04", "\x1c", "\x03\x03", "y\x03"])
@pytest.mark.parametrize("before", [[], ["?"], ["\x1b[A", "7"]])
def test_who_leaves_answers_nothing_and_later_keys_are_not_read(key: str, before: list[str]) -> None:
    keys = Given([*before, key, "n"])
    with pytest.raises(SuppleError, match="Nothing was answered"):
        answer(keys)
    assert keys.left == ["n"]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_not_even_where_an_answer_has_that_key(key: str) -> None:
    with pytest.raises(SuppleError, match="Nothing was answered"):
        answer(Given([key]), [*OPTIONS, (key, "yes")])


@given(st.lists(OTHERS))
def test_any_other_key_is_no_answer(others: list[str]) -> None:
    assert answer(Given([*others, "N"])) == 1
