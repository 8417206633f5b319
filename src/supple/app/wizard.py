"""Which questions come next. Screens are the knowledge files' groups; block A comes first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import Block, Group, Question
from supple.safety.answers import Answer, Answers


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far one screening has come.

    due: blocks to ask. carried: answers of earlier days. given: answers of now. again: ids that
    were asked once more after an answer asked for it.
    """

    due: frozenset[Block]
    carried: Mapping[str, Answer] = field(default_factory=dict)
    given: Mapping[str, Answer] = field(default_factory=dict)
    again: frozenset[str] = frozenset()

    @property
    def merged(self) -> Answers:
        """Answers of now over those carried from earlier days."""
        return Answers(given={**self.carried, **self.given})


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One screen: a group's heading, and those of its questions that are open."""

    group: Group
    questions: tuple[Question, ...]
    asked_again: bool


def next_screen(progress: Progress, knowledge: Knowledge) -> Screen | None:
    """The first group, in order, with a question that is due and open; None when all is answered."""
    repeats = [key for key in _to_ask_again(progress, knowledge) if key not in progress.again]
    if repeats:
        question = knowledge.questions[repeats[0]]
        group = next(one for one in knowledge.groups if one.id == question.group)
        return Screen(group=group, questions=(question,), asked_again=True)
    for group in knowledge.groups:
        questions = sorted(_open(group, progress, knowledge), key=lambda one: one.order)
        if questions:
            return Screen(group=group, questions=tuple(questions), asked_again=False)
    return None


def step_back(progress: Progress, knowledge: Knowledge) -> Progress:
    """The screening without the last screen's answers, so that it is shown again."""
    if not progress.given:
        return progress
    last = knowledge.questions[list(progress.given)[-1]].group
    kept = {key: answer for key, answer in progress.given.items() if knowledge.questions[key].group != last}
    return replace(progress, given=kept, again=frozenset())


def _open(group: Group, progress: Progress, knowledge: Knowledge) -> list[Question]:
    answers = progress.merged
    return [
        question
        for question in knowledge.questions.values()
        if question.group == group.id
        and question.id not in progress.given
        and (question.block in progress.due or question.id not in progress.carried)
        and (question.asked_if is None or answers.yes(knowledge.questions[question.asked_if.yes]) is True)
    ]


def _to_ask_again(progress: Progress, knowledge: Knowledge) -> list[str]:
    return [
        repeated
        for key, answer in progress.given.items()
        if answer is not False
        for repeated in knowledge.questions[key].asks_again
    ]
