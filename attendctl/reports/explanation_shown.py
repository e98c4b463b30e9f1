"""An explanation as lines of text: the band, the law, the sessions, every step, the letters written."""

from __future__ import annotations

from textwrap import wrap

from attendctl.casework.decision import Outcome
from attendctl.casework.explained.band import BandExplained
from attendctl.casework.explained.law import LawExplained
from attendctl.casework.explained.letters import ChangedMark, LetterExplained
from attendctl.casework.explained.marks import HALF_DAYS, ExplainedMark
from attendctl.casework.explained.moves import attended_in_words, missed_in_words, the_next
from attendctl.casework.explained.steps import StepExplained
from attendctl.casework.explanation import Explanation
from attendctl.casework.wording import date_in_words, percent_in_words, sessions_in_words
from attendctl.policies import Policy
from attendctl.policies.in_words_parts import capital, range_in_words
from attendctl.reports.marks_in_lines import codes_in_a_line, marks_in_lines
from attendctl.reports.showable_text import showable_text

WIDTH = 96
_HEADINGS = {
    Outcome.DUE: "Due",
    Outcome.HELD_BACK: "Held back",
    Outcome.NOT_DUE: "Not due",
}


def explanation_text(explanation: Explanation) -> str:
    """Return an explanation as lines, wrapped at 96 columns."""
    only = explanation.only
    lines = _who(explanation)
    if only.reference is None:
        lines += _year(explanation)
        if only.step is None:
            lines += _absences(explanation)
            lines += _protections(explanation) + _late_marks(explanation)
        lines += _steps(explanation)
    lines += _letters(explanation)
    return "".join(showable_text(line.rstrip()) + "\n" for line in lines)


def _who(explanation: Explanation) -> list[str]:
    pupil, policy = explanation.pupil, explanation.school.policy
    name = ", ".join(part for part in (pupil.surname, pupil.forename) if part)
    where = ", ".join(part for part in (pupil.class_name, explanation.school.name) if part)
    known = f", as known on {date_in_words(explanation.known)}" if explanation.known else ""
    return [
        f"{name} ({pupil.identity}), {where}",
        f"By marks up to {date_in_words(explanation.as_of)}{known}. "
        f"Policy {policy.key}, version {policy.version}.",
    ]


def _year(explanation: Explanation) -> list[str]:
    year = explanation.pupil.year
    lines = _heading("Attendance of the year")
    if explanation.band is None:
        return [
            *lines,
            *_wrapped("No session has been possible this academic year: there is nothing to judge."),
        ]
    lines += _wrapped(
        f"{year.attended} of {year.possible} possible sessions attended: {explanation.band.before_rounding}% "
        f"before rounding, {percent_in_words(year.tenths or 0)} rounded half up to one decimal. "
        f"Missed: {sessions_in_words(year.absent)}, {year.authorised} authorised and "
        f"{year.unauthorised} unauthorised."
    )
    lines += _band(explanation.band, explanation.school.policy, explanation)
    for law in explanation.law:
        lines += _law(law)
    return lines


def _band(band: BandExplained, policy: Policy, explanation: Explanation) -> list[str]:
    lines = _heading(f"Band: {band.band.name}")
    since = f" Since {date_in_words(band.since)} without a break." if band.since else ""
    lines += _wrapped(
        f"{range_in_words(band.lowest, band.highest)} is the {band.band.name} band; the document calls it "
        f"{band.band.document_name!r} and says {range_in_words(band.band.lowest, band.band.highest)}.{since}"
    )
    lines += _source(policy.reference_of(band.band.source), band.band.source.ours)
    for closed in band.closings:
        here = " This pupil's percentage lies there." if closed == band.closed_here else ""
        lines += _wrapped(
            f"{range_in_words(closed.lowest, closed.highest)}: {closed.document_says.rstrip('.')}. "
            f"We use {closed.we_use_band}: {closed.because.rstrip('.')}.{here}"
        )
        lines += _source(policy.reference_of(closed.source), closed.source.ours)
    if band.down is not None:
        lines += _wrapped(
            f"May be missed in a row without leaving the band: {sessions_in_words(band.down.sessions - 1)}. "
            f"{missed_in_words(band.down)}"
        )
    if band.up is not None:
        lines += _wrapped(attended_in_words(band.up, explanation.as_of))
    return lines


def _law(law: LawExplained) -> list[str]:
    lines = _heading(f"{capital(law.name)}: {'yes' if law.is_reached else 'no'}")
    lines += _wrapped(
        f"{law.sessions.absent} of {law.sessions.possible} sessions missed, {law.absence_before_rounding}%: "
        f"{law.arithmetic}. Decided on whole sessions, before any rounding."
    )
    if law.missed_until is not None:
        lines += _wrapped(f"Missing {the_next(law.missed_until)} would reach it.")
    if law.attended_until is not None:
        lines += _wrapped(f"Attending {the_next(law.attended_until)} would end it.")
    return lines + _source(law.threshold.reference, None)


def _absences(explanation: Explanation) -> list[str]:
    lines = _heading("Sessions of the year")
    lines += _wrapped(f"By code: {codes_in_a_line(explanation.marks)}.")
    absences = [mark for mark in explanation.marks if mark.is_absence]
    if absences:
        lines += ["  Missed:", *(f"    {line}" for line in marks_in_lines(absences))]
    return lines


