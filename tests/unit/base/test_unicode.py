"""One way to write each letter, and nothing that cannot be seen."""

from unicodedata import category, is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.base.unicode import is_visible, name_as_written, text_as_written

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u180e", *TURNING]
FAMILY, FLAG, PERSIAN = (
    "\U0001f469\u200d\U0001f467",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "\u0645\u06cc\u200c\u0631\u0648\u0645",
)


@pytest.mark.parametrize("unseen", [*UNSEEN, "\u200e", "\u200f", "\u061c"])
def test_what_cannot_be_seen_makes_no_other_name(unseen: str) -> None:
    assert name_as_written(f"{unseen}An{unseen}na{unseen}") == "Anna"


@pytest.mark.parametrize(
    "text", [FAMILY, FLAG, PERSIAN, "Ana Mar\u00eda", "\u05d0\u05d1", "O\u2019Neill-Smith"]
)
def test_what_holds_letters_and_emojis_together_stays(text: str) -> None:
    assert text_as_written(text) == name_as_written(text) == text
    assert is_visible(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        *UNSEEN,
        "\u200d",
        "\u200c\u200d",
        "\u0301",
        "\ufe0f",
        "\u3164",
        "\u2800",
        "\u115f",
        "\u00a0\u3000",
        "\u200e",
    ],
)
def test_nothing_to_be_seen(text: str) -> None:
    assert not is_visible(text_as_written(text))


@given(st.text())
def test_written_once_is_written_for_good(text: str) -> None:
    for written in (text_as_written, name_as_written):
        once = written(text)
        assert written(once) == once
        assert is_normalized("NFC", once)
        assert not [one for one in once if category(one) in ("Cs", "Cc") and one != "\n"]
        assert not set(once) & set(TURNING)


@given(st.text())
def test_composed_and_decomposed_are_one(text: str) -> None:
    composed, decomposed = normalize("NFC", text), normalize("NFD", text)
    assert name_as_written(composed) == name_as_written(decomposed)
    assert text_as_written(composed) == text_as_written(decomposed)


@given(st.text())
def test_a_name_is_one_line(text: str) -> None:
    name = name_as_written(text)
    assert name.splitlines() in ([], [name])
    assert name == name.strip()
