"""Thousands of damaged files: each is taken in whole, or refused in words with everything as it was.

The ordinary run draws a few of each kind, always the same; ``make soak`` draws thousands. A
fault is told with its seed: ``trials("…", [seed])`` runs that one file again.
"""

from __future__ import annotations

import pytest

from tests.fuzz.watched import trials

# Each kind of file: how many in the ordinary run, and in the soak.
KINDS = {
    "import_trial:import_damaged": (6, 600),
    "import_trial:import_damaged_old_workbook": (6, 200),
    "toml_trials:read_damaged_policy": (12, 600),
    "toml_trials:read_damaged_settings": (10, 400),
    "toml_trials:read_damaged_code": (8, 300),
    "template_trial:fill_damaged_template": (6, 400),
    "ledger_trials:restore_damaged_backup": (6, 400),
    "ledger_trials:work_on_damaged_ledger": (3, 120),
}
FIRST_OF_THE_SOAK = 1_000
SLICES = 5  # of a kind's soak, so that several processes share it


@pytest.mark.parametrize("name", KINDS)
def test_a_damaged_file_is_taken_in_whole_or_refused_in_words(name: str) -> None:
    count, _ = KINDS[name]
    told = trials(f"tests.fuzz.{name}", range(count))
    assert not told.faults, "\n\n".join(told.faults)
    assert told.ended.total() == count


@pytest.mark.soak
@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.parametrize("name", KINDS)
def test_soak_damaged_files(name: str, part: int) -> None:
    _, count = KINDS[name]
    seeds = range(FIRST_OF_THE_SOAK + part, FIRST_OF_THE_SOAK + count, SLICES)
    told = trials(f"tests.fuzz.{name}", seeds)
    assert not told.faults, "\n\n".join(told.faults)
    assert told.ended.total() == len(seeds)
    assert len(told.ended) > 1, told.ended  # damage of one kind only would show little
