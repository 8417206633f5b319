"""What every page needs: whose it is, the templates and the folder of static files."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from json import dumps
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from supple.app.entrance import Entrance
from supple.app.people import NO_NAME, People, SeveralPeopleError, name_in
from supple.app.refusals import (
    DeletedJournalError,
    NoJournalNamedError,
    OtherJournalError,
)
from supple.app.service import Supple, default_place
from supple.knowledge.schema.safety import Place
from supple.web.figures import FigureBook
from supple.web.words import FILTERS

HERE = Path(__file__).parent
STATIC = HERE / "static"
PLAYER = STATIC / "player"
# How long a browser remembers that it was let in, and whose pages it shows.
A_YEAR_S = 365 * 24 * 60 * 60
# The field of every form, and of the addresses of files, that says whose journal it is for.
JOURNAL = "journal"

Fields = list[tuple[str, str]]


def environment() -> Environment:
    """The templates: everything is escaped, and a forgotten value is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


class WrongPageError(Exception):
    """A page of one journal was used, and the browser shows another now; None where it shows none."""

    def __init__(self, *, named: str, now: "Site | None") -> None:
        super().__init__("A page of another journal")
        self.named = named
        self.now = now


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page shares, whoever looks at it: the people, the templates, the drawings and the door.

    `places`: for the emergency number of each journal, as last read.
    """

    people: People
    templates: Environment
    figures: FigureBook
    entrance: Entrance
    places: dict[str, Place] = field(default_factory=dict)

    def page(
        self, template: str, *, here: str, heading: str, status: int = 200, **more: object
    ) -> HTMLResponse:
        """A page. `here` is the address of the entry that the navigation marks."""
        text = self.templates.get_template(template).render(
            here=here,
            heading=heading,
            boundaries=self.people.knowledge.boundaries,
            has_outbox=(PLAYER / "outbox.js").is_file(),
            whose=self.whose,
            kept_say=self.people.kept_say,
            journal=self.journal,
            stop_labels=dumps({key: stop.label for key, stop in self.people.knowledge.stops.items()}),
            **more,
        )
        # The name of a file in a sentence may have bytes that are no letters.
        return HTMLResponse(text.encode("utf-8", "backslashreplace"), status_code=status)

    @property
    def whose(self) -> str:
        """Whose page it is, where several people use Supple; else nothing."""
        return ""

    @property
    def journal(self) -> str:
        """The id of the journal that the page shows; empty where it shows none."""
        return ""

    def let_in(self, response: Response) -> None:
        """Let in the browser that this answer goes to. Raises SuppleError where no secret can be kept."""
        self.remember(response, self.entrance.cookie_name, self.entrance.cookie())

    def let_in_anew(self, response: Response) -> None:
        """Let in the browser that deleted everything; all others are out."""
        self.remember(response, self.entrance.cookie_name, self.entrance.new_cookie())

    def remember(self, response: Response, name: str, value: str) -> None:
        """Have a browser keep something that no script and no other site can read."""
        response.set_cookie(name, value, path="/", httponly=True, samesite="strict", max_age=A_YEAR_S)

    def place_for_help(self, cookie: str | None, named: Sequence[str]) -> Place:
        """The place for the emergency number, whatever is broken: of whoever is shown, or as last read."""
        place = None
        with suppress(Exception):  # help waits for no journal, nor for a mistake of ours
            try:
                site = self.of(cookie)
            except SeveralPeopleError:
                site = self.of(self.people.journal_of(self.people.ids()[0]))
            place = site.supple.place()
        return place or self.place_last_read([*named, cookie or ""])

    def place_last_read(self, journals: Sequence[str]) -> Place:
        """The place of one of these journals, as last read; the usual one where none of them was."""
        known = [self.places[journal] for journal in journals if journal in self.places]
        return known[0] if known else default_place(self.people.knowledge)

    def of(self, cookie: str | None) -> "Site":
        """The pages of whom a browser shows: by its cookie, or of the only one.

        Raises SeveralPeopleError where somebody has to say who is there. What belongs to a journal that
        is not here any more is never answered with somebody else's.
        """
        if cookie is None:
            return self._site(self.people.chosen(None))
        try:
            return self._site(self.people.of_journal(cookie))
        except (OtherJournalError, DeletedJournalError):
            only = self.people.chosen(None)
            if only.store.entries():
                raise SeveralPeopleError("Whose page it was is not here", fix="Say who you are") from None
            return self._site(only)

    def named(self, cookie: str | None, values: Sequence[str]) -> "Site":
        """The pages of the journal that a form or a file's address names, if the browser shows it now.

        Raises NoJournalNamedError and WrongPageError.
        """
        journal = journal_in(values)
        try:
            now = self.of(cookie)
        except SeveralPeopleError:
            now = None
            if cookie is None:
                return self._site(self.people.of_journal(journal))
        if now is None or now.journal != journal:
            raise WrongPageError(named=journal, now=now)
        return now

    def _site(self, supple: Supple) -> "Site":
        return Site(
            people=self.people,
            templates=self.templates,
            figures=self.figures,
            entrance=self.entrance,
            places=self.places,
            supple=supple,
        )


@dataclass(frozen=True, kw_only=True)
class Site(Frame):
    """The pages of one person: the service on their journal."""

    supple: Supple

    @property
    def frame(self) -> Frame:
        """What is left when the person is gone."""
        return Frame(
            people=self.people,
            templates=self.templates,
            figures=self.figures,
            entrance=self.entrance,
            places=self.places,
        )

    def place(self) -> Place:
        """The place for the emergency number, which is then known also when the journal is out of reach."""
        place = self.places[self.journal] = self.supple.place_or_default()
        return place

    @property
    def journal(self) -> str:
        """The id of the journal that the page shows."""
        return self.supple.journal

    @property
    def whose(self) -> str:
        """The person's name, where several people use Supple; else nothing."""
        if len(self.people.ids()) == 1:
            return ""
        return name_in(self.supple) or NO_NAME


def journal_in(values: Sequence[str]) -> str:
    """The one journal that a request names. Raises NoJournalNamedError where it names none, or several."""
    if len(set(values)) != 1 or not values[0]:
        raise NoJournalNamedError(
            "This page is from before, and does not say whose journal it is for", fix="Open it again"
        )
    return values[0]


def go_to(address: str) -> RedirectResponse:
    """To another page, by GET."""
    return RedirectResponse(address, status_code=303)


def fields_of(request: Request) -> Mapping[str, str]:
    """The query of an address; of a name given twice the last counts."""
    return dict(request.query_params)
