"""The shell: folded rail, outbox, notifications, toasts, palette, cheat sheet, account menu."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.shots.framed import framed
from desktop.shots.shell_samples import CHEATS, NOTIFICATIONS, OUTBOX, PALETTE, TOASTS
from desktop.shots.shot import Shot
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.shell.rows import PillKind, PillState
from viewmodels.text import Texts
from views.kit.layouts import box, column
from views.kit.menu import open_menu
from views.kit.states import Skeleton
from views.shell.account_menu import account_items
from views.shell.cheat_sheet import CheatSheet
from views.shell.frame import ShellFrame
from views.shell.notifications import WIDTH, NotificationsPopup
from views.shell.outbox_card import OutboxWords
from views.shell.outbox_sheet import OutboxSheet
from views.shell.palette import PaletteView

_NEED_YOU = PillState(PillKind.NEED_YOU, "2 need you", "Sync: 2 need you")


def _page() -> QWidget:
    return box(column(Skeleton(rows=14, at_once=True), margins=(24, 20, 24, 20)))


def _shell(**options: Any) -> ShellFrame:
    return framed(
        _page,
        "vendor.bookings",
        "Bookings",
        "As of 11:36",
        primary=("New booking", "plus"),
        **options,
    )


def _model(rows: tuple[Any, ...]) -> RowModel[Any]:
    model: RowModel[Any] = RowModel([Column("title", "", lambda row: row.title)])
    model.set_rows(rows)
    return model


def _frame(widget: QWidget) -> ShellFrame:
    if not isinstance(widget, ShellFrame):
        raise TypeError(widget)
    return widget


def _open_outbox(widget: QWidget) -> None:
    frame = _frame(widget)
    texts = Texts("en")
    sheet = OutboxSheet(
        frame.content,
        title=texts("shell.outbox"),
        promise=texts("shell.outbox.promise"),
        close_name=texts("shell.outbox.close"),
        try_now=texts("shell.outbox.try_now"),
        export=texts("shell.outbox.export"),
        empty=(texts("shell.outbox.empty.title"), texts("shell.outbox.empty")),
        words=OutboxWords("Retry", "Edit", "Discard", "Book {when} with {who}"),
    )
    frame.top.pill.set_open(True)
    sheet.show_notice("Weak network, next try in 12 s")
    sheet.show_rows(OUTBOX)
    sheet.open_sheet()


def _open_empty_outbox(widget: QWidget) -> None:
    _open_outbox(widget)
    sheet = widget.findChild(OutboxSheet)
    if isinstance(sheet, OutboxSheet):
        sheet.show_notice("")
        sheet.show_rows(())


def _open_bell(widget: QWidget) -> None:
    model = _model(NOTIFICATIONS)
    popup = NotificationsPopup(
        _frame(widget).top.bell,
        model,
        title="Notifications",
        read_all="Mark all as read",
        settings="Settings",
        empty="Nothing yet.",
    )
    model.setParent(popup)
    popup.open_at(end=True, width=WIDTH)


def _open_palette(widget: QWidget) -> None:
    model = _model(PALETTE)
    texts = Texts("en")
    words = ("move", "open", "actions", "bookings", "people")
    palette = PaletteView(
        widget,
        model,
        name=texts("shell.palette"),
        placeholder=texts("shell.palette.placeholder"),
        hints={word: texts(f"shell.palette.hint.{word}") for word in words},
    )
    model.setParent(palette)
    palette.open_palette()
    palette.type_text("re")


def _open_cheat_sheet(widget: QWidget) -> None:
    CheatSheet(widget, CHEATS, title="Keyboard", close="Close").open_dialog()


def _open_account(widget: QWidget) -> None:
    items = account_items(Texts("en"), "Rosa Meyer", "light")
    open_menu(_frame(widget).top.account, items, lambda _id: None, name="Account", end=True, width=232)


def _open_workspaces(widget: QWidget) -> None:
    _frame(widget).rail.workspace.click()


def _show_toasts(widget: QWidget) -> None:
    _frame(widget).toasts.show_rows(TOASTS)


SHOTS = (
    Shot("shell", _shell),
    Shot("shell-folded", lambda: _shell(folded=True)),
    Shot("shell-outbox", lambda: _shell(pill=_NEED_YOU, filled=False), ready=_open_outbox),
    Shot("shell-outbox-empty", _shell, ready=_open_empty_outbox),
    Shot("shell-notifications", _shell, ready=_open_bell),
    Shot("shell-palette", _shell, ready=_open_palette),
    Shot("shell-cheat-sheet", _shell, ready=_open_cheat_sheet),
    Shot("shell-account", _shell, ready=_open_account),
    Shot("shell-workspaces", _shell, ready=_open_workspaces),
    Shot("shell-toasts", _shell, ready=_show_toasts),
)
