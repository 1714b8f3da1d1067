"""Row models change with the smallest signals, and selections live through it."""

import random
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from viewmodels.kernel.row_changes import differing
from viewmodels.kernel.row_model import Column, IdRole, RowModel, RowRole


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str


COLUMNS: list[Column[_Row]] = [
    Column("id", "No.", lambda row: str(row.id), order=lambda row: row.id, right=True),
    Column("name", "Name", lambda row: row.name),
]


def _model(rows: list[_Row]) -> RowModel[_Row]:
    model: RowModel[_Row] = RowModel(COLUMNS)
    model.set_rows(rows)
    return model


def _tester(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_changed_cell_emits_one_data_changed() -> None:
    rows = [_Row(number, "a") for number in range(5)]
    model = _model(rows)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    model.layoutChanged.connect(lambda *_: pytest.fail("the layout changed"))
    model.modelReset.connect(lambda: pytest.fail("the model was reset"))
    model.set_rows([replace(row, name="b") if row.id in {1, 2, 4} else row for row in rows])
    assert told == [(1, 2), (4, 4)]


def test_equal_rows_stay_silent() -> None:
    rows = [_Row(number, "a") for number in range(5)]
    model = _model(rows)
    model.dataChanged.connect(lambda *_: pytest.fail("nothing changed"))
    model.set_rows([replace(row) for row in rows])


def test_what_views_and_screen_readers_ask() -> None:
    model = _model([_Row(7, "Ada")])
    index = model.index(0, 1)
    assert index.data() == "Ada"
    assert index.data(RowRole) == _Row(7, "Ada")
    assert index.data(IdRole) == 7
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "7, Ada"
    assert index.data(Qt.ItemDataRole.ForegroundRole) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Name"
    assert model.find(7) == _Row(7, "Ada")
    assert not model.index_of(8).isValid()


def test_two_rows_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        _model([_Row(1, "a"), _Row(1, "b")])


def test_sorting_keeps_the_selection_and_holds_for_later_rows() -> None:
    model = _model([_Row(1, "b"), _Row(2, "c"), _Row(3, "a")])
    selection = QItemSelectionModel(model)
    selection.select(model.index_of(2), QItemSelectionModel.SelectionFlag.Select)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row.name for row in model.rows] == ["c", "b", "a"]
    assert [index.data(IdRole) for index in selection.selectedIndexes()] == [2]
    model.set_rows([_Row(1, "b"), _Row(4, "d"), _Row(2, "c")])
    assert [row.id for row in model.rows] == [4, 2, 1]
    assert [index.data(IdRole) for index in selection.selectedIndexes()] == [2]


@given(
    before=st.lists(st.tuples(st.integers(0, 40), st.sampled_from("ab")), unique_by=lambda pair: pair[0]),
    after=st.lists(st.tuples(st.integers(0, 40), st.sampled_from("ab")), unique_by=lambda pair: pair[0]),
)
def test_any_change_ends_in_the_right_rows_with_every_held_index_on_its_own_row(
    before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    model = _model([_Row(*pair) for pair in before])
    _tester(model)
    held = {id: QPersistentModelIndex(model.index_of(id)) for id, _name in before}
    model.set_rows([_Row(*pair) for pair in after])
    assert [(row.id, row.name) for row in model.rows] == after
    for id, index in held.items():
        assert index.isValid() == (id in dict(after))
        if index.isValid():
            assert index.data(IdRole) == id


@given(
    before=st.lists(st.tuples(st.integers(0, 20), st.sampled_from("abc")), unique_by=lambda pair: pair[0]),
    changes=st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["a", "b", "c", None])), max_size=12),
)
def test_single_rows_go_where_they_belong_and_take_their_held_indexes_along(
    before: list[tuple[int, str]], changes: list[tuple[int, str | None]]
) -> None:
    rows = {id: _Row(id, name) for id, name in before}
    model = _model(sorted(rows.values(), key=lambda row: (row.name, row.id)))
    _tester(model)
    held = {id: QPersistentModelIndex(model.index_of(id)) for id in rows}
    gone: set[int] = set()
    for id, name in changes:
        if name is None:
            model.drop_row(id)
            rows.pop(id, None)
            gone.add(id)
        else:
            rows[id] = _Row(id, name)
            model.put_row(rows[id], lambda one, other: (one.name, one.id) < (other.name, other.id))
        assert list(model.rows) == sorted(rows.values(), key=lambda row: (row.name, row.id))
        assert all(model.index_of(row.id).row() == place for place, row in enumerate(model.rows))
        assert all(model.find(id) == rows.get(id) for id in range(21))
    for id, index in held.items():
        assert index.isValid() == (id not in gone)
        if index.isValid():
            assert index.data(IdRole) == id


@given(st.lists(st.integers(0, 3), max_size=8), st.lists(st.integers(0, 3), max_size=8))
def test_what_differs_lies_between_what_both_begin_and_end_with(before: list[int], after: list[int]) -> None:
    gone, come = differing(before, after)
    start = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    start = min(len(before), len(after)) if start is None else start
    end = len(before) - start - len(gone)
    assert len(after) - start - len(come) == end >= 0
    assert (before[:start], list(gone)) == (after[:start], before[start : len(before) - end])
    assert (before[len(before) - end :], list(come)) == (
        after[len(after) - end :],
        after[start : len(after) - end],
    )
    assert not gone or not come or gone[-1] != come[-1]


def test_a_shuffle_of_many_with_many_gone_and_many_new_needs_few_signals() -> None:
    chance = random.Random(7)
    before = [_Row(number, "a") for number in range(3000)]
    after = [_Row(number, "b") for number in chance.sample(range(6000), 3000)]
    model = _model(before)
    _tester(model)
    signals: list[str] = []
    for name in ("rowsInserted", "rowsRemoved", "layoutChanged"):
        getattr(model, name).connect(lambda *_, name=name: signals.append(name))
    kept = next(row.id for row in after if row.id < 3000)
    index = QPersistentModelIndex(model.index_of(kept))
    model.set_rows(after)
    assert list(model.rows) == after
    assert index.data(IdRole) == kept
    assert len(signals) <= 5


def test_a_hundred_thousand_rows_come_as_one_insertion() -> None:
    model: RowModel[_Row] = RowModel(COLUMNS)
    signals: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: signals.append((first, last)))
    model.set_rows([_Row(number, "a") for number in range(100_000)])
    assert signals == [(0, 99_999)]
    assert model.rowCount(QModelIndex()) == 100_000
