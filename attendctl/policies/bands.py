"""Bands of attendance as the document states them, and how each hole and overlap of it was closed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from attendctl.policies.parts import NAME, Source, Strict, Tenths

Scale = Literal["attendance", "cohort"]


class Band(Strict):
    """A range of cumulative attendance, both ends included, in tenths of a percent."""

    name: str  # the colour: what every output prints and --band takes
    document_name: str  # what the document calls it
    lowest: Tenths = Field(alias="from_percent")
    highest: Tenths = Field(alias="to_percent")
    source: Source


class RestatedBand(Strict):
    """A band that the document states a second time, in its own second words and numbers."""

    band: str
    document_name: str
    lowest: Tenths = Field(alias="from_percent")
    highest: Tenths = Field(alias="to_percent")
    source: Source


class CohortBand(Strict):
    """A range of a cohort's persistent absence rate, both ends included, in tenths of a percent."""

    name: str
    lowest: Tenths = Field(alias="from_percent")
    highest: Tenths = Field(alias="to_percent")
    source: Source


class Closing(Strict):
    """Percentages about which the document's bands are silent or say two things, the band we use, and why."""

    scale: Scale = "attendance"
    lowest: Tenths = Field(alias="from_percent")
    highest: Tenths = Field(alias="to_percent")
    document_says: str = Field(min_length=1)
    we_use_band: str
    because: str = Field(min_length=1)
    source: Source


class Hole(Closing):
    """Percentages the document puts in no band."""


class Overlap(Closing):
    """Percentages the document puts in two bands."""


class Contradiction(Strict):
    """Two places of the document that disagree, which one we use, and why.

    ``about`` is the name of the band, step or rule they disagree on.
    """

    about: str
    document_says: str = Field(min_length=1)
    we_use: str = Field(min_length=1)
    because: str = Field(min_length=1)
    source: Source


class Overtaken(Strict):
    """A number of the document that the law has changed since: the law's is used."""

    name: str = Field(pattern=NAME)
    document_says: str = Field(min_length=1)
    law_says: str = Field(min_length=1)
    source: Source
    law: Source
