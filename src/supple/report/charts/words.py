"""Days and numbers as charts write them."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(day: date) -> str:
    """Such as 29 Sep."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """Such as 29 Sep 2026."""
    return f"{short_day(day)} {day.year}"


def plain(value: float) -> str:
    """Such as 5 or 5.5: at most two digits behind the point, and no needless one."""
    return f"{round(value, 2):g}"


def minutes(seconds: float) -> str:
    """Such as 2.5 min."""
    return f"{plain(round(seconds / 60, 1))} min"


def counted(number: int, one: str, many: str) -> str:
    """Such as 1 day or 3 days."""
    return f"{number} {one if number == 1 else many}"
