"""The contract of the Sms port, held by the folder and by a gateway that speaks Twilio's API."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend_stub.carriers import build_sms
from backend_stub.ports.delivery import DeferredError, RefusedError
from backend_stub.ports.sms import Sms, SmsPort
from backend_stub.settings import Settings
from tests.backend_stub.carriers.servers import PASSWORD, free_port, sms_gateway

SMS = Sms("0190f5e2.letter", "+4930123456", "Morgen 09:30: große Küche 🌻")
Arrived = Callable[[], list[tuple[str, str]]]


def gateway_settings(folder: Path, url: str, token: str = PASSWORD) -> Settings:
    given = {"sms_url": url, "sms_account": "AC0", "sms_token": token, "sms_from": "+15005550006"}
    return Settings.model_validate({"data_dir": folder, "sms": "twilio", **given})


@pytest.fixture(params=["file", "twilio"])
def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[SmsPort, Arrived]]:
    """A carrier, and what has arrived by it."""
    if request.param == "file":

        def kept() -> list[tuple[str, str]]:
            found = [json.loads(file.read_text()) for file in sorted((tmp_path / "sms").glob("*.json"))]
            return [(each["to"], each["text"]) for each in found]

        yield build_sms(Settings(data_dir=tmp_path)), kept
        return
    with sms_gateway() as gateway:
        yield (
            build_sms(gateway_settings(tmp_path, gateway.url)),
            lambda: [(each["To"], each["Body"]) for each in gateway.arrived],
        )


async def test_a_message_arrives_as_it_was_written(carrier: tuple[SmsPort, Arrived]) -> None:
    sms, arrived = carrier
    await sms.send(SMS)
    assert arrived() == [(SMS.to, SMS.text)]


@pytest.mark.parametrize("number", ["", "030123456", "+0301234567", "+49 30 12", "+4930123456\n", "+12"])
async def test_what_is_no_number_is_refused_for_good(carrier: tuple[SmsPort, Arrived], number: str) -> None:
    sms, arrived = carrier
    with pytest.raises(RefusedError):
        await sms.send(Sms("1", number, "x"))
    assert arrived() == []


@pytest.mark.parametrize(
    ("refusal", "failure"),
    [
        ((400, 21211, "Invalid 'To' number"), RefusedError),
        ((400, 21610, "Recipient has unsubscribed"), RefusedError),
        ((429, 20429, "Too many requests"), DeferredError),
        ((500, 20500, "Internal"), DeferredError),
    ],
)
async def test_what_the_gateway_says_decides(
    tmp_path: Path, refusal: tuple[int, int, str], failure: type[Exception]
) -> None:
    with sms_gateway() as gateway:
        gateway.refuse = refusal
        with pytest.raises(failure, match=str(refusal[1])):
            await build_sms(gateway_settings(tmp_path, gateway.url)).send(SMS)


async def test_a_wrong_token_is_not_the_messages_fault(tmp_path: Path) -> None:
    with sms_gateway() as gateway:
        with pytest.raises(DeferredError, match="20003"):
            await build_sms(gateway_settings(tmp_path, gateway.url, "wrong")).send(SMS)
        assert gateway.arrived == []


async def test_a_gateway_that_is_away_is_asked_again_later(tmp_path: Path) -> None:
    settings = gateway_settings(tmp_path, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(DeferredError):
        await build_sms(settings).send(SMS)
