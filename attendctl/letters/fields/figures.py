"""One child's attendance of the year: sessions and days beside percent, minutes late and minutes lost."""

from __future__ import annotations

from attendctl.casework.standing import PupilStanding, Sessions
from attendctl.casework.wording import days_as_number, sessions_in_words
from attendctl.letters.fields.field import Field, FieldValue, Joined
from attendctl.letters.fields.occasion import Occasion
from attendctl.rates import percent_text
from attendctl.rules.absence_thresholds import persistent_absence, severe_absence

_MINUTES_IN_AN_HOUR = 60

FIGURES = {
    "attendance": Field("attendance of the year, such as 93.1%", Joined.each),
    "possible": Field("possible sessions of the year", Joined.each),
    "possible_days": Field("the same in school days", Joined.each),
    "attended": Field("sessions attended", Joined.each),
    "attended_days": Field("the same in school days", Joined.each),
    "missed": Field("sessions missed, in words with days", Joined.each),
    "missed_sessions": Field("sessions missed", Joined.each),
    "missed_days": Field("the same in school days", Joined.each),
    "authorised_sessions": Field("sessions of authorised absence", Joined.each),
    "authorised_days": Field("the same in school days", Joined.each),
    "unauthorised": Field("sessions of unauthorised absence, in words with days", Joined.each),
    "unauthorised_sessions": Field("sessions of unauthorised absence", Joined.each),
    "unauthorised_days": Field("the same in school days", Joined.each),
    "times_late": Field("how often the pupil came late, before the register closed", Joined.each),
    "times_late_after_close": Field("how often after it closed, which is unauthorised absence", Joined.each),
    "minutes_late": Field("minutes late, where the register states them", Joined.each),
    "minutes_lost": Field("minutes of school missed: sessions missed and minutes late", Joined.each),
    "time_lost": Field("the same in words: 22 hours and 45 minutes", Joined.each),
    "has_unauthorised_absence": Field("whether there is unauthorised absence", Joined.any),
    "has_been_late": Field("whether there were times late, before or after it closed", Joined.any),
    "is_persistently_absent": Field("whether the law counts the pupil as persistently absent", Joined.same),
    "is_severely_absent": Field("whether it counts the pupil as severely absent", Joined.same),
}


def figures_of(pupil: PupilStanding, occasion: Occasion) -> dict[str, FieldValue]:
    """Return one child's figures from 1 September to the last day counted, both included."""
    year = pupil.year
    minutes = minutes_lost(year, occasion.minutes_in_a_session, pupil.minutes_late_before_close)
    sums = {"absent": year.absent, "possible": year.possible}
    return {
        "attendance": f"{percent_text(year.attended, year.possible)}%",
        "possible": year.possible,
        "possible_days": days_as_number(year.possible),
        "attended": year.attended,
        "attended_days": days_as_number(year.attended),
        "missed": sessions_in_words(year.absent),
        "missed_sessions": year.absent,
        "missed_days": days_as_number(year.absent),
        "authorised_sessions": year.authorised,
        "authorised_days": days_as_number(year.authorised),
        "unauthorised": sessions_in_words(year.unauthorised),
        "unauthorised_sessions": year.unauthorised,
        "unauthorised_days": days_as_number(year.unauthorised),
        "times_late": pupil.late,
        "times_late_after_close": pupil.late_after_close,
        "minutes_late": pupil.minutes_late,
        "minutes_lost": f"{minutes:,}" if minutes is not None else None,
        "time_lost": time_in_words(minutes) if minutes is not None else None,
        "has_unauthorised_absence": year.unauthorised > 0,
        "has_been_late": pupil.late + pupil.late_after_close > 0,
        "is_persistently_absent": persistent_absence().in_force(occasion.as_of).is_reached(**sums),
        "is_severely_absent": severe_absence().in_force(occasion.as_of).is_reached(**sums),
    }


def minutes_lost(year: Sessions, minutes_in_a_session: int | None, minutes_late: int) -> int | None:
    """Return minutes of school missed: whole sessions, and minutes late.

    Args:
        year: the sessions of the year.
        minutes_in_a_session: of half a school day; None where nothing says.
        minutes_late: before the register closed, as the register states them.

    >>> minutes_lost(Sessions(90, 4, 3), 195, 12)
    1377
    """
    if minutes_in_a_session is None:
        return None
    return year.absent * minutes_in_a_session + minutes_late


def time_in_words(minutes: int) -> str:
    """Write minutes as hours and minutes.

    >>> [time_in_words(n) for n in (0, 1, 60, 195, 1365)]
    ['0 minutes', '1 minute', '1 hour', '3 hours and 15 minutes', '22 hours and 45 minutes']
    """
    hours, rest = divmod(minutes, _MINUTES_IN_AN_HOUR)
    parts = [f"{hours:,} hour{'' if hours == 1 else 's'}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " and ".join(parts)
