"""A data folder goes back to its port; only a port that was asked for has to be free."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from supple.app.ports import PORT_NAME, listen, remember_port, remembered_port
from supple.app.private_file import write_private


def test_a_folder_goes_back_to_its_port(tmp_path: Path) -> None:
    assert remembered_port(tmp_path) is None
    with listen(0) as other:
        port: int = other.getsockname()[1]
    remember_port(tmp_path, port)
    assert (tmp_path / PORT_NAME).stat().st_mode & 0o777 == 0o600
    assert remembered_port(tmp_path) == port
    with listen(None, remembered=port) as again:
        assert again.getsockname()[1] == port
        with listen(None, remembered=port) as second:
            assert second.getsockname()[1] != port


@given(content=some.binary(max_size=12) | some.integers(6, 6000).map(lambda digits: b"9" * digits))
def test_whatever_stands_there_is_a_port_or_nothing(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("port")
    write_private(folder / PORT_NAME, content)
    port = remembered_port(folder)
    assert port is None or 0 < port <= 65_535
