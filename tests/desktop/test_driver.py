"""The automation socket drives real widgets, and says why where it can't."""

import asyncio
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.driver import Driver
from tour.pilot import Pilot, PilotError
from viewmodels.kernel.row_model import Column, RowModel

pytestmark = pytest.mark.ui
SOON_MS = 200


@dataclass(frozen=True, slots=True)
class _Row:
    id: str


class _Window(QWidget):
    """A button far down a scroll area, a field, a list, and a lid that can lie over the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.resize(400, 300)
        self.pressed = 0
        self.field = QLineEdit()
        self.field.setObjectName("field")
        self.button = QPushButton("Save")
        self.button.setObjectName("save")
        self.button.clicked.connect(self._press)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addSpacing(900)
        layout.addWidget(self.button)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        self.list = QListView()
        self.list.setObjectName("list")
        self.rows: RowModel[_Row] = RowModel([Column("id", "", lambda row: row.id)])
        self.rows.set_rows([_Row(f"row {number}") for number in range(100)])
        self.list.setModel(self.rows)
        column = QVBoxLayout(self)
        for widget in (self.field, scroll, self.list):
            column.addWidget(widget)
        self.lid = QLabel("over it", self)
        self.lid.setObjectName("lid")
        self.lid.hide()

    def _press(self) -> None:
        self.pressed += 1

    def cover(self) -> None:
        self.lid.setGeometry(self.field.geometry())
        self.lid.show()
        self.lid.raise_()


@pytest.fixture
async def window(qapp: QApplication) -> AsyncIterator[_Window]:
    made = _Window()
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
async def pilot(qapp: QApplication, tmp_path: Path) -> AsyncIterator[Pilot]:
    folder = tmp_path / "c"
    folder.mkdir(mode=0o700)
    driver = Driver(folder / "s", {"hello": lambda request: {"text": f"hello {request['name']}"}})
    made = Pilot(folder / "s")
    await made.connect()
    yield made
    made.close()
    driver.close()


async def test_it_clicks_what_has_to_be_scrolled_to(window: _Window, pilot: Pilot) -> None:
    await pilot.click("save")
    assert window.pressed == 1


async def test_it_types_where_the_focus_is(window: _Window, pilot: Pilot) -> None:
    await pilot.click("field")
    await pilot.type("Ada Å")
    assert window.field.text() == "Ada Å"
    await pilot.key("Ctrl+A")
    await pilot.key("Backspace")
    assert await pilot.wait("field", "") == ""


async def test_it_clicks_a_row_by_its_id(window: _Window, pilot: Pilot) -> None:
    await pilot.click("list", row="row 70")
    assert window.list.currentIndex().row() == 70
    assert "row 99" in await pilot.wait("list")


async def test_it_waits_until_something_holds(window: _Window, pilot: Pilot) -> None:
    window.button.setText("Saving")
    waiting = asyncio.ensure_future(pilot.wait("save", "Saved"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    window.button.setText("Saved")
    assert await waiting == "Saved"


async def test_what_is_covered_hidden_disabled_or_missing_is_not_clicked(
    window: _Window, pilot: Pilot
) -> None:
    window.cover()
    with pytest.raises(PilotError, match="lid lies over field"):
        await pilot.click("field", patience_ms=SOON_MS)
    window.field.hide()
    with pytest.raises(PilotError, match="field is hidden"):
        await pilot.click("field", patience_ms=SOON_MS)
    window.button.setEnabled(False)
    with pytest.raises(PilotError, match="not enabled"):
        await pilot.click("save", patience_ms=SOON_MS)
    with pytest.raises(PilotError, match="not there"):
        await pilot.click("nothing", patience_ms=SOON_MS)
    assert window.pressed == 0


async def test_it_takes_a_picture(window: _Window, pilot: Pilot, tmp_path: Path) -> None:
    window.setWindowState(Qt.WindowState.WindowActive)
    await pilot.grab(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 500


async def test_a_program_adds_its_own(window: _Window, pilot: Pilot) -> None:
    assert (await pilot.do("hello", name="you"))["text"] == "hello you"
    with pytest.raises(PilotError, match="nothing is called"):
        await pilot.do("dance")


async def test_a_folder_that_others_may_enter_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o750)
    with pytest.raises(PermissionError, match="0700"):
        Driver(folder / "s")


async def test_the_socket_is_for_its_owner_alone(pilot: Pilot, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "c" / "s").stat().st_mode) & 0o077 == 0
