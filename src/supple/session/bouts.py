"""One technique as pieces of time: set-up, bouts by side, level or set, and what lies between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from supple.base.errors import SuppleError
from supple.knowledge.schema.technique import Phase, Technique
from supple.session.model import SegmentKind, Side
from supple.session.timeline import Piece


@dataclass(frozen=True, kw_only=True)
class Dosed:
    """A technique with its doses decided: `repeats` bouts a side, levels or sweeps."""

    technique: Technique
    repeats: int
    hold_s: float | None
    level: str | None
    gentle: bool


@dataclass(frozen=True, kw_only=True)
class Bout:
    """One side, level or set."""

    side: Side | None
    level: str | None


def levels_from(chosen: str, technique: Technique, count: int) -> tuple[str, ...]:
    """The levels to visit: the chosen one, two below, two above, then the nearest left inside the range.

    Raises SuppleError if the level is not one of the technique's.
    """
    known = [place.id for place in technique.level]
    if chosen not in known:
        raise SuppleError(
            f"There is no level {chosen!r} in {technique.id}", fix=f"Choose one of {', '.join(known)}"
        )
    at = known.index(chosen)
    wanted = [at, at + 2, at - 2]
    nearest = sorted(range(len(known)), key=lambda place: (abs(place - at), place))
    places = dict.fromkeys(place for place in (*wanted, *nearest) if 0 <= place < len(known))
    return tuple(known[place] for place in list(places)[:count])


def bouts_of(dosed: Dosed) -> tuple[Bout, ...]:
    """The bouts in order: sides in turn so that each gets its full time, or levels, or one set."""
    repeats_are = dosed.technique.dose.repeats_are
    if repeats_are == "a_side":
        sides: tuple[Side, ...] = ("left", "right")
        return tuple(Bout(side=side, level=None) for _ in range(dosed.repeats) for side in sides)
    if repeats_are == "levels":
        chosen = dosed.level or dosed.technique.default_level
        return tuple(
            Bout(side=None, level=level) for level in levels_from(chosen, dosed.technique, dosed.repeats)
        )
    return (Bout(side=None, level=None),)


def pieces_of(dosed: Dosed, *, step: int, first_group: int) -> list[Piece]:
    """The technique's pieces. Each bout is a group of its own: Stop resumes at its start, Skip leaves it."""
    bouts = bouts_of(dosed)
    group = first_group
    pieces = _pieces(dosed.technique.set_up, dosed, bouts[0], step=step, number=1, group=group)
    for number, bout in enumerate(bouts, start=1):
        if number > 1:
            group += 1
            between = _pieces(dosed.technique.between, dosed, bout, step=step, number=number, group=group)
            pieces += [replace(piece, kind="switch") for piece in between]
        group += 1
        pieces += _pieces(dosed.technique.bout, dosed, bout, step=step, number=number, group=group)
    return pieces + _pieces(
        dosed.technique.finish, dosed, bouts[-1], step=step, number=len(bouts), group=group + 1
    )


def length_ms(dosed: Dosed) -> int:
    """How long the technique takes, all its bouts and what lies between them, in ms."""
    return sum(piece.duration_ms for piece in pieces_of(dosed, step=1, first_group=0))


def _pieces(
    phases: Iterable[Phase], dosed: Dosed, bout: Bout, *, step: int, number: int, group: int
) -> list[Piece]:
    fill = _fill(dosed, bout)
    return [
        Piece(
            phase=phase,
            kind=phase.kind,
            duration_ms=duration_ms,
            drawing=_drawing(dosed, bout),
            technique=dosed.technique.id,
            step=step,
            bout=number,
            side=bout.side,
            level=bout.level,
            fill=fill,
            say=say,
            show=dosed.technique.gentle_show.get(phase.id) if dosed.gentle else None,
            title=title,
            group=group,
        )
        for phase in phases
        for duration_ms, say, title in _played(phase, dosed)
    ]


def _played(phase: Phase, dosed: Dosed) -> Iterator[tuple[int, str | None, str | None]]:
    """How often and how long a phase is played, with its words where they differ from the file's."""
    say = dosed.technique.gentle_words.get(phase.id) if dosed.gentle else None
    once_ms = round(1000 * phase.seconds.value)
    kind: SegmentKind = phase.kind
    if kind == "hold":
        yield round(1000 * (dosed.hold_s or phase.seconds.value)), say, None
    elif kind == "sweep":
        for number in range(1, dosed.repeats + 1):
            title = f"{phase.title} {number} of {dosed.repeats}"
            yield once_ms, say if number == 1 else "", title
    else:
        yield once_ms, say, None


def _fill(dosed: Dosed, bout: Bout) -> dict[str, str]:
    side = bout.side or "left"
    other = "right" if side == "left" else "left"
    hold = round(dosed.hold_s) if dosed.hold_s else 0
    return {
        "side": side,
        "other": other,
        "Side": side.capitalize(),
        "Other": other.capitalize(),
        "level": bout.level or "",
        "landmark": next((place.landmark for place in dosed.technique.level if place.id == bout.level), ""),
        "hold": str(hold),
    }


def _drawing(dosed: Dosed, bout: Bout) -> str:
    gentle = "true" if dosed.gentle else "false"
    return f"/api/figures/{dosed.technique.id}?level={bout.level or ''}&gentle={gentle}"
