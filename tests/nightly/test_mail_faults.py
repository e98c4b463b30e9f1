"""Mail servers that are not there, not to be trusted, hang or refuse: one message each, no secret told."""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import trustme

from attendctl.errors import AttendctlError
from attendctl.nightly.mail import try_mail
from attendctl.settings import read_settings
from tests.nightly.mail_school import HEAD, OFFICE, Authority, mails_by, marks_without_a_finding
from tests.nightly.mail_server_here import PASSWORD, Server, listening
from tests.nightly.night_school import NIGHT, NOW, School

Certificate = Callable[[Authority], ssl.SSLContext]


def _trusted(authority: Authority) -> ssl.SSLContext:
    return authority.certificate()


def _expired(authority: Authority) -> ssl.SSLContext:
    return authority.certificate(
        since=datetime(2020, 1, 1, tzinfo=UTC), until=datetime(2020, 2, 1, tzinfo=UTC)
    )


def _of_another_name(authority: Authority) -> ssl.SSLContext:
    return authority.certificate("mail.elsewhere.example")


def _of_an_unknown_authority(_: Authority) -> ssl.SSLContext:
    return Authority(trustme.CA()).certificate()


def fault_of(school: School, there: Server, authority: Authority, /, **changed: object) -> AttendctlError:
    """Return what comes of trying the settings with a server."""
    mails_by(school, there, authority, **changed)
    with pytest.raises(AttendctlError) as fault:
        try_mail(read_settings(school.folder / "attendctl.toml"), today=NIGHT, now=NOW)
    assert fault.value.exit_status == 6
    assert fault.value.remedy
    assert PASSWORD not in str(fault.value)
    return fault.value


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("certificate", "why"),
    [
        (_expired, "certificate has expired"),
        (_of_another_name, "not valid for 'localhost'"),
        (_of_an_unknown_authority, "unable to get local issuer certificate|certificate signature failure"),
    ],
)
def test_a_certificate_that_is_not_right_is_told_nothing(
    security: str, certificate: Certificate, why: str, school: School, authority: Authority
) -> None:
    with listening(Server(certificate(authority), security)) as server:
        fault = fault_of(school, server, authority)
        assert fault.code == "M002"
        assert re.search(f"certificate is not to be trusted: .*({why})", fault.message)
        assert [line.split()[0].lower() for line in server.said] in ([], ["ehlo", "starttls"])


def test_the_authorities_of_the_machine_do_not_know_the_schools_own(
    school: School, authority: Authority, server: Server
) -> None:
    assert fault_of(school, server, authority, certificates=None).code == "M002"
    assert server.said == []


@pytest.mark.parametrize("name", ["nowhere.pem", "attendctl.toml"])
def test_a_file_that_holds_no_certificate(
    name: str, school: School, authority: Authority, server: Server
) -> None:
    fault = fault_of(school, server, authority, certificates=name)
    assert fault.code == "M002"
    assert name in fault.message


def test_a_server_without_encryption_is_told_nothing(school: School, authority: Authority) -> None:
    with listening(Server(authority.certificate(), "open")) as server:
        fault = fault_of(school, server, authority, security="starttls")
        assert fault.code == "M002"
        assert "does not offer STARTTLS. Nothing was said over the open line." in fault.message
        assert [line.split()[0].lower() for line in server.said] in (["ehlo"], ["ehlo", "quit"])


def test_tls_to_a_server_that_begins_in_the_open(school: School, authority: Authority) -> None:
    with listening(Server(authority.certificate(), "starttls")) as server:
        fault = fault_of(school, server, authority, security="tls")
        assert fault.code == "M002"
        assert '587 with "starttls"' in fault.remedy


@pytest.mark.parametrize(
    ("begins", "answer", "code", "words"),
    [
        ("AUTH", "454 4.7.0 not now", "M003", "did not let night@hillside.example in: 454 4.7.0 not now"),
        ("mail", "550 who are you", "M004", "did not take the mail: 550 who are you"),
        ("rcpt", "550 nobody here", "M004", f"for {HEAD}: 550 nobody here; {OFFICE}: 550 nobody here"),
        ("rcpt", "421 closing", "M004", f"for {HEAD}: 421 closing; {OFFICE}: 421 closing"),
        (".", "552 too\x1b[31m much", "M004", "did not take the mail: 552 too [31m much"),
    ],
)
def test_what_a_server_refuses(
    begins: str, answer: str, code: str, words: str, school: School, authority: Authority
) -> None:
    with listening(Server(authority.certificate(), answers={begins: answer})) as server:
        fault = fault_of(school, server, authority)
        assert (fault.code, words in fault.message) == (code, True), fault.message
        assert server.mails == []


