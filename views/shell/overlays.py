"""What opens above the page, bound to its part of the shell: outbox, notifications, palette, cheat sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from viewmodels.shell.rows import CheatRow
from viewmodels.shell.shell import Shell
from views.shell.frame import ShellFrame

if TYPE_CHECKING:
    # Imported when they first open: none of them is in the first picture of the window.
    from views.shell.cheat_sheet import CheatSheet
    from views.shell.notifications import NotificationsPopup
    from views.shell.outbox_sheet import OutboxSheet
    from views.shell.palette import PaletteView


class Overlays(QObject):
    """Opens and closes them as the viewmodels say; each is made when it opens and gone when it closes."""

    def __init__(self, frame: ShellFrame, viewmodel: Shell) -> None:
        super().__init__(frame)
        self._frame, self._viewmodel = frame, viewmodel
        self._outbox: OutboxSheet | None = None
        self._bell: NotificationsPopup | None = None
        self._palette: PaletteView | None = None
        self._cheat_sheet: CheatSheet | None = None
        rows = viewmodel.outbox.rows
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.dataChanged, rows.layoutChanged):
            signal.connect(self._show_operations)
        viewmodel.outbox.notice.changed.connect(self._show_notice)
        viewmodel.outbox.open.bind(self._turn_outbox)
        viewmodel.bell.open.bind(self._turn_bell)
        viewmodel.palette.open.bind(self._turn_palette)
        viewmodel.palette.empty.changed.connect(self._show_nothing_found)
        viewmodel.cheat_sheet.bind(self._turn_cheat_sheet)

    # Outbox

    def _turn_outbox(self, wanted: bool) -> None:
        self._frame.top.pill.set_open(wanted)
        if wanted and self._outbox is None:
            self._outbox = self._make_outbox()
            self._show_operations()
            self._show_notice(self._viewmodel.outbox.notice.value)
            self._outbox.open_sheet()
        elif not wanted and self._outbox is not None:
            self._outbox.close_sheet()

    def _make_outbox(self) -> OutboxSheet:
        from views.shell.outbox_card import OutboxWords
        from views.shell.outbox_sheet import OutboxSheet

        outbox, texts = self._viewmodel.outbox, self._viewmodel.texts
        sheet = OutboxSheet(
            self._frame.content,
            title=texts("shell.outbox"),
            promise=texts("shell.outbox.promise"),
            close_name=texts("shell.outbox.close"),
            try_now=texts("shell.outbox.try_now"),
            export=texts("shell.outbox.export"),
            empty=(texts("shell.outbox.empty.title"), texts("shell.outbox.empty")),
            words=OutboxWords(
                texts("shell.outbox.retry"),
                texts("shell.outbox.edit"),
                texts("shell.outbox.discard"),
                texts("shell.outbox.book_instead", when="{when}", who="{who}"),
            ),
        )
        sheet.retried.connect(outbox.retry.trigger)
        sheet.edited.connect(outbox.edit.trigger)
        sheet.discarded.connect(outbox.discard.trigger)
        sheet.booked.connect(outbox.book_instead.trigger)
        sheet.tried_now.connect(self._viewmodel.sync_now.trigger)
        sheet.export_asked.connect(self._export_outbox)
        sheet.closed.connect(self._outbox_closed)
        return sheet

    def _export_outbox(self) -> None:
        from views.kit.file_dialogs import save_file

        outbox, title = self._viewmodel.outbox, self._viewmodel.texts("shell.outbox.export")
        save_file(self._frame, title, "outbox.csv", outbox.export.trigger)

    def _outbox_closed(self) -> None:
        self._outbox = None
        self._viewmodel.outbox.hide()

    def _show_operations(self, *_: object) -> None:
        if self._outbox is not None:
            self._outbox.show_rows(self._viewmodel.outbox.rows.rows)

    def _show_notice(self, notice: str) -> None:
        if self._outbox is not None:
            self._outbox.show_notice(notice)

    # Bell

    def _turn_bell(self, wanted: bool) -> None:
        if wanted and self._bell is None:
            from views.shell.notifications import WIDTH, NotificationsPopup

            bell, texts = self._viewmodel.bell, self._viewmodel.texts
            self._bell = NotificationsPopup(
                self._frame.top.bell,
                bell.rows,
                title=texts("shell.bell.title"),
                read_all=texts("shell.bell.read_all"),
                settings=texts("shell.bell.settings"),
                empty=texts("shell.bell.empty"),
            )
            self._bell.read_all.connect(bell.read_all.trigger)
            self._bell.settings.connect(bell.open_settings)
            self._bell.opened.connect(self._open_notification)
            self._bell.closed.connect(self._bell_closed)
            self._bell.open_at(end=True, width=WIDTH)
        elif not wanted and self._bell is not None:
            self._bell.close_popup()

    def _bell_closed(self) -> None:
        self._bell = None
        self._viewmodel.bell.hide()

    def _open_notification(self, id: str) -> None:
        row = self._viewmodel.bell.rows.find(id)
        if row is not None and row.booking_id:
            self._viewmodel.palette.choose(f"booking:{row.booking_id}")

    # Palette

    def _turn_palette(self, wanted: bool) -> None:
        if wanted and self._palette is None:
            from views.shell.palette import PaletteView

            palette, texts = self._viewmodel.palette, self._viewmodel.texts
            words = ("move", "open", "actions", "bookings", "people")
            self._palette = PaletteView(
                self._frame.window(),
                palette.rows,
                name=texts("shell.palette"),
                placeholder=texts("shell.palette.placeholder"),
                hints={word: texts(f"shell.palette.hint.{word}") for word in words},
            )
            self._palette.searched.connect(palette.search)
            self._palette.chosen.connect(palette.choose)
            self._palette.left.connect(palette.hide)
            self._palette.open_palette()
        elif not wanted and self._palette is not None:
            palette_view, self._palette = self._palette, None
            palette_view.uncover()

    def _show_nothing_found(self, text: str) -> None:
        if self._palette is not None:
            self._palette.show_empty(text)

    # Cheat sheet

    def _turn_cheat_sheet(self, rows: tuple[CheatRow, ...]) -> None:
        if rows and self._cheat_sheet is None:
            from views.shell.cheat_sheet import CheatSheet

            texts = self._viewmodel.texts
            self._cheat_sheet = CheatSheet(
                self._frame,
                rows,
                title=texts("shell.cheat_sheet"),
                close=texts("shell.cheat_sheet.close"),
            )
            self._cheat_sheet.finished.connect(self._cheat_sheet_closed)
            self._cheat_sheet.open_dialog()
        elif not rows and self._cheat_sheet is not None:
            self._cheat_sheet.finish("")

    def _cheat_sheet_closed(self, _id: str) -> None:
        self._cheat_sheet = None
        self._viewmodel.hide_cheat_sheet()
