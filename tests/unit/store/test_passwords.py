"""No password is ever said, however it is written into an address, and whatever libpq makes of it."""

from urllib.parse import quote

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.base.errors import SuppleError
from supple.store.postgres_failures import explain
from supple.store.postgres_url import postgres_address

PASSWORDS = st.text(
    st.sampled_from("Zq7#@/:?%&=[]+,;' \"\\\u00fc") | st.characters(exclude_categories=["C"]), min_size=6
).map(lambda text: f"Zq7{text}7qZ")
ADDRESSES = st.sampled_from(
    [
        "postgresql://ana:{}@127.0.0.1:1/backs",
        "postgresql://ana:{}@127.0.0.1:1",
        "postgres://ana:{}@/backs?host=/nowhere",
        "postgresql+psycopg2://ana:{}@127.0.0.1:1/backs?connect_timeout=2",
        "postgresql://127.0.0.1:1/backs?user=ana&password={}",
    ]
)


def all_said(url: str) -> str:
    """What a person could read of trying that address, causes included."""
    try:
        address = postgres_address(url)
    except SuppleError as error:
        return f"{error} {error.__cause__}"
    said = f"{address.place} {address!r}"
    try:
        address.connect()
    except psycopg.Error as error:
        return f"{said} {error} {explain(error, address.place)}"
    raise AssertionError("There is no server")


def fragments(password: str) -> set[str]:
    """Every way in which a good part of it may show."""
    return {password[:6], password[-6:], password.partition("@")[2][-6:] or password}


@given(password=PASSWORDS, address=ADDRESSES)
def test_a_raw_password_is_never_said(password: str, address: str) -> None:
    said = all_said(address.format(password))
    assert not [part for part in fragments(password) if part in said]


@given(password=PASSWORDS, address=ADDRESSES)
def test_a_password_that_is_written_right_is_never_said(password: str, address: str) -> None:
    said = all_said(address.format(quote(password, safe="")))
    assert password not in said


@pytest.mark.parametrize(
    "password", ["p@ss", "p@@ss", "pa/ss", "p@s/s", "@pass", "pass@", "12/pa@ss", "p?a@ss"]
)
def test_a_bare_separator_in_a_password_is_refused_with_the_way_to_write_it(password: str) -> None:
    with pytest.raises(SuppleError, match="%40 for @") as caught:
        postgres_address(f"postgresql://ana:{password}@db.example/backs")
    assert password not in str(caught.value)


@pytest.mark.parametrize(
    "words",
    [
        'could not translate host name "Zq7secret@db" to address: Name or service not known',
        "invalid connection option postgresql://ana:Zq7secret@db/backs",
        "bad conninfo user=ana password=Zq7secret host=db",
        "bad conninfo user=ana password = 'Zq7 secret' host=db",
        "failed to resolve host 'Zq7secret@db': [Errno -2]",
    ],
)
def test_what_may_hold_a_password_is_taken_out_of_what_the_driver_says(words: str) -> None:
    said = explain(psycopg.OperationalError(f"connection failed: {words}"), "the PostgreSQL database backs")
    assert said is not None
    assert "Zq7" not in str(said)
    assert "ecret" not in str(said)
