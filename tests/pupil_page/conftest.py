"""The hand-worked register, imported once for all tests of this room; none of them writes to it."""

from __future__ import annotations

import pytest

from attendctl.settings import Settings
from tests.pupil_page.register_of_zoe import make_ledger


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of a folder with the register of ``register_of_zoe``."""
    return make_ledger(tmp_path_factory.mktemp("zoe"))
