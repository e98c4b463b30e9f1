"""The arithmetic of an explanation against plain loops."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attendctl.casework.explained.arithmetic import (
    full_sessions_until,
    may_be_missed,
    percent_before_rounding,
)
from attendctl.casework.explained.band import explain_band
from attendctl.casework.standing import Sessions
from attendctl.policies import load_policy, shipped_policies


def tenths(attended: int, possible: int) -> int:
    """Round half up by hand: twice the exact tenths, plus one, halved downwards."""
    return (2 * 1000 * attended // possible + 1) // 2


@st.composite
def some_sessions(draw: st.DrawFn) -> Sessions:
    possible = draw(st.integers(1, 400))
    absent = draw(st.integers(0, possible))
    unauthorised = draw(st.integers(0, absent))
    return Sessions(possible, absent - unauthorised, unauthorised)


@given(some_sessions(), st.integers(400, 1000))
def test_sessions_that_may_be_missed(so_far: Sessions, lowest: int) -> None:
    missed = -1
    while tenths(so_far.attended, so_far.possible + missed + 1) >= lowest:
        missed += 1
    assert may_be_missed(so_far, lowest) == missed


@given(some_sessions(), st.integers(1, 990))
def test_sessions_that_must_be_attended(so_far: Sessions, lowest: int) -> None:
    attended = 0
    while tenths(so_far.attended + attended, so_far.possible + attended) < lowest:
        attended += 1
    assert full_sessions_until(so_far, lowest) == attended


@given(some_sessions(), st.sampled_from(shipped_policies()))
def test_a_move_leads_out_of_the_band_and_one_less_does_not(so_far: Sessions, name: str) -> None:
    policy = load_policy(name)
    found = explain_band(policy, so_far, since=None)
    assert found is not None
    assert found.lowest <= tenths(so_far.attended, so_far.possible) <= found.highest
    place = policy.bands.index(found.band)
    if found.down is not None:
        one_less = policy.band_of(tenths(so_far.attended, so_far.possible + found.down.sessions - 1))
        lower = policy.band_named(found.down.band)
        assert one_less == found.band
        assert lower is not None
        assert policy.bands.index(lower) > place
    if found.up is not None:
        more = found.up.sessions - 1
        assert policy.band_of(tenths(so_far.attended + more, so_far.possible + more)) == found.band
        assert found.up.band == policy.bands[place - 1].name


def test_a_percentage_that_rounds_up_is_shown_before_rounding() -> None:
    # 1919 of 2000 is 95.95 exactly, printed 96.0; 95.9499… is printed 95.9
    assert percent_before_rounding(1919, 2000) == "95.95"
    assert percent_before_rounding(959_499, 1_000_000) == "95.9499"
    assert percent_before_rounding(2, 3) == "66.6666…"
