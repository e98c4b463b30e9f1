"""A school's attendance policy as data: bands, target, steps, leave, duties, each with its source."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from attendctl.policies.bands import (
    Band,
    Closing,
    CohortBand,
    Contradiction,
    Hole,
    Overlap,
    Overtaken,
    RestatedBand,
)
from attendctl.policies.celebration import Award, Celebration, Competitor, LeftOut
from attendctl.policies.duties import (
    Allowance,
    CaseGroup,
    CountBelow,
    CountBetween,
    DaysMissedTable,
    Duty,
    MinutesLateTable,
    Protection,
    RegisterTime,
    ReportedGroup,
    Retention,
    Routine,
)
from attendctl.policies.leave import AfterLeave, LeaveRule
from attendctl.policies.lists import PolicyList
from attendctl.policies.parts import NAME, Document, MonthAndDay, Source, Strict, Tenths
from attendctl.policies.steps import Step


class Target(Strict):
    """The attendance the policy asks for, in tenths of a percent."""

    percent: Tenths
    source: Source


class EarlyYear(Strict):
    """Before a pupil has this many possible sessions in the year, no step of the ladder is due."""

    minimum_sessions: int = Field(ge=1)
    source: Source


class OctoberHalfTerm(Strict):
    """Between which Mondays, both included, a week without school is the October half term."""

    first_monday: MonthAndDay
    last_monday: MonthAndDay
    source: Source


class StillDue(Strict):
    """For how many school weeks what a past spell or the end of a period made due stays on the list."""

    school_weeks: int = Field(ge=1)
    source: Source


class AfterWorseBand(Strict):
    """Whether a pupil who came up from a worse band is sent the gentler letters of the better one."""

    gentler_letters: bool
    source: Source


class Policy(Strict):
    """One version of one policy. ``key`` is what ``attendctl.toml`` and outputs call it."""

    key: str = Field(pattern=NAME)
    title: str
    version: str
    effective_from: date
    templates: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")  # else the key
    document: Document
    target: Target | None = None
    early_year: EarlyYear
    october_half_term: OctoberHalfTerm
    after_worse_band: AfterWorseBand
    still_due: StillDue
    bands: tuple[Band, ...] = Field(alias="band", min_length=1)  # best first
    restated_bands: tuple[RestatedBand, ...] = Field(default=(), alias="restated_band")
    cohort_bands: tuple[CohortBand, ...] = Field(default=(), alias="cohort_band")  # best first
    holes: tuple[Hole, ...] = Field(default=(), alias="hole")
    overlaps: tuple[Overlap, ...] = Field(default=(), alias="overlap")
    contradictions: tuple[Contradiction, ...] = Field(default=(), alias="contradiction")
    overtaken: tuple[Overtaken, ...] = ()
    steps: tuple[Step, ...] = Field(default=(), alias="step")  # in the order of the ladder
    leave_rules: tuple[LeaveRule, ...] = Field(default=(), alias="leave_rule")
    after_leave: AfterLeave | None = None
    routines: tuple[Routine, ...] = Field(default=(), alias="routine")
    groups: tuple[ReportedGroup, ...] = Field(default=(), alias="group")
    counts_below: tuple[CountBelow, ...] = Field(default=(), alias="count_below")
    counts_between: tuple[CountBetween, ...] = Field(default=(), alias="count_between")
    lists: tuple[PolicyList, ...] = Field(default=(), alias="list")
    case_groups: tuple[CaseGroup, ...] = Field(default=(), alias="case_group")
    register_times: tuple[RegisterTime, ...] = Field(default=(), alias="register_time")
    allowances: tuple[Allowance, ...] = Field(default=(), alias="allowance")
    protections: tuple[Protection, ...] = Field(default=(), alias="protection")
    duties: tuple[Duty, ...] = Field(default=(), alias="duty")
    celebration: Celebration | None = None
    awards: tuple[Award, ...] = Field(default=(), alias="award")
    left_out: tuple[LeftOut, ...] = ()
    days_missed: DaysMissedTable | None = None
    minutes_late: MinutesLateTable | None = None
    retention: Retention | None = None

    @property
    def template_folder(self) -> str:
        """The folder of the policy's letter templates: its own, or another policy's it names."""
        return self.templates or self.key

    @property
    def minimum_sessions(self) -> int:
        """Possible sessions a pupil needs in the year before any step of the ladder is due."""
        return self.early_year.minimum_sessions

    @property
    def closings(self) -> tuple[Closing, ...]:
        """Every hole and overlap of the bands with how it was closed."""
        return (*self.holes, *self.overlaps)

    def band_of(self, tenths: int | None) -> Band | None:
        """Return the band of a percentage, holes and overlaps closed as the policy file says.

        Args:
            tenths: the percentage in tenths, rounded half up; None where nothing was possible.

        >>> from attendctl.policies import load_policy
        >>> greenhill = load_policy("greenhill")
        >>> greenhill.band_of(901).name, greenhill.band_of(900).name, greenhill.band_of(None)
        ('amber', 'red', None)
        """
        if tenths is None:
            return None
        for closed in self.closings:
            if closed.scale == "attendance" and closed.lowest <= tenths <= closed.highest:
                return self.band_named(closed.we_use_band)
        return next((band for band in self.bands if band.lowest <= tenths <= band.highest), None)

    def cohort_band_of(self, tenths: int) -> str | None:
        """Return the band of a cohort by its persistent absence rate in tenths of a percent, or None.

        >>> from attendctl.policies import load_policy
        >>> load_policy("national").cohort_band_of(120) is None
        True
        """
        for closed in self.closings:
            if closed.scale == "cohort" and closed.lowest <= tenths <= closed.highest:
                return closed.we_use_band
        return next((band.name for band in self.cohort_bands if band.lowest <= tenths <= band.highest), None)

    def band_named(self, name: str) -> Band | None:
        """Return the band with this colour name, or None."""
        return next((band for band in self.bands if band.name == name), None)

    def band_above(self, band: Band) -> Band | None:
        """Return the next better band, or None for the best."""
        place = self.bands.index(band)
        return self.bands[place - 1] if place else None

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters the steps write, in the order of the file."""
        return tuple(step.name for step in self.steps if step.letter)

    def step_for(self, name: str) -> Step | None:
        """Return the step of this name (of a letter, the letter's), or None."""
        return next((step for step in self.steps if step.name == name), None)

    def severity(self, step: Step) -> int:
        """Rank a step's stage: 0 for the best band, rising; severe absence is the worst."""
        band = self.band_named(step.band) if step.band else None
        return self.bands.index(band) if band else len(self.bands)

    def target_of(self, step: Step) -> int:
        """Return what a step's review asks for, in tenths: its own target, else the band above's lower edge.

        A step without a band is judged by the band of the step it follows.

        >>> from attendctl.policies import load_policy
        >>> greenhill = load_policy("greenhill")
        >>> greenhill.target_of(greenhill.step_for("2b"))
        930
        """
        if step.target is not None:
            return step.target
        of_band = step.band or self._band_followed(step)
        band = self.band_named(of_band) if of_band else None
        above = self.band_above(band) if band else None
        if above is not None:
            return self.range_of(above)[0]
        return self.target.percent if self.target else self.range_of(self.bands[0])[0]

    def left_out_of(self, to: Competitor) -> tuple[LeftOut, ...]:
        """Return the absence that is not held against whom an award may go to.

        >>> from attendctl.policies import load_policy
        >>> [one.codes for one in load_policy("greenhill").left_out_of("pupil")]
        [('M',), ('I',)]
        """
        return tuple(one for one in self.left_out if to in one.awards_to)

    def _band_followed(self, step: Step) -> str | None:
        seen: set[str] = set()
        current: Step | None = step
        while current is not None and current.band is None and current.name not in seen:
            seen.add(current.name)
            current = self.step_for(current.follows) if current.follows else None
        return current.band if current else None

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
        """Return the lowest and highest percentage that ``band_of`` puts in a band, holes closed.

        >>> from attendctl.policies import load_policy
        >>> greenhill = load_policy("greenhill")
        >>> greenhill.range_of(greenhill.band_named("red"))
        (0, 900)
        """
        lowest, highest = band.lowest, band.highest
        for hole in self.holes:
            if hole.scale == "attendance" and hole.we_use_band == band.name:
                lowest, highest = min(lowest, hole.lowest), max(highest, hole.highest)
        for overlap in self.overlaps:
            if overlap.scale == "attendance" and overlap.we_use_band != band.name:
                if overlap.lowest <= lowest <= overlap.highest:
                    lowest = overlap.highest + 1
                if overlap.lowest <= highest <= overlap.highest:
                    highest = overlap.lowest - 1
        return lowest, highest
