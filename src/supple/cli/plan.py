"""`supple plan FILE --technique ID`: answers and a wish in, the plan out."""

from uuid import uuid4

import click

from supple.app.clock import SystemClock
from supple.cli.answer_file import read_answers
from supple.cli.output import clock, print_json
from supple.knowledge.loader import load
from supple.safety.screening import screen
from supple.session.model import Before, Plan
from supple.session.plan import TechniqueRequest, plan_technique


@click.command("plan")
@click.argument("file")
@click.option("--technique", required=True, help="The technique's id, such as knee-twist.")
@click.option("--hold-s", type=float, help="Seconds to hold; cut at the cap.")
@click.option("--repeats", type=int, help="Repeats a side, levels or sweeps; cut at the cap.")
@click.option("--level", help="Where the towel lies, T4 to T10.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
def plan_command(
    file: str, technique: str, hold_s: float | None, repeats: int | None, level: str | None, as_json: bool
) -> None:
    """Plan one technique from the answers in FILE (JSON; - is standard input)."""
    knowledge = load()
    given = read_answers(file, knowledge)
    clearance = screen(given.answers, knowledge, first_week=given.first_week)
    request = TechniqueRequest(
        id=str(uuid4()),
        technique=technique,
        hold_s=hold_s,
        repeats=repeats,
        level=level,
        place_id=knowledge.emergency.default_place,
        before=Before(stiffness=None, discomfort=given.answers.number(knowledge.questions["pain_now"])),
        answered_at=SystemClock().now(),
    )
    plan = plan_technique(clearance, knowledge, request)
    if as_json:
        print_json(plan.model_dump(mode="json"))
    else:
        show_plan(plan)


def show_plan(plan: Plan) -> None:
    """The plan as a readable list."""
    for note in plan.caps:
        click.echo(f"You asked for {note.asked}; this is {note.given}. {note.why}")
    for segment in plan.segments:
        click.echo(f"{clock(segment.start_ms):>6}  {segment.title:<14} {segment.show}")
    click.echo(f"{clock(plan.total_ms):>6}  end")
    click.echo(plan.boundaries)
