"""The page on one pupil as lines of text: the year so far, and what is still achievable."""

from __future__ import annotations

from textwrap import wrap

from attendctl.casework.explained.moves import the_next
from attendctl.casework.outlook.one_week_off import WeekOff
from attendctl.casework.outlook.projected import BandAhead, Projected, ThresholdAhead
from attendctl.casework.outlook.pupil_outlook import PupilOutlook
from attendctl.casework.wording import date_in_words, percent_in_words, sessions_in_words
from attendctl.policies.in_words_parts import capital, counted
from attendctl.reports.showable_text import showable_text

WIDTH = 96


def pupil_text(outlook: PupilOutlook) -> str:
    """Return the page as lines, wrapped at 96 columns."""
    lines = _who(outlook) + _so_far(outlook) + _still_to_come(outlook)
    for one in outlook.thresholds:
        lines += _threshold(one, outlook)
    if outlook.week_off is not None:
        lines += _week_off(outlook.week_off, outlook)
    lines += _heading("Assumed")
    for text in outlook.ahead.assumed:
        lines += _wrapped(f"· {text}")
    return "".join(showable_text(line.rstrip()) + "\n" for line in lines)


def _who(outlook: PupilOutlook) -> list[str]:
    row, policy = outlook.row, outlook.school.policy
    name = ", ".join(part for part in (row.surname, row.forename) if part)
    where = ", ".join(part for part in (row.class_name, outlook.school.name) if part)
    known = f", as known on {date_in_words(outlook.known)}" if outlook.known else ""
    return [
        f"{name} ({outlook.pupil.identity}), {where}",
        f"By marks up to {date_in_words(outlook.as_of)}{known}. "
        f"Policy {policy.key}, version {policy.version}.",
    ]


def _so_far(outlook: PupilOutlook) -> list[str]:
    year, lines = outlook.row.year, _heading("So far this year")
    if not year.possible:
        lines += _wrapped("No session has been possible yet.")
    else:
        lines += _wrapped(
            f"Attendance {_standing(outlook.now)}. Missed: {sessions_in_words(year.absent)}, "
            f"{year.authorised} authorised and {year.unauthorised} unauthorised."
        )
    if year.late or year.late_after_close:
        lines += _wrapped(
            f"Late: {counted(year.late, 'time')} before the register closed and "
            f"{year.late_after_close} after; {counted(year.minutes_late, 'minute')} in all."
        )
    if year.missing:
        lines += _wrapped(f"Without a mark, and not counted: {sessions_in_words(year.missing)}.")
    return lines


def _still_to_come(outlook: PupilOutlook) -> list[str]:
    ahead, lines = outlook.ahead, _heading(f"Still to come, up to {date_in_words(outlook.until)}")
    if ahead.has_left:
        return [*lines, *_wrapped("Nothing: the pupil has left.")]
    if not ahead.sessions:
        return [*lines, *_wrapped("Nothing: no school day is left by then.")]
    lines += _wrapped(
        f"About {sessions_in_words(ahead.sessions)}. The best still achievable, if every session from "
        f"{date_in_words(ahead.days[0][0])} on is attended: {_standing(outlook.best)}."
    )
    for band in outlook.bands:
        lines += _wrapped(_band(band, ahead.sessions))
    return lines


def _band(band: BandAhead, ahead: int) -> str:
    edge = f"the {band.name} band ({percent_in_words(band.lowest)} or more)"
    if band.may_be_missed is None:
        return f"{capital(edge)} is out of reach."
    if band.may_be_missed >= ahead:
        return f"In {edge} or above even if all of them are missed."
    return f"To end in {edge} or above: {_at_most(band.may_be_missed)} missed."


def _at_most(sessions: int) -> str:
    return f"{'at most ' if sessions else ''}{sessions_in_words(sessions)}"


def _threshold(one: ThresholdAhead, outlook: PupilOutlook) -> list[str]:
    year, rule, until = outlook.row.year, one.threshold, date_in_words(outlook.until)
    lines = _heading(f"{capital(one.name)}: {'yes' if one.is_reached else 'no'}")
    share = (
        f"It begins at {rule.fixed_sessions} sessions missed"
        if rule.fixed_sessions is not None
        else f"It begins at {rule.missed} session{'s' if rule.missed > 1 else ''} missed of every {rule.of}"
    )
    lines += _wrapped(f"{year.absent} of {year.possible} possible sessions missed. {share}.")
    ahead = outlook.ahead.sessions
    if one.missed_until is not None and ahead:
        lines += _wrapped(
            f"Missing {the_next(one.missed_until)} reaches it: on {date_in_words(one.on)} at the earliest."
            if one.on
            else f"It is not reached by {until}, even if every session to come is missed: "
            f"that takes {sessions_in_words(one.missed_until)}."
        )
    elif one.attended_until is not None and ahead:
        lines += _wrapped(
            f"Attending {the_next(one.attended_until)} leads out of it: "
            f"on {date_in_words(one.on)} at the earliest."
            if one.on
            else f"It cannot be left by {until}: that takes {sessions_in_words(one.attended_until)} "
            f"without one missed, and about {ahead} are still to come."
        )
    elif one.is_reached and ahead:
        lines += _wrapped("It cannot be left this year: sessions once missed stay missed.")
    if one.may_be_missed is not None and one.may_be_missed < ahead:
        lines += _wrapped(f"To be outside it on {until}: {_at_most(one.may_be_missed)} missed.")
    return lines + _wrapped(f"[{rule.reference}]")


def _week_off(week: WeekOff, outlook: PupilOutlook) -> list[str]:
    lines = _heading("One more week off")
    before = f", and the {counted(week.before, 'session')} before it attended" if week.before else ""
    lines += _wrapped(
        f"With {sessions_in_words(week.sessions)} missed from {date_in_words(week.from_day)} to "
        f"{date_in_words(week.to_day)}{before}: {_standing(week.after)}; {_flags(week.after)}."
    )
    return lines + _wrapped(
        f"The best still achievable after it by {date_in_words(outlook.until)}: {_standing(week.best)}; "
        f"{_flags(week.best)}."
    )


def _standing(there: Projected) -> str:
    return f"{there}{f', the {there.band} band' if there.band else ''}"


def _flags(there: Projected) -> str:
    flags = (("persistent absence", there.is_persistent), ("severe absence", there.is_severe))
    return ", ".join(f"{name}: {'yes' if flag else 'no'}" for name, flag in flags if flag is not None)


def _heading(text: str) -> list[str]:
    return ["", text]


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
