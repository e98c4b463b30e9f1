"""The answer to a request for leave as lines and JSON: the rules looked at, and the effect on attendance."""

from __future__ import annotations

from datetime import date
from textwrap import wrap
from typing import Any

from attendctl.casework.leave import LeaveAnswer
from attendctl.casework.leave_decision import RecordedLeave
from attendctl.casework.leave_rules import RuleLooked
from attendctl.casework.standing import Sessions
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.policies.in_words_parts import counted
from attendctl.policies.in_words_rules import CONDITION_WORDS
from attendctl.rates import percent, percent_in_words
from attendctl.reports.showable_text import showable_text

WIDTH = 96
_ANSWERS = {"refuse": "refused", "grant": "granted", "head_decides": "the head decides"}


def leave_dict(answer: LeaveAnswer, recorded: RecordedLeave | None) -> dict[str, Any]:
    """Return the answer as plain values for JSON; ``recorded`` None: nothing was recorded."""
    request, effect, pupil = answer.request, answer.effect, answer.pupil
    return {
        "as_of": _day(answer.as_of),
        "school": {"name": answer.school.name, "urn": answer.school.urn},
        "policy": answer.school.policy.key,
        "policy_version": answer.school.policy.version,
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "kind": request.kind,
        "from": _day(request.from_day),
        "to": _day(request.to_day),
        "asked_on": _day(request.asked_on),
        "register_until": _day(answer.register_until),
        "school_days": [_day(day) for day in answer.days.school_days],
        "sessions": answer.days.sessions,
        "answer": answer.answer,
        "rule": answer.rule.name if answer.rule else None,
        "reason": {"text": answer.rule.reason if answer.rule else None, "source": answer.source},
        "ours": answer.rule.source.ours if answer.rule else None,
        "rules_looked_at": [_looked(one) for one in answer.looked],
        "code_if_granted": answer.code_if_granted,
        "code_if_refused": answer.code_if_refused,
        "return_by": _day(answer.return_by),
        "evidence_by": _day(answer.evidence_by),
        "effect": {
            "before": _sums(effect.before),
            "after": _sums(effect.after),
            "sessions_left_in_the_year": effect.left,
            "end_of_year_without": _sums(effect.end_without),
            "end_of_year_with": _sums(effect.end_with),
            "band_before": effect.band_before,
            "band_after": effect.band_after,
            "band_at_the_end": effect.band_at_the_end,
            "persistent_absence_before": effect.persistent_before,
            "persistent_absence_after": effect.persistent_after,
            "persistent_absence_at_the_end": effect.persistent_at_the_end,
            "penalty_window": {
                "from": _day(effect.window.weeks[0]),
                "school_weeks": len(effect.window.weeks),
                "sessions_already": effect.window.already,
                "sessions_added_if_not_granted": effect.window.added,
                "threshold": effect.window.threshold,
                "is_reached_if_not_granted": effect.window.is_reached,
            }
            if effect.window
            else None,
        },
        "decision": {
            "entry_id": recorded.entry.entry_id,
            "outcome": recorded.entry.outcome,
            "happened_on": _day(recorded.entry.happened_on),
            "is_against_the_policy": recorded.is_against_the_policy,
            "details": dict(recorded.entry.details),
            "said": list(recorded.said),
        }
        if recorded
        else None,
        "saved": recorded is not None and recorded.is_new,
    }


def leave_text(answer: LeaveAnswer, recorded: RecordedLeave | None) -> str:
    """Return the answer as lines. The pupil goes by a number."""
    request = answer.request
    days = len(answer.days.school_days)
    lines = _wrapped(
        f"Leave ({request.kind}) for {answer.pupil.identity}, {date_in_words(request.from_day)} to "
        f"{date_in_words(request.to_day)}: {counted(days, 'school day')}, "
        f"{counted(answer.days.sessions, 'session')}. Asked on {date_in_words(request.asked_on)}.",
        "",
    )
    if request.to_day > answer.register_until:
        lines += _wrapped(
            f"The register ends on {date_in_words(answer.register_until)}: after it every weekday that "
            "[calendar] does not state as closed is taken for a school day.",
            "",
        )
    lines += ["", f"Answer of the policy {answer.school.policy.key}: {_ANSWERS[answer.answer]}"]
    lines += _wrapped(answer.rule.reason if answer.rule else "No rule of the policy fits: the head decides.")
    ours = f"; ours: {answer.rule.source.ours}" if answer.rule and answer.rule.source.ours else ""
    lines += _wrapped(f"[{answer.source}{ours}]")
    lines += _after(answer)
    lines += ["", "Rules looked at, from the top"]
    for looked in answer.looked:
        lines += _rule(looked)
    lines += ["", "Effect on attendance", *_effect(answer)]
    lines += ["", *_recorded(recorded)]
    return "".join(showable_text(line.rstrip()) + "\n" for line in lines)


