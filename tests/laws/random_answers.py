"""Random answer sets, most of them mild, so that every outcome is met often."""

from random import Random

from supple.knowledge.collection import Knowledge
from supple.safety.answers import Answer, Answers


def random_answers(knowledge: Knowledge, chance: Random) -> dict[str, Answer]:
    """A random set: each question answered no, yes, unsure or not at all, with the shares drawn too."""
    share_yes = chance.choice((0.0, 0.02, 0.1, 0.5))
    share_unsure = chance.choice((0.0, 0.0, 0.02, 0.2))
    share_missing = chance.choice((0.0, 0.0, 0.0, 0.1))
    answers: dict[str, Answer] = {}
    for question in knowledge.questions.values():
        if chance.random() < share_missing:
            continue
        if question.answer == "zero_to_ten":
            answers[question.id] = float(
                chance.randint(0, 10) if chance.random() < 0.3 else chance.randint(0, 3)
            )
            continue
        draw = chance.random()
        answers[question.id] = (
            True if draw < share_yes else "unsure" if draw < share_yes + share_unsure else False
        )
    return answers


def clean(knowledge: Knowledge, **changes: Answer) -> Answers:
    """All questions answered no, pain 1, but for the changes."""
    given: dict[str, Answer] = {
        question.id: 1.0 if question.answer == "zero_to_ten" else False
        for question in knowledge.questions.values()
    }
    return Answers(given={**given, **changes})
