"""Which schools of the ledger are asked about, and which policy each follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import duckdb

from attendctl.errors import NotFound
from attendctl.policies import load_policy
from attendctl.policies.framework import with_framework
from attendctl.policies.policy import Policy
from attendctl.rules.codes_of_conduct import CodeOfConduct, load_code_of_conduct
from attendctl.settings import SchoolSettings, Settings

SCHOOLS = "SELECT school_id, name, urn, dfe_number FROM school ORDER BY name, school_id"


@dataclass(frozen=True)
class ChosenSchool:
    """A school of the ledger with the policy that ``attendctl.toml`` gives it, else ``national``.

    ``policy`` has the steps of the national framework for penalty notices beside its own.
    """

    school_id: int
    name: str
    urn: str | None
    dfe_number: str | None
    policy: Policy
    conduct: CodeOfConduct  # the local authority's, on penalty notices
    settings: SchoolSettings  # what ``attendctl.toml`` says of it; without a word, its name alone

    @property
    def words(self) -> set[str]:
        """What ``--school`` may call it, in small letters."""
        return {word.casefold() for word in (self.name, self.urn, self.dfe_number) if word}


def choose_schools(
    connection: duckdb.DuckDBPyConnection, settings: Settings, wanted: str | None
) -> list[ChosenSchool]:
    """Return the schools of the ledger, or the one asked for.

    Args:
        connection: has the relation ``school``.
        settings: name each school's policy, and other names it goes by.
        wanted: name, URN or DfE number, as ``--school`` gives it; None for all.

    Raises:
        NotFound: no such school (the message lists those there are), or no
            policy of the name that the settings give.
    """
    rows = connection.execute(SCHOOLS).fetchall()

    @cache
    def policy_named(name: str) -> Policy:  # schools of a trust share theirs: each is read once
        return with_framework(load_policy(name, folder=settings.folder))

    schools = [_chosen(row, settings, policy_named, is_only=len(rows) == 1) for row in rows]
    if wanted is None:
        return schools
    words = {wanted.strip().casefold()}
    named = settings.school_named(wanted)
    if named:
        words |= {word.casefold() for word in (named.name, named.urn, named.dfe_number) if word}
    found = [school for school in schools if school.words & words]
    if found:
        return found
    raise NotFound(
        f"There is no school {wanted!r} in the ledger.",
        remedy="The schools in it: "
        + ("; ".join(_listed(school) for school in schools) or "none: import a register first")
        + ".",
    )


def _chosen(
    row: tuple[int, str, str | None, str | None],
    settings: Settings,
    policy_named: Callable[[str], Policy],
    *,
    is_only: bool,
) -> ChosenSchool:
    school_id, name, urn, dfe_number = row
    configured = next(
        (found for word in (urn, dfe_number, name) if word and (found := settings.school_named(word))), None
    )
    if configured is None and is_only and len(settings.schools) == 1 and not (urn or dfe_number):
        # Taken in before it was configured, or the export spells its name another way: there is one school.
        configured = settings.schools[0]
        name, urn, dfe_number = configured.name, configured.urn, configured.dfe_number
    configured = configured or SchoolSettings(name=name, urn=urn)
    policy = policy_named(configured.policy)
    conduct = load_code_of_conduct(configured.code_of_conduct, folder=settings.folder)
    return ChosenSchool(school_id, name, urn, dfe_number, policy, conduct, configured)


def _listed(school: ChosenSchool) -> str:
    return f"{school.name} (URN {school.urn})" if school.urn else school.name