def _after(answer: LeaveAnswer) -> list[str]:
    codes = [
        f"{code} if {how}"
        for code, how in ((answer.code_if_granted, "granted"), (answer.code_if_refused, "refused"))
        if code
    ]
    lines = _wrapped(f"Marked {', '.join(codes)}.") if codes else []
    if answer.return_by:
        lines += _wrapped(f"Back by {date_in_words(answer.return_by)} at the latest.")
    if answer.evidence_by:
        lines += _wrapped(f"Evidence for days added by {date_in_words(answer.evidence_by)}.")
    return lines


def _rule(looked: RuleLooked) -> list[str]:
    lines = [f"  {looked.rule.name}: {'fits' if looked.fits else 'does not fit'}"]
    if not looked.conditions:
        lines += _wrapped("No condition beside the kind of leave.", "    ")
    for condition in looked.conditions:
        asked = CONDITION_WORDS[condition.name].format(
            percent=_limit(looked, condition.name), number=getattr(looked.rule, condition.name)
        )
        lines += _wrapped(f"{asked}: {'yes' if condition.holds else 'no'} ({condition.numbers})", "    ")
    return lines


def _limit(looked: RuleLooked, name: str) -> str:
    value = getattr(looked.rule, name)
    return "" if isinstance(value, bool) else percent_in_words(value)


def _effect(answer: LeaveAnswer) -> list[str]:
    effect = answer.effect
    lines = _wrapped(
        f"Up to {date_in_words(answer.as_of)}: {_standing(effect.before, effect.band_before)}. "
        f"With every session missed: {_standing(effect.after, effect.band_after)}."
    )
    lines += _wrapped(
        f"At the end of the year, if nothing else is missed and about {effect.left:,} sessions are still "
        f"to come: {_standing(effect.end_with, effect.band_at_the_end)}; "
        f"without the leave {effect.end_without}."
    )
    lines += _wrapped(
        f"Persistent absence: {_yes(effect.persistent_before)} before, "
        f"{_yes(effect.persistent_after)} after, {_yes(effect.persistent_at_the_end)} at the end of the year."
    )
    if effect.window is not None:
        window = effect.window
        lines += _wrapped(
            f"Penalty window, the {counted(len(window.weeks), 'school week')} from "
            f"{date_in_words(window.weeks[0])}: {sessions_in_words(window.already)} already, and "
            f"{sessions_in_words(window.added)} more if the leave is taken without being granted, of "
            f"{window.threshold}: the threshold {'is' if window.is_reached else 'is not'} reached then."
        )
    return lines


def _recorded(recorded: RecordedLeave | None) -> list[str]:
    if recorded is None:
        return ["Nothing was recorded. To decide: --grant or --refuse."]
    entry = recorded.entry
    if recorded.is_new:
        lines = [f"Entry {entry.entry_id} is logged: leave, {entry.outcome}. Its letter is due."]
    else:
        lines = [f"Entry {entry.entry_id} says so already: leave, {entry.outcome}. Nothing changed."]
    return lines + [line for said in recorded.said for line in _wrapped(said, "")]


def _standing(sessions: Sessions, band: str | None) -> str:
    if not sessions.possible:
        return "no session possible yet"
    return f"{sessions}{f', the {band} band' if band else ''}"


def _looked(looked: RuleLooked) -> dict[str, Any]:
    return {
        "rule": looked.rule.name,
        "fits": looked.fits,
        "conditions": [
            {"condition": one.name, "holds": one.holds, "numbers": one.numbers} for one in looked.conditions
        ],
    }


def _sums(sessions: Sessions) -> dict[str, Any]:
    return {
        "sessions_possible": sessions.possible,
        "sessions_attended": sessions.attended,
        "sessions_authorised": sessions.authorised,
        "sessions_unauthorised": sessions.unauthorised,
        "attendance_percent": percent(sessions.attended, sessions.possible),
    }


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
