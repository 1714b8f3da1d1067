"""What a kiosk is told by its environment: its place, its PIN, the language it speaks first."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from viewmodels.text import LANGUAGES

DEMO_CODE = "DEMO-KIOSK"
DEMO_PIN = "2580"
DEMO_NEAR = (54.0925, 10.7710)
DEMO_ZONE = "Europe/Berlin"

_PIN = re.compile(r"[0-9]{4,8}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """`pin` is empty where none was set: then only the system ends the kiosk. Empty `zone`: the system's."""

    code: str
    pin: str
    near: tuple[float, float] | None
    zone: str
    language: str


def read_settings(environment: Mapping[str, str], *, demo: bool) -> KioskSettings:
    """Read `DOORSTEP_KIOSK_*`; what can't be meant is logged and left out.

    The made-up town has values of its own.
    """
    return KioskSettings(
        code=environment.get("DOORSTEP_KIOSK_CODE", DEMO_CODE if demo else "").strip(),
        pin=_pin(environment.get("DOORSTEP_KIOSK_PIN", ""), DEMO_PIN if demo else ""),
        near=_near(environment.get("DOORSTEP_KIOSK_NEAR", ""), DEMO_NEAR if demo else None),
        zone=_zone(environment.get("DOORSTEP_KIOSK_ZONE", ""), DEMO_ZONE if demo else ""),
        language=_language(environment.get("DOORSTEP_KIOSK_LANGUAGE", "")),
    )


def _pin(text: str, otherwise: str) -> str:
    if not text:
        return otherwise
    if _PIN.fullmatch(text):
        return text
    _log.error("DOORSTEP_KIOSK_PIN must be 4 to 8 digits; nobody can leave the kiosk by its screen")
    return ""


def _near(text: str, otherwise: tuple[float, float] | None) -> tuple[float, float] | None:
    if not text:
        return otherwise
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        latitude = longitude = 999.0
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return latitude, longitude
    _log.error("DOORSTEP_KIOSK_NEAR must be latitude,longitude; distances are left out")
    return None


def _zone(text: str, otherwise: str) -> str:
    if not text:
        return otherwise
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError):
        _log.error("DOORSTEP_KIOSK_ZONE is no time zone: %s; the system's is used", text)
        return ""
    return text


def _language(text: str) -> str:
    if not text or text in LANGUAGES:
        return text or "en"
    _log.error("DOORSTEP_KIOSK_LANGUAGE must be one of %s", ", ".join(LANGUAGES))
    return "en"
