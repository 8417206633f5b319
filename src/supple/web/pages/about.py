"""Boundaries, who should not use it, and every source with how much of it was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.common import Dated
from supple.knowledge.schema.source import Source
from supple.web.site import Site
from supple.web.words import READ


@dataclass(frozen=True, kw_only=True)
class Used:
    """A source, and the grades with which files lean on it, best first."""

    source: Source
    grades: tuple[str, ...]


def show(site: Site, _request: Request) -> Response:
    """GET /about."""
    return site.page(
        "about.html",
        here="/about",
        heading="What Supple is, and is not",
        emergency_place=site.supple.place_or_default(),
        sources=list(used_sources(site.supple.knowledge)),
        read_words=READ,
    )


def used_sources(knowledge: Knowledge) -> Iterator[Used]:
    """All sources, by title."""
    for source in sorted(knowledge.sources.values(), key=lambda one: one.title.lower()):
        grades = {one.grade.value for one in _dated(knowledge) if source.id in one.cites}
        yield Used(source=source, grades=tuple(sorted(grades)))


def _dated(knowledge: Knowledge) -> Iterator[Dated]:
    yield from knowledge.questions.values()
    yield from knowledge.rules.values()
    yield from knowledge.stops.values()
    yield from knowledge.habits.values()
    yield from knowledge.techniques.values()
    yield from (knowledge.policy, knowledge.emergency, knowledge.boundaries)
