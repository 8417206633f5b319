"""Screenings as QuestionnaireResponses, and what Supple answered to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from supple.journal.entry import ScreeningEntry
from supple.knowledge.schema.question import Question
from supple.report.fhir.form import OTHER_ANSWERS, form_address, in_order, opens, options
from supple.report.fhir.frame import Frame
from supple.report.fhir.observation import Noted, Section, observation
from supple.report.fhir.plain import Resource, made_id, moment, plain, urn
from supple.report.fhir.shape import Shared
from supple.report.fhir.stops import answer_code
from supple.safety.answers import WORST, Answer


@dataclass(frozen=True, kw_only=True)
class Screenings:
    """Turns screenings into resources; what they share is made once."""

    frame: Frame

    @cached_property
    def _questions(self) -> list[Question]:
        return in_order(self.frame.knowledge)

    @cached_property
    def _items(self) -> Mapping[tuple[str, str], Resource]:
        """An item for each question and each of its options."""
        return {
            (question.id, code): Shared(
                linkId=question.id, answer=[{"valueCoding": self.frame.coding("answers", code)}]
            )
            for question in self._questions
            for code in options(question)
        }

    def resources(self, one: ScreeningEntry) -> Iterator[Noted]:
        """The answers, the outcome of that time, and whether an urge brought the person."""
        yield Noted(
            section=Section.SCREENING,
            resource=self._response(one),
            when=moment(one),
            line=_said(self.frame, one),
        )
        yield _outcome(self.frame, one)
        if one.after_urge is not None:
            yield _after_urge(self.frame, one, after_urge=one.after_urge)

    def _response(self, one: ScreeningEntry) -> Resource:
        asked = [
            key for key in self._questions if key.asked_if is None or self._is_open(key.asked_if.yes, one)
        ]
        fitting = {key.id: item for key in asked if (item := self._fitting(key, one)) is not None}
        # Of an older form nobody knows more than that its answers were kept.
        of_today = one.rules_version == self.frame.knowledge.boundaries.version
        found: Resource = {
            "resourceType": "QuestionnaireResponse",
            "id": made_id("response", one.id),
            "questionnaire": form_address(one.rules_version),
            "status": "stopped" if of_today and len(fitting) < len(asked) else "completed",
            "subject": self.frame.by_person,
            "authored": moment(one),
            "author": self.frame.by_person,
            "source": self.frame.by_person,
        }
        items = [*fitting.values(), *_other(one, fitting)]
        return {**found, "item": items} if items else found

    def _is_open(self, key: str, one: ScreeningEntry) -> bool:
        """Whether the answer to that question opens those that depend on it."""
        gate = self.frame.knowledge.questions[key]
        return _code(gate, one) in opens(gate) and (
            gate.asked_if is None or self._is_open(gate.asked_if.yes, one)
        )

    def _fitting(self, question: Question, one: ScreeningEntry) -> Resource | None:
        """The answer as the form takes it; None where there is none that fits."""
        if question.answer == "zero_to_ten":
            number = one.answers.get(question.id)
            if isinstance(number, float) and 0 <= number <= WORST:
                return {"linkId": question.id, "answer": [{"valueDecimal": number}]}
            return None
        return self._items.get((question.id, _code(question, one)))


def _code(question: Question, one: ScreeningEntry) -> str:
    """The code of the answer to a yes or no question; empty where it is none."""
    answer = one.answers.get(question.id)
    if answer is True or answer is False or answer == "unsure":
        return answer_code(answer=answer)
    return ""


def _other(one: ScreeningEntry, fitting: Mapping[str, Resource]) -> Iterator[Resource]:
    """What was answered and does not fit the form, so that nothing is lost."""
    other = [
        f"{plain(key) or 'not named'}: {_word(answer)}"
        for key, answer in one.answers.items()
        if key not in fitting
    ]
    if other:
        yield {"linkId": OTHER_ANSWERS, "answer": [{"valueString": text} for text in other]}


def _outcome(frame: Frame, one: ScreeningEntry) -> Noted:
    return Noted(
        section=Section.SCREENING,
        resource=observation(
            frame,
            of=("response", one.id, "outcome"),
            code=frame.concept("notes", "outcome"),
            when=moment(one),
            value={"valueCodeableConcept": frame.concept("outcomes", one.outcome)},
            derived_from=urn(made_id("response", one.id)),
            note=_asked(one),
            said_by_person=False,
        ),
        when=moment(one),
        line=f"Supple answered: {frame.words('outcomes', one.outcome)}",
    )


def _asked(one: ScreeningEntry) -> str:
    if set(one.answers) <= set(one.asked):
        return "All of it was asked at that time."
    asked = ", ".join(plain(key) for key in one.asked) or "nothing"
    return f"Asked at that time: {asked}. Other answers were kept from an earlier screening."


def _after_urge(frame: Frame, one: ScreeningEntry, *, after_urge: bool) -> Noted:
    words = "yes" if after_urge else "no"
    return Noted(
        section=Section.SCREENING,
        resource=observation(
            frame,
            of=("response", one.id, "after_urge"),
            code=frame.concept("notes", "after_urge"),
            when=moment(one),
            value={"valueBoolean": after_urge},
            derived_from=urn(made_id("response", one.id)),
        ),
        when=moment(one),
        line=f"{frame.words('notes', 'after_urge')}: {words}",
    )


def _said(frame: Frame, one: ScreeningEntry) -> str:
    """The answers in words: each that is not a no."""
    told = [
        f"{frame.words('questions', key)}: {_word(answer)}"
        for key, answer in one.answers.items()
        if answer is not False
    ]
    noes = sum(answer is False for answer in one.answers.values())
    return "; ".join([*told, f"answered no: {noes}"])


def _word(answer: Answer) -> str:
    if answer is True or answer is False:
        return "yes" if answer else "no"
    return "not sure" if answer == "unsure" else f"{answer:g}"
