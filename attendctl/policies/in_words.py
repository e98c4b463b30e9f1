"""A policy read back in plain English: every rule of it, by topic, each with the section it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, get_args

from attendctl.policies.in_words_celebration import (
    award_in_words,
    left_out_in_words,
    published_in_words,
)
from attendctl.policies.in_words_lists import list_in_words
from attendctl.policies.in_words_parts import capital, counted, day_in_words, range_in_words
from attendctl.policies.in_words_rules import (
    after_leave_in_words,
    allowance_in_words,
    count_below_in_words,
    count_between_in_words,
    group_in_words,
    leave_in_words,
    protection_in_words,
    register_time_in_words,
    routine_in_words,
)
from attendctl.policies.in_words_steps import done_in_words, due_in_words, more_in_words
from attendctl.policies.parts import Source, Topic
from attendctl.policies.policy import Policy
from attendctl.rates import percent_in_words

TOPICS = {
    "bands": "Bands and target",
    "beginning": "From when steps are due",
    "first_concern": "First concern",
    "no_improvement": "No improvement",
    "improvement": "Improvement",
    "persistent_absence": "Persistent absence",
    "severe_absence": "Severe absence",
    "unexplained": "Unexplained absence",
    "illness": "Illness",
    "lateness": "Lateness",
    "truancy": "Truancy",
    "continuous_absence": "Long absence",
    "penalty": "Penalty notices and court",
    "leave": "Leave",
    "plans": "Plans, targets and support",
    "rewards": "Rewards",
    "reports": "Reports and lists",
    "registers": "Registers",
    "safeguarding": "Safeguarding",
}
"""What rules are about, in the order they are read, with a heading each."""

assert set(get_args(Topic)) <= set(TOPICS)


@dataclass(frozen=True)
class RuleInWords:
    """One rule: ``key`` says where it stands ("step 1a"), ``kind`` which rules of other policies match it."""

    topic: str
    key: str
    kind: str
    title: str
    text: str
    source: Source
    led_by: str | None = None
    short: str = ""  # for a narrow column; empty: the text itself

    @property
    def sentence(self) -> str:
        """The rule as a sentence, with who leads it."""
        led = f" Led by: {self.led_by}." if self.led_by else ""
        end = "" if self.text.endswith((".", "?", "!", '."')) else "."
        return f"{capital(self.text)}{end}{led}"


def policy_in_words(policy: Policy) -> list[RuleInWords]:
    """Return every rule of a policy, by topic and then in the order of the file.

    >>> from attendctl.policies import load_policy
    >>> policy_in_words(load_policy("greenhill"))[0].sentence
    'The target is 96% attendance.'
    """
    order = list(TOPICS)
    rules = [*_bands(policy), *_beginning(policy), *_steps(policy), *_leave(policy), *_of_the_school(policy)]
    rules += _celebrated(policy)
    return sorted(rules, key=lambda rule: order.index(rule.topic))


def by_topic(rules: Sequence[RuleInWords]) -> Iterator[tuple[str, list[RuleInWords]]]:
    """Yield each topic's heading with its rules, which come sorted by topic."""
    for topic, of_topic in groupby(rules, key=lambda rule: rule.topic):
        yield TOPICS[topic], list(of_topic)


def _bands(policy: Policy) -> Iterator[RuleInWords]:
    if policy.target is not None:
        text = f"the target is {percent_in_words(policy.target.percent)} attendance"
        yield RuleInWords("bands", "target", "target", "Target", text, policy.target.source)
    for place, band in enumerate(policy.bands, start=1):
        percentages = range_in_words(*policy.range_of(band))
        text = f'{band.name}: {percentages} (the document: "{band.document_name}")'
        yield RuleInWords("bands", f"band {band.name}", f"band {place}", band.name, text, band.source)
    for cohort in policy.cohort_bands:
        rate = range_in_words(cohort.lowest, cohort.highest)
        text = f"{cohort.name} for a group with a persistent absence rate of {rate}"
        key = f"cohort_band {cohort.name}"
        yield RuleInWords("bands", key, "cohort_band", cohort.name, text, cohort.source)


def _beginning(policy: Policy) -> Iterator[RuleInWords]:
    early, half, worse = policy.early_year, policy.october_half_term, policy.after_worse_band
    yield RuleInWords(
        "beginning",
        "early_year",
        "early_year",
        "Early in the year",
        f"no step of the ladder before {counted(early.minimum_sessions, 'possible session')} of the year",
        early.source,
    )
    if any(step.not_before == "october_half_term" for step in policy.steps):
        yield RuleInWords(
            "beginning",
            "october_half_term",
            "october_half_term",
            "October half term",
            f"the October half term is a week without school that starts from "
            f"{day_in_words(half.first_monday)} to {day_in_words(half.last_monday)}, both included",
            half.source,
        )
    gentler = "is sent its gentler letters" if worse.gentler_letters else "is not sent its gentler letters"
    yield RuleInWords(
        "beginning",
        "after_worse_band",
        "after_worse_band",
        "After a worse band",
        f"a pupil who comes up into a better band {gentler}",
        worse.source,
    )
    weeks = counted(policy.still_due.school_weeks, "school week")
    yield RuleInWords(
        "beginning",
        "still_due",
        "still_due",
        "How long a thing stays due",
        f"what a past spell or the end of a period made due stays on the list for {weeks}",
        policy.still_due.source,
    )


