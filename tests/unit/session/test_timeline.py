"""Breath by ear: at once when the words before it are over, and never into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.knowledge.collection import Knowledge
from supple.session.model import Segment
from supple.session.timeline import Piece, lay_out
from tests.laws.plans import real_knowledge

LENGTH_MS = 59_000


def held(knowledge: Knowledge, words: int, *, breath_s: float = 1.0) -> Segment:
    """A hold of 59 s with so many words at its start and a breath every so often."""
    phase = next(
        phase
        for technique in knowledge.techniques.values()
        for phase in technique.bout
        if phase.kind == "hold" and {"in", "out"} <= {breath.phase for breath in phase.breath}
    )
    even = phase.model_copy(
        update={"breath": tuple(one.model_copy(update={"seconds": breath_s}) for one in phase.breath)}
    )
    say = " ".join(["word"] * words)
    piece = Piece(phase=even, kind="hold", duration_ms=LENGTH_MS, drawing="", say=say, show="")
    (segment,) = lay_out([piece], knowledge.words)
    return segment


def first_breath_ms(segment: Segment, knowledge: Knowledge) -> int:
    breaths = {knowledge.words.breathe_in, knowledge.words.breathe_out}
    return next(cue.at_ms for cue in segment.cues if cue.say in breaths)


@pytest.mark.parametrize(
    ("words", "at_ms"), [(0, 0), (1, 1_000), (5, 2_000), (10, 4_000), (11, 5_000), (20, 8_000)]
)
def test_two_and_a_half_words_take_a_second(knowledge: Knowledge, words: int, at_ms: int) -> None:
    """The first breath that is spoken is the first that begins when they are over."""
    assert first_breath_ms(held(knowledge, words), knowledge) == at_ms


@given(words=st.integers(0, 50), breath_s=st.floats(0.5, 6))
def test_a_breath_waits_for_the_words_and_for_nothing_else(words: int, breath_s: float) -> None:
    """Of the breaths that begin after the words, the first one is spoken."""
    knowledge = real_knowledge()
    segment = held(knowledge, words, breath_s=breath_s)
    starts = [breath.start_ms for breath in segment.breaths if breath.phase != "free"]
    free = [at for at in starts if at >= words / 2.5 * 1000 - 1]
    assert first_breath_ms(segment, knowledge) in free[:1]
