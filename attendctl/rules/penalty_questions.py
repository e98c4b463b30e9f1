"""What is asked about a pupil at the penalty threshold before anything is decided, by day."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from attendctl.rules.reader import ENGLAND, DatedValue, NoRuleInForce, Rule, Strict, load_rule

QuestionName = Literal["threshold", "support", "best-tool", "equality", "public-interest"]


class Question(Strict):
    """One question of the framework, and why it is asked."""

    name: QuestionName
    question: str = Field(min_length=1, pattern=r"\?$")
    why: str = Field(min_length=1)


class PenaltyQuestions(DatedValue):
    """The questions, in the order in which they are asked.

    >>> from datetime import date
    >>> [one.name for one in penalty_questions().in_force(date(2025, 11, 7)).questions][:2]
    ['threshold', 'support']
    """

    questions: list[Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_question_stands_twice(self) -> PenaltyQuestions:
        names = [one.name for one in self.questions]
        if len(set(names)) < len(names):
            raise ValueError("a question stands twice")
        return self


@lru_cache(maxsize=1)
def penalty_questions() -> Rule[PenaltyQuestions]:
    """Read the rule. Source: ``england/penalty_questions.toml``."""
    return load_rule(ENGLAND / "penalty_questions.toml", PenaltyQuestions)


def questions_answered(answers: Mapping[str, str], on: date) -> list[tuple[str, str]]:
    """Give each question in words with its answer, in the order in which they are asked.

    Args:
        answers: by the name of the question; one that is not asked on the day keeps its name, last.
        on: the day of the answers.

    >>> questions_answered({"public-interest": "Yes", "support": "Offered"}, date(2025, 11, 7))[1]
    ('Is a notice in the public interest?', 'Yes')
    """
    asked: dict[str, str] = {}
    with suppress(NoRuleInForce):
        asked = {one.name: one.question for one in penalty_questions().in_force(on).questions}
    names = [*(name for name in asked if name in answers), *(name for name in answers if name not in asked)]
    return [(asked.get(name, name), answers[name]) for name in names]
