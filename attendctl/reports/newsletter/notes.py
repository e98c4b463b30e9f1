"""What is said beside the celebration: sentences for everybody to read, and those for the officer alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from attendctl.casework.celebration.celebration import Celebrated, SchoolCelebration
from attendctl.casework.celebration.races import NotInRace
from attendctl.casework.wording import date_in_words
from attendctl.reports.about_period import period_note

PERIODS: Mapping[str, str] = {
    "week": "week",
    "half_term": "half term",
    "term": "term",
    "year": "school year",
    "range": "days",
}
_TO_FRIDAY = timedelta(days=4)
_COMPETES: Mapping[str, str] = {
    "small": "too few children for a percentage that is not a child's own",
    "no key stage": "no key stage",
    "alone": "nobody to compete with",
}


def page_notes(found: Celebrated, school: SchoolCelebration) -> Iterator[str]:
    """Yield what everybody may read: how it was counted, what is left out, what there is not."""
    report, policy = found.report, school.school.policy
    yield (
        "Attendance is the share of possible sessions (half days) that were attended, up to "
        f"{date_in_words(report.as_of)}."
    )
    if any(one.is_withheld for one in school.classes) and _shows_classes(school):
        yield "A class has no percentage where it could be taken for a child's own."
    if not policy.awards:
        yield "The school's attendance policy names no awards."
    rewarded = [award for award in policy.awards if award.every == report.kind]
    to_pupils = [award for award in rewarded if award.to == "pupil"]
    left_out = {one.title: None for award in rewarded for one in policy.left_out_of(award.to)}
    if rewarded and left_out:
        titles = "; ".join(title[:1].lower() + title[1:] for title in left_out)
        yield f"When awards are decided, nothing is held against a child for: {titles}."
    if to_pupils and not school.is_over:
        yield f"Children are named when the {PERIODS[report.kind]} is over."


def officer_notes(found: Celebrated, school: SchoolCelebration) -> Iterator[str]:
    """Yield what is not for the page: what to look at first, and what was left out of it."""
    report, policy = found.report, school.school.policy
    if school.sums.missing:
        yield (
            f"{_counted(school.sums.missing, 'session')} of the {PERIODS[report.kind]} "
            f"{'has' if school.sums.missing == 1 else 'have'} no mark yet: who is named may change."
        )
    if report.week is not None and school.is_over and report.as_of < report.week.monday + _TO_FRIDAY:
        yield (
            f"The last marks of the week are of {date_in_words(report.as_of)}. If there was school after it, "
            "import those marks first: who is named may change."
        )
    if report.period is not None and report.period.is_proposed:
        yield period_note(report.period)
    awards = [award for award in policy.awards if award.every == report.kind]
    if policy.awards and not awards:
        when = list(dict.fromkeys(PERIODS[award.every] for award in policy.awards))
        yield f"The policy names no award for these days: it has awards of a {_listed(when, 'or')}."
    to_pupils = [award for award in awards if award.to == "pupil"]
    if to_pupils and not policy.left_out_of("pupil"):
        yield (
            f"The policy {policy.key} leaves no absence out of its awards: a child who was ill, or at a "
            "hospital, cannot reach them all. [[left_out]] in a policy file would say otherwise."
        )
    yield from _held_back(school)
    if school.without_house:
        yield f"{_counted(school.without_house, 'pupil')} with no house stated: not counted for any house."
    for one in school.not_in_race:
        yield _not_in_race(one)


def _held_back(school: SchoolCelebration) -> Iterator[str]:
    on_hold, without_name = school.reached.on_hold, school.reached.without_name
    if on_hold:
        yield f"Not named, for letters to the family are on hold: {_counted(on_hold, 'award')}."
    if without_name:
        yield (
            f"Not named, for the ledger has no forename and surname: {_counted(without_name, 'award')}. "
            "Import the pupil list."
        )


def _not_in_race(one: NotInRace) -> str:
    where = f", {one.stage.title.lower()}" if one.stage else ""
    return f"{one.award.title}{where}: {_listed(one.names)} not in the race, {_COMPETES[one.why]}."


def _shows_classes(school: SchoolCelebration) -> bool:
    celebration = school.school.policy.celebration
    return celebration is None or "class" in celebration.percentages_of


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _listed(words: Sequence[str], joint: str = "and") -> str:
    return " ".join([", ".join(words[:-1]), joint, words[-1]]) if len(words) > 1 else "".join(words)
