"""The shell: what frames every page, and the page that is open in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from client.session.person import Person
from client.status import EngineStatus
from client.stores.booking import BookingCounts, BookingStore
from client.stores.cart import CartItems
from client.stores.conversation import UnreadCount
from client.stores.notification import NotificationStore
from client.stores.outbox import OutboxStore
from client.stores.people import PeopleStore
from contracts.permissions import Permission
from contracts.rows import CartItemDoc
from contracts.vocabulary import BookingStatus
from viewmodels.kernel.actions import ActionTable
from viewmodels.kernel.command import Command
from viewmodels.kernel.navigator import Location, Navigator
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem
from viewmodels.kernel.view_model import Tools, ViewModel
from viewmodels.shell.bell import Bell
from viewmodels.shell.booking_words import initials_of, tint_of
from viewmodels.shell.cheat_sheet import cheat_rows
from viewmodels.shell.outbox import Outbox
from viewmodels.shell.palette import Palette
from viewmodels.shell.pill import pill_state
from viewmodels.shell.preferences import Preferences
from viewmodels.shell.rail import Rail
from viewmodels.shell.rows import AccountRow, CheatRow, PillState, Tone
from viewmodels.shell.sign_out import SignOut, SignOutPlan
from viewmodels.shell.toasts import Toasts

PageFactory = Callable[[Location], Page]


@dataclass(frozen=True, slots=True)
class ShellStores:
    """The stores that the shell itself reads."""

    bookings: BookingStore
    notifications: NotificationStore
    outbox: OutboxStore
    people: PeopleStore


@dataclass(frozen=True, slots=True)
class ShellParts:
    """What the shell is put together from."""

    person: Person
    status: EngineStatus
    stores: ShellStores
    actions: ActionTable
    navigator: Navigator
    preferences: Preferences
    toasts: Toasts
    pages: Mapping[str, PageFactory]
    sync_now: Callable[[], object]
    plan_sign_out: Callable[[], SignOutPlan]


class Shell(ViewModel):
    """Opens the navigator's page, closes the one before, and offers the actions that work everywhere."""

    def __init__(self, tools: Tools, parts: ShellParts) -> None:
        super().__init__(tools)
        self._parts = parts
        self.navigator, self.actions, self.toasts = parts.navigator, parts.actions, parts.toasts
        self.preferences = parts.preferences
        stores, permissions = parts.stores, parts.person.permissions
        self.rail = Rail(tools, parts.person, parts.navigator, parts.preferences)
        self.outbox = Outbox(tools, stores.outbox, parts.status, parts.navigator, parts.toasts)
        self.bell = Bell(tools, stores.notifications, parts.navigator)
        self.palette = Palette(
            tools, parts.actions, parts.navigator, permissions, stores.bookings, stores.people
        )
        self.account: Observable[AccountRow] = self.field(
            AccountRow(parts.person.name, initials_of(parts.person.name), tint_of(parts.person.id))
        )
        self.page: Observable[Page | None] = self.field(None)
        self.pill: Observable[PillState] = self.field(pill_state(parts.status.value, self.texts))
        self.notice: Observable[str] = self.field("")
        self._leaves_when_sent = False
        self.cheat_sheet: Observable[tuple[CheatRow, ...]] = self.field(())
        self.sync_now = self.command(self._sync_now, "shell.sync_now")
        self.sign_out = self.command(self._sign_out, "shell.sign_out")
        self.sign_out.failed.connect(self._say_why)
        self.back = self.command(self._back, "shell.back")
        self.switch_theme = self.command(self._switch_theme, "shell.theme")
        self.show_cheat_sheet = self.command(self._show_cheat_sheet, "shell.cheat_sheet")
        self._commands: dict[str, Command] = {
            "shell.palette": self.palette.show,
            "shell.outbox": self.outbox.show,
            "shell.notifications": self.bell.show,
            "shell.fold_rail": self.rail.toggle,
            "shell.theme": self.switch_theme,
            "shell.cheat_sheet": self.show_cheat_sheet,
            "shell.sync_now": self.sync_now,
            "shell.sign_out": self.sign_out,
            "shell.back": self.back,
        }
        self.actions.offer(self._commands)
        self._offered: Mapping[str, Command] = {}
        self.on_close(self._leave)
        self.on_close(parts.status.subscribe(self._refresh_status))
        self._refresh_status()
        parts.navigator.current.bind(self._open)
        vendors = tuple(id for id, _name in parts.person.vendors)
        if vendors:
            self.observe(stores.bookings.observe(BookingCounts(vendors)), self._count_requests)
        if Permission.CART_USE in parts.person.permissions:
            self.observe(stores.bookings.observe(CartItems()), self._count_cart)
        if parts.navigator.allows("customer.messages"):
            mine = partial(self._count_messages, "customer.messages")
            self.observe(stores.bookings.observe(UnreadCount("customer")), mine)
        if vendors and parts.navigator.allows("vendor.messages"):
            ours = partial(self._count_messages, "vendor.messages")
            self.observe(stores.bookings.observe(UnreadCount("vendor", vendors[0])), ours)

    @property
    def permissions(self) -> frozenset[str]:
        """What this person may do."""
        return self._parts.person.permissions

    def hide_cheat_sheet(self) -> None:
        """Close it."""
        self.cheat_sheet.value = ()

    def _open(self, location: Location) -> None:
        factory = self._parts.pages.get(location.route)
        if factory is None or self.closed:
            return
        before = self.page.value
        self.actions.withdraw(self._offered)
        page = factory(location)
        self._offered = page.commands
        self.actions.offer(self._offered)
        self.page.value = page
        if before is not None:
            before.close()
        self.outbox.hide()
        self.bell.hide()

    def _count_requests(self, counts: dict[str, int]) -> None:
        self.rail.set_count("vendor.bookings", counts.get(BookingStatus.REQUESTED, 0), urgent=True)

    def _count_cart(self, items: Sequence[CartItemDoc]) -> None:
        self.rail.set_count("customer.cart", len(items), urgent=True)

    def _count_messages(self, route: str, count: int) -> None:
        self.rail.set_count(route, count)

    def _refresh_status(self) -> None:
        value = self._parts.status.value
        self.pill.value = pill_state(value, self.texts)
        waits = self.texts("shell.sign_out.waiting") if self._leaves_when_sent else ""
        self.notice.value = self.texts(f"shell.notice.{value.notice}") if value.notice else waits

    def _leave(self) -> None:
        self.actions.withdraw(self._offered)
        self.actions.withdraw(self._commands)
        if self.page.value is not None:
            self.page.value.close()
        for part in (self.rail, self.outbox, self.bell, self.palette):
            part.close()

    async def _sync_now(self) -> None:
        self._parts.sync_now()

    async def _back(self) -> None:
        self.navigator.back()

    async def _switch_theme(self) -> None:
        await self.preferences.set_theme.run("light" if self.preferences.theme.value == "dark" else "dark")

    async def _show_cheat_sheet(self) -> None:
        if self.cheat_sheet.value:
            self.hide_cheat_sheet()
            return
        self.cheat_sheet.value = tuple(cheat_rows(self.actions, self.navigator, self.permissions, self.texts))

    async def _sign_out(self) -> None:
        plan = self._parts.plan_sign_out()
        choice: str | None = "now"
        if plan.pending:
            choice = await self.navigator.ask(SignOut(self.tools, plan.pending))
        # Whatever was chosen before, this is the answer now; none is an answer too.
        plan.stay()
        self._leaves_when_sent = choice == "wait"
        self._refresh_status()
        if choice is not None:
            await plan.leave(choice)

    def _say_why(self, problem: Problem) -> None:
        self.toasts.show(problem.text, tone=Tone.WARN, icon="circle-alert")
