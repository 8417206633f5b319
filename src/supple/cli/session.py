"""`supple session`: screening, plan, play and journal, all in the terminal."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

import click
from rich.console import Console
from rich.text import Text

from supple.app.plans import PlanWish
from supple.app.service import Supple
from supple.app.settings import Settings
from supple.app.wiring import open_supple
from supple.cli.ask import ask_number, choose
from supple.cli.interview import Interview
from supple.cli.keys import Keys, terminal_keys
from supple.cli.play import Stage, play, show_start
from supple.journal.entry import AfterEntry, BoutDone, ScreeningEntry, SessionEnded, SessionStarted, StopEntry
from supple.session.model import Plan, StopChoice
from supple.session.playback import DoneBout, Playback

MOBILITY: tuple[Literal["harder", "bit_harder", "same", "bit_easier", "easier"], ...] = (
    "harder",
    "bit_harder",
    "same",
    "bit_easier",
    "easier",
)


@click.command("session")
@click.option("--answers", "answer_file", help="Answers as for `supple screen`; without it, Supple asks.")
@click.option("--region", type=click.Choice(["lower", "upper", "all"]), default="all", show_default=True)
@click.option("--minutes", type=click.Choice(["5", "8", "12"]), default="8", show_default=True)
@click.option("--level", help="Where the towel lies, T4 to T10.")
@click.option("--data", type=click.Path(path_type=Path), help="The data folder.")
def session_command(
    answer_file: str | None,
    region: Literal["lower", "upper", "all"],
    minutes: str,
    level: str | None,
    data: Path | None,
) -> None:
    """Take a guided session in the terminal. Any key stops it."""
    console = Console(highlight=False)
    supple = open_supple(Settings(data=data))
    try:
        with terminal_keys() as keys:
            session = TerminalSession(supple, Stage(keys=keys, console=console, monotonic=time.monotonic))
            session.run(answer_file, region=region, minutes=int(minutes), level=level)
    finally:
        supple.store.close()


class TerminalSession:
    """One session from the first question to the journal."""

    def __init__(self, supple: Supple, stage: Stage) -> None:
        self._supple = supple
        self._stage = stage
        self._console = stage.console
        self._interview = Interview(supple, keys=stage.keys, console=stage.console)

    def run(
        self,
        answer_file: str | None,
        *,
        region: Literal["lower", "upper", "all"],
        minutes: int,
        level: str | None,
    ) -> None:
        """Screen, and if that allows it, play and note what happened."""
        self._print(self._supple.knowledge.boundaries.short)
        screening = self._interview.screen(answer_file)
        if screening is None:
            return
        stiffness = ask_number(
            self._keys, self._console, "How stiff is your back? 0 moves freely, 10 hardly moves."
        )
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
        if choose(self._keys, self._console, "Ready?", [("s", "start"), ("q", "not now")]) == 0:
            self._play(plan, screening)

    @property
    def _keys(self) -> Keys:
        return self._stage.keys

    def _print(self, text: str) -> None:
        self._console.print(Text(text))

    # --- playing

    def _play(self, plan: Plan, screening: ScreeningEntry) -> None:
        session_id = UUID(plan.id)
        self._supple.add(
            [
                SessionStarted(
                    **self._supple.stamp(),
                    session_id=session_id,
                    screening_id=screening.id,
                    region=plan.region,
                    minutes=plan.minutes,
                    techniques=tuple(step.technique for step in plan.steps),
                    stiffness=plan.before.stiffness if plan.before else None,
                    discomfort=plan.before.discomfort if plan.before else None,
                )
            ]
        )
        playback = Playback(plan=plan)
        with self._told_end(session_id) as told:
            while playback.state == "playing":
                playback = play(playback, self._stage, lambda bout: self._note_bout(session_id, bout))
                told.played_ms = playback.at_ms
                told.completed = playback.state == "finished"
                if playback.state == "stopped" and self._stopped(playback, session_id):
                    playback = playback.go_on()
        if playback.state == "finished":
            self._after(plan, session_id)

    @contextmanager
    def _told_end(self, session_id: UUID) -> Iterator["Told"]:
        """However the session ends, the journal is told how far it came."""
        told = Told()
        try:
            yield told
        finally:
            ended = SessionEnded(
                **self._supple.stamp(),
                session_id=session_id,
                completed=told.completed,
                played_ms=told.played_ms,
            )
            self._supple.add([ended])

    def _note_bout(self, session_id: UUID, bout: DoneBout) -> None:
        self._supple.add(
            [
                BoutDone(
                    **self._supple.stamp(),
                    session_id=session_id,
                    technique=bout.technique,
                    side=bout.side,
                    level=bout.level,
                    seconds=bout.seconds,
                )
            ]
        )

    # --- stopping

    def _stopped(self, playback: Playback, session_id: UUID) -> bool:
        """Note the stop, ask what happened, follow it. True if the person goes on."""
        stop_id = uuid4()
        self._note_stop(playback, session_id, stop_id, event=None)
        plan = playback.plan
        self._print(f"\n{plan.words.stopped_say}")
        options = [
            (str(number), f"{one.label}. {one.note}") for number, one in enumerate(plan.stop_choices, start=1)
        ]
        choice = plan.stop_choices[choose(self._keys, self._console, "", options)]
        self._note_stop(playback, session_id, stop_id, event=choice.event)
        if choice.leads_to == "resumes":
            options = [("g", "go on from this step"), ("e", "end here")]
            return choose(self._keys, self._console, choice.title, options) == 0
        self._follow(choice, playback, session_id, stop_id)
        return False

    def _follow(self, choice: StopChoice, playback: Playback, session_id: UUID, stop_id: UUID) -> None:
        title, say, event = choice.title, choice.say, choice.event
        follow_up: dict[str, bool | Literal["unsure"]] = {}
        pain_now: float | None = None
        if choice.emergency:
            self._interview.tell_emergency()
        for question in choice.ask:
            answers: tuple[bool | Literal["unsure"], ...] = (True, False, "unsure")
            options = [("y", "yes"), ("n", "no"), ("u", "not sure")]
            follow_up[question.id] = answers[choose(self._keys, self._console, question.ask, options)]
            if follow_up[question.id] is not False:
                self._interview.tell_emergency()
                break
        if choice.ask_pain:
            pain_now = float(
                ask_number(self._keys, self._console, "How much does it hurt now? 0 none, 10 worst.")
            )
            event = choice.pain_leads_to[int(pain_now)]
            result = next(one for one in playback.plan.stop_results if one.event == event)
            title, say = result.title, result.say
        if follow_up or pain_now is not None:
            self._note_stop(
                playback, session_id, stop_id, event=event, follow_up=follow_up, pain_now=pain_now
            )
        self._print(f"\n{title}")
        for sentence in say:
            self._print(sentence)

    def _note_stop(
        self,
        playback: Playback,
        session_id: UUID,
        stop_id: UUID,
        *,
        event: str | None,
        follow_up: dict[str, bool | Literal["unsure"]] | None = None,
        pain_now: float | None = None,
    ) -> None:
        segment = playback.segment
        self._supple.add(
            [
                StopEntry(
                    **self._supple.stamp(),
                    session_id=session_id,
                    stop_id=stop_id,
                    event=event,
                    technique=segment.technique,
                    side=segment.side,
                    level=segment.level,
                    segment_ms=playback.at_ms - segment.start_ms,
                    session_ms=playback.at_ms,
                    pain_now=pain_now,
                    follow_up=follow_up or {},
                )
            ]
        )

    # --- afterwards

    def _after(self, plan: Plan, session_id: UUID) -> None:
        self._print(f"\n{plan.words.finished_say}")
        stiffness = ask_number(
            self._keys, self._console, "How stiff is your back now? 0 moves freely, 10 hardly moves."
        )
        discomfort = ask_number(self._keys, self._console, "How much discomfort now? 0 none, 10 worst.")
        options = [
            ("1", "harder"),
            ("2", "a bit harder"),
            ("3", "the same"),
            ("4", "a bit easier"),
            ("5", "easier"),
        ]
        mobility = MOBILITY[choose(self._keys, self._console, "Bending and turning:", options)]
        self._supple.add(
            [
                AfterEntry(
                    **self._supple.stamp(),
                    session_id=session_id,
                    stiffness=stiffness,
                    discomfort=discomfort,
                    mobility=mobility,
                )
            ]
        )
        if plan.before is not None and plan.before.discomfort is not None:
            self._print(
                f"Stiffness {plan.before.stiffness} -> {stiffness}. "
                f"Discomfort {plan.before.discomfort:g} -> {discomfort}."
            )
        event = plan.after_pain[discomfort]
        for result in plan.stop_results:
            if result.event == event:
                self._print(result.title)
                for sentence in result.say:
                    self._print(sentence)


class Told:
    """How far a session came, as it goes."""

    def __init__(self) -> None:
        self.completed = False
        self.played_ms = 0
