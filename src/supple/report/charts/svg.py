"""SVG elements as text. Each class brings the look that print uses; a page's style sheet goes over it."""

from xml.sax.saxutils import escape, quoteattr

INK, SOFT, LINE, TEAL, WASH, PAPER = "#25231f", "#5c564b", "#d8cebb", "#0f5257", "#d5e4df", "#ffffff"
SERIF = "Iowan Old Style, Palatino Linotype, Palatino, P052, Libertinus Serif, serif"

# The classes of chart.css, and how they look where there is no style sheet.
LOOKS: dict[str, dict[str, str]] = {
    "chart-grid": {"stroke": LINE, "stroke-width": "1.5"},
    "chart-axis": {"stroke": "#877c68", "stroke-width": "1.5"},
    "chart-hatch": {"stroke": LINE, "stroke-width": "1.5"},
    "chart-band": {"fill": WASH, "fill-opacity": "0.55"},
    "chart-stiffness": {
        "stroke": TEAL,
        "stroke-width": "3.2",
        "fill": "none",
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
    },
    "chart-stiffness-dot": {"fill": TEAL},
    "chart-discomfort": {
        "stroke": INK,
        "stroke-width": "2.2",
        "fill": "none",
        "stroke-dasharray": "3 4.5",
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
    },
    "chart-discomfort-dot": {"fill": INK},
    "chart-adjust": {"fill": INK},
    "chart-was": {"fill": PAPER, "stroke": TEAL, "stroke-width": "2.5"},
    "chart-is": {"fill": TEAL},
    "chart-left": {"fill": TEAL},
    "chart-right": {"fill": "#6b9792"},
    "chart-both": {"fill": TEAL},
    "chart-whisker": {"stroke": INK, "stroke-width": "1.2", "stroke-opacity": "0.6"},
    "chart-limit": {"stroke": INK, "stroke-width": "1.5", "stroke-dasharray": "2 3"},
    "chart-on-paper": {"fill": PAPER},
    "chart-text": {"fill": INK, "font-family": SERIF},
    "chart-note": {"fill": SOFT, "font-family": SERIF},
    "chart-teal-text": {"fill": TEAL, "font-family": SERIF},
}


def number(value: float) -> str:
    """A coordinate with at most two digits behind the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(tag: str, look: str, content: str = "", /, **attributes: float | str) -> str:
    """One element of a class. An underscore in a name stands for a hyphen."""
    styled = {"class": look, **LOOKS[look], **_spelled(attributes)}
    said = " ".join(f"{name}={quoteattr(value)}" for name, value in styled.items())
    return f"<{tag} {said}>{content}</{tag}>" if content else f"<{tag} {said}/>"


def _spelled(attributes: dict[str, float | str]) -> dict[str, str]:
    return {
        name.replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in attributes.items()
    }


def text(words: str, look: str, *, x: float, y: float, size: float, anchor: str = "start") -> str:
    """Words at a place; `y` is their base line."""
    return element("text", look, escape(words), x=x, y=y, font_size=size, text_anchor=anchor)


def picture(name: str, *, width: float, height: float, title: str, description: str, parts: list[str]) -> str:
    """A whole picture, with its words for those who do not see it. `name` is unique on its page."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


# A page's colours, and those for dark screens, of a picture that stands alone.
ON_SCREEN = {PAPER: "#f6f1e7"}
IN_THE_DARK = {
    INK: "#efe7d8",
    SOFT: "#b9af9d",
    LINE: "#3b372f",
    TEAL: "#86c5bc",
    WASH: "#203431",
    PAPER: "#1b1a17",
    "#877c68": "#8a806e",
    "#6b9792": "#4d7570",
}


def alone(svg: str) -> str:
    """The picture as a file of its own: on paper, and with colours for dark screens."""
    head, rest = svg.split(">", maxsplit=1)
    look = f"{_rules(ON_SCREEN)}@media (prefers-color-scheme: dark){{{_rules(IN_THE_DARK)}}}"
    paper = element("rect", "chart-on-paper", width="100%", height="100%")
    return f"{head}><style>{look}</style>{paper}{rest}\n"


def _rules(colours: dict[str, str]) -> str:
    """Style rules of all looks whose colours are among these."""
    return "".join(
        f".{look}{{{name}:{colours[value]}}}"
        for look, styles in LOOKS.items()
        for name, value in styles.items()
        if name in {"fill", "stroke"} and value in colours
    )
