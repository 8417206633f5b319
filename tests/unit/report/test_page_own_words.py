"""Own words in any script and shape still give one whole page."""

from itertools import cycle, islice
from uuid import UUID

import pytest

from supple.journal.entry import Reason, StopEntry
from supple.knowledge.collection import Knowledge
from tests.unit.report.printed import letters_of
from tests.unit.report.test_page import assert_one_page_with_everything_on_it, own_words, page_of, stamp

LETTERS = {
    "Chinese": "背中の痛み、腰痛。",
    "Thai": "ปวดหลัง",
    "Korean": "한국어 ",
    "emoji": "🙂👩‍👩‍👧‍👦🇩🇪",
    "private use": "a\ue000\uf8ff ",
    "no character": "a\ufffe ",
    "unassigned": "a\u0378 ",
    "a byte order mark": "a\ufeff ",
    "controls from 80 to 9f": "a\x85\x9f ",
    "one ligature for a sentence": "ﷺ ",
}
SHAPES = {
    "no space": "W",
    "no space, markup": "#panic()",
    "lines": "a\n",
    "only line ends": "a" + "\n" * 498,
    "line separators": "a\u2028b\u2029",
    "no-break spaces": "ab\u00a0",
}


@pytest.mark.parametrize("text", LETTERS.values(), ids=LETTERS)
def test_letters_that_no_font_has_still_give_a_page(knowledge: Knowledge, text: str) -> None:
    assert_one_page_with_everything_on_it(page_of(own_words("".join(islice(cycle(text), 500))), knowledge))


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_words_of_any_shape_stay_on_the_page(knowledge: Knowledge, text: str) -> None:
    words = "".join(islice(cycle(text), 500))
    entries = [*own_words(words.replace("\n", " ")), Reason(**stamp(9000), text=words)]
    pdf = page_of(entries, knowledge)
    assert_one_page_with_everything_on_it(pdf)
    assert letters_of(pdf).overlaps() == 0


@pytest.mark.parametrize("letters", ["W" * 76, "W " * 38])
def test_signs_that_nobody_knows_stay_on_the_page(knowledge: Knowledge, letters: str) -> None:
    """As a restored file, or a player of another version, may bring them."""
    stops = [
        StopEntry(
            **stamp(nth), session_id=UUID(int=nth), stop_id=UUID(int=nth), event=letters, technique=letters,
            side="left", level=letters, segment_ms=1, session_ms=1, pain_now=5.5,
            follow_up={f"{letters}{at}": True for at in range(20)},
        )
        for nth in range(5)
    ]  # fmt: skip
    assert_one_page_with_everything_on_it(page_of(stops, knowledge))