def _protections(explanation: Explanation) -> list[str]:
    lines: list[str] = []
    for one in explanation.protections:
        rule = one.protection
        lines += _heading(f"Protection {rule.name}: {'holds' if one.holds else 'does not hold'}")
        lines += _wrapped(
            f"{rule.title.rstrip('.')}. {sessions_in_words(one.attended)} attended from "
            f"{date_in_words(one.from_day)} to {date_in_words(one.to_day)}, the {rule.within_months} months "
            f"before the absence with {rule.code} that began on {date_in_words(one.absent_from)}; "
            f"{rule.sessions_attended} are asked for."
        )
        lines += _source(one.source, rule.source.ours)
    return lines


def _late_marks(explanation: Explanation) -> list[str]:
    if not explanation.late_marks:
        return []
    lines = _heading("Marks of lateness to check")
    for mark in explanation.late_marks:
        closed = "had closed" if mark.was_closed else "was open"
        lines += _wrapped(
            f"{date_in_words(mark.day)} {mark.half_day}: {mark.code} with {mark.minutes_late} minutes late. "
            f"The register closes {mark.closes_after} minutes after the start "
            f"({mark.times.years}): it {closed}."
        )
        source = explanation.school.policy.reference_of(mark.times.source)
        lines += _source(source, mark.times.source.ours)
    return lines


def _steps(explanation: Explanation) -> list[str]:
    lines: list[str] = []
    shown: dict[tuple[ExplainedMark, ...], str] = {}
    for outcome, heading in _HEADINGS.items():
        steps = [step for step in explanation.steps if step.outcome is outcome]
        if steps:
            lines += _heading(heading)
            for step in steps:
                lines += _step(step, shown)
    return lines


def _step(step: StepExplained, shown: dict[tuple[ExplainedMark, ...], str]) -> list[str]:
    lines = ["", f"  {step.step.name}: {step.step.title}"]
    for decision in step.decisions:
        due = f" Due on {date_in_words(decision.due_on)}." if decision.due_on else ""
        due = "" if decision.outcome is Outcome.NOT_DUE else due
        lines += _wrapped(f"{decision.why}{due}", indent="    ")
        if decision.source != step.source:
            lines += _source(decision.source, None, indent="    ")
    for item in step.step.checklist:
        lines += _wrapped(f"· {item}", indent="    ")
    lines += _wrapped(f"Rule: {step.rule}", indent="    ")
    lines += _source(step.source, step.ours, indent="    ")
    if step.rests.by_year and step.outcome is not Outcome.NOT_DUE:
        lines += _wrapped("It rests on the sessions of the year.", indent="    ")
    marks = step.rests.marks
    if marks and marks in shown:
        lines.append(f"    Sessions: those under {shown[marks]}.")
    elif marks:
        shown[marks] = step.step.name
        lines += ["    Sessions:", *(f"      {line}" for line in marks_in_lines(marks))]
    if step.changes:
        lines += _wrapped(f"What would change it: {' '.join(step.changes)}", indent="    ")
    return lines


def _letters(explanation: Explanation) -> list[str]:
    if not explanation.letters:
        return [] if explanation.only.step else [*_heading("Letters written this year"), "  None."]
    lines = _heading("Letters written" if explanation.only.reference else "Letters written this year")
    for letter in explanation.letters:
        lines += _letter(letter)
    return lines


def _letter(letter: LetterExplained) -> list[str]:
    written = letter.written
    lines = ["", f"  {written.letter}, {date_in_words(written.written_on)}, reference {written.reference}"]
    lines += _wrapped(f"Its reason then: {written.reason}", indent="    ")
    lines += _source(written.reason_source, None, indent="    ") if written.reason_source else []
    lines += _wrapped(
        f"Policy {written.policy}, version {written.policy_version}; template "
        f"{(written.template_sha256 or 'not recorded')[:16]}. By marks up to {date_in_words(written.as_of)}, "
        f"as known on {date_in_words(written.known_on)}.",
        indent="    ",
    )
    lines += _wrapped(
        f"Attendance up to that day: {letter.year_then} then; {letter.year_now} by what is known now.",
        indent="    ",
    )
    if letter.marks_then:
        lines += ["    It rested on:", *(f"      {line}" for line in marks_in_lines(letter.marks_then))]
    if letter.changed:
        lines += ["    Changed since:", *(f"      {_change(one)}" for one in letter.changed)]
    else:
        lines.append("    None of these sessions, and no other up to that day, has changed since.")
    return lines


def _change(changed: ChangedMark) -> str:
    then = f"{changed.then.code} ({changed.then.counts_in_words})" if changed.then else "no row"
    now = f"{changed.now.code} ({changed.now.counts_in_words})" if changed.now else "no row"
    return f"{date_in_words(changed.day)} {HALF_DAYS[changed.session]}: {then} then, {now} now"


def _heading(text: str) -> list[str]:
    return ["", text]


def _source(source: str, ours: str | None, indent: str = "  ") -> list[str]:
    return _wrapped(f"[{source}{f'; ours: {ours}' if ours else ''}]", indent=indent)


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