def _steps(policy: Policy) -> Iterator[RuleInWords]:
    for step in policy.steps:
        due = due_in_words(policy, step)
        text = ". ".join([f"{due}: {done_in_words(step)}", *more_in_words(step)])
        kind = f"step {step.kind} {step.does}"
        key, short = f"step {step.name}", f"{due}: {done_in_words(step)}"
        yield RuleInWords(step.topic, key, kind, step.title, text, step.source, step.led_by, short)


def _leave(policy: Policy) -> Iterator[RuleInWords]:
    for rule in policy.leave_rules:
        kind = f"leave {' '.join(rule.kinds) or 'any'}"
        text = f'{leave_in_words(rule)}. "{rule.reason}"'
        key, short = f"leave_rule {rule.name}", leave_in_words(rule)
        yield RuleInWords("leave", key, kind, rule.name, text, rule.source, None, short)
    if policy.after_leave is not None:
        text = "after leave: " + "; ".join(after_leave_in_words(policy.after_leave))
        source = policy.after_leave.source
        yield RuleInWords("leave", "after_leave", "after_leave", "After leave", text, source)


def _celebrated(policy: Policy) -> Iterator[RuleInWords]:
    if policy.celebration is not None:
        text = f"attendance is published {published_in_words(policy.celebration)}"
        source = policy.celebration.source
        yield RuleInWords("rewards", "celebration", "celebration", "What is published", text, source)
    for award in policy.awards:
        key, kind = f"award {award.name}", f"award {award.to} {award.every}"
        yield RuleInWords("rewards", key, kind, award.title, award_in_words(award), award.source)
    for one in policy.left_out:
        key, text = f"left_out {one.name}", left_out_in_words(policy, one)
        yield RuleInWords("rewards", key, "left_out", one.title, text, one.source)


def _of_the_school(policy: Policy) -> Iterator[RuleInWords]:
    def rule(topic: str, key: str, text: str, row: Any, led_by: str | None = None) -> RuleInWords:
        table = key.partition(" ")[0]
        return RuleInWords(topic, key, table, getattr(row, "title", key), text, row.source, led_by)

    for routine in policy.routines:
        text = routine_in_words(routine)
        yield rule(routine.topic, f"routine {routine.name}", text, routine, routine.led_by)
    for group in policy.groups:
        text = f"attendance is reported by {group_in_words(group.by)} (the document: {group.document_name})"
        yield rule("reports", f"group {group.by}", text, group)
    for count in policy.counts_below:
        key = f"count_below {percent_in_words(count.percent)} {'-'.join(count.of)} {'-'.join(count.every)}"
        yield rule("reports", key, f"counted {count_below_in_words(count)}", count)
    for between in policy.counts_between:
        percentages = range_in_words(between.lowest, between.highest)
        key = f"count_between {percentages} {'-'.join(between.of)} {'-'.join(between.every)}"
        yield rule("reports", key, f"counted {count_between_in_words(between)}", between)
    for one in policy.lists:
        yield rule("reports", f"list {one.name}", list_in_words(one), one)
    for case_group in policy.case_groups:
        whom = f" in the {case_group.band} band" if case_group.band else ""
        text = f"a group for pupils{whom}: {case_group.title}"
        yield rule("plans", f"case_group {case_group.name}", text, case_group, case_group.led_by)
    for times in policy.register_times:
        key = f"register_time {times.session} {times.years}"
        yield rule("registers", key, register_time_in_words(times), times)
    for allowance in policy.allowances:
        yield rule("illness", f"allowance {allowance.name}", allowance_in_words(allowance), allowance)
    for protection in policy.protections:
        yield rule("penalty", f"protection {protection.name}", protection_in_words(protection), protection)
    if policy.retention is not None:
        years = counted(policy.retention.years, "year")
        yield rule("registers", "retention", f"every register entry is kept for {years}", policy.retention)
    for duty in policy.duties:
        yield rule(duty.topic, f"duty {duty.name}", f"{duty.title}. Kept by: {duty.kept_by}", duty)
    if policy.days_missed is not None:
        shown = [f"{percent_in_words(row.percent)} is {row.days} days" for row in policy.days_missed.rows]
        year = policy.days_missed.school_days
        text = f"shown to parents, of a year of {year} days missed: {', '.join(shown)}"
        yield rule("reports", "days_missed", text, policy.days_missed)
    if policy.minutes_late is not None:
        late = [f"{row.minutes} minutes a day are {row.days} days" for row in policy.minutes_late.rows]
        yield rule("lateness", "minutes_late", f"shown to parents: {', '.join(late)}", policy.minutes_late)
