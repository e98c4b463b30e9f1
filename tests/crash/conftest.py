"""The process that runs commands watched, one for a file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crash.system_calls import CAN_WATCH
from tests.crash.watched import Runner, runner


@pytest.fixture(scope="module")
def watched() -> Iterator[Runner]:
    if not CAN_WATCH:
        pytest.skip("the calls of a process are watched by the kernel of Linux on x86-64")
    with runner() as running:
        yield running
