"""Whether the people are right: the child's age, the parents and their addresses, the notices they had."""

from __future__ import annotations

from attendctl.casework.evidence_pack.pack_facts import Check, PackFacts, Status, session_in_words
from attendctl.casework.notices.cap import cap_on
from attendctl.casework.notices.notice import RUNNING
from attendctl.casework.notices.parents import Parent
from attendctl.casework.penalties.school_age import was_of_compulsory_age
from attendctl.casework.wording import date_in_words
from attendctl.rules.compulsory_age import compulsory_school_age


def birth_is_stated(facts: PackFacts) -> list[Check]:
    """Whether the date of birth is stated."""
    born = facts.row.pupil.date_of_birth
    if born is not None:
        return [Check("date_of_birth", "fulfilled", "The date of birth is stated.")]
    return [
        Check(
            "date_of_birth",
            "fault",
            "The ledger has no date of birth of the pupil.",
            remedy="Export the pupils with it, and import them.",
        )
    ]


def pupil_is_of_age(facts: PackFacts) -> list[Check]:
    """Whether the pupil was of compulsory school age at every session the request rests on."""
    sessions, pupil, as_of = facts.sessions, facts.row.pupil, facts.row.as_of
    rule = compulsory_school_age().in_force(as_of).reference
    checks = []
    if sessions.not_of_age:
        items = tuple(session_in_words(one.date, one.session) for one in sessions.not_of_age)
        said = f"Not of compulsory school age at {len(items)} of the sessions: they are left out."
        status: Status = "judge" if sessions.is_firm else "fault"
        checks.append(
            Check("age", status, said, items, "They cannot be in a request: offer support instead.", rule)
        )
    days = {one.date for one in sessions.relied_on}
    if any(was_of_compulsory_age(pupil, day, as_of=as_of) is None for day in days):
        said = "Whether the pupil was of compulsory school age cannot be known."
        checks.append(Check("age", "fault", said, remedy="Import the pupil's date of birth.", rule=rule))
    if days and not checks:
        checks.append(
            Check("age", "fulfilled", "Of compulsory school age at each of the sessions.", rule=rule)
        )
    return checks


def parents_are_known(facts: PackFacts) -> list[Check]:
    """Whether there is a parent, with parental responsibility stated."""
    if not facts.parents:
        return [
            Check(
                "parents",
                "fault",
                "The ledger has no parent of this pupil.",
                remedy="Export the contacts with names and parental responsibility, and import them.",
            )
        ]
    unstated = [parent for parent in facts.parents if parent.responsible is None]
    if unstated:
        return [
            Check(
                "parental_responsibility",
                "fault",
                "Parental responsibility is not stated.",
                tuple(_who(parent) for parent in unstated),
                "Find out who has it, enter it in the school's system, and import the contacts again.",
            )
        ]
    return [Check("parental_responsibility", "fulfilled", "Parental responsibility is stated for each.")]


def parents_have_addresses(facts: PackFacts) -> list[Check]:
    """Whether each parent has an address."""
    without = [parent for parent in facts.parents if not parent.has_address]
    if without:
        return [
            Check(
                "address",
                "fault",
                "A parent has no address.",
                tuple(_who(parent) for parent in without),
                "Enter it in the school's system, and import the contacts again.",
            )
        ]
    return [Check("address", "fulfilled", "Each parent has an address.")] if facts.parents else []


def another_notice_is_possible(facts: PackFacts) -> list[Check]:
    """Whether the law allows another notice to each parent about this child."""
    law, conduct = facts.notice_law, facts.row.conduct
    checks = []
    for parent in facts.parents:
        cap = cap_on(
            facts.row.notices, parent.named, law, on=facts.on, counted_from=conduct.notices_count_from
        )
        if cap.possible_from is not None:
            checks.append(
                Check(
                    "cap",
                    "fault",
                    f"{_who(parent)}: {len(cap.counting)} notices within {law.years} years; no other is "
                    f"possible before {date_in_words(cap.possible_from)}.",
                    tuple(f"notice {one.number} of {date_in_words(one.on)}" for one in cap.counting),
                    f"What else there is: {'; '.join(law.instead)}.",
                    law.reference,
                )
            )
    if facts.parents and not checks:
        checks.append(Check("cap", "fulfilled", "The law allows another notice.", rule=law.reference))
    keys = {parent.named.key for parent in facts.parents}
    checks += [
        Check(
            "running_notice",
            "fault",
            f"The penalty notice {one.number} of {date_in_words(one.on)} is not settled yet.",
            remedy="Wait until it is paid, or log what became of it: attendctl notice pay, unpaid, withdraw "
            "or prosecute.",
            rule=law.reference,
        )
        for one in facts.penalties
        if one.status == RUNNING and one.parent.key in keys
    ]
    return checks


def the_code_does_not_spare(facts: PackFacts) -> list[Check]:
    """Whether the authority's code spares a looked-after child's parents, or a first holiday."""
    conduct, codes, relied_on = facts.row.conduct, facts.row.law.holiday_codes, facts.sessions.relied_on
    checks = []
    if facts.row.pupil.looked_after and conduct.fines_looked_after:
        said = "The child is looked after; the authority's code does not rule a notice out."
        checks.append(Check("looked_after", "judge", said, rule=conduct.title))
    elif facts.row.pupil.looked_after:
        said = "The child is looked after: the authority's code does not ask for a notice."
        remedy = "Talk to the child's social worker and the virtual school."
        checks.append(Check("looked_after", "fault", said, remedy=remedy, rule=conduct.title))
    is_holiday = bool(relied_on) and all(one.code in codes for one in relied_on)
    if is_holiday and not conduct.fines_first_holiday and not facts.penalties:
        said = "A first holiday: the authority's code does not fine for it."
        checks.append(
            Check("first_holiday", "fault", said, remedy="Warn the parents in writing.", rule=conduct.title)
        )
    return checks


def nothing_else_rules_it_out(facts: PackFacts) -> list[Check]:
    """Whether the penalty list says that a notice could be asked for."""
    why = facts.row.why_not_eligible
    return [] if why is None else [Check("eligible", "fault", why)]


def what_is_to_be_weighed(facts: PackFacts) -> list[Check]:
    """What does not rule a notice out, and has to be weighed."""
    return [Check("to_weigh", "judge", said) for said in facts.row.for_judgement]


def _who(parent: Parent) -> str:
    about = parent.named.relationship or "relationship not stated"
    return f"{parent.named.name} ({about})"
