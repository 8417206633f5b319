"""Screening: answers and rules to a Clearance. The worst rule wins; unknown is never fine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.question import UnsureMeans
from supple.knowledge.schema.rule import Outcome, Rule, Urgency
from supple.safety.answers import Answers
from supple.safety.clearance import Clearance, Reason
from supple.safety.conditions import holds
from supple.safety.restrictions import NO_RESTRICTIONS, Restrictions


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that tightens: at least this outcome, at most these techniques."""

    rule: str
    outcome: Outcome
    say: str
    urgency: Urgency | None = None
    who: str | None = None
    techniques: frozenset[str] | None = None
    place: Literal["bed"] | None = None
    title: str | None = None
    sources: tuple[str, ...] = ()


def unanswered(answers: Answers, knowledge: Knowledge) -> tuple[str, ...]:
    """Ids of the questions that must be answered and were not, in the order of asking."""
    order = {group.id: place for place, group in enumerate(knowledge.groups)}
    wanted = sorted(knowledge.questions.values(), key=lambda one: (order[one.group], one.order))
    return tuple(
        question.id
        for question in wanted
        if question.id not in answers.given
        and (question.asked_if is None or answers.yes(knowledge.questions[question.asked_if.yes]) is True)
    )


def judge(rule: Rule, answers: Answers, knowledge: Knowledge, *, first_week: bool | None) -> list[Finding]:
    """What one rule makes of the answers: one finding a degree that holds."""
    found = [
        Finding(
            rule=rule.id,
            outcome=case.outcome,
            say=case.say,
            urgency=case.urgency,
            who=case.who,
            techniques=None if case.techniques is None else frozenset(case.techniques),
            place=case.place,
            title=case.title,
            sources=rule.cites,
        )
        for case in rule.case
        if holds(case.when, answers=answers, questions=knowledge.questions, first_week=first_week) is True
    ]
    for unsure in rule.unsure:
        question = knowledge.questions[unsure.question]
        if question.unsure is UnsureMeans.REFER and answers.unsure(question):
            found.append(
                Finding(
                    rule=rule.id,
                    outcome=Outcome.REFER,
                    say=unsure.say,
                    urgency=unsure.urgency,
                    who=unsure.who,
                    sources=rule.cites,
                )
            )
    return found


def screen(
    answers: Answers,
    knowledge: Knowledge,
    *,
    first_week: bool | None,
    restrictions: Restrictions = NO_RESTRICTIONS,
) -> Clearance:
    """Whether and how the person may move today.

    `first_week`: whether this is the first week of use; None (not known) counts as yes.
    `restrictions`: what stops of this and earlier days still forbid.
    """
    missing = unanswered(answers, knowledge)
    findings = [
        finding
        for rule in knowledge.rules.values()
        for finding in judge(rule, answers, knowledge, first_week=first_week)
    ]
    findings += _from_restrictions(restrictions)
    if missing:
        findings.append(_not_answered(knowledge))
    allowed = _allowed(findings, knowledge)
    if not allowed and _worst(findings) < Outcome.REFER.strictness:
        findings.append(_nothing_left(knowledge))
    return _clearance(findings, allowed, missing, knowledge)


def _clearance(
    findings: Sequence[Finding], allowed: tuple[str, ...], missing: tuple[str, ...], knowledge: Knowledge
) -> Clearance:
    outcome = list(Outcome)[_worst(findings)]
    decisive = [one for one in findings if one.outcome is outcome]
    urgency = max(
        (one.urgency for one in decisive if one.urgency), key=lambda one: one.strictness, default=None
    )
    who = dict.fromkeys(knowledge.who[one.who].name for one in decisive if one.who and one.urgency is urgency)
    gentle = outcome is not Outcome.ALLOW
    titles = dict.fromkeys(one.title for one in decisive)
    own_title = next(iter(titles)) if len(titles) == 1 else None
    return Clearance(
        outcome=outcome,
        title=own_title or knowledge.policy.titles[outcome.value],
        urgency=urgency,
        who=" or ".join(who) or None,
        techniques=allowed,
        small_range=frozenset(knowledge.policy.small_range_when_gentle) & set(allowed)
        if gentle
        else frozenset(),
        place="bed" if any(one.place == "bed" for one in findings) else "floor",
        complete=not missing,
        missing=missing,
        reasons=tuple(_reasons(findings)),
        rules_version=knowledge.boundaries.version,
    )


def _worst(findings: Sequence[Finding]) -> int:
    return max((one.outcome.strictness for one in findings), default=0)


def _allowed(findings: Sequence[Finding], knowledge: Knowledge) -> tuple[str, ...]:
    worst = _worst(findings)
    if worst >= Outcome.REFER.strictness:
        return ()
    allowed = frozenset(knowledge.techniques)
    if worst > Outcome.ALLOW.strictness:
        allowed &= frozenset(knowledge.policy.gentle_techniques)
    for finding in findings:
        if finding.techniques is not None:
            allowed &= finding.techniques
    return knowledge.technique_order(allowed)


def _reasons(findings: Sequence[Finding]) -> Iterator[Reason]:
    """One reason a rule, its strictest; strictest first, then in the order of the files."""
    strictest: dict[str, Finding] = {}
    for finding in findings:
        known = strictest.get(finding.rule)
        if known is None or finding.outcome.strictness > known.outcome.strictness:
            strictest[finding.rule] = finding
    for finding in sorted(strictest.values(), key=lambda one: -one.outcome.strictness):
        yield Reason(rule=finding.rule, say=finding.say, outcome=finding.outcome, sources=finding.sources)


def _from_restrictions(restrictions: Restrictions) -> list[Finding]:
    return [
        Finding(
            rule=one.rule,
            outcome=one.outcome,
            say=one.say,
            urgency=one.urgency,
            who=one.who,
            techniques=one.techniques,
            title=one.title,
            sources=one.sources,
        )
        for one in restrictions.parts
    ]


def _not_answered(knowledge: Knowledge) -> Finding:
    policy = knowledge.policy
    return Finding(
        rule="not_answered",
        outcome=Outcome.REFER,
        say=policy.unanswered_say,
        title=policy.unanswered_title,
        sources=policy.cites,
    )


def _nothing_left(knowledge: Knowledge) -> Finding:
    policy = knowledge.policy
    return Finding(
        rule="nothing_left",
        outcome=Outcome.REFER,
        say=policy.nothing_left_say,
        urgency=Urgency.ROUTINE,
        who=policy.default_who,
        sources=policy.cites,
    )
