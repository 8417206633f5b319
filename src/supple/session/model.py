"""The plan: everything the player needs, in absolute milliseconds, so that it decides nothing."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Side = Literal["left", "right"]
SegmentKind = Literal[
    "get_down", "set_up", "get_ready", "move", "hold", "sweep", "rest", "switch", "change", "get_up"
]


class PlanPart(BaseModel):
    """A frozen piece of the plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cue(PlanPart):
    """Something to say or sound at a moment of the plan."""

    at_ms: int
    say: str = Field(description="empty for a tone alone")
    tone: Literal["none", "soft", "count", "change"]
    moves: bool = Field(description="true if it asks for movement; never spoken after Stop")


class BreathCue(PlanPart):
    """A breath phase; the disc eases over it."""

    start_ms: int
    end_ms: int
    phase: Literal["in", "out", "free"]
    show: str


class FigureClip(PlanPart):
    """Which clip of which drawing plays over a segment, from progress 0 to 1."""

    drawing: str = Field(description="address of the figure, such as /api/figures/knee-twist?level=")
    clip: str
    mirrored: bool


class Segment(PlanPart):
    """One stretch of the plan with one instruction."""

    index: int
    start_ms: int
    end_ms: int
    kind: SegmentKind
    technique: str | None
    step: int | None = Field(description="1-based number of the technique in the routine")
    bout: int | None = Field(description="1-based number of the side, level or set within the technique")
    side: Side | None
    level: str | None
    title: str
    show: str
    next: str
    cues: tuple[Cue, ...]
    breaths: tuple[BreathCue, ...]
    figure: FigureClip
    resume_at: int = Field(description="index of the segment to go back to: this step's get-ready")
    skip_to: int = Field(description="index of the segment after this bout; the last one ends the plan")


class FollowUpQuestion(PlanPart):
    """Asked at once after some stops."""

    id: str
    ask: str


class StopChoice(PlanPart):
    """One big answer to "what happened?", and all it leads to, decided beforehand."""

    event: str
    label: str
    note: str
    leads_to: Literal["ends", "resumes"]
    emergency: bool
    title: str
    say: tuple[str, ...]
    ask: tuple[FollowUpQuestion, ...] = Field(description="any yes or not sure: show the emergency page")
    ask_pain: bool = Field(description="ask pain now 0 to 10, then take pain_leads_to[answer]")
    pain_leads_to: tuple[str, ...] = Field(description="eleven events, by pain now; empty unless ask_pain")


class StopResult(PlanPart):
    """What an event that is only reached through an answer leads to (such as pain_rise)."""

    event: str
    title: str
    say: tuple[str, ...]


class EmergencyPlace(PlanPart):
    """A place and its emergency number."""

    id: str
    name: str
    number: str


class EmergencyPage(PlanPart):
    """The emergency page's words, in the plan, so that it needs no server."""

    title: str
    call: str
    number: str
    place: str
    others: tuple[tuple[str, str], ...] = Field(description="(place name, number)")
    places: tuple[EmergencyPlace, ...] = Field(description="all that can be chosen, this one too")
    say: tuple[str, ...]


class PlanStep(PlanPart):
    """One technique of the routine."""

    technique: str
    name: str
    short: str
    sides: bool
    repeats: int
    hold_s: float | None
    level: str | None
    gentle: bool
    total_ms: int


class CapNote(PlanPart):
    """Something asked for that was not given in full, and why."""

    what: str
    asked: str
    given: str
    why: str


class PlayerWords(PlanPart):
    """The few words that the player shows or says by itself."""

    stopped_title: str
    stopped_say: str
    pop_noted: str
    paused: str
    resumed: str
    finished_title: str
    finished_say: str


class Before(PlanPart):
    """What the person said before the session."""

    stiffness: int | None = Field(ge=0, le=10)
    discomfort: float | None = Field(ge=0, le=10)


class Plan(PlanPart):
    """A whole session."""

    id: str = Field(description="also the session's id in the journal")
    rules_version: str
    region: Literal["lower", "upper", "all"]
    minutes: int
    total_ms: int
    outcome: str
    place: Literal["floor", "bed"]
    steps: tuple[PlanStep, ...]
    segments: tuple[Segment, ...]
    stop_choices: tuple[StopChoice, ...]
    stop_results: tuple[StopResult, ...]
    after_pain: tuple[str | None, ...] = Field(
        description="event by discomfort after, 0 to 10; null: nothing to do"
    )
    caps: tuple[CapNote, ...]
    emergency: EmergencyPage
    words: PlayerWords
    boundaries: str
    before: Before | None
    good_until: AwareDatetime = Field(
        description="the answers speak of now: after this it is neither begun nor gone on with"
    )
