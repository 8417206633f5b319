"""Own words as a page can hold them: breakable, on one line, in letters that some font has."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from unicodedata import category

# A word longer than so many letters may be broken after each so many.
LONGEST_UNBROKEN, BREAK_EVERY = 24, 12
BREAK_HERE = "\u200b"
MISSING = "[…]"
# Single letters between gaps tell nobody anything.
_BARELY_LEFT = re.compile(rf"{re.escape(MISSING)}(?:\S{{0,3}}{re.escape(MISSING)})+")

Sets = Callable[[str], bool]


def on_one_line(text: str) -> str:
    """Every kind of space and line end as one space."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and a sign that there is more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def breakable(text: str) -> str:
    """Long words with places where a line may end; never before a mark that belongs to the letter before."""
    return " ".join(
        word if len(word) <= LONGEST_UNBROKEN else "".join(_with_breaks(word)) for word in text.split(" ")
    )


def _with_breaks(word: str) -> Iterator[str]:
    since = 0
    for letter in word:
        joins = category(letter).startswith(("M", "C"))
        if since >= BREAK_EVERY and not joins:
            yield BREAK_HERE
            since = 0
        since += 1
        yield letter


def without(text: str, missing: frozenset[str]) -> str:
    """The text with a sign for each run of letters that no font has."""
    runs = groupby(text, key=lambda letter: letter in missing)
    shown = "".join(MISSING if is_missing else "".join(letters) for is_missing, letters in runs)
    return _BARELY_LEFT.sub(MISSING, shown)


def missing_in(letters: str, sets: Sets) -> frozenset[str]:
    """Which of the letters cannot be set, by halving: `sets` says whether a text can be set whole."""
    distinct = "".join(sorted(set(letters)))
    if not distinct or sets(distinct):
        return frozenset()
    if len(distinct) == 1:
        return frozenset(distinct)
    middle = len(distinct) // 2
    return missing_in(distinct[:middle], sets) | missing_in(distinct[middle:], sets)
