"""The certificates as plain values: one a pupil and award, with the whole name, for print."""

from __future__ import annotations

from typing import Any

from attendctl.casework.celebration.celebration import Celebrated
from attendctl.reports.newsletter.newsletter_dict import head_dict
from attendctl.reports.newsletter.notes import officer_notes


def certificates_dict(found: Celebrated) -> dict[str, Any]:
    """Return every certificate of the period, by school, award, class and name.

    Awards of which only the number is published have none.

    Args:
        found: of ``attendctl.casework.celebration.celebration.celebrated``.
    """
    return {
        "report": "certificates",
        **head_dict(found),
        "certificates": [
            {
                "school": one.school.name,
                "award": award.name,
                "title": award.title,
                "what_for": award.what_for,
                "level": award.level,
                "forename": pupil.forename,
                "surname": pupil.surname,
                "class": pupil.line.class_name,
            }
            for one in found.schools
            for award, pupil in one.reached.pupils
            if award.published == "names"
        ],
        "for_the_officer": [
            {"school": one.school.name, "text": text}
            for one in found.schools
            for text in officer_notes(found, one)
        ],
    }
