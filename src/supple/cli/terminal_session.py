"""One session in the terminal: screening, plan, play, what happened, and how it felt afterwards."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid4

from rich.text import Text

from supple.app.plans import PlanWish
from supple.app.refusals import NotPossibleError
from supple.app.service import Supple
from supple.app.standing import Begun, refuse_going_on
from supple.base.errors import SuppleError
from supple.cli.ask import LONG_S, ask_number, choose, leaves_with, settle
from supple.cli.elsewhere import Elsewhere, looked_for
from supple.cli.interview import Interview
from supple.cli.keys import Keys
from supple.cli.open_stops import ask_open_stops
from supple.cli.play import Stage, play, show_start
from supple.cli.session_notes import FollowUp, Mobility, SessionNotes
from supple.journal.entry import ScreeningEntry
from supple.safety.answers import Answer
from supple.session.model import Plan, StopChoice
from supple.session.playback import Playback

CHANGED = "What is possible now has changed since. Start again with supple session."
NOT_KEPT = "What happened in this session is not kept."
MOBILITY: tuple[tuple[Mobility, str], ...] = (
    ("harder", "harder"),
    ("bit_harder", "a bit harder"),
    ("same", "the same"),
    ("bit_easier", "a bit easier"),
    ("easier", "easier"),
)


@dataclass
class HowFar:
    """How far a session came, as it goes."""

    completed: bool = False
    played_ms: int = 0


class TerminalSession:
    """One session from the first question to the journal."""

    def __init__(self, supple: Supple, stage: Stage) -> None:
        self._supple = supple
        self._stage = stage
        self._console = stage.console
        self._interview = Interview(supple, keys=stage.keys, console=stage.console)

    def run(
        self,
        answers: Mapping[str, Answer] | None,
        *,
        region: Literal["lower", "upper", "all"],
        minutes: int,
        level: str | None,
    ) -> None:
        """Screen, and if that allows it, play and note what happened. `answers`: what is not asked."""
        self._print(self._supple.knowledge.boundaries.short)
        ask_open_stops(self._supple, self._interview, keys=self._keys, console=self._console)
        screening = self._interview.screen(answers)
        if screening is None:
            return
        stiffness = self._number("How stiff is your back? 0 moves freely, 10 hardly moves.")
        wish = PlanWish(
            id=uuid4(),
            screening_id=screening.id,
            region=region,
            minutes=minutes,
            level=level,
            stiffness=stiffness,
        )
        plan = self._supple.make_plan(wish)
        show_start(plan, self._console)
        ready = choose(self._keys, self._console, "Ready?", [("s", "start"), ("q", "not now")]) == 0
        if ready and self._may_start(wish, plan):
            self._play(plan, screening)

    def _may_start(self, wish: PlanWish, plan: Plan) -> bool:
        """Whether it would still be planned like this: much may have been said since. Says so if not."""
        try:
            now = self._supple.make_plan(wish)
        except NotPossibleError as refusal:
            self._print(str(refusal))
            return False
        if now.steps != plan.steps:
            self._print(CHANGED)
        return now.steps == plan.steps

    @property
    def _keys(self) -> Keys:
        return self._stage.keys

    def _print(self, text: str) -> None:
        self._console.print(Text(text))

    def _number(self, ask: str) -> int:
        return ask_number(self._keys, self._console, ask)

    # --- playing

    def _play(self, plan: Plan, screening: ScreeningEntry) -> None:
        with closing(SessionNotes(self._supple, plan)) as notes:
            notes.started(screening.id)
            with _told_unkept(notes, self._print):
                playback = self._played(Begun(plan=plan, screening=screening), notes)
                if playback.state == "finished":
                    self._after(plan, notes)
            self._keep_the_rest(notes)

    def _played(self, begun: Begun, notes: SessionNotes) -> Playback:
        """Play until it is over, with all its stops."""
        playback = Playback(plan=begun.plan)
        with _noted_end(notes) as far:
            while playback.state == "playing":
                stop_id = uuid4()
                # Anew each time: a stop of its own, not answered yet, is nothing that was said elsewhere.
                with looked_for(Elsewhere(self._supple, begun)) as elsewhere:
                    playback = play(playback, self._stage, notes.bout, elsewhere.is_over)
                    far.played_ms = playback.at_ms
                    far.completed = playback.state == "finished"
                    if playback.state == "stopped":
                        self._stop(playback, notes, stop_id)
                if playback.state == "stopped" and self._goes_on(playback, notes, begun, stop_id):
                    playback = playback.go_on()
                elif playback.state == "paused" and elsewhere.refusal is not None:
                    self._console.bell()
                    self._print(f"\nStopped. {elsewhere.refusal}")
                elif playback.state == "paused" and self._was_away(notes, begun):
                    playback = playback.restart_step()
        return playback

    def _keep_the_rest(self, notes: SessionNotes) -> None:
        """Try again for as long as somebody makes room. Raises SuppleError where it is left unkept."""
        options = [("t", "try again"), ("q", "leave it unkept")]
        while (problem := notes.unkept()) is not None:
            self._print(f"\n{NOT_KEPT} {problem}")
            if choose(self._keys, self._console, "", options) == 1:
                raise problem
            notes.try_again()

    # --- away

    def _was_away(self, notes: SessionNotes, begun: Begun) -> bool:
        """Time went by unseen: nothing was played in it. True if the person goes on."""
        self._print("\nYou were away. Supple has paused, and noted nothing in that time.")
        if not self._may_go_on(notes, begun):
            return False
        self._print("Any key goes on from this step, q ends the session.")
        pressed = self._keys.wait(LONG_S)
        goes_on = pressed is not None and pressed.lower() != "q" and leaves_with(pressed) is None
        return goes_on and self._may_go_on(notes, begun)

    def _may_go_on(self, notes: SessionNotes, begun: Begun) -> bool:
        """Whether the answers before this session still hold; says so where they do not, or nobody knows."""
        notes.unkept()  # what was answered to its own stops counts, too
        try:
            refuse_going_on(self._supple, begun)
        except SuppleError as refusal:
            self._print(str(refusal))
            return False
        return True

    # --- stopping

    def _stop(self, playback: Playback, notes: SessionNotes, stop_id: UUID) -> None:
        """Say that it is stopped, and then note it: also where the screen is gone."""
        try:
            self._print(f"\n{playback.plan.words.stopped_say}")
        finally:
            notes.stop(playback, stop_id, event=None)

    def _goes_on(self, playback: Playback, notes: SessionNotes, begun: Begun, stop_id: UUID) -> bool:
        """Ask what happened at a stop, and follow it. True if the person goes on."""
        plan = playback.plan
        settle(self._keys)
        options = [
            (str(number), f"{one.label}. {one.note}") for number, one in enumerate(plan.stop_choices, start=1)
        ]
        choice = plan.stop_choices[choose(self._keys, self._console, "", options)]
        if choice.emergency:
            self._interview.tell_emergency()
        answer_id = notes.stop(playback, stop_id, event=choice.event)
        if choice.leads_to == "resumes":
            options = [("g", "go on from this step"), ("e", "end here")]
            goes_on = choose(self._keys, self._console, choice.title, options) == 0
            return goes_on and self._may_go_on(notes, begun)
        self._follow(choice, playback, notes, (stop_id, answer_id))
        return False

    def _follow(
        self, choice: StopChoice, playback: Playback, notes: SessionNotes, ids: tuple[UUID, UUID | None]
    ) -> None:
        """Ask what the answer asks for. `ids`: of the stop, and of the entry with its answer."""
        title, say, event = choice.title, choice.say, choice.event
        follow_up = self._follow_up(choice)
        pain_now: float | None = None
        if choice.ask_pain:
            pain_now = float(self._number("How much does it hurt now? 0 none, 10 worst."))
            event = choice.pain_leads_to[int(pain_now)]
            result = next(one for one in playback.plan.stop_results if one.event == event)
            title, say = result.title, result.say
        if follow_up or pain_now is not None:
            stop_id, answer_id = ids
            notes.stop(
                playback,
                stop_id,
                event=event,
                follow_up=follow_up,
                pain_now=pain_now,
                supersedes=answer_id,
            )
        self._tell(title, say)

    def _follow_up(self, choice: StopChoice) -> FollowUp:
        """The answers to what is asked at once; a yes or not sure shows the number and ends the asking."""
        given: FollowUp = {}
        answers: tuple[bool | Literal["unsure"], ...] = (True, False, "unsure")
        options = [("y", "yes"), ("n", "no"), ("u", "not sure")]
        for question in choice.ask:
            given[question.id] = answers[choose(self._keys, self._console, question.ask, options)]
            if given[question.id] is not False:
                self._interview.tell_emergency()
                break
        return given

    def _tell(self, title: str, say: tuple[str, ...]) -> None:
        self._print(f"\n{title}")
        for sentence in say:
            self._print(sentence)

    # --- afterwards

    def _after(self, plan: Plan, notes: SessionNotes) -> None:
        self._print(f"\n{plan.words.finished_say}")
        stiffness = self._number("How stiff is your back now? 0 moves freely, 10 hardly moves.")
        discomfort = self._number("How much discomfort now? 0 none, 10 worst.")
        options = [(str(number), words) for number, (_, words) in enumerate(MOBILITY, start=1)]
        mobility, _ = MOBILITY[choose(self._keys, self._console, "Bending and turning:", options)]
        notes.after(stiffness=stiffness, discomfort=discomfort, mobility=mobility)
        if plan.before is not None and plan.before.discomfort is not None:
            self._print(
                f"Stiffness {plan.before.stiffness} -> {stiffness}. "
                f"Discomfort {plan.before.discomfort:g} -> {discomfort}."
            )
        event = plan.after_pain[discomfort]
        for result in plan.stop_results:
            if result.event == event:
                self._tell(result.title, result.say)


@contextmanager
def _noted_end(notes: SessionNotes) -> Iterator[HowFar]:
    """However the session ends, the journal is told how far it came."""
    far = HowFar()
    try:
        yield far
    finally:
        notes.ended(completed=far.completed, played_ms=far.played_ms)


@contextmanager
def _told_unkept(notes: SessionNotes, say: Callable[[str], None]) -> Iterator[None]:
    """Whoever leaves in the middle is told what is not kept."""
    try:
        yield
    except BaseException:
        if (problem := notes.unkept()) is not None:
            say(f"\n{NOT_KEPT} {problem}")
        raise
