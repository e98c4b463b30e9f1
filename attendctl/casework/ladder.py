"""One pupil on a policy's ladder: the one letter that is due, or why none is.

A jump over two stages gives the letter of the stage the pupil is at now. A
letter is written once in an academic year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attendctl.casework.decision import Case, Decision, Outcome, SchoolYear
from attendctl.casework.review import review_is_due_on
from attendctl.casework.standing import PupilStanding, Sessions, WrittenLetter
from attendctl.casework.wording import date_in_words, percent_in_words
from attendctl.policies import Band, Policy, Step


def judge(
    pupil: PupilStanding,
    policy: Policy,
    year: SchoolYear,
    *,
    is_severely_absent: bool,
    written: Sequence[WrittenLetter],
    since: Mapping[str, Sessions],
) -> Decision | None:
    """Decide on one pupil.

    Args:
        pupil: with the sums of the academic year up to ``year.as_of``.
        is_severely_absent: by the law's exact fraction (``attendctl.rules``).
        written: this pupil's letters of this academic year and policy, oldest first.
        since: by reference of a written letter, the pupil's sessions after its day
            up to ``year.as_of``.

    Returns:
        None where nothing was possible: there is no band and nothing to decide.
    """
    band = policy.band_of(pupil.year.tenths)
    if band is None:
        return None
    case = Case(pupil, policy, year, band, tuple(written), since)
    ladder = _ladder(policy, band, is_severely_absent=is_severely_absent)
    if not ladder:
        return case.decide(Outcome.NOT_DUE, None, f"{case.standing} No letter belongs to this band.")
    step = next((step for step in ladder if case.letter_written(step.name) is None), None)
    if step is None:
        last = case.letter_written(ladder[-1].name)
        assert last is not None
        return case.decide(
            Outcome.NOT_DUE,
            ladder[-1],
            f"Letter {last.letter} was written on {date_in_words(last.written_on)}.",
        )
    worse = case.worse_letter_than(step)
    if worse is not None:
        return case.decide(
            Outcome.NOT_DUE,
            step,
            f"Letter {worse.letter} of {date_in_words(worse.written_on)} was for a lower band; "
            "a pupil who comes up from it is not sent the gentler letter.",
        )
    return _held_back(case, step) or _due(case, step, is_severely_absent=is_severely_absent)


def _ladder(policy: Policy, band: Band, *, is_severely_absent: bool) -> list[Step]:
    severe = [step for step in policy.steps if step.kind == "severe_absence"]
    if is_severely_absent and severe:
        return severe
    return [step for step in policy.steps if step.band == band.name and step.kind != "severe_absence"]


def _held_back(case: Case, step: Step) -> Decision | None:
    pupil, policy, year = case.pupil, case.policy, case.year
    if pupil.is_leaver:
        return case.decide(
            Outcome.HELD_BACK,
            step,
            "The pupil has left: a leaving date, or no row in the school's latest week.",
        )
    if not (pupil.forename or "").strip() or not (pupil.surname or "").strip():
        return case.decide(
            Outcome.HELD_BACK,
            step,
            "The ledger has no forename and surname for this pupil. Import the pupil list.",
            is_fault=True,
        )
    if pupil.year.possible < policy.minimum_sessions:
        return case.decide(
            Outcome.HELD_BACK,
            step,
            f"Too few sessions to judge by: {pupil.year.possible} possible so far, "
            f"and the policy waits for {policy.minimum_sessions}.",
            source=policy.early_year.source,
        )
    if step.not_before == "october_half_term" and step.letter != year.letter_by_hand:
        over = year.half_term_over_from
        if over is None:
            return case.decide(
                Outcome.HELD_BACK,
                step,
                f"Letter {step.letter} waits for the October half term, which the register does not "
                f"show yet. Write it earlier with --letter {step.letter}, or state october_half_term "
                "in [calendar].",
            )
        if year.as_of < over:
            return case.decide(
                Outcome.HELD_BACK,
                step,
                f"Letter {step.letter} waits until after the October half term, {date_in_words(over)}. "
                f"Write it earlier with --letter {step.letter}.",
            )
    return None


def _due(case: Case, step: Step, *, is_severely_absent: bool) -> Decision:
    if step.kind == "no_improvement":
        return _after_review(case, step)
    if step.kind == "severe_absence" and is_severely_absent:
        sessions = case.pupil.year
        return case.decide(
            Outcome.DUE,
            step,
            f"{case.standing} {sessions.absent} of {sessions.possible} sessions are missed: severe absence.",
        )
    return case.decide(
        Outcome.DUE,
        step,
        f"{case.standing} Letter {step.letter} has not been written this academic year.",
    )


def _after_review(case: Case, step: Step) -> Decision:
    earlier = case.letter_written(step.follows or "")
    if earlier is None or step.review_school_weeks is None:
        return case.decide(
            Outcome.NOT_DUE, step, f"Letter {step.follows}, which it follows, has not been written."
        )
    weeks, target = step.review_school_weeks, case.policy.target_of(step)
    ends_on = review_is_due_on(earlier.written_on, case.year.school_weeks, weeks=weeks)
    of_letter = f"letter {earlier.letter} of {date_in_words(earlier.written_on)}"
    if ends_on is None or case.year.as_of < ends_on:
        until = f", until {date_in_words(ends_on)}" if ends_on else ""
        return case.decide(
            Outcome.NOT_DUE, step, f"The review period of {weeks} school weeks since {of_letter} runs{until}."
        )
    since = case.since.get(earlier.reference, Sessions(0, 0, 0))
    if since.tenths is None:
        return case.decide(Outcome.NOT_DUE, step, f"There was no possible session since {of_letter}.")
    if since.tenths >= target:
        return case.decide(
            Outcome.NOT_DUE,
            step,
            f"Improved: attendance since {of_letter} is {since}, "
            f"and {percent_in_words(target)} was asked for.",
            since=since,
        )
    return case.decide(
        Outcome.DUE,
        step,
        f"Attendance since {of_letter} is {since}; {percent_in_words(target)} was asked for. "
        f"The review period of {weeks} school weeks ended on {date_in_words(ends_on)}. {case.standing}",
        since=since,
    )
