"""Phases laid end to end: absolute times, spoken cues, breath and count-down for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from supple.knowledge.schema.technique import Phase
from supple.knowledge.schema.words import SessionWords
from supple.session.model import BreathCue, Cue, FigureClip, Segment, SegmentKind, Side

COUNTED: frozenset[SegmentKind] = frozenset({"hold", "get_ready"})
BREATHED: frozenset[SegmentKind] = frozenset({"hold", "sweep"})
HALF_FROM_MS = 12_000
TEN_SECONDS_FROM_MS = 20_000
COUNT_DOWN_FROM_MS = 8_000
SPOKEN_WORDS_A_SECOND = 2.5
CLEAR_OF_OTHERS_MS = 2_000


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One phase as it will be played, before it has a place in time."""

    phase: Phase
    kind: SegmentKind
    duration_ms: int
    drawing: str
    technique: str | None = None
    step: int | None = None
    bout: int | None = None
    side: Side | None = None
    level: str | None = None
    clip: str = ""
    fill: Mapping[str, str] = field(default_factory=dict)
    say: str | None = None
    show: str | None = None
    title: str | None = None
    group: int = 0

    @property
    def spoken(self) -> str:
        """What is said at its start, placeholders filled."""
        return (self.phase.say if self.say is None else self.say).format(**self.fill)

    @property
    def shown(self) -> str:
        """What is shown, placeholders filled."""
        return (self.phase.show if self.show is None else self.show).format(**self.fill)


def lay_out(pieces: list[Piece], words: SessionWords) -> tuple[Segment, ...]:
    """The pieces as segments: end to end from 0 ms, each knowing what comes next and where to resume."""
    segments: list[Segment] = []
    start = 0
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        end = start + piece.duration_ms
        segments.append(
            Segment(
                index=index,
                start_ms=start,
                end_ms=end,
                kind=piece.kind,
                technique=piece.technique,
                step=piece.step,
                bout=piece.bout,
                side=piece.side,
                level=piece.level,
                title=piece.title or piece.phase.title,
                show=piece.shown,
                next=following.shown if following else words.last_is,
                cues=_cues(piece, start, end, following, words),
                breaths=_breaths(piece, start, end, words),
                figure=FigureClip(
                    drawing=piece.drawing, clip=piece.clip or piece.phase.id, mirrored=piece.side == "right"
                ),
                resume_at=_first_of_group(pieces, index),
                skip_to=_first_after_group(pieces, index),
            )
        )
        start = end
    return tuple(segments)


def _first_of_group(pieces: list[Piece], index: int) -> int:
    return next(place for place, piece in enumerate(pieces) if piece.group == pieces[index].group)


def _first_after_group(pieces: list[Piece], index: int) -> int:
    group = pieces[index].group
    return next((place for place in range(index, len(pieces)) if pieces[place].group != group), len(pieces))


def _cues(
    piece: Piece, start: int, end: int, following: Piece | None, words: SessionWords
) -> tuple[Cue, ...]:
    cues = (
        [Cue(at_ms=start, say=piece.spoken, tone="change", moves=piece.kind != "hold")]
        if piece.spoken
        else []
    )
    if piece.kind == "rest" and following is not None:
        next_up = words.next_is.format(name=following.shown)
        cues.append(Cue(at_ms=start + piece.duration_ms // 2, say=next_up, tone="none", moves=True))
    if piece.kind in COUNTED:
        cues += _count_down(piece, start, end, words)
    if piece.kind in BREATHED:
        cues += _spoken_breaths(piece, start, end, cues, words)
    return tuple(sorted(cues, key=lambda cue: cue.at_ms))


def _spoken_breaths(piece: Piece, start: int, end: int, others: list[Cue], words: SessionWords) -> list[Cue]:
    """Breath by ear, wherever no other word is being spoken."""
    said_until = start + round(1000 * len(piece.spoken.split()) / SPOKEN_WORDS_A_SECOND)
    later = [cue.at_ms for cue in others if cue.at_ms > start]
    return [
        Cue(at_ms=breath.start_ms, say=breath.show, tone="none", moves=piece.kind == "sweep")
        for breath in _breaths(piece, start, end, words)
        if breath.phase != "free"
        and (breath.start_ms >= said_until)
        and all(abs(breath.start_ms - at) >= CLEAR_OF_OTHERS_MS for at in later)
    ]


def _count_down(piece: Piece, start: int, end: int, words: SessionWords) -> list[Cue]:
    cues = [
        Cue(at_ms=end - 3_000 + 1_000 * place, say=word, tone="count", moves=False)
        for place, word in enumerate((words.three, words.two, words.one))
        if piece.duration_ms >= COUNT_DOWN_FROM_MS
    ]
    if piece.kind == "hold" and piece.duration_ms >= HALF_FROM_MS:
        cues.append(Cue(at_ms=(start + end) // 2, say=words.half, tone="soft", moves=False))
    if piece.kind == "hold" and piece.duration_ms > TEN_SECONDS_FROM_MS:
        cues.append(Cue(at_ms=end - 10_000, say=words.ten_seconds, tone="soft", moves=False))
    return cues


def _breaths(piece: Piece, start: int, end: int, words: SessionWords) -> tuple[BreathCue, ...]:
    """Breath cues in turn until the phase is over; a last one shorter than half its length is joined on."""
    show = {"in": words.breathe_in, "out": words.breathe_out, "free": words.breathe_free}
    cues: list[BreathCue] = []
    at, turn = start, 0
    pattern = piece.phase.breath
    while at < end:
        breath = pattern[turn % len(pattern)]
        length = end - at if breath.phase == "free" and len(pattern) == 1 else round(breath.seconds * 1000)
        until = min(at + length, end)
        if cues and until - at < length / 2:
            cues[-1] = cues[-1].model_copy(update={"end_ms": until})
            at, turn = until, turn + 1
            continue
        cues.append(BreathCue(start_ms=at, end_ms=until, phase=breath.phase, show=show[breath.phase]))
        at, turn = until, turn + 1
    return tuple(cues)
