"""Pictures of subscribers and announcements, in the admin's window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from client.answer import Answer
from client.clock import to_wire
from client.documents import Document
from client.errors import UnreachableError
from client.outbox.operation import Operation
from client.stores.news import NewsStore
from contracts.rows import AnnouncementDoc
from desktop.shots.admin_samples import build_account, build_server
from desktop.shots.customer_samples import categories, id_of
from desktop.shots.framed import ADMIN, OFFLINE, SAVED, framed
from desktop.shots.memory import MemoryAccount
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, SampleClock, build_desk
from viewmodels.news.page import NewsParts, NewsViewModel
from views.news.page import NewsView

# Subject, segment, value, state, days ago, recipients, sent, failed.
_SENT = (
    ("Winter hours of Alderhaven's vendors", "city", "Alderhaven", "draft", 0, 0, 0, 0),
    ("Two new categories: gardens and pets", "all", None, "sending", 0, 1840, 1122, 3),
    ("Payouts go out on Mondays now", "vendors", None, "scheduled", -2, 0, 0, 0),
    ("Autumn cleaning, ten percent off", "customers", None, "sent", 20, 1204, 1198, 6),
    ("Welcome to Doorstep", "all", None, "sent", 61, 1650, 1640, 10),
)


def announcements() -> list[AnnouncementDoc]:
    """Five announcements, each in another state."""
    rows = []
    for place, (subject, segment, value, state, days, wanted, sent, failed) in enumerate(_SENT):
        at = to_wire(NOW - timedelta(days=days, hours=place))
        begun = at if state in {"sending", "sent"} else None
        row: AnnouncementDoc = {
            "id": id_of(11, place),
            "version": 1,
            "subject": subject,
            "body": "Dear neighbours,\n\nfrom December on most vendors begin at nine.",
            "segment": segment,
            "segment_value": value,
            "state": state,
            "send_at": None if state == "draft" else at,
            "started_at": begun,
            "finished_at": at if state == "sent" else None,
            "recipients": wanted,
            "sent": sent,
            "failed": failed,
            "created_at": to_wire(NOW - timedelta(days=place)),
            "updated_at": at,
        }
        rows.append(row)
    return rows


class SampleNews:
    """Answers what the page asks for, and keeps what it was told to do."""

    def __init__(self) -> None:
        self.reachable = True
        self.performed: list[Operation] = []
        self.on_perform: Callable[[Operation], Document] = lambda _operation: {}

    async def page(self, what: str, *, state: str = "", q: str = "", cursor: str = "") -> Answer:
        """Three lines of any list."""
        if not self.reachable:
            raise UnreachableError
        at = to_wire(NOW - timedelta(days=1))
        people = ("ada@post.example", "lena@post.example", "omar@post.example")
        states = {"subscribers": ("active", "pending", "ended"), "letters": ("dead", "sent", "waiting")}
        items: list[Document] = [
            {"address": person, "reason": "Bounced twice.", "created_at": at}
            if what == "suppressions"
            else {
                "id": id_of(12, place),
                "email": person,
                "recipient": person,
                "language": "en",
                "kind": "booking_reminder",
                "channel": "mail",
                "problem": "550 No such mailbox" if states[what][place] == "dead" else None,
                "state": states[what][place],
                "created_at": at,
            }
            for place, person in enumerate(people)
        ]
        return Answer({"items": items, "next_cursor": None})

    async def preview(self, announcement_id: str) -> Answer:
        """Always the same reach."""
        return Answer({"recipients": 412})

    async def perform(self, operation: Operation) -> Document:
        """Do it."""
        if not self.reachable:
            raise UnreachableError
        self.performed.append(operation)
        return self.on_perform(operation)


def news_page(account: MemoryAccount, clock: SampleClock, server: Any, tab: str) -> NewsViewModel:
    """The viewmodel over the sample account."""
    account.put("announcement", announcements())
    account.put("category", categories())
    desk = build_desk(account, clock)
    store = NewsStore(account, account.new_id, lambda: server, lambda: server)
    return NewsViewModel(NewsParts(desk.tools, store, desk.catalogue, account.status, desk.toasts), tab=tab)


def build(
    act: Callable[[NewsViewModel], object], *, tab: str = "announcements", offline: bool = False
) -> QWidget:
    """The page in its window."""
    clock, server = SampleClock(), SampleNews()
    build_server()
    account = build_account(clock)
    if offline:
        server.reachable = False
        account.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    page = news_page(account, clock, server, tab)
    act(page)
    frame = framed(
        lambda: NewsView(page),
        "admin.news",
        page.title.value,
        filled=page.filled.value,
        pill=OFFLINE if offline else SAVED,
        others=(ADMIN,),
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


SHOTS = (
    Shot("admin-news", partial(build, lambda page: page.open(id_of(11, 0)))),
    Shot("admin-news-offline", partial(build, lambda page: page.open(id_of(11, 3)), offline=True)),
    Shot("admin-news-letters", partial(build, lambda page: page.open(id_of(12, 0)), tab="letters")),
)
