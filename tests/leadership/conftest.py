"""The trust worked out by hand in a ledger, and what is reported on it: once for all tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.leadership.trust_by_hand import asked, write_trust


@pytest.fixture(scope="session")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings and ledger of both schools."""
    folder = tmp_path_factory.mktemp("trust")
    write_trust(folder)
    return folder


@pytest.fixture(scope="session")
def contract(trust: Path) -> dict[str, Any]:
    """The JSON of the report on the week of 22 September."""
    return asked(trust)
