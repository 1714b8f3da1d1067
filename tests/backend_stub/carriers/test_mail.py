"""The contract of the Mail port, held by the folder and by SMTP in each of its TLS modes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest

from backend_stub.adapters.clock import SystemClock
from backend_stub.adapters.mail_message import build_message
from backend_stub.carriers import build_mail
from backend_stub.ports.delivery import DeferredError, RefusedError
from backend_stub.ports.mail import Mail, MailPort
from backend_stub.settings import Settings
from tests.backend_stub.carriers.servers import PASSWORD, USER, MailServer, free_port, mail_server

MAIL = Mail(
    message_id="0190f5e2.letter@doorstep.test",
    to="ada@test.example",
    to_name="Ada Lovelace-Grüße 🌻",
    subject="Bestätigt: große Küche 🌻",
    text="Grüße\n.\nFrom here on\n",
    html="<p>Grüße &amp; mehr</p>",
    language="de",
    unsubscribe_url="https://doorstep.test/api/v1/unsubscribe/x.y",
)
Arrived = Callable[[], list[EmailMessage]]


def smtp_settings(folder: Path, server: MailServer, tls: str) -> Settings:
    secret = {} if tls == "none" else {"smtp_user": USER, "smtp_password": PASSWORD}
    place = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_tls": tls}
    authority = {} if tls == "none" else {"smtp_ca_file": folder / "server.pem"}
    return Settings.model_validate({"data_dir": folder, "mail": "smtp", **place, **secret, **authority})


@pytest.fixture(params=["file", "none", "starttls", "implicit"])
def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[MailPort, Arrived]]:
    """A carrier, and what has arrived by it."""
    if request.param == "file":

        def kept() -> list[EmailMessage]:
            files = sorted((tmp_path / "mail").glob("*"))
            return [message_from_bytes(file.read_bytes(), policy=default) for file in files]

        yield build_mail(Settings(data_dir=tmp_path), SystemClock()), kept
        return
    with mail_server(request.param, tmp_path) as server:
        settings = smtp_settings(tmp_path, server, request.param)
        yield build_mail(settings, SystemClock()), lambda: server.arrived


async def test_a_mail_arrives_as_it_was_written(carrier: tuple[MailPort, Arrived]) -> None:
    mail, arrived = carrier
    await mail.send(MAIL)
    (message,) = arrived()
    assert message["Message-ID"] == "<0190f5e2.letter@doorstep.test>"
    assert message["Subject"] == MAIL.subject
    assert message["To"].addresses[0].addr_spec == MAIL.to
    assert message["To"].addresses[0].display_name == MAIL.to_name
    assert message["List-Unsubscribe"] == f"<{MAIL.unsubscribe_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Content-Language"] == "de"
    text, html = message.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert cast("EmailMessage", text).get_content().replace("\r\n", "\n") == MAIL.text
    assert html.get_content_type() == "text/html"
    assert "Grüße &amp; mehr" in cast("EmailMessage", html).get_content()


async def test_a_repeat_is_known_as_one(carrier: tuple[MailPort, Arrived]) -> None:
    mail, arrived = carrier
    await mail.send(MAIL)
    await mail.send(MAIL)
    assert {message["Message-ID"] for message in arrived()} == {f"<{MAIL.message_id}>"}


@pytest.mark.parametrize("address", ["nobody", "a@b\r\nBcc: all@test.example", "a b@c", "@", "", "a@b@c"])
async def test_what_is_no_address_is_refused_for_good(
    carrier: tuple[MailPort, Arrived], address: str
) -> None:
    mail, arrived = carrier
    with pytest.raises(RefusedError):
        await mail.send(replace(MAIL, to=address))
    assert arrived() == []


async def test_nobody_writes_a_header_by_name_or_subject(carrier: tuple[MailPort, Arrived]) -> None:
    mail, arrived = carrier
    await mail.send(replace(MAIL, to_name="Ada\r\nBcc: all@x.example", subject="One\nBcc: all@x.example"))
    (message,) = arrived()
    assert message["Bcc"] is None
    assert message["Subject"] == "One Bcc: all@x.example"


def test_one_click_is_only_promised_where_it_is_safe() -> None:
    plain = replace(MAIL, unsubscribe_url="http://127.0.0.1/api/v1/unsubscribe/x")
    message = build_message(plain, "no-reply@doorstep.test", datetime.now(UTC))
    assert message["List-Unsubscribe"] is not None
    assert message["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("550 No such mailbox", RefusedError),
        ("452 Mailbox full", DeferredError),
    ],
)
async def test_an_address_that_the_server_does_not_take(
    tmp_path: Path, answer: str, failure: type[Exception]
) -> None:
    with mail_server() as server:
        server.refused[MAIL.to] = answer
        mail = build_mail(smtp_settings(tmp_path, server, "none"), SystemClock())
        with pytest.raises(failure, match=answer[:3]):
            await mail.send(MAIL)


@pytest.mark.parametrize(("answer", "failure"), [("554 No", RefusedError), ("451 Later", DeferredError)])
async def test_a_mail_that_the_server_does_not_take(
    tmp_path: Path, answer: str, failure: type[Exception]
) -> None:
    with mail_server() as server:
        server.refuse = answer
        mail = build_mail(smtp_settings(tmp_path, server, "none"), SystemClock())
        with pytest.raises(failure):
            await mail.send(MAIL)


async def test_a_server_that_is_away_is_asked_again_later(tmp_path: Path) -> None:
    mail = build_mail(smtp_settings(tmp_path, MailServer(free_port()), "none"), SystemClock())
    with pytest.raises(DeferredError):
        await mail.send(MAIL)


async def test_a_certificate_of_somebody_else_is_not_taken(tmp_path: Path) -> None:
    with mail_server("starttls", tmp_path) as server:
        strange = smtp_settings(tmp_path, server, "starttls").model_copy(update={"smtp_ca_file": None})
        with pytest.raises(DeferredError):
            await build_mail(strange, SystemClock()).send(MAIL)
        assert server.arrived == []


async def test_starttls_never_falls_back_to_plain_text(tmp_path: Path) -> None:
    with mail_server() as server:
        settings = smtp_settings(tmp_path, server, "none").model_copy(update={"smtp_tls": "starttls"})
        with pytest.raises(DeferredError):
            await build_mail(settings, SystemClock()).send(MAIL)
        assert server.arrived == []


async def test_wrong_credentials_are_not_the_mails_fault(tmp_path: Path) -> None:
    with mail_server("starttls", tmp_path) as server:
        settings = smtp_settings(tmp_path, server, "starttls").model_copy(update={"smtp_user": "other"})
        with pytest.raises(DeferredError, match="credentials"):
            await build_mail(settings, SystemClock()).send(MAIL)
