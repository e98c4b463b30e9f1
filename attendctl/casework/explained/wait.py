"""What a step waits for that is held back, and what settles one that is due."""

from __future__ import annotations

from attendctl.casework.case_kinds import case_kinds
from attendctl.casework.decision import Case
from attendctl.casework.steps.held_back import hold_in_force
from attendctl.casework.steps.history import SETTLED_BY
from attendctl.casework.wording import date_in_words
from attendctl.policies import Step
from attendctl.policies.in_words_parts import listed


def what_ends_the_wait(case: Case, step: Step) -> tuple[str, ...]:
    """Say what lets a step through that is held back, in the order in which it would be looked at."""
    pupil = case.pupil
    if pupil.is_leaver:
        return ("A later mark in the register, or a leaving date taken back.",)
    said = []
    if step.letter and not ((pupil.forename or "").strip() and (pupil.surname or "").strip()):
        said.append("The pupil list with forename and surname: attendctl import FILE.")
    hold = hold_in_force(case.facts.logged, case.year.as_of)
    if hold is not None:
        until = (
            f"The hold ends by itself after {date_in_words(hold.until)}; earlier" if hold.until else "It ends"
        )
        said.append(f"{until} with: attendctl case release {pupil.identity}.")
    wanting = case.policy.minimum_sessions - pupil.year.possible
    if wanting > 0:
        said.append(
            f"{_sessions(wanting)} more that are possible: "
            f"the policy waits for {case.policy.minimum_sessions}."
        )
    over = case.year.half_term_over_from
    if step.not_before is not None and (over is None or case.year.as_of < over):
        said.append(
            f"It waits until {date_in_words(over)}."
            if over
            else "It waits until school goes on after the October half term."
        )
        if step.letter:
            said.append(f"By hand at once: attendctl letters --letter {step.name} --pupil {pupil.identity}.")
    return tuple(said)


def what_settles(case: Case, step: Step) -> tuple[str, ...]:
    """Say what is done about a step that is due, so that it is due no more."""
    who = case.pupil.identity
    kinds = set(step.cleared_by)
    said = []
    if step.kind == "unsettled":
        return ("Another code in the register for these sessions, once the reason is known.",)
    if step.letter:
        said.append(f"Writing it: attendctl letters --letter {step.name} --pupil {who}.")
    else:
        kinds |= SETTLED_BY.get(step.does, {step.does})
        said.append(f"An entry in the case log: attendctl case log step {who} --step {step.name}.")
    there = [kind.name for kind in case_kinds() if kind.name in kinds and kind.name != "step"]
    if there:
        said.append(f"An entry of the kind {listed(there, 'or')} settles it too.")
    return tuple(said)


def _sessions(number: int) -> str:
    return f"{number} session{'' if number == 1 else 's'}"
