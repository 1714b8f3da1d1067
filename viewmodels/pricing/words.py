"""Coupon documents in words, and typed amounts in units."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from client.clock import to_wire
from contracts.rows import CouponDoc
from contracts.vocabulary import CouponKind, CouponStatus
from viewmodels.format import Format, to_instant, zone_of
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.pricing.rows import CouponForm, CouponRow
from viewmodels.text import Texts


def to_hundredths(text: str) -> int | None:
    """`12.5` or `12,5` as 1250; None for what is no such number."""
    whole, _, part = text.strip().replace(",", ".").partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 9):
        return None
    if part and not (part.isascii() and part.isdigit() and len(part) <= 2):
        return None
    return int(whole) * 100 + int(part.ljust(2, "0"))


class CouponWords:
    """Turns `contracts.rows.CouponDoc` into rows, and a form into a wish."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def row(self, coupon: CouponDoc) -> CouponRow:
        """A line of the list, with the facts of the panel."""
        texts, state = self._texts, self._state(coupon)
        limit = coupon["limit_total"]
        uses = self._format.number(coupon["used"])
        if limit is not None:
            uses = texts("coupons.uses", used=uses, limit=self._format.number(limit))
        payer = coupon["vendor_name"] or texts("coupons.platform")
        until = self._format.day(self._last_day(coupon["ends_at"])) if coupon["ends_at"] else ""
        row = CouponRow(
            id=coupon["id"],
            code=coupon["code"],
            off=self._off(coupon),
            fits=self._fits(coupon),
            payer=payer,
            uses=uses,
            used=coupon["used"],
            until=until or texts("coupons.no_end"),
            ends_at=coupon["ends_at"] or "~",
            state=texts(f"coupons.state.{state[0]}"),
            tag=(texts(f"coupons.state.{state[0]}"), state[1]),
            can_pause=coupon["status"] == CouponStatus.ACTIVE,
            can_resume=coupon["status"] == CouponStatus.PAUSED,
            facts=(),
        )
        return self._with_facts(row, coupon)

    def wish(self, form: CouponForm, id: str, vendor_id: str, currency: str) -> dict[str, Any]:
        """A `contracts.coupons.CouponCreate`; raises `ShownError` with the fields to correct."""
        errors: dict[str, str] = {}
        code = form.code.strip().upper()
        if not (3 <= len(code) <= 24 and code[0] != "-" and _is_code(code)):
            errors["code"] = self._texts("coupons.code.needed")
        value = to_hundredths(form.value)
        most = 10_000 if form.kind == CouponKind.PERCENT else 10**9
        if value is None or not 1 <= value <= most:
            errors["value"] = self._texts(f"coupons.value.needed.{form.kind}")
        limits = {}
        for name in ("limit_total", "limit_per_person"):
            limits[name] = self._limit(getattr(form, name), name, errors)
        if form.starts and form.ends and form.ends < form.starts:
            errors["ends"] = self._texts("coupons.ends.before")
        if errors or value is None:
            first = next(iter(errors.values()))
            raise ShownError(Problem(first, fields=errors))
        is_percent = form.kind == CouponKind.PERCENT
        return {
            "id": id,
            "vendor_id": vendor_id or None,
            "code": code,
            "basis_points": value if is_percent else None,
            "amount": None if is_percent else {"amount": value, "currency": currency},
            "first_booking": form.first_booking,
            "category_id": form.category_id or None,
            **limits,
            "stacks": form.stacks,
            "starts_at": self._instant(form.starts, 0),
            "ends_at": self._instant(form.ends, 1),
        }

    def _with_facts(self, row: CouponRow, coupon: CouponDoc) -> CouponRow:
        texts, per_person = self._texts, coupon["limit_per_person"]
        facts = [
            ("off", row.off),
            ("fits", row.fits),
            ("payer", row.payer),
            ("used", row.uses),
            ("each", "" if per_person is None else self._format.number(per_person)),
            ("first", texts("coupons.yes") if coupon["first_booking"] else ""),
            ("stacks", texts("coupons.stacks.yes" if coupon["stacks"] else "coupons.stacks.no")),
            ("from", self._format.day(coupon["starts_at"]) if coupon["starts_at"] else ""),
            ("until", row.until),
        ]
        shown = tuple((texts(f"coupons.fact.{key}"), value) for key, value in facts if value)
        return CouponRow(
            row.id, row.code, row.off, row.fits, row.payer, row.uses, row.used, row.until, row.ends_at,
            row.state, row.tag, row.can_pause, row.can_resume, shown,
        )  # fmt: skip

    def _off(self, coupon: CouponDoc) -> str:
        if coupon["amount"] is not None:
            return self._format.money_short(coupon["amount"])
        points = coupon["basis_points"] or 0
        number = self._format.decimal(points / 100, 2 if points % 10 else 1 if points % 100 else 0)
        return self._texts("coupons.percent", number=number)

    def _fits(self, coupon: CouponDoc) -> str:
        names = [name for name in (coupon["category_name"], coupon["for_vendor_name"]) if name]
        return ", ".join(names) or self._texts("coupons.everything")

    def _state(self, coupon: CouponDoc) -> tuple[str, str]:
        now, limit = self._format.now(), coupon["limit_total"]
        if coupon["ends_at"] and to_instant(coupon["ends_at"]) <= now:
            return "over", "neutral"
        if coupon["status"] == CouponStatus.PAUSED:
            return "paused", "warn"
        if limit is not None and coupon["used"] >= limit:
            return "used_up", "neutral"
        if coupon["starts_at"] and to_instant(coupon["starts_at"]) > now:
            return "later", "info"
        return "active", "good"

    def _limit(self, text: str, name: str, errors: dict[str, str]) -> int | None:
        typed = text.strip()
        if not typed:
            return None
        if typed.isascii() and typed.isdigit() and len(typed) <= 7 and 1 <= int(typed) <= 1_000_000:
            return int(typed)
        errors[name] = self._texts("coupons.limit.needed")
        return None

    def _instant(self, day: date | None, later: int) -> str | None:
        if day is None:
            return None
        begins = datetime.combine(
            day + timedelta(days=later), datetime.min.time(), zone_of(self._format.zone)
        )
        return to_wire(begins)

    def _last_day(self, ends_at: str) -> str:
        return to_wire(to_instant(ends_at) - timedelta(seconds=1))


def _is_code(code: str) -> bool:
    return all(sign == "-" or (sign.isascii() and sign.isalnum()) for sign in code)
