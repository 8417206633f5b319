"""Which screen comes next: block A first, an emergency at once, the nine only after their gate."""

from dataclasses import replace

from supple.app.service import Supple
from supple.app.wizard import Progress, Screen, next_screen, step_back
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block
from supple.knowledge.schema.rule import Outcome
from supple.safety.answers import Answer

EVERYTHING = frozenset(Block)


def shown(progress: Progress, knowledge: Knowledge) -> Screen:
    screen = next_screen(progress, knowledge)
    assert screen is not None
    return screen


def answered(progress: Progress, knowledge: Knowledge, **answers: Answer) -> Progress:
    """The screen answered: no to all, 0 to numbers, but for the answers given."""
    screen = shown(progress, knowledge)
    given: dict[str, Answer] = {
        one.id: answers.get(one.id, False if one.answer == "yes_no" else 0.0) for one in screen.questions
    }
    again = progress.again | {one.id for one in screen.questions if screen.asked_again}
    return replace(progress, given={**progress.given, **given}, again=again)


def through(progress: Progress, knowledge: Knowledge, **answers: Answer) -> list[Screen]:
    """All screens until the end."""
    screens = []
    while (screen := next_screen(progress, knowledge)) is not None:
        screens.append(screen)
        progress = answered(progress, knowledge, **answers)
    return screens


def test_the_first_screen_is_block_a_whole(knowledge: Knowledge) -> None:
    screen = shown(Progress(due=EVERYTHING), knowledge)
    assert {one.block for one in screen.questions} == {Block.A}
    assert {one.id for one in screen.questions} == {
        key for key, question in knowledge.questions.items() if question.block is Block.A
    }


def test_everything_is_asked_at_first_use_and_only_a_when_nothing_else_is_due(knowledge: Knowledge) -> None:
    asked = {one.id for screen in through(Progress(due=EVERYTHING), knowledge) for one in screen.questions}
    assert asked == {key for key, question in knowledge.questions.items() if question.asked_if is None}
    carried = {key: False for key, question in knowledge.questions.items() if question.block is not Block.A}
    assert len(through(Progress(due=frozenset({Block.A}), carried=carried), knowledge)) == 1


def test_a_question_that_was_never_answered_is_asked_although_its_block_is_not_due(
    knowledge: Knowledge,
) -> None:
    carried = {
        key: False
        for key, question in knowledge.questions.items()
        if question.block is not Block.A and key != "hypermobile"
    }
    screens = through(Progress(due=frozenset({Block.A}), carried=carried), knowledge)
    assert [one.id for one in screens[1].questions] == ["hypermobile"]


def test_the_nine_come_only_after_a_yes_at_the_gate(knowledge: Knowledge) -> None:
    nine = {key for key, question in knowledge.questions.items() if question.asked_if is not None}
    assert len(nine) == 9

    def asked(**answers: Answer) -> set[str]:
        screens = through(Progress(due=EVERYTHING), knowledge, **answers)
        return {one.id for screen in screens for one in screen.questions}

    assert nine <= asked(inflammatory_gate=True)
    assert not nine & asked(inflammatory_gate=False)


def test_wanting_the_neck_asks_about_the_neck_once_more(knowledge: Knowledge) -> None:
    screens = through(Progress(due=EVERYTHING), knowledge, wants_neck=True)
    repeated = [screen for screen in screens if screen.asked_again]
    assert [[one.id for one in screen.questions] for screen in repeated] == [["neck_crack_warning"]]


def test_back_shows_the_last_screen_again(knowledge: Knowledge) -> None:
    first = Progress(due=EVERYTHING)
    second = answered(first, knowledge)
    third = answered(second, knowledge)
    assert shown(step_back(third, knowledge), knowledge) == shown(second, knowledge)
    assert shown(step_back(second, knowledge), knowledge) == shown(first, knowledge)
    assert step_back(first, knowledge) == first


def test_an_emergency_is_known_before_the_rest_is_answered(supple: Supple) -> None:
    progress = supple.progress({"both_legs_new": "unsure"})
    assert supple.judge(progress).outcome is Outcome.EMERGENCY


def test_open_questions_never_allow_a_session(supple: Supple) -> None:
    clearance = supple.judge(supple.progress({"pain_now": 0}))
    assert clearance.outcome is Outcome.REFER
    assert not clearance.complete
