"""Letters as people mean them: one way to write each, and nothing that cannot be seen."""

from unicodedata import category, normalize

# Joiners hold emojis and some scripts together, tags make flags; the others of their kind are seen.
_JOINING = frozenset("\u200c\u200d") | {chr(code) for code in range(0xE0020, 0xE0080)}
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Marks of direction may stand in a text; what turns all that follows may not.
_MARKS = frozenset("\u061c\u200e\u200f")
# Letters by their kind, but nothing is drawn for them.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029")


def text_as_written(text: str) -> str:
    """Composed (NFC), with plain line ends, other control characters as spaces, format characters gone."""
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return normalize("NFC", "".join(map(_as_written, text)))


def name_as_written(text: str) -> str:
    """A name on one line, without marks of direction. Two that look alike so far are the same."""
    return " ".join("".join(char for char in text_as_written(text) if char not in _MARKS).split())


def is_visible(text: str) -> bool:
    """Whether anything at all would be seen of it: marks and joiners alone are not."""
    return any(category(char)[0] not in "CZM" and char not in _BLANK for char in text)


def _as_written(char: str) -> str:
    kind = category(char)
    if kind == "Cf":
        return char if char in _JOINING | _SEEN | _MARKS else ""
    return " " if kind in ("Cc", "Cs") and char != "\n" else char
