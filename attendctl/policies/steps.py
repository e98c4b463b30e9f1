"""A step: what a policy makes due, of whom, and when. One flat table, checked against its kind."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from attendctl.policies.parts import NAME, Source, Strict, Tenths, Topic

StepKind = Literal[
    "in_band",
    "below",
    "no_improvement",
    "improved",
    "persistent_absence",
    "severe_absence",
    "penalty_threshold",
    "count",
    "spell",
    "unsettled",
    "not_returned",
    "logged",
    "after",
    "repeated",
    "end_of",
    "most_improved",
    "penalty_warning",
    "notice_deadline",
]
Does = Literal[
    "letter",
    "certificate",
    "conversation",
    "contact",
    "meeting",
    "visit",
    "evidence",
    "monitoring",
    "plan",
    "contract",
    "target",
    "referral",
    "return",
    "report",
    "decision",
    "record",
]
Period = Literal["week", "half_term", "term", "year"]
Absence = Literal["any", "authorised", "unauthorised"]
Reader = Literal["family", "parent", "authority"]
Deadline = Literal["payment_over", "authority_decides", "review", "early_action"]
WRITTEN = ("letter", "certificate")


class Step(Strict):
    """One thing that a policy makes due, and what makes it due.

    ``kind`` says what makes it due; ``KEYS`` which keys that kind needs and may have:

    - ``in_band``: the pupil is in ``band``, and none of the steps ``unless_done`` was done this year.
    - ``below``: attendance of the year is below ``percent``.
    - ``no_improvement``: the review period since the step it ``follows`` is over, and
      attendance since then is below the target (or, ``judged_by`` "unauthorised", there
      was unauthorised absence since). With ``or_unauthorised`` also as soon as the pupil
      has unauthorised absence in the year. With ``also_follows`` the review runs from the
      latest of the steps it follows that was done.
    - ``improved``: the review period is over and attendance since then is at the target.
    - ``persistent_absence``, ``severe_absence``, ``penalty_threshold``: as the law says.
    - ``count``: ``at_least`` sessions of the codes ``within`` a period.
    - ``spell``: ``school_days`` in a row with nothing but these codes; ``when_over``: due once
      such a spell has ended and the pupil is back.
    - ``unsettled``: a mark still has one of the codes when more than ``school_days`` have passed.
    - ``not_returned``: still away ``school_days`` after the day a granted leave ended.
    - ``logged``: the case log has the ``entry`` (with ``outcome``), the ``occurrence``-th time
      (``or_later``: and each time after it). With ``follows`` only an entry that was logged for
      that step, or names no step while that step was the latest done that it may be about.
    - ``after``: ``school_days`` have passed since the step it ``follows`` was done. This and ``logged``
      with ``while_away`` only as long as the pupil has attended no session since.
    - ``repeated``: every ``every_school_days`` while the pupil is in ``band``, or in a spell
      (the first on its ``school_days``-th day).
    - ``end_of``: a ``period`` ended, for pupils from ``from_percent`` to ``to_percent`` (or in
      ``band``) over that period; ``time`` counts how often this year.
    - ``most_improved``: a ``period`` ended; the ``best`` of each class against the period before.
    - ``penalty_warning``: the sessions of the penalty window have come to the number at which the
      authority's code of conduct has the parents warned, and a notice could be asked for.
    - ``notice_deadline``: the ``deadline`` of a notice has come, and nothing logged answers it.

    ``written_to`` says who reads a letter: every household of the ``family``, the one ``parent`` whom
    the entry of the case log names, or the local ``authority``.
    """

    name: str = Field(pattern=NAME)  # of a letter also the name of its template and its files
    title: str = Field(min_length=1)
    topic: Topic
    kind: StepKind
    does: Does = "letter"
    led_by: str = Field(min_length=1)
    who: Literal["officer", "teacher", "head"] = "officer"  # whose list of actions it is on
    source: Source

    band: str | None = None
    with_unauthorised: bool = False  # only for a pupil with unauthorised absence this year
    not_before: Literal["october_half_term"] | None = None
    only_when_named: bool = False  # a letter to many: written only with --letter
    unless_done: tuple[str, ...] = ()  # steps that make it needless
    while_away: bool = False
    cleared_by: tuple[str, ...] = ()  # entries of the case log that settle it, beside its own
    checklist: tuple[str, ...] = ()  # what is gone through first, or what the letter has to hold
    statutory: bool = False  # the law asks it of every school, whatever its policy says
    written_to: Reader = "family"

    follows: str | None = None
    also_follows: tuple[str, ...] = ()  # the review runs from the latest of them that was done
    review_school_weeks: int | None = Field(default=None, ge=1)
    review_school_days: int | None = Field(default=None, ge=1)
    target: Tenths | None = Field(default=None, alias="target_percent")
    judged_by: Literal["attendance", "unauthorised"] = "attendance"
    or_unauthorised: bool = False

    percent: Tenths | None = None
    codes: tuple[str, ...] = ()
    absence: Absence | None = None
    at_least: int | None = Field(default=None, ge=1)
    within: Literal["year", "term", "half_term"] | None = None
    school_days: int | None = Field(default=None, ge=0)
    when_over: bool = False

    entry: str | None = None
    outcome: str | None = None
    occurrence: int | None = Field(default=None, ge=1)
    or_later: bool = False  # and every time after the occurrence-th
    shortest_weeks: int | None = Field(default=None, ge=1)  # of a period that the letter sets
    longest_weeks: int | None = Field(default=None, ge=1)

    every_school_days: int | None = Field(default=None, ge=1)

    period: Period | None = None
    lowest: Tenths | None = Field(default=None, alias="from_percent")
    highest: Tenths | None = Field(default=None, alias="to_percent")
    on_time: bool = False  # and never late
    time: int | None = Field(default=None, ge=1)
    best: int | None = Field(default=None, ge=1)

    deadline: Deadline | None = None

    @property
    def letter(self) -> str | None:
        """The letter it writes, or None for a step that is done in another way."""
        return self.name if self.does in WRITTEN else None


ALWAYS = frozenset(
    {
        *("name", "title", "topic", "kind", "does", "led_by", "who", "source"),
        *("cleared_by", "checklist", "statutory", "written_to"),
    }
)
_ANY = frozenset({"with_unauthorised", "only_when_named"})
_REVIEW = frozenset(
    {"band", "also_follows", "review_school_weeks", "review_school_days", "target", "judged_by"}
)

KEYS: dict[StepKind, tuple[frozenset[str], frozenset[str]]] = {
    "in_band": (frozenset({"band"}), _ANY | {"not_before", "unless_done"}),
    "below": (frozenset({"percent"}), _ANY),
    "no_improvement": (frozenset({"follows"}), _ANY | _REVIEW | {"or_unauthorised"}),
    "improved": (frozenset({"follows"}), _ANY | (_REVIEW - {"judged_by"})),
    "persistent_absence": (frozenset(), _ANY),
    "severe_absence": (frozenset(), _ANY),
    "penalty_threshold": (frozenset(), _ANY | {"band"}),
    "count": (frozenset({"at_least", "within"}), _ANY | {"codes", "absence"}),
    "spell": (frozenset({"school_days"}), _ANY | {"codes", "absence", "when_over"}),
    "unsettled": (frozenset({"codes", "school_days"}), _ANY),
    "not_returned": (frozenset({"school_days"}), _ANY),
    "logged": (
        frozenset({"entry"}),
        _ANY
        | {"outcome", "occurrence", "or_later", "band", "follows", "while_away"}
        | {"shortest_weeks", "longest_weeks"},
    ),
    "after": (frozenset({"follows", "school_days"}), _ANY | {"band", "while_away"}),
    "repeated": (frozenset({"every_school_days"}), _ANY | {"band", "codes", "absence", "school_days"}),
    "end_of": (frozenset({"period"}), _ANY | {"band", "lowest", "highest", "on_time", "time"}),
    "most_improved": (frozenset({"period", "best"}), _ANY),
    "penalty_warning": (frozenset(), _ANY),
    "notice_deadline": (frozenset({"deadline"}), _ANY),
}
"""By kind: the keys it needs, and those it may have beside them."""
