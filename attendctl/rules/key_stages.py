"""The stages of schooling by year group: early years and the key stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, Strict, load_rule


class KeyStage(Strict):
    """One stage: ``name`` as it is written short, ``title`` as it is read out."""

    name: str = Field(min_length=1)
    title: str = Field(min_length=1)
    year_groups: list[str] = Field(min_length=1)


class KeyStages(DatedValue):
    """The stages, the youngest first."""

    stages: list[KeyStage] = Field(min_length=1)

    def of(self, year_group: str | None) -> KeyStage | None:
        """Return the stage of a year group as registers name it; None for the sixth form or an unknown one.

        >>> from datetime import date
        >>> stages = key_stages().in_force(date(2025, 11, 7))
        >>> [stage.name if (stage := stages.of(year)) else None for year in ("R", "2", "3", "12", None)]
        ['EYFS', 'KS1', 'KS2', None, None]
        """
        return next((stage for stage in self.stages if year_group in stage.year_groups), None)

    def of_class(self, year_groups: Iterable[str | None]) -> KeyStage | None:
        """Return the stage of a class: that of most of its pupils; of as many in two, the younger.

        Args:
            year_groups: of its pupils, each once a pupil.

        >>> from datetime import date
        >>> stages = key_stages().in_force(date(2025, 11, 7))
        >>> stages.of_class(["2", "2", "3"]).name, stages.of_class(["2", "3"]).name
        ('KS1', 'KS1')
        """
        found = Counter(stage.name for year_group in year_groups if (stage := self.of(year_group)))
        most = max(found.values(), default=0)
        return next((stage for stage in self.stages if most and found[stage.name] == most), None)


@lru_cache(maxsize=1)
def key_stages() -> Rule[KeyStages]:
    """Read the rule. Source: ``england/key_stages.toml``."""
    return load_rule(ENGLAND / "key_stages.toml", KeyStages)
