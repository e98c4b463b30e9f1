"""Steps that can never become due: each check is a function in a list, with what bounds a school year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from attendctl.policies.finding import Finding, fault
from attendctl.policies.policy import Policy
from attendctl.policies.steps import Step
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent_in_words
from attendctl.rules.school_year import SchoolYearLength, school_year

_NEVER = "unreachable"


@dataclass(frozen=True)
class _Asked:
    policy: Policy
    year: SchoolYearLength
    reached: frozenset[str]  # bands that some percentage is in


def findings_in_steps(policy: Policy, *, as_of: date) -> Iterator[Finding]:
    """Yield every step that nobody could ever be due, and steps that wait for each other.

    Args:
        policy: with every key right.
        as_of: the day whose school year bounds what can be reached.
    """
    everything = range(TENTHS_IN_ONE_HUNDRED_PERCENT + 1)
    bands = (policy.band_of(tenths) for tenths in everything)
    asked = _Asked(policy, school_year().in_force(as_of), frozenset(band.name for band in bands if band))
    yield from _too_early_for_anything(asked)
    yield from _steps_that_wait_for_each_other(policy)
    for place, step in enumerate(policy.steps, start=1):
        for check in _CHECKS:
            yield from check(asked, step, f"step {place}")


def _too_early_for_anything(asked: _Asked) -> Iterator[Finding]:
    minimum, sessions = asked.policy.minimum_sessions, asked.year.sessions
    if minimum > sessions:
        yield fault(
            _NEVER,
            "early_year.minimum_sessions",
            f"No step is due before {minimum} sessions, and a year has {sessions}.",
            f"Ask for fewer than {sessions} sessions.",
        )


def _steps_that_wait_for_each_other(policy: Policy) -> Iterator[Finding]:
    follows = {step.name: step.follows for step in policy.steps}
    told: set[str] = set()
    for place, step in enumerate(policy.steps, start=1):
        chain = [step.name]
        while (before := follows.get(chain[-1])) is not None and before not in chain:
            chain.append(before)
        if before == step.name and step.name not in told:
            told |= set(chain)
            yield fault(
                "cycle",
                f"step {place}.follows",
                f"{' waits for '.join([*chain, step.name])}.",
                "Let the first of them follow nothing, or an earlier step.",
            )


def _in_a_band_without_percentages(asked: _Asked, step: Step, key: str) -> Iterator[Finding]:
    if step.band is not None and asked.policy.band_named(step.band) and step.band not in asked.reached:
        yield fault(
            _NEVER,
            f"{key}.band",
            f"{step.name} is for the {step.band} band, and no percentage is in it.",
            "Correct the percentages of the band, or what an [[overlap]] gives away.",
        )


def _below_what_nobody_is_below(asked: _Asked, step: Step, key: str) -> Iterator[Finding]:
    if step.kind == "below" and step.percent == 0:
        yield fault(
            _NEVER,
            f"{key}.percent",
            f"{step.name} is for attendance below 0%.",
            "Write the percentage below which it is due.",
        )


def _review_that_comes_out_one_way(asked: _Asked, step: Step, key: str) -> Iterator[Finding]:
    followed = asked.policy.step_for(step.follows or "")
    if step.kind not in ("no_improvement", "improved") or followed is None:
        return
    days = step.review_school_days or 0
    weeks = step.review_school_weeks or 0
    if days > asked.year.school_days or weeks > asked.year.school_weeks:
        yield fault(
            _NEVER,
            f"{key}.review_school_{'days' if days else 'weeks'}",
            f"{step.name} waits {f'{days} school days' if days else f'{weeks} school weeks'}, "
            "longer than the year.",
            f"A year has {asked.year.school_weeks} school weeks and {asked.year.school_days} school days.",
        )
    if step.kind == "no_improvement" and step.judged_by == "attendance" and step.target == 0:
        yield fault(
            _NEVER,
            f"{key}.target_percent",
            f"{step.name} is due when attendance is below 0%.",
            "Write the attendance that counts as an improvement, or leave the key out.",
        )
    yield from _review_in_another_band(asked.policy, step, followed, key)


def _review_in_another_band(policy: Policy, step: Step, followed: Step, key: str) -> Iterator[Finding]:
    """A pupil who does not improve is not found in a better band; one who does, in no worse one."""
    if step.band is None or followed.band is None or step.band == followed.band:
        return
    is_better = policy.severity(step) < policy.severity(followed)
    is_asked_for_better = step.kind == "improved"
    if is_better == is_asked_for_better or (is_better and policy.after_worse_band.gentler_letters):
        return
    who = "a pupil who has improved" if is_asked_for_better else "a pupil who has not improved"
    yield fault(
        _NEVER,
        f"{key}.band",
        f"{step.name} is for the {step.band} band and follows {followed.name}, which is for the "
        f"{followed.band} band: {who} is not there.",
        f"Write band = {followed.band!r}, or let it follow a step of the {step.band} band.",
    )


def _range_nobody_is_in(asked: _Asked, step: Step, key: str) -> Iterator[Finding]:
    if step.kind != "end_of":
        return
    lowest = 0 if step.lowest is None else step.lowest
    highest = TENTHS_IN_ONE_HUNDRED_PERCENT if step.highest is None else step.highest
    if lowest > highest:
        yield fault(
            _NEVER,
            f"{key}.from_percent",
            f"{step.name} is for pupils from {percent_in_words(lowest)} to {percent_in_words(highest)}.",
            "Write the lower end as from_percent and the upper as to_percent.",
        )
    ends = asked.year.ends_of(step.period) if step.period else 0
    if step.time is not None and step.period and step.time > ends:
        yield fault(
            _NEVER,
            f"{key}.time",
            f"{step.name} is for time {step.time} in a year, and {_periods(step.period, ends)} a year.",
            f"Write a number up to {ends}.",
        )


def _period_that_is_none(asked: _Asked, step: Step, key: str) -> Iterator[Finding]:
    shortest, longest = step.shortest_weeks, step.longest_weeks
    if shortest is not None and longest is not None and shortest > longest:
        yield fault(
            _NEVER,
            f"{key}.shortest_weeks",
            f"{step.name} sets a period of {shortest} weeks at least and {longest} at most.",
            "Write the shorter as shortest_weeks and the longer as longest_weeks.",
        )


def _more_sessions_than_there_are(asked: _Asked, step: Step, key: str) -> Iterator[Finding]:
    if step.kind != "count" or step.at_least is None or step.within is None:
        return
    most = asked.year.sessions_within(step.within)
    if step.at_least > most:
        yield fault(
            _NEVER,
            f"{key}.at_least",
            f"{step.name} counts {step.at_least} sessions, and a {step.within.replace('_', ' ')} "
            f"has {most} at most.",
            "Write a smaller number, or count within a longer period.",
        )


def _more_days_than_there_are(asked: _Asked, step: Step, key: str) -> Iterator[Finding]:
    for name, days in (("school_days", step.school_days), ("every_school_days", step.every_school_days)):
        if days is not None and days > asked.year.school_days:
            yield fault(
                _NEVER,
                f"{key}.{name}",
                f"{step.name} waits for {days} school days, and a year has {asked.year.school_days}.",
                "Write a smaller number of school days.",
            )


def _spell_of_marks_that_are_settled_first(asked: _Asked, step: Step, key: str) -> Iterator[Finding]:
    """A mark that must have become another by then leaves no spell of itself to count."""
    if step.kind != "spell" or not step.codes or step.school_days is None:
        return
    for other in asked.policy.steps:
        if (
            other.kind == "unsettled"
            and other.school_days is not None
            and set(step.codes) <= set(other.codes)
            and step.school_days > other.school_days + 1
        ):
            yield fault(
                _NEVER,
                f"{key}.school_days",
                f"{step.name} waits for {step.school_days} school days marked {', '.join(step.codes)}; "
                f"{other.name} has each of them settled after {other.school_days}.",
                "Count the code that the marks become as well, or fewer days.",
            )


def _periods(period: str, number: int) -> str:
    name = {"week": "school week", "half_term": "half term"}.get(period, period)
    return f"there is {number} {name}" if number == 1 else f"there are {number} {name}s"


_CHECKS = (
    _in_a_band_without_percentages,
    _below_what_nobody_is_below,
    _review_that_comes_out_one_way,
    _range_nobody_is_in,
    _period_that_is_none,
    _more_sessions_than_there_are,
    _more_days_than_there_are,
    _spell_of_marks_that_are_settled_first,
)
