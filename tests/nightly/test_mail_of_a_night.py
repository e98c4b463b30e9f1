"""The mail of a night, through a real line with TLS: what it says, to whom, and that it says it once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from attendctl.errors import AttendctlError
from attendctl.nightly.one_at_a_time import the_only_run
from tests.nightly.mail_school import (
    HEAD,
    LIGHT,
    OFFICE,
    Authority,
    mail_lines,
    mails_by,
    marks_without_a_finding,
)
from tests.nightly.mail_server_here import USER, Server, listening
from tests.nightly.night_school import (
    AMBER,
    MISSED,
    NIGHT,
    School,
    marks,
)


@pytest.mark.parametrize(("security", "mechanism"), [("tls", "PLAIN"), ("starttls", "LOGIN")])
def test_a_night_is_mailed_once_and_again_when_it_says_something_else(
    security: str, mechanism: str, school: School, authority: Authority
) -> None:
    with listening(Server(authority.certificate(), security, mechanism=mechanism)) as server:
        mails_by(school, server, authority)
        said = school.night()
        (mail,) = server.mails
        assert (mail.sender, mail.to, mail.user) == (USER, (HEAD, OFFICE), USER)
        assert said["mail"] == {
            "to": [HEAD, OFFICE],
            "server": "localhost",
            "sent_to": [HEAD, OFFICE],
            "why_not": None,
        }
        assert school.night() == said
        assert len(server.mails) == 1
        school.put("more.csv", "no register")
        school.night()
        assert len({one.message["Message-ID"] for one in server.mails}) == len(server.mails) == 2


def test_what_a_mail_says(school: School, authority: Authority, server: Server) -> None:
    mails_by(school, server, authority)
    school.put("marks.csv", *marks(), order=1)
    school.put(f"wrong {AMBER}.csv", "UPN,Date,Session,Mark", f"{AMBER},03/11/2025,AM,Okoro", order=2)
    school.night()
    (mail,) = server.mails
    assert mail.message["Subject"] == "Hillside School: night run of 8 November 2025: to be looked at"
    assert (mail.message["From"], mail.message["To"]) == (USER, f"{HEAD}, {OFFICE}")
    assert mail.message["Auto-Submitted"] == "auto-generated"
    text = mail.body("plain")
    assert "- wrong (a UPN).csv was refused: the reasons are in refused/2025-11-08/wrong (a UPN)." in text
    assert "- marks.csv: imported, 240 rows, 240 new marks, 0 changed" in text
    assert "The page of the night: nightly/2025-11-08/summary.html" in text
    page = mail.body("html")
    assert "marks.csv" in page
    for body in (text, page):
        assert not [word for word in ("Okoro", "Ada", "Grace", *MISSED) if word in body]
    assert not [word for word in ("<script", 'href="..', "src=", "http:", "https:") if word in page]
    assert all(len(line) <= 998 and line.isascii() for line in mail.content.split(b"\r\n"))


def test_a_night_on_which_all_is_well_says_so_in_its_subject(
    school: School, authority: Authority, server: Server
) -> None:
    mails_by(school, server, authority)
    school.put("marks.csv", *marks_without_a_finding())
    said = school.night()
    (mail,) = server.mails
    assert said["exit_status"] == 0, said["to_look_at"]
    assert mail.message["Subject"].endswith("night run of 8 November 2025: all well")
    assert "Nothing: all is well." in mail.body("plain")


def test_a_run_ended_between_sending_and_recording_sends_a_copy_with_the_same_id(
    school: School, authority: Authority, server: Server
) -> None:
    mails_by(school, server, authority)

    def end(done: str) -> None:
        if done == "mail sent and not yet recorded":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        school.night(between=end)
    school.night()
    first, second = server.mails
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert first.content == second.content
    school.night()
    assert len(server.mails) == 2


def test_nothing_in_a_name_becomes_a_header(school: School, authority: Authority, server: Server) -> None:
    mails_by(school, server, authority)
    config = school.folder / "attendctl.toml"
    text = config.read_text().replace(
        '"Hillside School"', '"Hill\\u001B\\u202E\\r\\nBcc: thief@x.example\\r\\n\\r\\nGone"'
    )
    config.write_text(text)
    (school.folder / "inbox" / "a\r\n.\r\nMAIL FROM:<thief@x.example>.csv").write_text("no register")
    school.night()
    (mail,) = server.mails
    assert mail.to == (HEAD, OFFICE)
    assert sorted(mail.message.keys()) == [
        *("Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"),
        "X-Auto-Response-Suppress",
    ]
    assert mail.message["Subject"].strip().startswith("Hill Bcc: thief@x.example Gone: night run of")
    assert [line for line in server.said if line.startswith(("mail", "MAIL"))] == [
        line for line in server.said if line.lower().startswith(f"mail from:<{USER}>")
    ]


def test_a_ledger_that_is_not_sound_is_mailed_as_a_fault(
    after_a_night: School, authority: Authority, server: Server
) -> None:
    mails_by(after_a_night, server, authority)
    with duckdb.connect(str(after_a_night.ledger)) as file:
        file.execute("UPDATE mark SET code = 'I' WHERE date = '2025-10-27'")
    assert after_a_night.night()["exit_status"] == 3
    (mail,) = server.mails
    assert mail.message["Subject"] == "Hillside School: night run of 8 November 2025: ended with a fault"
    assert "The ledger is not what it was told" in mail.body("plain")


def test_a_clock_set_back_and_a_busy_ledger_are_mailed_once_each(
    after_a_night: School, authority: Authority, server: Server
) -> None:
    mails_by(after_a_night, server, authority)
    earlier = date(2025, 11, 7)
    for _ in range(2):
        with pytest.raises(AttendctlError) as fault:
            after_a_night.night(earlier)
        assert (fault.value.code, fault.value.exit_status) == ("U004", 2)
        assert "mailed" not in fault.value.remedy
    for _ in range(2):
        with the_only_run(after_a_night.ledger), pytest.raises(AttendctlError) as fault:
            after_a_night.night()
        assert (fault.value.code, fault.value.exit_status) == ("L005", 5)
    clock, busy = server.mails
    assert clock.message["Subject"].endswith("7 November 2025: ended with a fault")
    assert "- U004: Today is 2025-11-07 by the clock of this machine" in clock.body("plain")
    assert "- Set the clock right and run attendctl nightly again." in clock.body("plain")
    assert "L005" in busy.body("html")


def test_where_nothing_can_be_written_the_mail_goes_out_all_the_same(
    school: School, authority: Authority, server: Server
) -> None:
    mails_by(school, server, authority)
    (school.folder / "nightly").write_text("in the way")
    for _ in range(2):
        with pytest.raises(AttendctlError) as fault:
            school.night()
        assert (fault.value.code, fault.value.exit_status) == ("U003", 2)
    first, second = server.mails
    assert "U003" in first.body("plain")
    assert first.message["Message-ID"] == second.message["Message-ID"]


def test_a_fault_that_cannot_be_mailed_keeps_its_code_and_says_so(
    after_a_night: School, authority: Authority, server: Server
) -> None:
    mails_by(after_a_night, server, authority, password_file="nowhere")
    with pytest.raises(AttendctlError) as fault:
        after_a_night.night(date(2025, 11, 7))
    assert (fault.value.code, fault.value.exit_status) == ("U004", 2)
    assert "Not all were mailed about it: M005" in fault.value.remedy


def test_a_defect_is_mailed_by_its_kind_alone(school: School, authority: Authority, server: Server) -> None:
    mails_by(school, server, authority)

    def fail(_done: str) -> None:
        raise ZeroDivisionError("Okoro")

    school.put("marks.csv", *marks())
    with pytest.raises(ZeroDivisionError):
        school.night(between=fail)
    (mail,) = server.mails
    assert "X001: The night ended with ZeroDivisionError, a defect of attendctl." in mail.body("plain")
    assert b"Okoro" not in mail.content


def test_without_mail_in_the_settings_nothing_is_said_to_anybody(
    school: School, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.create_connection", refuse)
    school.configure(LIGHT)
    said = school.night()
    assert said["mail"] is None
    assert server.said == []


def test_who_is_added_gets_the_mail_and_the_others_no_second(
    school: School, authority: Authority, server: Server, tmp_path: Path
) -> None:
    mails_by(school, server, authority, to=(HEAD,))
    said = school.night()
    assert said["mail"]["sent_to"] == [HEAD]
    school.configure(LIGHT + mail_lines(server))
    assert school.night()["mail"]["sent_to"] == [HEAD, OFFICE]
    assert [mail.to for mail in server.mails] == [(HEAD,), (OFFICE,)]
    assert (school.folder / "nightly" / "mailed.json").stat().st_mode & 0o077 == 0
    assert NIGHT.isoformat() in (school.folder / "nightly" / "mailed.json").read_text()
