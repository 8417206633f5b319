"""Figures as the bytes that the player gets: drawn once, kept on disk, and tagged by their content."""

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from threading import Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from supple.app.refusals import NotFoundError
from supple.knowledge.anatomy import Anatomy, read_anatomy
from supple.knowledge.collection import Knowledge
from supple.session.model import Plan
from supple.web.kept import MOVEMENTS, kept

if TYPE_CHECKING:
    from supple.body.figure import Figure

COMMON = "common"


@cache
def anatomy() -> Anatomy:
    """The packed poses and measures, read when something is drawn. Raises SuppleError."""
    return read_anatomy()


@dataclass(frozen=True, kw_only=True)
class FigureBook:
    """All figures of the knowledge; each is drawn at its first request, one at a time."""

    knowledge: Knowledge
    drawing: Lock = field(default_factory=Lock)
    known: dict[tuple[str, str, bool], tuple[bytes, str]] = field(default_factory=dict)

    def page(self, name: str, *, level: str, gentle: bool) -> tuple[bytes, str]:
        """The figure's JSON and its entity tag. Raises NotFoundError for what is not drawn."""
        self._check(name, level)
        if name == COMMON:
            level, gentle = "", False
        key = (name, level, gentle)
        with self.drawing:
            if key not in self.known:
                content = self._text(name, level, gentle=gentle).encode()
                self.known[key] = (content, f'"{sha256(content).hexdigest()[:20]}"')
            return self.known[key]

    def warm(self, plan: Plan) -> None:
        """Draw in the background what a plan shows, so that the player need not wait for it."""
        addresses = dict.fromkeys(segment.figure.drawing for segment in plan.segments)
        Thread(target=self._draw_all, args=(tuple(addresses),), daemon=True).start()

    def _draw_all(self, addresses: tuple[str, ...]) -> None:
        for address in addresses:
            parts = urlsplit(address)
            query = dict(parse_qsl(parts.query))
            name = parts.path.rpartition("/")[2]
            self.page(name, level=query.get("level", ""), gentle=query.get("gentle") == "true")

    def _text(self, name: str, level: str, *, gentle: bool) -> str:
        kind = "-".join(filter(None, (name, level, "gentle" if gentle else "")))
        return kept(
            f"figure-{kind}.json",
            lambda: self._draw(name, level, gentle=gentle).model_dump_json(),
            depends_on=MOVEMENTS,
        )

    def _check(self, name: str, level: str) -> None:
        techniques = self.knowledge.techniques
        if name != COMMON and name not in techniques:
            known = ", ".join([COMMON, *techniques])
            raise NotFoundError(f"There is no figure {name!r}", fix=f"Use one of {known}")
        levels = [one.id for one in techniques[name].level] if name != COMMON else []
        if level and level not in levels:
            raise NotFoundError(
                f"{name} has no level {level!r}",
                fix=f"Use one of {', '.join(levels)}" if levels else "Leave it out",
            )

    def _draw(self, name: str, level: str, *, gentle: bool) -> "Figure":
        # Drawing needs numpy, which takes longer to load than all of the pages.
        from supple.body.figure import build_common, build_figure

        body = anatomy()
        if name == COMMON:
            words = self.knowledge.words
            phases = (*words.get_down, *words.bed_get_down, words.change, *words.get_up)
            return build_common(phases, body.poses, body.table)
        technique = self.knowledge.techniques[name]
        return build_figure(technique, body.poses, body.table, level=level, gentle=gentle)
