"""Holes, overlaps and edges of a policy's bands, and bands that the document states twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attendctl.policies.bands import Band, Contradiction, Hole, Overlap, RestatedBand
from attendctl.policies.finding import Finding, fault, note
from attendctl.policies.policy import Policy

_RECORD_IT = "Say in a [[contradiction]] about {about} which of the two is used, and why."


def findings_in_bands(policy: Policy) -> Iterator[Finding]:
    """Yield what is found in the bands. Holes and overlaps without a reason are the loader's faults."""
    yield from _closed_holes_and_overlaps(policy)
    settled = [*_bands_stated_twice(policy), *_edges_named_by_two_bands(policy)]
    yield from settled
    yield from _one_name_for_two_bands(policy)
    yield from _contradictions_found_by_reading(policy, {found.because for found in settled})


def _closed_holes_and_overlaps(policy: Policy) -> Iterator[Finding]:
    closings: dict[str, Sequence[Hole | Overlap]] = {"hole": policy.holes, "overlap": policy.overlaps}
    for what, rows in closings.items():
        where = "no band" if what == "hole" else "two bands"
        for place, row in enumerate(rows, start=1):
            of_cohorts = " of cohorts by persistent absence" if row.scale == "cohort" else ""
            yield Finding(
                "closed",
                what,
                f"{what} {place}",
                f"{_range(row.lowest, row.highest)} {_is(row.lowest, row.highest)} in {where}{of_cohorts}.",
                closed_by=f"We use: {row.we_use_band}. The document: {_sentence(row.document_says)}",
                because=row.because,
                section=row.source.section,
            )


def _bands_stated_twice(policy: Policy) -> Iterator[Finding]:
    for place, restated in enumerate(policy.restated_bands, start=1):
        band = policy.band_named(restated.band)
        if band is None:
            continue
        for kind, what in _disagreements(band, restated):
            settled = contradiction_about(policy, band.name)
            key = f"restated_band {place}"
            if settled is None:
                yield fault(kind, key, what, _RECORD_IT.format(about=band.name))
            else:
                yield _settled(kind, key, what, settled)


def _disagreements(band: Band, restated: RestatedBand) -> Iterator[tuple[str, str]]:
    if (band.lowest, band.highest) != (restated.lowest, restated.highest):
        yield (
            "contradiction",
            f"{band.name} is {_range(band.lowest, band.highest)} by {band.source.section}, "
            f"and {_range(restated.lowest, restated.highest)} by {restated.source.section}.",
        )
    if _word(band.document_name) != _word(restated.document_name):
        yield (
            "two names",
            f"One band has two names: {band.document_name!r} by {band.source.section}, "
            f"{restated.document_name!r} by {restated.source.section}.",
        )


def _one_name_for_two_bands(policy: Policy) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for place, band in enumerate(policy.bands, start=1):
        word = _word(band.document_name)
        if word in seen:
            yield fault(
                "two names",
                f"band {place}.document_name",
                f"{seen[word]} and {band.name} have one name, {band.document_name!r}.",
                "Give each band the name the document has for it.",
            )
        seen[word] = band.name


def _edges_named_by_two_bands(policy: Policy) -> Iterator[Finding]:
    """Say which band has a percentage that the names of two neighbours both mention."""
    overlapping = [(one.lowest, one.highest) for one in policy.overlaps if one.scale == "attendance"]
    for place, (better, worse) in enumerate(pairwise(policy.bands), start=2):
        for tenths in sorted(_numbers_in(better.document_name) & _numbers_in(worse.document_name)):
            if any(lowest <= tenths <= highest for lowest, highest in overlapping):
                continue
            band = policy.band_of(tenths)
            if band not in (better, worse):
                continue
            what = (
                f"{_range(tenths, tenths)} is named by two bands, {better.document_name!r} and "
                f"{worse.document_name!r}: it is in {band.name}."
            )
            key = f"band {place}"
            about = (contradiction_about(policy, one.name) for one in (better, worse))
            told = next((row for row in about if row and tenths in _numbers_in(row.document_says)), None)
            if told is not None:
                yield _settled("edge", key, what, told)
            else:
                yield note("edge", key, what, section=worse.source.section)


def _contradictions_found_by_reading(policy: Policy, told: set[str | None]) -> Iterator[Finding]:
    """Report what someone who read the document wrote down, and no comparison of numbers can find."""
    for place, row in enumerate(policy.contradictions, start=1):
        if row.because not in told:
            what = f"{row.about}: two places disagree."
            yield _settled("contradiction", f"contradiction {place}", what, row)


def contradiction_about(policy: Policy, about: str) -> Contradiction | None:
    """Return how a contradiction about a band, step or rule was settled, or None.

    >>> from attendctl.policies import load_policy
    >>> contradiction_about(load_policy("greenhill"), "red") is None
    True
    """
    return next((one for one in policy.contradictions if one.about == about), None)


def _settled(kind: str, key: str, what: str, by: Contradiction) -> Finding:
    return Finding(
        "closed",
        kind,
        key,
        what,
        closed_by=f"We use: {_sentence(by.we_use)} The document: {_sentence(by.document_says)}",
        because=by.because,
        section=by.source.section,
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _numbers_in(text: str) -> set[int]:
    """Return the percentages a name mentions, in tenths."""
    found = re.findall(r"\d+(?:\.\d)?", text)
    return {int(whole) * 10 + int(tenth or 0) for whole, _, tenth in (one.partition(".") for one in found)}


def _word(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.casefold()).strip()


def _range(lowest: int, highest: int) -> str:
    first, last = (f"{tenths // 10}.{tenths % 10}" for tenths in (lowest, highest))
    return first if lowest == highest else f"{first} to {last}"


def _is(lowest: int, highest: int) -> str:
    return "is" if lowest == highest else "are"
