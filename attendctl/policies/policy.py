"""A school's attendance policy as data: bands, target, ladder of letters, each with its source.

Every percentage is held as whole tenths of a percent (95.9% is 959), because
bands are of the percentage rounded half up to one decimal (``attendctl.rates``).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

StepKind = Literal["first", "no_improvement", "severe_absence"]


def _tenths(value: Any) -> int:
    """Turn a percentage of a policy file, such as 95.9, into tenths of a percent."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("must be a percentage such as 95.9, without quotation marks")
    tenths = value * 10
    if tenths != int(tenths):
        raise ValueError("must have at most one decimal: bands are of percentages rounded to one decimal")
    if not 0 <= tenths <= 1000:
        raise ValueError("must lie between 0 and 100")
    return int(tenths)


Tenths = Annotated[int, BeforeValidator(_tenths)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Document(_Strict):
    """The document a policy was read from."""

    title: str
    dated: str
    href: str | None = None


class Source(_Strict):
    """Where a rule stands, and the day someone last compared it with the document.

    ``ours`` is set where the document gives no number and we chose one: it says so.
    """

    section: str
    checked_on: date
    document: str | None = None  # another document than the policy's own
    href: str | None = None
    ours: str | None = None


class Band(_Strict):
    """A range of cumulative attendance, both ends included, in tenths of a percent."""

    name: str  # the colour: what every output prints and --band takes
    document_name: str  # what the document calls it
    lowest: Tenths = Field(alias="from_percent")
    highest: Tenths = Field(alias="to_percent")
    source: Source


class Hole(_Strict):
    """Percentages the document puts in no band, the band we use for them, and why."""

    lowest: Tenths = Field(alias="from_percent")
    highest: Tenths = Field(alias="to_percent")
    document_says: str
    we_use_band: str
    because: str
    source: Source


class Step(_Strict):
    """One letter of the ladder, and what makes it due.

    ``first``: the pupil is in ``band``. ``no_improvement``: the pupil is still in
    ``band``, ``review_school_weeks`` have passed since the letter it ``follows``, and
    attendance since then is below the target. ``severe_absence``: the law's severe
    absence, whatever the band.
    """

    letter: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")  # also the name of its template and its files
    title: str
    kind: StepKind
    band: str | None = None
    follows: str | None = None
    review_school_weeks: int | None = Field(default=None, ge=1)
    target: Tenths | None = Field(default=None, alias="target_percent")
    not_before: Literal["october_half_term"] | None = None
    led_by: str
    source: Source


class Target(_Strict):
    """The attendance the policy asks for, in tenths of a percent."""

    percent: Tenths
    source: Source


class EarlyYear(_Strict):
    """Before a pupil has this many possible sessions in the year, no letter is due."""

    minimum_sessions: int = Field(ge=1)
    source: Source


class MonthAndDay(_Strict):
    """A day of any year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class OctoberHalfTerm(_Strict):
    """Between which Mondays, both included, a week without school is the October half term."""

    first_monday: MonthAndDay
    last_monday: MonthAndDay
    source: Source


class AfterWorseBand(_Strict):
    """Whether a pupil who came up from a worse band is sent the gentler letters of the better one."""

    gentler_letters: bool
    source: Source


class Policy(_Strict):
    """One version of one policy. ``key`` is what ``attendctl.toml`` and outputs call it."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: str
    version: str
    effective_from: date
    templates: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")  # else the key
    document: Document
    target: Target
    early_year: EarlyYear
    october_half_term: OctoberHalfTerm
    after_worse_band: AfterWorseBand
    bands: tuple[Band, ...] = Field(alias="band", min_length=1)  # best first
    holes: tuple[Hole, ...] = Field(default=(), alias="hole")
    steps: tuple[Step, ...] = Field(default=(), alias="step")  # in the order of the ladder

    @property
    def template_folder(self) -> str:
        """The folder of the policy's letter templates: its own, or another policy's it names."""
        return self.templates or self.key

    @property
    def minimum_sessions(self) -> int:
        """Possible sessions a pupil needs in the year before any letter is due."""
        return self.early_year.minimum_sessions

    def band_of(self, tenths: int | None) -> Band | None:
        """Return the band of a percentage, holes closed as the policy file says.

        Args:
            tenths: the percentage in tenths, rounded half up; None where nothing was possible.

        >>> from attendctl.policies import load_policy
        >>> greenhill = load_policy("greenhill")
        >>> greenhill.band_of(901).name, greenhill.band_of(900).name, greenhill.band_of(None)
        ('amber', 'red', None)
        """
        if tenths is None:
            return None
        for band in self.bands:
            if band.lowest <= tenths <= band.highest:
                return band
        for hole in self.holes:
            if hole.lowest <= tenths <= hole.highest:
                return self.band_named(hole.we_use_band)
        return None

    def band_named(self, name: str) -> Band | None:
        """Return the band with this colour name, or None."""
        return next((band for band in self.bands if band.name == name), None)

    def band_above(self, band: Band) -> Band | None:
        """Return the next better band, or None for the best."""
        place = self.bands.index(band)
        return self.bands[place - 1] if place else None

    def step_for(self, letter: str) -> Step | None:
        """Return the step of a letter, or None."""
        return next((step for step in self.steps if step.letter == letter), None)

    def severity(self, step: Step) -> int:
        """Rank a step's stage: 0 for the best band, rising; severe absence is the worst."""
        band = self.band_named(step.band) if step.band else None
        return self.bands.index(band) if band else len(self.bands)

    def target_of(self, step: Step) -> int:
        """Return what a step's review asks for, in tenths: its own target, else the band above's lower edge.

        >>> from attendctl.policies import load_policy
        >>> greenhill = load_policy("greenhill")
        >>> greenhill.target_of(greenhill.step_for("2b"))
        930
        """
        if step.target is not None:
            return step.target
        band = self.band_named(step.band) if step.band else None
        above = self.band_above(band) if band else self.bands[-1]
        return above.lowest if above else self.target.percent

    def reference_of(self, source: Source) -> str:
        """Return a source as one line: the document and its section.

        >>> from attendctl.policies import load_policy
        >>> policy = load_policy("greenhill")
        >>> policy.reference_of(policy.target.source)
        'Greenhill Academy attendance policy (July 2025), School attendance every day counts'
        """
        document = source.document or f"{self.document.title} ({self.document.dated})"
        return f"{document}, {source.section}"

    def range_of(self, band: Band) -> tuple[int, int]:
        """Return the lowest and highest percentage that ``band_of`` puts in a band, holes included.

        >>> from attendctl.policies import load_policy
        >>> greenhill = load_policy("greenhill")
        >>> greenhill.range_of(greenhill.band_named("red"))
        (0, 900)
        """
        parts: list[Band | Hole] = [band, *(hole for hole in self.holes if hole.we_use_band == band.name)]
        return min(part.lowest for part in parts), max(part.highest for part in parts)
