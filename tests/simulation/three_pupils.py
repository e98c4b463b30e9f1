"""Three pupils of Hillside School and two policies: small enough to be worked out with a pencil.

Week n of the year ends with 10n possible sessions (``tests.letters.register_by_hand``): week 4 ends on 3
October, week 7 on 24 October, week 8 on 7 November, week 14 on 19 December, week 15 on 9 January.
All absence is illness, one session a week in the weeks named:

- Ada misses one in every odd week to week 13.
- Ben misses one in every week but the fourth.
- Cai misses one in weeks 5, 6 and 8.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attendctl.policies.load import policy_file
from attendctl.settings import SchoolSettings, Settings
from tests.letters.register_by_hand import Pupil, register

ADA, BEN, CAI = "A999100000011", "B999100000012", "C999100000013"
SETTINGS = Settings(school=[SchoolSettings(name="Hillside School", urn="999002", policy="greenhill")])

# green from 97 and not 96, and six school weeks of review in place of four
CHANGES = {
    'name = "green"\ndocument_name = "96 to 100"\nfrom_percent = 96.0': (
        'name = "green"\ndocument_name = "97 to 100"\nfrom_percent = 97.0'
    ),
    'document_name = "93 to 95.9"\nfrom_percent = 93.0\nto_percent = 95.9': (
        'document_name = "93 to 96.9"\nfrom_percent = 93.0\nto_percent = 96.9'
    ),
    "review_school_weeks = 4": "review_school_weeks = 6",
    'version = "2025-07"': 'version = "draft"',
}


def three_pupils(weeks: int = 15) -> Any:
    """Return the register of the three, as the reading views of a ledger."""
    connection = register(
        [
            Pupil(
                ADA,
                lambda week: int(week % 2 == 1 and week <= 13),
                forename="Ada",
                attributes={"sen": "K", "pp": True, "sex": "F", "year_group": "4", "class": "4K"},
            ),
            Pupil(
                BEN,
                lambda week: int(week != 4),
                forename="Ben",
                attributes={"sen": "N", "pp": False, "sex": "M", "year_group": "4", "class": "4K"},
            ),
            Pupil(
                CAI,
                lambda week: int(week in (5, 6, 8)),
                forename="Cai",
                attributes={"pp": True, "sex": "M", "year_group": "5", "class": "5T"},
            ),
        ],
        weeks=weeks,
    )
    connection.execute("SET threads = 1")  # the register is small
    return connection


def changed_copy(folder: Path) -> Path:
    """Write Greenhill's policy with CHANGES into a folder, and return its file."""
    text = policy_file("greenhill").read_text(encoding="utf-8")
    for before, after in CHANGES.items():
        assert before in text, before
        text = text.replace(before, after)
    path = folder / "draft.toml"
    path.write_text(text, encoding="utf-8")
    return path
