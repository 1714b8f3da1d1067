"""The design system. Everything here is built from `resources/theme/*.json`; views hold no
colours or sizes.

Theme     `apply_theme(app, "light" | "dark" | "contrast" | "kiosk", reduced_motion=…)` at the start and
          again on a change. While painting: `active().color("accent")`, `.font("body", 600)`,
          `.size("row")`, `.radius("card")`, `.ms("fast")`. The kiosk theme makes every component
          touch-sized.
Text      `Text("…", role="body", weight=600, tone="soft", wrap=True, elide=True)`. Roles: caption 11,
          small 12, body 13, title 14, heading 16, display 20, hero 28 (kiosk: 18 to 72). Tones are colour
          tokens: ink, soft, faint, accent, good, warn, bad, info, violet. Runs of different tones:
          `set_spans([Span("Bookings"), Span(" 42", "faint", 500)])`. Plain text only, always.
Icons     `Icon("clock", "soft")`; in painters `paint_icon(painter, name, x, y, tone, size)`. Lucide's
          names.
Art       `Illustration(name)` (`views.kit.illustration`).
Layout    `row(a, b, STRETCH, c, spacing=8, margins=(left, top, right, bottom))`, `column(…)`: an int is a
          gap, None is left out. `Flow(*widgets)` wraps, `Columns(*widgets, least=240)` makes equal
          columns, `box(layout)` makes a widget of a layout, `clear(layout)` empties one.
Surfaces  `Surface("canvas", edges="b")`, `Divider()`, `Card("Title", count="3", note="…", divided=True,
          padding=16)` with `.tools` (controls in its header) and `.body`.
Buttons   `Button("Accept", kind="primary", icon="check", size="small", running_text="Sending",
          shortcut_hint="A", object_name="vendor.today.accept.<id>")`; kinds: primary, default, quiet,
          danger, danger_fill, link; sizes: small, normal, large; icon-only: `Button(icon="x",
          name="Close")`. `set_running`, `set_enabled(False, reason)`, `set_needs_network(True, text)`
          (then `refused` comes instead of `clicked`). `TextAction("See all 23")` is a word that acts.
          `bind_button(button, command, *args)` and `on_click(button, act)` are in `views.kit.bind`.
Fields    `Field("Mail", placeholder=…, prefix="€", icon=…, password=True, lines=3, beside=176,
          object_name=…)`; signals `edited(str)`, `committed(str)`; `set_state("draft" | "saved" |
          "waiting" | "error" | "changed" | "disabled" | "note" | "rest", note)`, `set_error(text or
          None)`, `jump()`. `ReadOnlyField(label, value)`.
People    `Avatar(name, key=id)`, `tint_of(id)`, `initials_of(name)`.
Tags      `Tag(word, kind)`: the kinds are the statuses themselves (requested, confirmed, cancelled, paid,
          waiting, needs_you, …), or good, warn, bad, info, accent, neutral, violet, outline. `LOOKS`
          lists them.
Tables    `DataTable([ColumnLook("time", 134), ColumnLook("service", 150, lambda r: Cell(r.service,
          weight=500), stretch=1)], name=…, object_name=…, checkable=True, group_of=lambda r: (r.day,
          r.day_note))`, then `set_rows_model(row_model)`; looks and columns meet by key. Signals
          `opened(id)`, `checked_changed(frozenset)`, `context_requested(id, point)`. `open_row(id)` marks
          the open one.

Lists     `RowList(paint, height=…, name=…, object_name=…)` for rows of a design of their own; `paint`
          gets the painter, the rect, the row, and whether it is current and under the mouse.
Choices   `Checkbox`, `Radio`, `Switch` (`views.kit.checkbox`); `Select([MenuItem("de", "Deutsch")],
          name=…)` with `changed(id)`; `FilterChip(text, on=True)` with `clicked` and `removed`;
          `Tabs(name=…, object_name=…)` with `set_tabs([TabItem(id, title, count)], selected)` and
          `chosen(id)`; `SearchBox(placeholder, key_hint="/")` with `edited`, `submitted`, `stepped`.
Time      `DatePicker(today, describe=…, …)` with `picked(day)`, `Month` and `MonthPanel` alone,
          `TimeField` and `DurationField` (minutes; `stepped(minutes)`).
Floating  `open_menu(anchor, items, choose)`, `Popup(anchor)` with `set_content` and `open_at`;
          `SideSheet(place, title=…, close_name=…, object_name=…)` with `.tools`, `.body`, `.foot`;
          `Dialog(parent, title, text)` with `add_button(id, text, kind)`, then `open_dialog()` and
          `finished(id)`, or `await dialog.ask()`; `TypedDialog` for what can't be undone; `Toast`;
          `show_hint(widget, text, icon)`. Never `exec()`.
States    `PageStates(content, retry=…, empty=lambda: EmptyState(art=…, title=…, text=…, action=…),
          forbidden=…)` bound to a page's `state`; its parts alone: `Skeleton`, `EmptyState`,
          `NoPermission`, `StaleBar`, `ErrorBar` (`views.kit.states`, `views.kit.bars`).
Figures   `ProgressRing`, `StackBar` (`views.kit.figures`), `Sparkline`, `BarChart` (`views.kit.charts`);
          a figure of one's own subclasses `Figure` and is drawn once until `changed()`.

`views.kit.paint`, `paint_tag`, `paint_avatar`, `paint_cell` and `paint_check` are what delegates
and widgets of one's own share. Every control gets an `object_name`, and a name where it has no text.
"""
