"""The night by e-mail, where ``[nightly.mail]`` asks for it: said once, and of a night that failed, too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from email.utils import formatdate
from typing import Any

from attendctl.errors import AttendctlError, WrongUsage
from attendctl.nightly.mail_message import Words, digest_of, message_of
from attendctl.nightly.mail_password import MailNotSent, mail_password
from attendctl.nightly.mail_record import MailRecord
from attendctl.nightly.mail_server import MailRefused, send, trust
from attendctl.nightly.places import Between, Places, go_on
from attendctl.nightly_settings import MailSettings
from attendctl.reports.nightly.mail_words import (
    fault_sentences,
    fault_text,
    fit_to_mail,
    mail_subject,
    mail_text,
)
from attendctl.reports.nightly.page import fault_page, night_page_to_mail
from attendctl.settings import Settings


def mail_night(
    settings: Settings, contract: Mapping[str, Any], *, night: date, now: float, between: Between = go_on
) -> dict[str, Any] | None:
    """Mail the summary of a night to those who do not have it yet.

    Args:
        settings: whose ``[nightly.mail]`` holds.
        contract: of ``attendctl.nightly.run.run_night``, before it says anything of the mail.
        night: its date.
        now: the time, in seconds since 1970.
        between: is told when the mail went out and that is not recorded yet.

    Returns:
        Who is to have it and who has it, and why not all do; None where nothing is to be mailed.
    """
    mail = settings.nightly.mail
    if mail is None:
        return None
    schools = _schools(settings)
    fit, subject = fit_to_mail(contract, schools), mail_subject(schools, night, contract["exit_status"])
    page = f"{settings.nightly.output}/{night.isoformat()}/summary.html"
    words = Words(subject, mail_text(fit, subject=subject, page=page), night_page_to_mail(fit))
    return _sent_once(words, mail, settings, night=night, now=now, between=between)


def mail_fault(fault: AttendctlError, settings: Settings, *, night: date, now: float) -> str | None:
    """Mail the fault that ended a night early to those who do not have that mail yet.

    Args:
        fault: its message and remedy are the mail.
        settings: whose ``[nightly.mail]`` holds.
        night: its date.
        now: the time, in seconds since 1970.

    Returns:
        Why it did not go out to all; None where it did, or nothing is to be mailed.
    """
    mail = settings.nightly.mail
    if mail is None:
        return None
    sentences = fault_sentences(fault)
    subject = mail_subject(_schools(settings), night, fault.exit_status)
    page = fault_page(subject, sentences, runs=False)
    words = Words(subject, fault_text(sentences, subject=subject), page)
    why_not: str | None = _sent_once(words, mail, settings, night=night, now=now)["why_not"]
    return why_not


def try_mail(settings: Settings, *, today: date, now: float) -> dict[str, Any]:
    """Send a mail that says nothing of the school, to see whether the settings are right.

    Args:
        settings: whose ``[nightly.mail]`` is tried.
        today: the date.
        now: the time, in seconds since 1970; each trial has a Message-ID of its own.

    Returns:
        The server and who has the mail.

    Raises:
        WrongUsage: nothing is to be mailed.
        MailNotSent: it did not go out, or not to all.
    """
    mail = settings.nightly.mail
    if mail is None:
        raise WrongUsage(
            "attendctl.toml has no [nightly.mail]: the night is mailed to nobody.",
            remedy="The keys are in the file that attendctl init writes, and in docs/nightly-mail.md.",
        )
    subject = "attendctl: a trial of [nightly.mail]"
    sent_at = formatdate(now, localtime=True)
    sentence = f"The settings are right: the summary of a night would come here. Sent at {sent_at}."
    text, page = fault_text([sentence], subject=subject), fault_page(subject, [sentence], runs=False)
    refused = send(
        message_of(Words(subject, text, page), mail, today, to=mail.to, now=now),
        mail.to,
        mail,
        settings.folder.absolute(),
    )
    if refused:
        raise _refused(refused, mail)
    return {"server": mail.server, "port": mail.port_used, "security": mail.security, "sent_to": mail.to}


def mail_to_come(settings: Settings) -> dict[str, Any] | None:
    """Say to whom a night would be mailed, and what is in the way as far as this machine can tell."""
    mail = settings.nightly.mail
    if mail is None:
        return None
    why_not = None
    try:
        mail_password(mail, settings.folder.absolute())
        trust(mail, settings.folder.absolute())
    except MailNotSent as fault:
        why_not = f"{fault.code}: {fault}"
    return {"to": mail.to, "server": mail.server, "why_not": why_not}


def _sent_once(
    words: Words, mail: MailSettings, settings: Settings, *, night: date, now: float, between: Between = go_on
) -> dict[str, Any]:
    """Send words to whoever does not have them, and record that at once."""
    record, digest = MailRecord(Places.of(settings, night).output), digest_of(words, mail, night)
    had = record.got(digest)
    waiting = [address for address in mail.to if address not in had]
    why_not: MailNotSent | None = None
    if waiting:
        try:
            message = message_of(words, mail, night, to=mail.to, now=now)
            refused = send(message, waiting, mail, settings.folder.absolute())
        except MailNotSent as fault:
            why_not, refused = fault, dict.fromkeys(waiting, "")
        else:
            why_not = _refused(refused, mail) if refused else None
            between("mail sent and not yet recorded")
        taken = [address for address in waiting if address not in refused]
        if taken:
            record.add(night, digest, taken)
        had |= set(taken)
    return {
        "to": list(mail.to),
        "server": mail.server,
        "sent_to": [address for address in mail.to if address in had],
        "why_not": f"{why_not.code}: {why_not}" if why_not else None,
    }


def _refused(refused: Mapping[str, str], mail: MailSettings) -> MailRefused:
    each = "; ".join(f"{address}: {answer}" for address, answer in refused.items())
    return MailRefused(
        f"The mail server {mail.server} did not take the mail for {each}.",
        remedy="Check the addresses under to; ask who runs the server what the answer means.",
    )


def _schools(settings: Settings) -> list[str]:
    return [school.name for school in settings.schools]
