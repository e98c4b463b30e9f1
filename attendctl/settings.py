"""``attendctl.toml``: the school, its policy, and where things are kept. Strictly read.

Looked for in the working folder and its parents; ``--config`` or
``ATTENDCTL_CONFIG`` names another. Without one, every command works.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from attendctl.errors import WrongUsage
from attendctl.toml_file import read_toml_file

CONFIG_NAME = "attendctl.toml"
DEFAULT_LEDGER = "attendance.duckdb"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SchoolSettings(_Strict):
    """One school: who it is, which policy it follows, and what stands on its letters."""

    name: str
    urn: str | None = None
    dfe_number: str | None = None
    phase: str | None = None
    policy: str = "national"
    local_authority: str | None = None
    address: list[str] = []
    telephone: str | None = None
    email: str | None = None
    website: str | None = None
    signatory: str | None = None
    signatory_role: str | None = None
    minutes_in_a_session: int | None = Field(default=None, ge=1, le=720)  # else rules/england/school_week


class ImportSettings(_Strict):
    """How this school's exports are read, where they differ from the shipped layouts."""

    columns: dict[str, str] = {}  # header as exported -> field name
    layouts: list[dict[str, Any]] = Field(default=[], alias="layout")  # own layout declarations
    mark_words: dict[str, str] = {}  # word in the export -> attendance code, the school's consent
    blank_flag_means_no: bool = False

    @property
    def digest(self) -> str | None:
        """Tells one ``[import]`` from another: the same bytes are read anew when it changes."""
        if self == ImportSettings():
            return None
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class LetterSettings(_Strict):
    """Where letters go and where the school's own templates are."""

    output: str = "letters"
    templates: str = "templates/letters"
    by_hand: bool = False  # letters go home with the child: no household needs an address


class CalendarSettings(_Strict):
    """Dates the register cannot show by itself."""

    october_half_term: date | None = None  # any day of that week


class LedgerSettings(_Strict):
    """The ledger file, beside ``attendctl.toml`` unless a path says otherwise."""

    path: str = DEFAULT_LEDGER
    wait_seconds: Decimal = Decimal(30)


class Settings(_Strict):
    """All of ``attendctl.toml``, with ``folder`` where it was found."""

    folder: Path = Path()
    schools: list[SchoolSettings] = Field(default=[], alias="school")
    imports: ImportSettings = Field(default=ImportSettings(), alias="import")
    letters: LetterSettings = LetterSettings()
    calendar: CalendarSettings = CalendarSettings()
    ledger: LedgerSettings = LedgerSettings()

    @property
    def ledger_path(self) -> Path:
        """The ledger's path, taken from the folder of ``attendctl.toml``."""
        return self.folder / self.ledger.path

    def school_named(self, name: str) -> SchoolSettings | None:
        """Return the school with this name, URN or DfE number, or None."""
        return school_named(name, self.schools)


def school_named(name: str, schools: Sequence[SchoolSettings]) -> SchoolSettings | None:
    """Return the school with this name, URN or DfE number, or None.

    A DfE number is the same with and without its stroke.

    >>> ash = SchoolSettings(name="Ash Primary", urn="999101", dfe_number="999/2001")
    >>> school_named(" ash primary", [ash]) == school_named("999101", [ash]) == ash
    True
    >>> school_named("9992001", [ash]) == school_named("999/2001", [ash]) == ash
    True
    """
    wanted = _comparable(name)
    for school in schools:
        if wanted in {_comparable(text) for text in (school.name, school.urn, school.dfe_number) if text}:
            return school
    return None


def _comparable(text: str) -> str:
    words = " ".join(text.split()).casefold()
    digits = words.replace("/", "").replace(" ", "")
    return digits if digits.isdecimal() else words


def find_settings(config: Path | None = None, ledger: Path | None = None) -> Settings:
    """Read the settings that hold for the working folder.

    Args:
        config: ``--config``; else ``ATTENDCTL_CONFIG``; else the nearest
            ``attendctl.toml`` in the working folder or above it.
        ledger: ``--ledger``; else ``ATTENDCTL_LEDGER``; else the configured path.

    Raises:
        WrongUsage: a named file is not there, or the file is not right.
    """
    named = config or (Path(os.environ["ATTENDCTL_CONFIG"]) if os.environ.get("ATTENDCTL_CONFIG") else None)
    if named is not None and not named.is_file():
        raise WrongUsage(f"There is no configuration file {named}.", remedy="Make one with: attendctl init")
    path = named or _nearest(Path.cwd())
    settings = read_settings(path) if path else Settings(folder=Path.cwd())
    override = ledger or (
        Path(os.environ["ATTENDCTL_LEDGER"]) if os.environ.get("ATTENDCTL_LEDGER") else None
    )
    if override is None:
        return settings
    return settings.model_copy(
        update={"ledger": settings.ledger.model_copy(update={"path": str(override.absolute())})}
    )


def read_settings(path: Path) -> Settings:
    """Read one ``attendctl.toml``. Raises WrongUsage naming the file and the key."""
    data = read_toml_file(path)
    data.pop("folder", None)
    if isinstance(data.get("school"), dict):
        data["school"] = [data["school"]]
    try:
        return Settings.model_validate({**data, "folder": path.absolute().parent})
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
        wrong = "there is no such key" if first["type"] == "extra_forbidden" else first["msg"]
        raise WrongUsage(
            f"{path.name}, key {key}: {wrong}.",
            remedy="The keys and their meaning are in the file that attendctl init writes.",
        ) from None


def _nearest(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        if (place / CONFIG_NAME).is_file():
            return place / CONFIG_NAME
    return None