def test_a_wrong_password_is_never_shown_though_the_server_says_it(
    school: School, authority: Authority, server: Server
) -> None:
    mails_by(school, server, authority)
    (school.folder / "mail-password").write_text("wrong horse")
    with pytest.raises(AttendctlError) as fault:
        try_mail(read_settings(school.folder / "attendctl.toml"), today=NIGHT, now=NOW)
    assert fault.value.code == "M003"
    assert "535 5.7.8 night@hillside.example with …: no" in fault.value.message
    assert "horse" not in str(fault.value)


@pytest.mark.parametrize("at", ["greeting", "trickle", "auth", "taken"])
def test_a_server_that_hangs_is_given_up(at: str, school: School, authority: Authority) -> None:
    with listening(Server(authority.certificate(), hangs_at=at)) as server:
        fault = fault_of(school, server, authority, timeout_seconds=1)
        assert (fault.code, "did not finish in time: 1 s." in fault.message) == ("M001", True)


def test_a_server_that_hangs_when_it_has_the_mail_has_it(school: School, authority: Authority) -> None:
    with listening(Server(authority.certificate(), hangs_at="quit")) as server:
        mails_by(school, server, authority)
        try_mail(read_settings(school.folder / "attendctl.toml"), today=NIGHT, now=NOW)
        assert len(server.mails) == 1


def test_a_server_that_is_not_there(school: School, authority: Authority) -> None:
    with listening(Server(authority.certificate())) as server:
        pass
    fault = fault_of(school, server, authority)
    assert (fault.code, "cannot be reached" in fault.message) == ("M001", True)
    unknown = fault_of(school, server, authority, server="mail.invalid")
    assert (unknown.code, "The mail server mail.invalid" in unknown.message) == ("M001", True)


def test_a_night_whose_mail_fails_is_whole_and_the_next_run_tries_again(
    school: School, authority: Authority
) -> None:
    with listening(Server(authority.certificate())) as server:
        mails_by(school, server, authority, password_file="nowhere")
        school.put("marks.csv", *marks_without_a_finding())
        said = school.night()
        assert said["exit_status"] == 6
        (line,) = said["to_look_at"]
        assert line.startswith("The summary was not mailed to all: M005: ")
        assert said["mail"]["sent_to"] == []
        summary = school.folder / "nightly" / NIGHT.isoformat() / "summary.json"
        assert json.loads(summary.read_text()) == said
        assert "M005" in (school.folder / "nightly" / "latest.html").read_text()
        mails_by(school, server, authority)
        again = school.night()
        assert (again["mail"]["why_not"], again["exit_status"]) == (None, 0)
        (mail,) = server.mails
        assert "M005" not in mail.body("plain")


def test_of_two_addresses_the_one_refused_is_tried_again(school: School, authority: Authority) -> None:
    refusal = {f"rcpt TO:<{OFFICE}>": "550 no such box"}
    with listening(Server(authority.certificate(), answers=refusal)) as server:
        mails_by(school, server, authority)
        said = school.night()
        assert said["mail"]["sent_to"] == [HEAD]
        assert f"M004: The mail server localhost did not take the mail for {OFFICE}: 550 no such box." in str(
            said["to_look_at"]
        )
        server.answers.clear()
        assert school.night(date(2025, 11, 8))["mail"]["sent_to"] == [HEAD, OFFICE]
        assert [mail.to for mail in server.mails] == [(HEAD,), (OFFICE,)]


def test_nothing_of_the_password_is_in_any_file(school: School, authority: Authority, tmp_path: Path) -> None:
    with listening(Server(authority.certificate())) as server:
        mails_by(school, server, authority)
        school.night()
    found = [name for name, content in school.files().items() if PASSWORD.encode() in content]
    assert found == ["mail-password"]
