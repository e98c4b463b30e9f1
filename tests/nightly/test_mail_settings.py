"""[nightly.mail] is read strictly; the password is the owner's alone; the record outlasts a full disk."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from attendctl.errors import AttendctlError, CannotWrite, WrongUsage
from attendctl.nightly import mail_record
from attendctl.nightly.mail_password import mail_password
from attendctl.nightly.mail_record import RECORD, MailRecord
from attendctl.nightly_settings import MailSettings
from attendctl.settings import read_settings
from tests.nightly.mail_school import HEAD, LIGHT, OFFICE, Authority, mails_by
from tests.nightly.mail_server_here import Server
from tests.nightly.night_school import NIGHT, NOW, School

LEAST: dict[str, Any] = {"to": ["a@b.example"], "from": "c@b.example", "server": "smtp.b.example"}
SIGNED_IN = LEAST | {"user": "c", "password_file": "pass word"}


def settings(keys: dict[str, Any]) -> MailSettings:
    return MailSettings.model_validate(keys)


def test_the_port_goes_with_the_security_unless_one_is_stated() -> None:
    assert settings(LEAST).port_used == 465
    assert settings(LEAST | {"security": "starttls"}).port_used == 587
    assert settings(LEAST | {"port": 2525}).port_used == 2525


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"to": []}, "key nightly.mail.to: "),
        ({"to": "a@b.example"}, "key nightly.mail.to: "),
        ({"to": ["Head <a@b.example>"]}, "'Head <a@b.example>' is not an address"),
        ({"to": ["a@b.example\r\nBcc: d@e.example"]}, "is not an address"),
        ({"to": ["a@b.example", "A@B.example"]}, "a@b.example stands there twice"),
        ({"to": [f"{'a' * 250}@b.example"]}, "is not an address"),
        ({"from": "office"}, "key nightly.mail.from: 'office' is not an address"),
        ({"from": None}, "key nightly.mail.from: "),
        ({"server": "smtp.b.example:465"}, "give its name alone, and the port under port"),
        ({"server": "https://b.example"}, "is not a server"),
        ({"server": "1.2.3.400"}, "is not a server"),
        ({"security": "none"}, "key nightly.mail.security: "),
        ({"verify": False}, "verify: there is no such key"),
        ({"port": 0}, "key nightly.mail.port: "),
        ({"port": 65536}, "key nightly.mail.port: "),
        ({"timeout_seconds": 601}, "key nightly.mail.timeout_seconds: "),
        ({"user": "c"}, "user needs password_file or password_env"),
        ({"user": "c\u00e9", "password_env": "P"}, "plain letters, digits and signs"),
        ({"password_file": "x"}, "a password needs user"),
        ({"user": "c", "password_file": "x", "password_env": "P"}, "only one of them can hold"),
    ],
)
def test_a_key_that_cannot_be_right_is_named(changed: dict[str, Any], wrong: str, tmp_path: Path) -> None:
    keys = {key: value for key, value in (LEAST | changed).items() if value is not None}
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in keys.items())
    path = tmp_path / "attendctl.toml"
    path.write_text(f"[nightly.mail]\n{lines}\n", encoding="utf-8")
    with pytest.raises(WrongUsage) as fault:
        read_settings(path)
    assert "key nightly.mail" in fault.value.message
    assert wrong in fault.value.message


@pytest.mark.parametrize("server", ["localhost", "192.0.2.7", "2001:db8::7", "smtp.b.example"])
def test_servers_by_name_and_by_number(server: str) -> None:
    assert settings(LEAST | {"server": server}).server == server


def password_file(folder: Path, content: bytes, mode: int = 0o600) -> MailSettings:
    path = folder / "pass word"
    path.write_bytes(content)
    path.chmod(mode)
    return settings(SIGNED_IN)


@pytest.mark.parametrize("content", [b"a b!", b"a b!\n", b"a b!\r\n", b"\xef\xbb\xbfa b!\n"])
def test_a_password_is_without_its_line_end(content: bytes, tmp_path: Path) -> None:
    assert mail_password(password_file(tmp_path, content), tmp_path) == "a b!"


@pytest.mark.parametrize("content", [b"", b"\n", b"two\nlines\n", b"caf\xc3\xa9", b"a\0b", b"x" * 5000])
def test_what_is_no_password_is_refused_unshown(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(AttendctlError) as fault:
        mail_password(password_file(tmp_path, content), tmp_path)
    assert fault.value.code == "M005"
    assert not [word for word in ("two", "lines", "caf", "xxx") if word in str(fault.value)]


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_a_password_that_others_may_read_is_not_used(mode: int, tmp_path: Path) -> None:
    with pytest.raises(AttendctlError, match=r"others may read or write it\. .*chmod 600 pass word"):
        mail_password(password_file(tmp_path, b"secret", mode), tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="named pipes are those of POSIX")
def test_a_pipe_or_a_folder_is_no_password_and_nobody_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pass word", 0o600)
    with pytest.raises(AttendctlError, match="is not a file"):
        mail_password(settings(SIGNED_IN), tmp_path)
    (tmp_path / "pass word").unlink()
    (tmp_path / "pass word").mkdir()
    with pytest.raises(AttendctlError) as fault:
        mail_password(settings(SIGNED_IN), tmp_path)
    assert fault.value.code == "M005"


def test_a_password_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chosen = settings(LEAST | {"user": "c", "password_env": "OUR_MAIL"})
    monkeypatch.setenv("OUR_MAIL", "a b!\n")
    assert mail_password(chosen, tmp_path) == "a b!"
    monkeypatch.delenv("OUR_MAIL")
    with pytest.raises(AttendctlError, match=r"The variable OUR_MAIL, .* is not set"):
        mail_password(chosen, tmp_path)
    assert mail_password(settings(LEAST), tmp_path) is None


def test_a_record_is_written_over_where_there_is_no_room(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "nightly"
    assert MailRecord(folder).add(NIGHT, "1" * 64, [HEAD])

    def no_room(path: Path, _content: bytes) -> None:
        raise CannotWrite(f"{path} cannot be written: no room.")

    monkeypatch.setattr(mail_record, "write_whole", no_room)
    size = (folder / RECORD).stat().st_size
    assert MailRecord(folder).add(NIGHT, "2" * 64, [OFFICE])
    assert (folder / RECORD).stat().st_size == size
    assert MailRecord(folder).got("1" * 64) == {HEAD}
    assert MailRecord(folder).got("2" * 64) == {OFFICE}
    assert not MailRecord(tmp_path / "elsewhere").add(NIGHT, "3" * 64, [HEAD])


def test_a_record_keeps_the_newest_and_a_damaged_one_knows_of_none(tmp_path: Path) -> None:
    record = MailRecord(tmp_path)
    for day in range(1, 26):
        record.add(date(2025, 11, day), f"{day:064}", [HEAD])
    assert [record.got(f"{day:064}") for day in (5, 6, 25)] == [set(), {HEAD}, {HEAD}]
    for damaged in ("", "{", '{"mails": 3}', '{"mails": [{"to": 1}]}', '[{"sha256": 1}]'):
        (tmp_path / RECORD).write_text(damaged)
        assert record.got(f"{25:064}") == set()


@pytest.fixture
def _at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ATTENDCTL_CONFIG", "ATTENDCTL_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("attendctl.cli.nightly_command.today", lambda: NIGHT)
    monkeypatch.setattr("attendctl.cli.nightly_command.time_now", lambda: NOW)


def run(school: School, *words: str) -> Result:
    config = str(school.folder / "attendctl.toml")
    return CliRunner().invoke(app, ["--config", config, "nightly", *words], catch_exceptions=False)


@pytest.mark.usefixtures("_at_night")
def test_a_trial_says_that_the_mail_was_taken(school: School, authority: Authority, server: Server) -> None:
    mails_by(school, server, authority)
    result = run(school, "--mail-test")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"localhost has taken a mail to {HEAD}, {OFFICE}" in result.stdout
    (mail,) = server.mails
    assert mail.message["Subject"] == "attendctl: a trial of [nightly.mail]"
    assert "Hillside" not in mail.body("plain")
    assert not school.ledger.exists()
    said = json.loads(run(school, "--mail-test", "--format", "json").stdout)
    assert said == {
        "server": "localhost",
        "port": server.port,
        "security": "tls",
        "sent_to": [HEAD, OFFICE],
    }


@pytest.mark.usefixtures("_at_night")
def test_a_trial_that_fails_is_one_message(school: School, authority: Authority, server: Server) -> None:
    mails_by(school, server, authority, password_file="nowhere")
    result = run(school, "--mail-test")
    assert result.exit_code == 6
    assert result.stderr.startswith("attendctl: M005: ")
    assert len(result.stderr.splitlines()) == 2
    school.configure(LIGHT)
    result = run(school, "--mail-test")
    assert (result.exit_code, "has no [nightly.mail]" in result.stderr) == (2, True)
    assert run(school, "--mail-test", "--dry-run").exit_code == 2


@pytest.mark.usefixtures("_at_night")
def test_a_dry_run_says_to_whom_it_would_be_mailed_and_says_nothing_to_the_server(
    school: School, authority: Authority, server: Server
) -> None:
    mails_by(school, server, authority)
    result = run(school, "--dry-run")
    assert f"Mail: to {HEAD}, {OFFICE} by localhost" in result.stdout
    assert "It would not go out" not in result.stdout
    (school.folder / "mail-password").chmod(0o644)
    words = " ".join(run(school, "--dry-run").stdout.split())
    assert "It would not go out: M005:" in words
    assert json.loads(run(school, "--dry-run", "--format", "json").stdout)["mail"]["to"] == [HEAD, OFFICE]
    assert server.said == []


@pytest.mark.usefixtures("_at_night")
def test_a_night_on_the_terminal_says_who_has_the_mail(
    school: School, authority: Authority, server: Server
) -> None:
    mails_by(school, server, authority)
    words = " ".join(run(school).stdout.split())
    assert f"The summary was mailed to {HEAD}, {OFFICE}." in words
