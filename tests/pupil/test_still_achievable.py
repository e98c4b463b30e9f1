"""The best still achievable, the bands within reach, and one more week off: by hand, and against loops."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendctl.casework.outlook.projected import Law, bands_ahead, project, thresholds_ahead
from attendctl.casework.outlook.sessions_ahead import SessionsAhead
from attendctl.measures.sums import Sums
from attendctl.policies import load_policy
from attendctl.reports.pupil_dict import pupil_dict
from attendctl.reports.pupil_shown import pupil_text
from tests.pupil.year_of_one import outlook_of, ten_of_200, thirty_of_200

GREENHILL = load_policy("greenhill")  # green from 96%, yellow from 93%, amber from 90.1%, red below
NOVEMBER = Law.on(date(2025, 11, 7))


def year(absent: int, possible: int) -> Sums:
    return Sums(possible, possible - absent, absent, 0, 0, 0, 0, 0)


def ahead_of(sessions: int) -> SessionsAhead:
    """So many sessions, as if each were a day of its own."""
    return SessionsAhead(tuple((date.fromordinal(739_000 + n), 1) for n in range(sessions)))


def test_ten_missed_of_200() -> None:
    found = outlook_of(ten_of_200)
    assert (found.row.year.absent, found.row.year.possible) == (10, 200)
    # 368 of 378 is 97.35
    assert str(found.best) == "97.4% (368 of 378 sessions)"
    assert found.best.band == "green"
    # of 378: 96.0 prints from 363 on, 93.0 from 352, 90.1 from 341
    assert [(band.name, band.may_be_missed) for band in found.bands] == [
        ("green", 5),
        ("yellow", 16),
        ("amber", 27),
    ]
    persistent, severe = found.thresholds
    # the twelfth session is that of the afternoon of Monday 2 March; 37 of 378 is 9.8%, 38 is a tenth
    assert (persistent.missed_until, persistent.on, persistent.may_be_missed) == (12, date(2026, 3, 2), 27)
    # 10 + 180 of 380 is the half; 178 are to come
    assert (severe.missed_until, severe.on, severe.may_be_missed) == (180, None, 178)


def test_one_more_week_off_after_ten_missed_of_200() -> None:
    off = outlook_of(ten_of_200).week_off
    assert off is not None
    assert (off.from_day, off.to_day, off.sessions, off.before) == (
        date(2026, 2, 23),
        date(2026, 2, 27),
        10,
        0,
    )
    # 190 of 210 is 90.48; 20 of 210 is less than a tenth. Then 358 of 378 is 94.71.
    assert (str(off.after), off.after.band, off.after.is_persistent) == (
        "90.5% (190 of 210 sessions)",
        "amber",
        False,
    )
    assert (str(off.best), off.best.band) == ("94.7% (358 of 378 sessions)", "yellow")


def test_in_the_middle_of_a_week_the_rest_of_it_is_taken_as_attended() -> None:
    # up to Wednesday 11 February: 10 of 196. Thursday and Friday are 4 sessions, then half term.
    off = outlook_of(ten_of_200, as_of=date(2026, 2, 11)).week_off
    assert off is not None
    assert (off.from_day, off.before, str(off.after)) == (
        date(2026, 2, 23),
        4,
        "90.5% (190 of 210 sessions)",
    )


def test_a_week_with_a_closed_day_has_eight_sessions() -> None:
    off = outlook_of(ten_of_200, as_of=date(2026, 5, 1)).week_off
    assert off is not None
    assert (off.from_day, off.to_day, off.sessions) == (date(2026, 5, 5), date(2026, 5, 8), 8)


def test_thirty_missed_of_200_can_be_left_in_may_and_not_by_easter() -> None:
    # 101 full sessions: 50 up to 27 March; 48 more up to 15 May; the last three on 18 and 19 May
    found = outlook_of(thirty_of_200)
    persistent = found.thresholds[0]
    assert persistent.is_reached
    assert (persistent.missed_until, persistent.attended_until) == (None, 101)
    assert (persistent.on, persistent.may_be_missed) == (date(2026, 5, 19), 7)  # 37 of 378 is 9.8%
    easter = outlook_of(thirty_of_200, until=date(2026, 3, 27))
    persistent = easter.thresholds[0]
    assert (persistent.attended_until, persistent.on, persistent.may_be_missed) == (101, None, None)
    assert easter.best.is_persistent
    assert [band.may_be_missed for band in easter.bands] == [None, None, None]  # 220 of 250 is 88.0


def test_what_is_out_of_reach_is_never_printed_as_within_it() -> None:
    text = " ".join(pupil_text(outlook_of(thirty_of_200, until=date(2026, 3, 27))).split())
    for band in ("green band (96% or more)", "yellow band (93% or more)", "amber band (90.1% or more)"):
        assert f"The {band} is out of reach." in text
    assert "It cannot be left by 27 March 2026: that takes 101 sessions" in text
    for word in ("leads out of it", "To end in", "To be outside it on 27 March 2026: no"):
        assert word not in text
    assert "It is not reached by 27 March 2026, even if every session to come is missed" in text  # severe


def test_the_page_of_a_pupil_who_can_leave_persistent_absence() -> None:
    text = " ".join(pupil_text(outlook_of(thirty_of_200)).split())
    assert "Persistent absence: yes 30 of 200 possible sessions missed." in text
    assert (
        "Attending the next 101 sessions (50½ days) in a row leads out of it: on 19 May 2026 at the earliest."
        in text
    )
    assert "To be outside it on 17 July 2026: at most 7 sessions (3½ days) missed." in text


def test_nothing_possible_so_far() -> None:
    found = outlook_of(lambda week: 10, code="D")
    printed = pupil_dict(found)
    assert printed["so_far"]["sessions_possible"] == 0
    assert printed["so_far"]["attendance_percent"] is None
    assert (printed["so_far"]["band"], printed["so_far"]["persistent_absence"]) == (None, False)
    assert printed["best_achievable"]["attendance_percent"] == 100.0
    assert printed["sessions_until_persistent_absence"] == 1
    assert printed["one_more_week_off"]["attendance_percent"] == 0.0
    assert "No session has been possible yet." in pupil_text(found)


def test_a_leaver_is_said_and_told_no_way() -> None:
    found = outlook_of(thirty_of_200, last_week=10)
    text = " ".join(pupil_text(found).split())
    assert "Nothing: the pupil has left." in text
    assert "Persistent absence: yes" in text
    for word in ("the next", "out of reach", "One more week off", "at most"):
        assert word not in text
    printed = pupil_dict(found)
    assert printed["pupil"]["is_leaver"]
    assert printed["sessions_to_leave_persistent_absence"] is None
    assert printed["one_more_week_off"] is None


def test_38_of_380_is_persistent_and_one_full_session_ends_it() -> None:
    persistent, severe = thresholds_ahead(NOVEMBER, year(38, 380), ahead_of(10))
    assert (persistent.is_reached, persistent.attended_until) == (True, 1)
    assert not severe.is_reached
    (not_yet, _) = thresholds_ahead(NOVEMBER, year(38, 381), ahead_of(10))
    assert (not_yet.is_reached, not_yet.missed_until) == (False, 1)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2005, 8, 31), []),
        (date(2005, 9, 1), ["persistent absence"]),
        (date(2015, 8, 31), ["persistent absence"]),
        (date(2015, 9, 1), ["persistent absence", "severe absence"]),
    ],
)
def test_nothing_is_judged_before_there_was_a_rule(day: date, names: list[str]) -> None:
    law = Law.on(day)
    assert [one.name for one in thresholds_ahead(law, year(30, 200), ahead_of(10))] == names
    after = project(GREENHILL, law, year(30, 200), missed=5)
    assert (after.is_persistent is None, after.is_severe is None) == (
        "persistent absence" not in names,
        "severe absence" not in names,
    )


def test_a_fixed_number_once_reached_stays() -> None:
    (persistent,) = thresholds_ahead(Law.on(date(2010, 3, 1)), year(64, 200), ahead_of(100))
    assert (persistent.is_reached, persistent.attended_until, persistent.may_be_missed) == (True, None, None)


@st.composite
def years(draw: st.DrawFn) -> tuple[Sums, int]:
    possible = draw(st.integers(0, 380))
    return year(draw(st.integers(0, possible)), possible), draw(st.integers(1, 120))


@settings(max_examples=100, deadline=None)
@given(years())
def test_a_band_is_within_reach_just_as_far_as_the_plain_sums_say(drawn: tuple[Sums, int]) -> None:
    so_far, ahead = drawn
    whole = so_far.possible + ahead
    for band in bands_ahead(GREENHILL, so_far, ahead):
        # a percentage prints as at least the edge where it is not half a tenth or more below it
        ends_in_it = [
            missed
            for missed in range(ahead + 1)
            if 2000 * (so_far.attended + ahead - missed) >= (2 * band.lowest - 1) * whole
        ]
        assert band.may_be_missed == max(ends_in_it, default=None)


@settings(max_examples=100, deadline=None)
@given(years())
def test_the_law_is_kept_just_as_far_as_the_plain_sums_say(drawn: tuple[Sums, int]) -> None:
    so_far, ahead = drawn
    persistent, severe = thresholds_ahead(NOVEMBER, so_far, ahead_of(ahead))
    for one, of in ((persistent, 10), (severe, 2)):
        outside = [n for n in range(ahead + 1) if of * (so_far.absent + n) < so_far.possible + ahead]
        assert one.may_be_missed == max(outside, default=None)
        takes = one.missed_until or one.attended_until or 0
        assert (one.on is not None) == (takes <= ahead)


@settings(max_examples=100, deadline=None)
@given(years(), st.integers(0, 120))
def test_no_way_of_attending_beats_the_best(drawn: tuple[Sums, int], missed: int) -> None:
    so_far, ahead = drawn
    missed = min(missed, ahead)
    best = project(GREENHILL, NOVEMBER, so_far, attended=ahead)
    other = project(GREENHILL, NOVEMBER, so_far, attended=ahead - missed, missed=missed)
    assert best.possible == other.possible == so_far.possible + ahead
    assert best.attended - other.attended == missed
