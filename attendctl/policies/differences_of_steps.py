"""What changes of one step from one policy to another, key by key, as an officer would say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attendctl.policies.in_words_parts import capital, counted, listed, marks_in_words
from attendctl.policies.in_words_steps import due_in_words
from attendctl.policies.policy import Policy
from attendctl.policies.steps import Step
from attendctl.rates import percent_in_words


def changes_of_step(before: Policy, after: Policy, old: Step, new: Step) -> Iterator[str]:
    """Yield a sentence for each key that changes; nothing where the two steps ask the same.

    A target that a step does not state itself changes with the bands: that is said too.

    >>> from attendctl.policies import load_policy
    >>> policy = load_policy("greenhill")
    >>> step = policy.step_for("1b")
    >>> later = step.model_copy(update={"review_school_weeks": 6})
    >>> list(changes_of_step(policy, policy, step, later))
    ['Letter 1b comes after 6 school weeks instead of 4 school weeks.']
    """
    name = _named(new)
    if old.kind != new.kind:
        yield f"{name} is due otherwise: {due_in_words(after, new)}; before: {due_in_words(before, old)}."
        return
    for key, words in _WORDS.items():
        was, becomes = getattr(old, key), getattr(new, key)
        if was != becomes:
            yield capital(words(name, was, becomes))
    if old.kind in ("no_improvement", "improved"):
        asked, asks = before.target_of(old), after.target_of(new)
        if asked != asks:
            instead = f"{percent_in_words(asks)} instead of {percent_in_words(asked)}"
            yield f"{name} asks for {instead} in the review."
    for key in sorted(set(Step.model_fields) - set(_WORDS) - _SAID_ELSEWHERE):
        was, becomes = getattr(old, key), getattr(new, key)
        if was != becomes:
            yield f"{name}: {key.replace('_', ' ')} is {_plain(becomes)} instead of {_plain(was)}."


def _named(step: Step) -> str:
    return f"Letter {step.name}" if step.letter else f"{step.title} ({step.name})"


def _instead(says: str, write: Callable[[Any], str]) -> Callable[[str, Any, Any], str]:
    """Return words for a key that has a value before and after, or has it only in one of them."""

    def words(name: str, was: Any, becomes: Any) -> str:
        if was is None:
            return f"{name} now {says} {write(becomes)}."
        if becomes is None:
            return f"{name} no longer {says} {write(was)}."
        return f"{name} {says} {write(becomes)} instead of {write(was)}."

    return words


def _if_so(now: str, no_longer: str) -> Callable[[str, Any, Any], str]:
    return lambda name, was, becomes: f"{name} {now if becomes else no_longer}."


def _weeks(number: int) -> str:
    return counted(number, "school week")


def _days(number: int) -> str:
    return counted(number, "school day")


def _sessions(number: int) -> str:
    return counted(number, "session")


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return listed([str(one) for one in value]) or "nothing"
    if isinstance(value, bool):
        return "so" if value else "not so"
    return "not said" if value is None else str(value).replace("_", " ")


def _codes(codes: tuple[str, ...]) -> str:
    return marks_in_words(codes, None) if codes else "no code"


_WORDS: dict[str, Callable[[str, Any, Any], str]] = {
    "title": _instead("is called", lambda title: f'"{title}"'),
    "does": _instead("is", lambda does: f"a {does}"),
    "led_by": _instead("is led by:", str),
    "who": _instead("is on the list of the", str),
    "band": _instead("is for the band", str),
    "follows": _instead("follows", str),
    "review_school_weeks": _instead("comes after", _weeks),
    "review_school_days": _instead("comes after", _days),
    "percent": _instead("is for attendance below", percent_in_words),
    "at_least": _instead("is due at", _sessions),
    "within": _instead("counts within one", lambda period: period.replace("_", " ")),
    "school_days": _instead("waits for", _days),
    "every_school_days": _instead("is due every", _days),
    "period": _instead("comes at the end of each", lambda period: period.replace("_", " ")),
    "lowest": _instead("is for pupils from", percent_in_words),
    "highest": _instead("is for pupils up to", percent_in_words),
    "codes": _instead("counts sessions", _codes),
    "absence": _instead("counts absence:", str),
    "not_before": _instead("waits for the", lambda day: day.replace("_", " ").replace("october", "October")),
    "with_unauthorised": _if_so(
        "is now only for pupils with unauthorised absence", "no longer asks for unauthorised absence"
    ),
    "or_unauthorised": _if_so(
        "now comes at once with unauthorised absence", "no longer comes at once with unauthorised absence"
    ),
    "only_when_named": _if_so("is now written only when asked for", "is written without being asked for"),
    "while_away": _if_so(
        "is now only for a pupil who is still away", "no longer asks that the pupil is still away"
    ),
    "on_time": _if_so("now asks to be never late", "no longer asks to be never late"),
}
_SAID_ELSEWHERE = frozenset({"name", "kind", "target", "source", "topic"})
