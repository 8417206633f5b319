"""Makes the hand-over's page from entries, and reads it back: words, places and ink."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pypdf
import pypdfium2  # type: ignore[import-untyped]
from numpy.typing import NDArray

from supple.journal.days import stated_day
from supple.journal.entry import ActivityNamed, Entry, PersonNamed, Reason
from supple.journal.habit.from_entries import facts_of
from supple.journal.habit.watch import watch
from supple.journal.trends import trends
from supple.knowledge.collection import Knowledge
from supple.report.handover import HandOver, hand_over

LONGEST = 366
MM = 72 / 25.4


def content_of(entries: Sequence[Entry], knowledge: Knowledge, *, today: date) -> HandOver:
    """What the page says, from the first entry on and for a year at most."""
    began = min((stated_day(one) for one in entries), default=today)
    first = max(began, today - timedelta(days=LONGEST - 1))
    return hand_over(
        entries,
        knowledge,
        trends=trends(entries, knowledge, first=first, last=today),
        habit=watch(facts_of(entries, knowledge), knowledge, today=today),
        today=today,
    )


def in_latin_letters(entries: Sequence[Entry]) -> list[Entry]:
    """The same entries, with own words that any machine's fonts can show."""
    return [_in_latin_letters(one, nth) for nth, one in enumerate(entries)]


def _in_latin_letters(one: Entry, nth: int) -> Entry:
    match one:
        case PersonNamed():
            return one.model_copy(update={"name": f"Ann the {nth}th"})
        case Reason():
            return one.model_copy(
                update={"text": f'Since {1990 + nth}, "10 of 10" after 7 days; #panic() $x$'}
            )
        case ActivityNamed():
            return one.model_copy(update={"name": f"Walk {nth} km by 8:30"})
        case _:
            return one


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Where each letter with ink lies on the first page, in points from the lower left."""

    words: str
    left: NDArray[np.float64]
    bottom: NDArray[np.float64]
    right: NDArray[np.float64]
    top: NDArray[np.float64]

    def overlaps(self) -> int:
        """How many pairs cover a third of each other; not neighbours, as ligatures and accents do."""
        across = np.minimum.outer(self.right, self.right) - np.maximum.outer(self.left, self.left)
        down = np.minimum.outer(self.top, self.top) - np.maximum.outer(self.bottom, self.bottom)
        size = (self.right - self.left) * (self.top - self.bottom)
        shared = np.clip(across, 0, None) * np.clip(down, 0, None)
        return int(np.triu(shared > np.minimum.outer(size, size) / 3, k=4).sum())


def letters_of(pdf: bytes) -> Letters:
    """The letters of the first page."""
    with _opened(pdf) as document:
        page = document[0].get_textpage()
        known = [(page.get_text_range(nth, 1), page.get_charbox(nth)) for nth in range(page.count_chars())]
    kept = [(letter, box) for letter, box in known if letter.strip()]
    left, bottom, right, top = np.array([box for _, box in kept], dtype=np.float64).T
    return Letters(
        words="".join(letter for letter, _ in kept), left=left, bottom=bottom, right=right, top=top
    )


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page, in points."""
    with _opened(pdf) as document:
        return [page.get_size() for page in document]


def ink_of(pdf: bytes, *, scale: float) -> NDArray[np.bool_]:
    """Where the first page is not white, so many dots a point; shape: rows from the top, columns."""
    with _opened(pdf) as document:
        colours = document[0].render(scale=scale).to_numpy()
        found: NDArray[np.bool_] = np.any(colours[:, :, :3] < 250, axis=2)
    return found


def _opened(pdf: bytes) -> Any:
    return pypdfium2.PdfDocument(pdf)


def text_of(pdf: bytes) -> str:
    """The words of the only page."""
    (page,) = reader_of(pdf).pages
    return page.extract_text()


def reader_of(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def root_of(pdf: bytes) -> Any:
    return reader_of(pdf).root_object


def tags_of(pdf: bytes) -> list[tuple[str, str | None]]:
    """Every tag of the structure with its alternative words, from the top down."""
    return list(_tags(root_of(pdf)["/StructTreeRoot"]))


def _tags(node: Any) -> Iterator[tuple[str, str | None]]:
    found = node.get_object()
    if isinstance(found, dict):
        if "/S" in found:
            yield str(found["/S"]), found.get("/Alt")
        yield from _tags(found["/K"]) if "/K" in found else ()
    elif isinstance(found, list):
        for one in found:
            yield from _tags(one)
