"""What every page needs: whose it is, the templates and the folder of static files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from supple.app.entrance import Entrance
from supple.app.people import People, Person, SeveralPeopleError, name_in
from supple.app.refusals import NotUnderstoodError
from supple.app.service import Supple
from supple.web.figures import FigureBook
from supple.web.words import FILTERS

HERE = Path(__file__).parent
STATIC = HERE / "static"
PLAYER = STATIC / "player"
MAX_FIELDS = 400
# How long a browser remembers that it was let in, and whose pages it shows.
A_YEAR_S = 365 * 24 * 60 * 60
# The cookie that says whose pages a browser shows.
PERSON = "supple_person"

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


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page shares, whoever looks at it: the people, the templates, the drawings and the door."""

    people: People
    templates: Environment
    figures: FigureBook
    entrance: Entrance

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
            **more,
        )
        return HTMLResponse(text, status_code=status)

    @property
    def whose(self) -> str:
        """Whose page it is, where several people use Supple; else nothing."""
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

    def of(self, person: str | None) -> "Site":
        """The pages of one person. Raises SeveralPeopleError where nobody was named and there are several."""
        known = person if person in self.people.ids() else None
        return Site(
            people=self.people,
            templates=self.templates,
            figures=self.figures,
            entrance=self.entrance,
            supple=self.people.chosen(known),
        )


@dataclass(frozen=True, kw_only=True)
class Site(Frame):
    """The pages of one person: the service on their journal."""

    supple: Supple

    @property
    def frame(self) -> Frame:
        """What is left when the person is gone."""
        return Frame(
            people=self.people, templates=self.templates, figures=self.figures, entrance=self.entrance
        )

    @property
    def whose(self) -> str:
        """The person's name, where several people use Supple; else nothing."""
        if len(self.people.ids()) == 1:
            return ""
        return Person(id=self.supple.person, name=name_in(self.supple)).called


def go_to(address: str) -> RedirectResponse:
    """To another page, by GET."""
    return RedirectResponse(address, status_code=303)


def fields_of(request: Request) -> Mapping[str, str]:
    """The query of an address; of a name given twice the last counts."""
    return dict(request.query_params)


Posted = Callable[[Site, Fields], Response]
Shown = Callable[[Site, Request], Response]


def shows(frame: Frame, handler: Shown) -> Callable[[Request], Response]:
    """An endpoint for GET; Starlette runs it in its thread pool."""

    def endpoint(request: Request) -> Response:
        try:
            site = frame.of(request.cookies.get(PERSON))
        except SeveralPeopleError:
            return _who_is_it(request)
        return handler(site, request)

    return endpoint


def takes(frame: Frame, handler: Posted) -> Callable[[Request], object]:
    """An endpoint for a posted form. Raises NotUnderstoodError for what is not a form."""

    def handle(request: Request, fields: Fields) -> Response:
        try:
            site = frame.of(request.cookies.get(PERSON))
        except SeveralPeopleError:
            return _who_is_it(request)
        return handler(site, fields)

    async def endpoint(request: Request) -> Response:
        fields = read_form(await request.body())
        return await run_in_threadpool(handle, request, fields)

    return endpoint


def read_form(body: bytes) -> Fields:
    """The fields of a posted form. Raises NotUnderstoodError for what is not one."""
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise NotUnderstoodError("That is not a form of this page", fix="Go back and try again") from error


def _who_is_it(request: Request) -> Response:
    """Nobody's journal is opened by default: ask, then go on."""
    after = request.url.path if request.method == "GET" else "/"
    return go_to(f"/people?{urlencode({'next': after})}")
