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
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from attendctl.calendar import FIRST_MONTH_OF_ACADEMIC_YEAR, academic_year_start, monday_of
from attendctl.errors import WrongUsage
from attendctl.nightly_settings import NightlySettings
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
    region: str | None = None  # for published figures; else the one the local authority lies in
    local_authority_address: list[str] = []
    code_of_conduct: str = "national"  # the authority's, on penalty notices: a shipped one, or a .toml file
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


class StatedTerm(_Strict):
    """One term as the school states it; every day given is included."""

    name: Literal["autumn", "spring", "summer"]
    from_day: date = Field(alias="from")
    to_day: date = Field(alias="to")
    half_term_from: date | None = None  # the first and the last day without school
    half_term_to: date | None = None

    @model_validator(mode="after")
    def _days_are_in_order(self) -> StatedTerm:
        if self.to_day < self.from_day:
            raise ValueError(f"the {self.name} term from {self.from_day} ends before it starts")
        august = date(self.academic_year, FIRST_MONTH_OF_ACADEMIC_YEAR - 1, 1)  # some start in its last days
        if self.from_day < august:
            raise ValueError(f"the {self.name} term from {self.from_day} goes on into another school year")
        if (self.half_term_from is None) != (self.half_term_to is None):
            raise ValueError(f"the {self.name} term from {self.from_day} needs both ends of its half term")
        if self.half_term_from is None or self.half_term_to is None:
            return self
        if not self.from_day < self.half_term_from <= self.half_term_to < self.to_day:
            raise ValueError(
                f"the half term of the {self.name} term from {self.from_day} does not lie within the term"
            )
        return self

    @property
    def academic_year(self) -> int:
        """The year of the September the term belongs to; school that starts in late August is of the next."""
        return academic_year_start(self.to_day).year


class CalendarSettings(_Strict):
    """Dates the register cannot show by itself, or not yet."""

    october_half_term: date | None = None  # any day of that week
    terms: list[StatedTerm] = []
    assessment_weeks: list[date] = []  # their Mondays
    closed_days: list[date] = []  # within a term

    def october_half_term_of(self, year: int) -> date | None:
        """Return a day of the last week of the stated half term of a year's autumn; None if none is stated.

        Args:
            year: of the September in which the academic year starts.

        >>> CalendarSettings(october_half_term=date(2025, 10, 29)).october_half_term_of(2025)
        datetime.date(2025, 10, 29)
        """
        if self.october_half_term is not None and academic_year_start(self.october_half_term).year == year:
            return self.october_half_term
        autumns = (term for term in self.terms if (term.name, term.academic_year) == ("autumn", year))
        return next((term.half_term_to for term in autumns), None)

    @field_validator("terms")
    @classmethod
    def _terms_do_not_overlap(cls, terms: list[StatedTerm]) -> list[StatedTerm]:
        in_order = sorted(terms, key=lambda term: term.from_day)
        for earlier, later in pairwise(in_order):
            if later.from_day <= earlier.to_day:
                raise ValueError(
                    f"the {earlier.name} term to {earlier.to_day} and the {later.name} term "
                    f"from {later.from_day} overlap"
                )
        for academic_year in {term.academic_year for term in in_order}:
            names = [term.name for term in in_order if term.academic_year == academic_year]
            if names != [name for name in ("autumn", "spring", "summer") if name in names]:
                raise ValueError(
                    f"the terms of {academic_year}/{(academic_year + 1) % 100:02} are not autumn, spring "
                    "and summer, each once and in that order"
                )
        return in_order

    @field_validator("assessment_weeks")
    @classmethod
    def _weeks_are_given_by_their_mondays(cls, weeks: list[date]) -> list[date]:
        for week in weeks:
            if week != monday_of(week):
                raise ValueError(f"{week} is not a Monday: give the Monday of each assessment week")
        return sorted(set(weeks))

    @model_validator(mode="after")
    def _october_half_term_is_stated_once(self) -> CalendarSettings:
        stated = self.october_half_term
        for term in self.terms:
            if stated is None or term.half_term_from is None or term.half_term_to is None:
                continue
            if term.name != "autumn" or term.academic_year != academic_year_start(stated).year:
                continue
            if not monday_of(term.half_term_from) <= monday_of(stated) <= term.half_term_to:
                raise ValueError(
                    f"october_half_term {stated} is not in the half term that the autumn term states"
                )
        return self


class LedgerSettings(_Strict):
    """The ledger file, beside ``attendctl.toml`` unless a path says otherwise."""

    path: str = DEFAULT_LEDGER
    wait_seconds: Decimal = Field(default=Decimal(30), ge=0, le=3600)


class Settings(_Strict):
    """All of ``attendctl.toml``, with ``folder`` where it was found."""

    folder: Path = Path()
    schools: list[SchoolSettings] = Field(default=[], alias="school")
    imports: ImportSettings = Field(default=ImportSettings(), alias="import")
    letters: LetterSettings = LetterSettings()
    calendar: CalendarSettings = CalendarSettings()
    ledger: LedgerSettings = LedgerSettings()
    nightly: NightlySettings = NightlySettings()

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
        wrong = wrong.removeprefix("Value error, ")
        raise WrongUsage(
            f"{path.name}, key {key}: {wrong}.",
            remedy="The keys and their meaning are in the file that attendctl init writes.",
        ) from None


def _nearest(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        if (place / CONFIG_NAME).is_file():
            return place / CONFIG_NAME
    return None
