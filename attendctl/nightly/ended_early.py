"""The night that ended early says so where somebody looks in the morning: on its page, and by mail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from attendctl.errors import AttendctlError, CannotWrite
from attendctl.nightly.mail import mail_fault
from attendctl.nightly.one_at_a_time import AnotherRunIsOn
from attendctl.nightly.put_away import made
from attendctl.nightly.steps import Night
from attendctl.reports.nightly.mail_words import fault_sentences, mail_subject
from attendctl.reports.nightly.page import fault_page
from attendctl.reports.whole_file import write_whole


@contextmanager
def told_if_it_ends_early(night: Night, *, now: float) -> Iterator[None]:
    """Tell of a fault that ends the body, and let it go on. It says so itself if the mail did not go out.

    Args:
        night: whose page and mail it is.
        now: the time, in seconds since 1970.
    """
    try:
        yield
    except AttendctlError as fault:
        why_not = _tell(fault, night, now)
        if why_not:
            fault.remedy = f"{fault.remedy} Not all were mailed about it: {why_not}".strip()
        raise
    except Exception as fault:
        defect = AttendctlError(
            f"The night ended with {type(fault).__name__}, a defect of attendctl.",
            remedy="Please report it. Run attendctl nightly again: it goes on where it stopped.",
        )
        _tell(defect, night, now)
        raise


def _tell(fault: AttendctlError, night: Night, now: float) -> str | None:
    # The run that is on writes the page itself, and is not to be overtaken by this one's.
    if not isinstance(fault, AnotherRunIsOn):
        schools = [school.name for school in night.settings.schools]
        title = mail_subject(schools, night.date, fault.exit_status)
        with suppress(CannotWrite):
            page = fault_page(title, fault_sentences(fault)).encode("utf-8", "replace")
            write_whole(made(night.places.output) / "latest.html", page)
    return mail_fault(fault, night.settings, night=night.date, now=now)
