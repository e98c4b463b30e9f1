"""The actions as plain values: the JSON contract, from which the table, the CSV and the workbook are made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from attendctl.casework.actions import ActionList, ManyDue, RoutineDue
from attendctl.casework.case_groups import group_in_force
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import Decision
from attendctl.casework.notices.no_longer_supported import UnsupportedNotice
from attendctl.casework.supported_letters import UnsupportedLetter


def actions_dict(
    listed: ActionList, drafts: Mapping[tuple[str, int], str], *, known: date | None = None
) -> dict[str, Any]:
    """Return the actions by the contract of ``docs/json.md``.

    Args:
        listed: what is due.
        drafts: by reference and pupil of a letter that the register no longer supports, the letter that
            takes it back.
        known: stated; the list was made by what the ledger had been told by then.
    """
    return {
        "as_of": listed.as_of.isoformat(),
        "known": known.isoformat() if known else None,
        "schools": [
            {
                "name": school.name,
                "urn": school.urn,
                "policy": school.policy.key,
                "policy_version": school.policy.version,
            }
            for school in listed.schools
        ],
        "actions": [_action(school, decision, listed.as_of) for school, decision in listed.actions],
        "to_many": [_many(one) for one in listed.to_many],
        "routines": [_routine(one) for one in listed.routines],
        "held_back": [_action(school, decision, None) for school, decision in listed.held_back],
        "no_longer_supported": [_unsupported(one, drafts) for one in listed.no_longer_supported],
        "notices_no_longer_supported": [
            _unsupported_notice(one) for one in listed.notices_no_longer_supported
        ],
    }


def _action(school: ChosenSchool, decision: Decision, as_of: date | None) -> dict[str, Any]:
    pupil, step = decision.pupil, decision.step
    assert step is not None
    due_on = decision.due_on or as_of
    return {
        "due_on": due_on.isoformat() if due_on else None,
        "who": step.who,
        "led_by": step.led_by,
        "does": step.does,
        "step": step.name,
        "letter": decision.letter,
        "title": step.title,
        "checklist": list(step.checklist),
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "year_group": pupil.year_group,
        "class": pupil.class_name,
        "school": school.name,
        "band": decision.band,
        "case_group": _group(decision),
        "reason": {"text": decision.why, "source": decision.source},
        "about": decision.occasion or None,
        "entry": decision.entry.entry_id if decision.entry else None,
        "command": decision.command or None,
        "sessions": [_session(one.date, one.session, one.code) for one in decision.sessions],
    }


def _group(decision: Decision) -> dict[str, Any] | None:
    group = group_in_force(decision.facts.logged) if decision.facts else None
    if group is None:
        return None
    return {"name": group.name, "title": group.title, "led_by": group.led_by}


@cache
def _session(day: date, session: int, code: str) -> dict[str, str]:
    """Return one session; those that many pupils missed are one and the same value."""
    return {"date": day.isoformat(), "session": "PM" if session else "AM", "code": code}


def _many(one: ManyDue) -> dict[str, Any]:
    return {
        "due_on": one.due_on.isoformat(),
        "who": one.step.who,
        "led_by": one.step.led_by,
        "letter": one.step.name,
        "title": one.step.title,
        "checklist": list(one.step.checklist),
        "school": one.school.name,
        "about": one.occasion,
        "pupils": one.pupils,
        "command": f"attendctl letters --letter {one.step.name}",
        "source": one.school.policy.reference_of(one.step.source),
    }


def _routine(one: RoutineDue) -> dict[str, Any]:
    return {
        "due_on": one.due_on.isoformat(),
        "who": one.routine.who,
        "led_by": one.routine.led_by,
        "routine": one.routine.name,
        "title": one.routine.title,
        "every": one.routine.every,
        "about": one.period,
        "school": one.school.name,
        "command": one.routine.command,
        "source": one.school.policy.reference_of(one.routine.source),
    }


def _unsupported(one: UnsupportedLetter, drafts: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    letter, pupil = one.earlier.letter, one.decision.pupil
    return {
        "reference": letter.reference,
        "letter": letter.letter,
        "written_on": letter.written_on.isoformat(),
        "as_of": one.earlier.as_of.isoformat(),
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "class": pupil.class_name,
        "why": one.decision.why,
        "source": one.decision.source,
        "corrections": [
            {
                "date": change.day.isoformat(),
                "session": "PM" if change.session else "AM",
                "from": change.code_from,
                "to": change.code_to,
                "seen_on": change.seen_on.isoformat(),
            }
            for change in one.corrections
        ],
        "command": f"attendctl letters --withdraw {letter.reference}",
        "draft": drafts.get((letter.reference, letter.pupil_id)),
    }


def _unsupported_notice(one: UnsupportedNotice) -> dict[str, Any]:
    notice, pupil = one.notice, one.pupil
    return {
        "notice": notice.number,
        "kind": notice.kind,
        "on": notice.on.isoformat(),
        "parent": notice.parent.relationship,
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "class": pupil.class_name,
        "school": one.school.name,
        "why": one.why,
        "source": one.school.conduct.title,
        "changed": [
            {
                "date": changed.cited.date.isoformat(),
                "session": changed.cited.half,
                "from": changed.cited.code,
                "to": changed.code_now,
            }
            for changed in one.changed
        ],
        "command": one.command,
    }
