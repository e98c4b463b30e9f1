"""What is asked about a pupil at the penalty threshold before anything is decided, by day."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, Strict, load_rule

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
