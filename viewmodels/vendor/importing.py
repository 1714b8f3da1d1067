"""Import: a calendar or a table of another program, looked at first, then handed over in batches."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QTimer, Signal

from client.outbox.operation import NEEDS_PERSON, UNANSWERED
from client.outbox.operations.imports import BATCH_SIZE, import_batch
from client.stores.booking import BookingList
from client.stores.vendor import BlockList, ClientList, ImportBatches, ImportProgress
from contracts.permissions import Permission
from imports.dates import DateOrder
from imports.mapping import Mapping as ColumnMapping
from imports.mapping import Meaning, Target
from imports.rows import Reading, ReadingStoppedError, UnreadableFileError, Watch
from imports.sheet import Sheet
from viewmodels.format import zone_of
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.vendor import hours
from viewmodels.vendor.desk import Following, Latest, VendorDesk
from viewmodels.vendor.import_file import ReadTable, map_table, read_file
from viewmodels.vendor.import_plan import (
    IMPORTED,
    Becomes,
    Choices,
    Known,
    LineChoice,
    Planned,
    Planner,
    batches,
    known_bookings,
)
from viewmodels.vendor.import_rows import ImportStep, ImportSummary, MappedColumn, OutcomeTab, PreviewRow
from viewmodels.vendor.import_words import ImportWords
from viewmodels.vendor.new_booking import Choice
from viewmodels.vendor.roster import Roster

BATCH_BYTES = 600_000
"""Well below the 1 MiB that the server takes."""

CHUNK = 150
LOOK_MS = 80
MEANINGS = tuple(meaning.value for meaning in Meaning)
ORDERS = tuple(order.value for order in DateOrder)
TARGETS = tuple(target.value for target in Target)
_EVER = ("0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z")
_ORDER = (
    Becomes.BLOCK,
    Becomes.BOOKING,
    Becomes.CLIENT,
    Becomes.UNCHANGED,
    Becomes.LEFT_OUT,
    Becomes.REFUSED,
)

T = TypeVar("T")


class ImportViewModel(Page):
    """Choose a file, look at what its lines become, import them; the window stays free all the while.

    `pick_asked` wants a file.
    """

    pick_asked = Signal()

    def __init__(self, desk: VendorDesk) -> None:
        super().__init__(desk.tools, desk.tools.texts("route.vendor.import"))
        self._desk = desk
        self._roster = Roster(desk)
        self._words = ImportWords(self.format, self._roster)
        self._reading: Reading | None = None
        self._table: ReadTable | None = None
        self._known = Known()
        self._planned: dict[str, Planned] = {}
        self._every: tuple[PreviewRow, ...] = ()
        self._handed: dict[str, PreviewRow] = {}
        self._operations: tuple[str, ...] = ()
        self._stop: threading.Event | None = None
        self._share = 0.0
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._show_progress)
        self.on_close(self._looking.stop)
        self._planning = Latest(self.tools.tasks, "import.plan")
        self.on_close(self._planning.cancel)
        text = self.texts
        self.rows: RowModel[PreviewRow] = RowModel(
            [
                Column(
                    "line",
                    text("vendor.import.column.line"),
                    lambda row: row.line_text,
                    lambda row: row.line,
                    True,
                ),
                Column("title", text("vendor.import.column.title"), lambda row: row.title),
                Column(
                    "when", text("vendor.import.column.when"), lambda row: row.when, lambda row: row.starts_at
                ),
                Column("staff", text("vendor.import.column.staff"), lambda row: row.staff),
                Column("listing", text("vendor.import.column.listing"), lambda row: row.listing),
                Column("becomes", text("vendor.import.column.becomes"), lambda row: row.becomes_text),
                Column("why", text("vendor.import.column.why"), lambda row: row.why),
            ],
            self,
            describe=lambda row: row.spoken,
        )
        self.step: Observable[ImportStep] = self.field(ImportStep.CHOOSE)
        self.file: Observable[str] = self.field("")
        self.progress: Observable[float] = self.field(0.0)
        self.choices: Observable[Choices] = self.field(Choices())
        self.tabs: Observable[tuple[OutcomeTab, ...]] = self.field(())
        self.tab: Observable[str] = self.field("")
        self.columns: Observable[tuple[MappedColumn, ...]] = self.field(())
        self.mapping: Observable[ColumnMapping | None] = self.field(None)
        self.has_events: Observable[bool] = self.field(False)
        self.past_count: Observable[int] = self.field(0)
        self.notes: Observable[tuple[str, ...]] = self.field(())
        self.people: Observable[tuple[Choice, ...]] = self.field(())
        self.listings: Observable[tuple[Choice, ...]] = self.field(())
        self.ready_text: Observable[str] = self.field("")
        self.nothing: Observable[str] = self.field("")
        self.summary: Observable[ImportSummary | None] = self.field(None)
        may = "" if desk.can(Permission.IMPORTS_CREATE) else text("vendor.may_not")
        allowed: Observable[str] = self.field(may)
        self.choose: Command = self.command(self._choose, "import.read", allowed)
        self.pick: Command = self.command(self._pick, "import.choose", allowed)
        self.remap: Command = self.command(self._remap, "import.remap")
        self.apply: Command = self.command(self._apply, "import.batch", self.nothing)
        self.finish: Command = self.command(self._finish, "import.finish")
        self._live = Following()
        self.on_close(self._live.close)
        self.on_close(self._halt)
        self.on_close(self._roster.close)
        self._roster.changed.connect(self._offer)
        self.choices.changed.connect(self._replan)
        self.tab.changed.connect(self._show_rows)
        self.state.value = ScreenState(ScreenKind.READY)
        self._offer()
        self._follow_batches(())

    @property
    def commands(self) -> Mapping[str, Command]:
        return {"import.choose": self.pick}

    # What a person does.

    def cancel(self) -> None:
        """Stop reading; nothing was imported."""
        self._halt()
        self.choose.cancel()
        self.remap.cancel()
        self.step.value = ImportStep.CHOOSE if self._reading is None else ImportStep.PREVIEW

    def again(self) -> None:
        """Begin anew with another file."""
        self._halt()
        self._reading = self._table = None
        self._every, self._handed, self._planned = (), {}, {}
        self._operations = ()
        self.rows.set_rows([])
        self.mapping.value = None
        self.columns.value = ()
        self.summary.value = None
        self.choose.forgive()
        self.step.value = ImportStep.CHOOSE
        self.primary.value = ""

    def choose_events(self, becomes: str) -> None:
        """All events become blocked time, or bookings."""
        self._choose_for_all(events=Becomes(becomes))

    def choose_staff(self, staff_id: str) -> None:
        """Whose time it is, for all lines that don't say."""
        self._choose_for_all(staff_id=staff_id)

    def choose_listing(self, listing_id: str) -> None:
        """Which service bookings are for that don't say."""
        self._choose_for_all(listing_id=listing_id)

    def choose_past(self, past: bool) -> None:
        """Whether events that are over come too."""
        self._choose_for_all(past=past)

    def _choose_for_all(self, **changes: Any) -> None:
        self.choices.value = replace(self.choices.value, **changes)

    def choose_line(self, ids: Sequence[str], **changes: Any) -> None:
        """Some lines otherwise: `becomes`, `staff_id` or `listing_id`."""
        lines = dict(self.choices.value.lines)
        for id in ids:
            if id in self._planned:
                lines[id] = replace(lines.get(id) or LineChoice(), **changes)
        self._choose_for_all(lines=lines)

    def line_becomes(self, ids: Sequence[str], becomes: str) -> None:
        """Some lines become this, whatever all others do."""
        self.choose_line(ids, becomes=Becomes(becomes))

    def show_tab(self, id: str) -> None:
        """Only lines that become this; `all` shows every one."""
        self.tab.value = "" if id == "all" else id

    def choose_meaning(self, column: str, meaning: str) -> None:
        """What a column of the table means; each meaning stands once."""
        mapping = self.mapping.value
        if mapping is None:
            return
        chosen, place = Meaning(meaning), int(column)
        meanings = [Meaning.NOTHING if each is chosen else each for each in mapping.meanings]
        meanings[place] = chosen
        self.remap.trigger(replace(mapping, meanings=tuple(meanings)))

    def choose_order(self, order: str) -> None:
        """What 03/04/2026 means."""
        mapping = self.mapping.value
        if mapping is not None:
            self.remap.trigger(replace(mapping, order=type(mapping.order)(order)))

    def choose_target(self, target: str) -> None:
        """Lines become clients, bookings, or what each of them says."""
        mapping = self.mapping.value
        if mapping is not None:
            self.remap.trigger(replace(mapping, target=Target(target)))

    # Reading.

    async def _pick(self) -> None:
        if self.step.value is not ImportStep.READING:
            self.pick_asked.emit()

    async def _choose(self, path: Path) -> None:
        self.file.value = path.name
        self.progress.value = 0.0
        self.step.value = ImportStep.READING
        try:
            found = await self._in_thread(
                lambda watch: read_file(
                    path, zone_of(self._roster.zone), self.format.now(), self._order(), watch
                )
            )
            await self._look_around()
        except (UnreadableFileError, OSError) as error:
            self.step.value = ImportStep.CHOOSE
            raise ShownError(Problem(self._file_words(error, path.name))) from error
        except ReadingStoppedError:
            self.step.value = ImportStep.CHOOSE
            return
        self._table = found if isinstance(found, ReadTable) else None
        self._take(found.reading if isinstance(found, ReadTable) else found)

    async def _remap(self, mapping: ColumnMapping) -> None:
        table = self._table
        if table is None:
            return
        self.mapping.value = mapping
        reading = await self._in_thread(
            lambda watch: map_table(table.sheet, mapping, zone_of(self._roster.zone), watch)
        )
        self._table = ReadTable(table.sheet, mapping, reading)
        self._take(reading)

    async def _in_thread(self, work: Callable[[Watch], T]) -> T:
        """Run on a worker thread; `progress` follows, and `cancel` stops it at its next step."""
        stop = threading.Event()
        self._halt()
        self._stop, self._share = stop, 0.0

        def watch(share: float) -> None:
            if stop.is_set():
                raise ReadingStoppedError
            self._share = share

        self._looking.start(LOOK_MS)
        try:
            return await asyncio.to_thread(work, watch)
        finally:
            stop.set()
            if self._stop is stop:
                self._looking.stop()

    def _show_progress(self) -> None:
        """The worker only writes a number; the window looks at it when it has time."""
        self.progress.value = self._share

    def _halt(self) -> None:
        if self._stop is not None:
            self._stop.set()

    def _order(self) -> str:
        return self.texts("vendor.import.date_order")

    def _file_words(self, error: Exception, name: str) -> str:
        if isinstance(error, UnreadableFileError):
            return self.texts(f"vendor.import.file.{error.problem.value}", file=name)
        why = error.strerror if isinstance(error, OSError) else ""
        return self.texts("vendor.import.file.not_opened", file=name, why=why or str(error))

    async def _look_around(self) -> None:
        """What is already here, so that it is not offered again."""
        vendor, vendor_id = self._desk.vendor, self._desk.vendor_id
        blocks = await vendor.read(BlockList(vendor_id, *_EVER))
        clients = await vendor.read(ClientList(vendor_id))
        bookings = await self._desk.bookings.read(BookingList(vendor_ids=(vendor_id,)))
        keys = {item.row["source_key"] for item in blocks} | {item.row["source_key"] for item in clients}
        self._known = Known(
            frozenset(key for key in keys if key is not None), known_bookings(item.row for item in bookings)
        )

    def _take(self, reading: Reading) -> None:
        self._reading = reading
        self.has_events.value = self._table is None
        self.mapping.value = self._table.mapping if self._table else None
        self.columns.value = _columns(self._table.sheet, self._table.mapping) if self._table else ()
        self.step.value = ImportStep.PREVIEW
        self._replan()

    # Planning.

    def _offer(self) -> None:
        self.people.value = (
            Choice("", self.texts("vendor.block.everybody")),
            *(Choice(id, person["name"]) for id, person in self._roster.staff.items()),
        )
        self.listings.value = tuple(
            Choice(id, listing["title"]) for id, listing in self._roster.listings.items()
        )
        self._replan()

    def _planner(self) -> Planner:
        zone = self._roster.zone
        midnight = hours.instant_at(self.format.today(zone), 0, zone)
        untitled = self.texts("vendor.import.untitled")
        return Planner(self._roster.listings, self._roster.staff, self._known, midnight, untitled)

    def _replan(self, _choices: object = None) -> None:
        if self._reading is None or self.closed or self.step.value is ImportStep.DONE:
            return
        self._planning.begin(self._plan_in_turns(self._reading))

    async def _plan_in_turns(self, reading: Reading) -> None:
        """Put the lines into words, in turns; a newer plan ends an older one."""
        planner, choices = self._planner(), self.choices.value
        planned: dict[str, Planned] = {}
        rows: list[PreviewRow] = []
        for place, row in enumerate(reading.rows):
            plan = planner.plan(row, choices)
            planned[row.key] = plan
            rows.append(self._words.planned(plan, planner.untitled))
            if place % CHUNK == CHUNK - 1:
                await asyncio.sleep(0)
        rows += [self._words.refusal(refusal, place) for place, refusal in enumerate(reading.refusals)]
        rows.sort(key=lambda row: row.line)
        self._planned, self._every = planned, tuple(rows)
        self.past_count.value = sum(plan.why == "past" for plan in planned.values())
        self.notes.value = self._find_notes(reading)
        self._show_rows()

    def _find_notes(self, reading: Reading) -> tuple[str, ...]:
        notes: list[str] = []
        if reading.cut_series:
            notes.append(self.texts.count("vendor.import.cut_series", reading.cut_series))
        unmatched = sum(plan.why == "needs_listing" for plan in self._planned.values())
        if unmatched:
            notes.append(self.texts.count("vendor.import.needs_listing", unmatched))
        return tuple(notes)

    # What it shows.

    def _show_rows(self, _tab: object = None) -> None:
        counts = Counter(row.becomes for row in self._every)
        present = [becomes for becomes in _ORDER if counts[becomes]]
        self.tabs.value = (
            OutcomeTab("", self.texts("vendor.import.tab.all"), self.format.number(len(self._every))),
            *(
                OutcomeTab(
                    becomes.value,
                    self.texts(f"vendor.import.tab.{becomes.value}"),
                    self.format.number(counts[becomes]),
                )
                for becomes in present
            ),
        )
        if self.tab.value and Becomes(self.tab.value) not in present:
            self.tab.value = ""
            return
        self.rows.set_rows([row for row in self._every if self.tab.value in ("", row.becomes.value)])
        ready = sum(counts[becomes] for becomes in IMPORTED)
        self.ready_text.value = self.texts.count("vendor.import.apply", ready)
        self.nothing.value = "" if ready else self.texts("vendor.import.nothing")

    # Importing.

    async def _apply(self) -> None:
        planner = self._planner()
        chosen = [plan for plan in self._planned.values() if plan.becomes in IMPORTED]
        items = [planner.item(plan) for plan in chosen]
        made = await asyncio.to_thread(batches, items, BATCH_SIZE, BATCH_BYTES, _weight)
        store = self._desk.vendor
        self._handed = {row.id: row for row in self._every}
        ids: list[str] = []
        for number, batch in enumerate(made):
            ids.append(await store.act(import_batch(store.new_id(), self._desk.vendor_id, batch)))
            self.progress.value = (number + 1) / len(made)
        self._operations = tuple(ids)
        self.step.value = ImportStep.DONE
        self._follow_batches(self._operations)

    def _follow_batches(self, ids: tuple[str, ...]) -> None:
        self._live.follow(self._desk.vendor, ImportBatches(ids), self._take_batches)

    def _take_batches(self, found: tuple[ImportProgress, ...]) -> None:
        if not self._operations:
            # Batches of an earlier run of the program: show their end here too.
            if found and self.step.value is ImportStep.CHOOSE and self._reading is None:
                self._recall(found)
            return
        self._show_results(found)

    def _recall(self, found: tuple[ImportProgress, ...]) -> None:
        self._operations = tuple(batch.operation_id for batch in found)
        self._handed = {}
        for batch in found:
            for line in batch.lines:
                row = self._words.recalled(line, len(self._handed))
                self._handed[row.id] = row
        self.step.value = ImportStep.DONE
        self._follow_batches(self._operations)
        self._show_results(found)

    def _show_results(self, found: tuple[ImportProgress, ...]) -> None:
        rows = dict(self._handed)
        counts: Counter[str] = Counter()
        waiting = 0
        problem = ""
        for batch in found:
            for result in batch.results:
                key = str(result["key"])
                counts[str(result["outcome"])] += 1
                if key in rows:
                    rows[key] = self._words.answered(rows[key], result)
            if batch.state in UNANSWERED:
                waiting += batch.items
            elif batch.state in NEEDS_PERSON:
                problem = str((batch.problem or {}).get("detail") or "")
                counts["refused"] += batch.items
        counts["refused"] += sum(row.becomes is Becomes.REFUSED for row in self._handed.values())
        counts["unchanged"] += sum(row.becomes is Becomes.UNCHANGED for row in self._handed.values())
        self._every = tuple(sorted(rows.values(), key=lambda row: row.line))
        self._show_rows()
        key = "waiting" if waiting else "done"
        offline = not self._desk.status.online and not self._desk.status.connecting
        text = problem or (self.texts("vendor.import.waiting_text") if waiting and offline else "")
        number = self.format.number
        self.summary.value = ImportSummary(
            self.texts(f"vendor.import.{key}"),
            text,
            number(counts["created"]),
            number(counts["unchanged"]),
            number(counts["refused"]),
            number(waiting),
            pending=waiting > 0,
        )

    async def _finish(self) -> None:
        """Put the answers away and begin anew; what still waits keeps its place in the outbox."""
        for batch in await self._desk.vendor.read(ImportBatches(self._operations)):
            if batch.state not in UNANSWERED:
                await self._desk.outbox.dismiss(batch.operation_id)
        self.again()


def _columns(sheet: Sheet, mapping: ColumnMapping) -> tuple[MappedColumn, ...]:
    columns: list[MappedColumn] = []
    for place, title in enumerate(sheet.titles):
        cells = [
            line.cells[place] for line in sheet.lines[:20] if len(line.cells) > place and line.cells[place]
        ]
        columns.append(MappedColumn(str(place), title, ", ".join(cells[:3]), mapping.meanings[place].value))
    return tuple(columns)


def _weight(item: dict[str, Any]) -> int:
    return len(json.dumps(item))
