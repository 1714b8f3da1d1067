"""Reviews: what was said, what waits to be said, and the one deed that each allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from client.outbox.operation import Operation
from client.outbox.operations import review as operations
from client.session.person import Person
from client.status import EngineStatus
from client.stores.base import Folded
from client.stores.review import ReviewList, Reviews, ReviewStore
from contracts.rows import BookingDoc, BookingReviewDoc, PartyDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.toasts import Toasts

MOST_TEXT: Final = 2000
MOST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class ReviewsDesk:
    """Who looks: `side` is customer, vendor (then `vendor_id` says which) or admin."""

    tools: Tools
    person: Person
    side: str
    vendor_id: str
    reviews: ReviewStore
    status: EngineStatus
    toasts: Toasts


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review, or a booking that waits for one (`stars` 0)."""

    id: str
    title: str
    author: str
    when: str
    stars: int
    text: str
    reply: str
    state: str
    tag: str
    pending: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """What can be done with the open row; `deed` '' for reading only."""

    id: str = ""
    title: str = ""
    about: str = ""
    deed: str = ""
    action: str = ""
    hint: str = ""
    has_stars: bool = False
    stars: int = 5
    text: str = ""
    most: int = MOST_TEXT
    can_report: bool = False


class ReviewsViewModel(Page):
    """Whatever is done waits in the outbox and shows at once."""

    def __init__(self, desk: ReviewsDesk) -> None:
        super().__init__(desk.tools, desk.tools.texts("reviews.title"))
        self._desk = desk
        self._loaded = False
        self._written: dict[str, Folded[BookingReviewDoc]] = {}
        self._to_write: dict[str, tuple[BookingDoc, str]] = {}
        self._reporting = False
        self.rows: RowModel[ReviewRow] = RowModel(
            [Column("title", "", lambda row: row.title)], self, describe=lambda row: row.spoken
        )
        self.open_id: Observable[str] = self.field("")
        self.form: Observable[ReviewForm | None] = self.field(None)
        self.save: Command = self.command(self._save, "review.save")
        self.on_close(desk.status.subscribe(self._show_state))
        self.observe(desk.reviews.observe(ReviewList(desk.side, desk.vendor_id)), self._take)
        self._show_state()

    @property
    def side(self) -> str:
        """As whom one looks."""
        return self._desk.side

    # What a person does

    def open(self, id: str) -> None:
        """Look at a row; '' at none."""
        self.open_id.value = id
        self._reporting = False
        self.save.forgive()
        self._show_form()

    def begin_report(self) -> None:
        """Say why the open review should be looked at."""
        self._reporting = True
        self._show_form()

    async def _save(self, stars: int, text: str) -> None:
        form = self.form.value
        if form is None or not form.deed:
            return
        words = text.strip()
        if len(words) > form.most:
            raise ShownError(Problem(self.texts("reviews.too_long", most=form.most)))
        if not words and form.deed not in {"write", "edit", "restore"}:
            raise ShownError(Problem(self.texts("reviews.missing")))
        operation = self._operation(form, stars, words)
        if operation is None:
            return
        await self._desk.reviews.act(operation)
        self._desk.toasts.show(self.texts(f"reviews.done.{form.deed}"), icon="star")
        self.open("")

    def _operation(self, form: ReviewForm, stars: int, words: str) -> Operation | None:
        waiting = self._to_write.get(form.id)
        if waiting is not None:
            return self._written_now(*waiting, stars, words)
        found = self._written.get(form.id)
        if found is None:
            return None
        row = found.row
        match form.deed:
            case "edit":
                return operations.edit_review(row, stars, words)
            case "reply":
                return operations.reply_to(row, words)
            case "report":
                return operations.report_review(row, words)
            case "hide":
                return operations.hide_review(row, words)
            case "restore":
                return operations.restore_review(row)
        return None

    def _written_now(self, booking: BookingDoc, vendor: str, stars: int, words: str) -> Operation:
        me = PartyDoc(id=self._desk.person.id, name=self._desk.person.name)
        customer = booking["customer"] or me
        return operations.write_review(
            self._desk.reviews.new_id(),
            booking,
            stars,
            words,
            side=self._desk.side,
            author=customer["name"] if self._desk.side == "customer" else vendor,
            customer=customer,
            vendor_name=vendor,
        )

    # What comes in and what it shows

    def _take(self, found: Reviews) -> None:
        self._loaded = True
        self._written = {item.row["id"]: item for item in found.written}
        self._to_write = {row["id"]: (row, vendor) for row, vendor in found.to_write}
        self.rows.set_rows(
            [self._waiting(*item) for item in found.to_write] + [self._review(item) for item in found.written]
        )
        self._show_form()
        self._show_state()

    def _waiting(self, booking: BookingDoc, vendor: str) -> ReviewRow:
        customer = booking["customer"]
        who = vendor if self._desk.side == "customer" else customer["name"] if customer else ""
        when = self.format.day_time(booking["starts_at"], booking["zone"])
        tag = self.texts("reviews.to_write")
        return ReviewRow(
            booking["id"], booking["listing_title"], who, when, 0, "", "", "to_write", tag, False,
            self.texts("reviews.spoken_waiting", title=booking["listing_title"], who=who),
        )  # fmt: skip

    def _review(self, item: Folded[BookingReviewDoc]) -> ReviewRow:
        row = item.row
        reply = self.texts("reviews.reply_of", vendor=row["vendor_name"], text=row["reply"] or "")
        state = "reported" if row["report_count"] and row["state"] == "visible" else row["state"]
        hidden = row["hidden_reason"]
        tag = self.texts(f"reviews.state.{state}")
        text = row["text"]
        if hidden:
            text = f"{text}\n{self.texts('reviews.hidden_because', reason=hidden)}".strip()
        return ReviewRow(
            id=row["id"],
            title=row["listing_title"],
            author=row["author"],
            when=self.format.since_day(row["created_at"]),
            stars=row["rating"],
            text=text,
            reply=reply if row["reply"] else "",
            state=state,
            tag=tag,
            pending=bool(item.pending),
            spoken=self.texts(
                "reviews.spoken",
                who=row["author"],
                title=row["listing_title"],
                stars=row["rating"],
                text=text,
            ),
        )

    def _show_form(self) -> None:
        id = self.open_id.value
        if id in self._to_write:
            booking, vendor = self._to_write[id]
            customer = booking["customer"]
            who = vendor if self._desk.side == "customer" else customer["name"] if customer else ""
            about = self.texts("reviews.about", title=booking["listing_title"], who=who)
            self.form.value = self._form("write", id, about, has_stars=True)
        elif id in self._written:
            self.form.value = self._form_of(self._written[id].row)
        else:
            self.form.value = None

    def _form_of(self, row: BookingReviewDoc) -> ReviewForm:
        about = self.texts("reviews.about", title=row["listing_title"], who=row["author"])
        mine, state = row["side"] == self._desk.side, row["state"]
        may_report = (
            state == "visible" and not mine and self._desk.side != "admin" and not row["report_count"]
        )
        if self._reporting and may_report:
            return self._form("report", row["id"], about, most=MOST_REASON)
        if self._desk.side == "admin":
            deed = "restore" if state == "hidden" else "hide"
            return self._form(deed, row["id"], about, most=MOST_REASON)
        if mine and state == "waiting":
            return self._form("edit", row["id"], about, has_stars=True, stars=row["rating"], text=row["text"])
        answers = self._desk.side == "vendor" and row["side"] == "customer" and state == "visible"
        deed = "reply" if answers and row["reply"] is None else ""
        return self._form(deed, row["id"], about, can_report=may_report)

    def _form(
        self,
        deed: str,
        id: str,
        about: str,
        *,
        has_stars: bool = False,
        stars: int = 5,
        text: str = "",
        most: int = MOST_TEXT,
        can_report: bool = False,
    ) -> ReviewForm:
        words = self.texts
        return ReviewForm(
            id=id,
            title=words(f"reviews.form.{deed or 'read'}"),
            about=about,
            deed=deed,
            action=words(f"reviews.action.{deed}") if deed else "",
            hint=words(f"reviews.hint.{deed or 'read'}"),
            has_stars=has_stars,
            stars=stars,
            text=text,
            most=most,
            can_report=can_report,
        )

    def _show_state(self) -> None:
        status = self._desk.status
        stale = ""
        if not status.online and not status.connecting and status.as_of is not None:
            stale = self.texts("shell.stale", time=self.format.since(status.as_of))
        count = len(self._to_write)
        self.subtitle.value = stale or (self.texts.count("reviews.waiting", count) if count else "")
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY if self.rows.rows else ScreenKind.EMPTY
        self.state.value = ScreenState(kind)
