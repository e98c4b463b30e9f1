"""Where one pupil stands and what is still achievable, in sentences: for lines of text and for pages."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from attendctl.casework.explained.moves import the_next
from attendctl.casework.outlook.one_week_off import WeekOff
from attendctl.casework.outlook.projected import BandAhead, Projected, ThresholdAhead
from attendctl.casework.outlook.pupil_outlook import PupilOutlook
from attendctl.casework.wording import date_in_words, percent_in_words, sessions_in_words
from attendctl.policies.in_words_parts import capital, counted
from attendctl.reports.showable_text import showable_text

WIDTH = 80
_INDENT = "  "


@dataclass(frozen=True)
class Said:
    """A heading and the sentences below it."""

    heading: str
    sentences: tuple[str, ...]


def pupil_text(outlook: PupilOutlook) -> str:
    """Return who the pupil is and all that is said as lines, wrapped at 80 columns."""
    lines = [part for text in who_is_meant(outlook) for part in wrapped(text, indent="")]
    for said in outlook_in_words(outlook):
        lines += ["", said.heading, *(part for text in said.sentences for part in wrapped(text))]
    return "".join(showable_text(line) + "\n" for line in lines)


def outlook_in_words(outlook: PupilOutlook) -> list[Said]:
    """Return the year so far, what is to come, each threshold of the law, and what was assumed."""
    found = [_so_far(outlook), _still_to_come(outlook)]
    found += [_threshold(one, outlook) for one in outlook.thresholds]
    if outlook.week_off is not None:
        found.append(_week_off(outlook.week_off, outlook))
    return [*found, Said("Assumed", tuple(f"· {text}" for text in outlook.ahead.assumed))]


def who_is_meant(outlook: PupilOutlook) -> tuple[str, str]:
    """Return who and where the pupil is; and up to which day, as known when, and by which policy."""
    row, policy = outlook.row, outlook.school.policy
    name = ", ".join(part for part in (row.surname, row.forename) if part)
    where = ", ".join(part for part in (row.class_name, outlook.school.name) if part)
    known = f", as known on {date_in_words(outlook.known)}" if outlook.known else ""
    return (
        f"{name} ({outlook.pupil.identity}), {where}",
        f"By marks up to {date_in_words(outlook.as_of)}{known}. "
        f"Policy {policy.key}, version {policy.version}.",
    )


def wrapped(text: str, *, indent: str = _INDENT) -> list[str]:
    """Return a sentence as lines of at most 80 columns."""
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _so_far(outlook: PupilOutlook) -> Said:
    year, said = outlook.row.year, []
    if not year.possible:
        said.append("No session has been possible yet.")
    else:
        said.append(
            f"Attendance {_standing(outlook.now)}. Missed: {sessions_in_words(year.absent)}, "
            f"{year.authorised} authorised and {year.unauthorised} unauthorised."
        )
    if year.late or year.late_after_close:
        said.append(
            f"Late: {counted(year.late, 'time')} before the register closed and "
            f"{year.late_after_close} after; {counted(year.minutes_late, 'minute')} in all."
        )
    if year.missing:
        said.append(f"Without a mark, and not counted: {sessions_in_words(year.missing)}.")
    return Said("So far this year", tuple(said))


def _still_to_come(outlook: PupilOutlook) -> Said:
    ahead = outlook.ahead
    heading = f"Still to come, up to {date_in_words(outlook.until)}"
    if ahead.has_left:
        return Said(heading, ("Nothing: the pupil has left.",))
    if not ahead.sessions:
        return Said(heading, ("Nothing: no school day is left by then.",))
    best = (
        f"About {sessions_in_words(ahead.sessions)}. The best still achievable, if every session from "
        f"{date_in_words(ahead.days[0][0])} on is attended: {_standing(outlook.best)}."
    )
    return Said(heading, (best, *(_band(band, ahead.sessions) for band in outlook.bands)))


def _band(band: BandAhead, ahead: int) -> str:
    edge = f"the {band.name} band ({percent_in_words(band.lowest)} or more)"
    if band.may_be_missed is None:
        return f"{capital(edge)} is out of reach."
    if band.may_be_missed >= ahead:
        return f"In {edge} or above even if all of them are missed."
    return f"To end in {edge} or above: {_at_most(band.may_be_missed)} missed."


def _at_most(sessions: int) -> str:
    return f"{'at most ' if sessions else ''}{sessions_in_words(sessions)}"


def _threshold(one: ThresholdAhead, outlook: PupilOutlook) -> Said:
    year, rule, until = outlook.row.year, one.threshold, date_in_words(outlook.until)
    share = (
        f"It begins at {rule.fixed_sessions} sessions missed"
        if rule.fixed_sessions is not None
        else f"It begins at {rule.missed} session{'s' if rule.missed > 1 else ''} missed of every {rule.of}"
    )
    said = [f"{year.absent} of {year.possible} possible sessions missed. {share}."]
    ahead = outlook.ahead.sessions
    if one.missed_until is not None and ahead:
        said.append(
            f"Missing {the_next(one.missed_until)} reaches it: on {date_in_words(one.on)} at the earliest."
            if one.on
            else f"It is not reached by {until}, even if every session to come is missed: "
            f"that takes {sessions_in_words(one.missed_until)}."
        )
    elif one.attended_until is not None and ahead:
        said.append(
            f"Attending {the_next(one.attended_until)} leads out of it: "
            f"on {date_in_words(one.on)} at the earliest."
            if one.on
            else f"It cannot be left by {until}: that takes {sessions_in_words(one.attended_until)} "
            f"without one missed, and about {ahead} are still to come."
        )
    elif one.is_reached and ahead:
        said.append("It cannot be left this year: sessions once missed stay missed.")
    if one.may_be_missed is not None and one.may_be_missed < ahead:
        said.append(f"To be outside it on {until}: {_at_most(one.may_be_missed)} missed.")
    said.append(f"[{rule.reference}]")
    return Said(f"{capital(one.name)}: {'yes' if one.is_reached else 'no'}", tuple(said))


def _week_off(week: WeekOff, outlook: PupilOutlook) -> Said:
    before = f", and the {counted(week.before, 'session')} before it attended" if week.before else ""
    after = (
        f"With {sessions_in_words(week.sessions)} missed from {date_in_words(week.from_day)} to "
        f"{date_in_words(week.to_day)}{before}: {_standing(week.after)}; {_flags(week.after)}."
    )
    best = (
        f"The best still achievable after it by {date_in_words(outlook.until)}: {_standing(week.best)}; "
        f"{_flags(week.best)}."
    )
    return Said("One more week off", (after, best))


def _standing(there: Projected) -> str:
    return f"{there}{f', the {there.band} band' if there.band else ''}"


def _flags(there: Projected) -> str:
    flags = (("persistent absence", there.is_persistent), ("severe absence", there.is_severe))
    return ", ".join(f"{name}: {'yes' if flag else 'no'}" for name, flag in flags if flag is not None)
