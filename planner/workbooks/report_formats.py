"""How the cells of a report look: number formats, colors, and one XlsxWriter format per look, made once."""

from dataclasses import dataclass, field
from typing import Any

from planner.core.summary.tables import Column, Edge, Kind, Style

NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@",
    "money": "$#,##0.00;[Red]-$#,##0.00",
    "unit_price": "$#,##0.00##;[Red]-$#,##0.00##",
    "int": "#,##0;[Red]-#,##0",
    "number": "General",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "month": "mmm yyyy",
}
_TINTS: dict[Style, tuple[str, str]] = {
    "good": ("#E3F2E1", "#1B4D1F"),
    "bad": ("#F8D7DA", "#7A1420"),
    "warn": ("#FFF1CC", "#664600"),
    "lowest": ("#F8D7DA", "#7A1420"),
    "winter": ("#BBD9F2", "#12344D"),
    "waiting": ("#E7E7E7", "#555555"),
    "layer:core": ("#5B3A8E", "#FFFFFF"),
    "layer:ran": ("#1F5FA8", "#FFFFFF"),
    "layer:transport": ("#A8480A", "#FFFFFF"),
    "layer:ip": ("#0F6B64", "#FFFFFF"),
    "layer:access": ("#9D174D", "#FFFFFF"),
    "layer:cpe": ("#3F6B0A", "#FFFFFF"),
    "layer:power": ("#9B1C1C", "#FFFFFF"),
    "layer:server": ("#475569", "#FFFFFF"),
    "layer:video": ("#7C2D12", "#FFFFFF"),
    "layer:oss": ("#3730A3", "#FFFFFF"),
    "layer:other": ("#374151", "#FFFFFF"),
}
_BOLD: frozenset[Style] = frozenset({"strong", "bad", "lowest"})
_EDGES: dict[Edge, dict[str, object]] = {
    "term": {"right": 5, "right_color": "#C00000"},
    "extension": {"right": 8, "right_color": "#C00000"},
}
_LINE = {"border": 1, "border_color": "#D0D5DB"}
_HEADER = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
_BLOCKS: dict[str, dict[str, object]] = {
    "banner": {"bold": True, "bg_color": "#B00020", "font_color": "#FFFFFF", "valign": "vcenter", "indent": 1},
    "title": {"bold": True, "font_size": 14, "font_color": "#1F3A5F", "valign": "vcenter"},
    "takeaway": {"text_wrap": True, "valign": "top", "bold": True},
    "note": {"text_wrap": True, "valign": "top", "font_color": "#444444"},
    "empty": {"italic": True, "font_color": "#444444"},
}


@dataclass(slots=True)
class Formats:
    """Formats of one workbook; each combination is created once, however many cells wear it."""

    book: Any
    made: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def block(self, name: str) -> Any:
        """The look of a text block: banner, title, takeaway, note, empty."""
        return self._make(("block", name), _BLOCKS[name])

    def header(self, column: Column) -> Any:
        """The look of a column's title; numbers stand to the right as their figures do."""
        look: dict[str, object] = {**_HEADER, **_LINE, **(_EDGES[column.edge] if column.edge else {})}
        if column.turned:
            look |= {"rotation": 90, "font_size": 8, "align": "center"}
        elif column.kind not in ("text", "date", "month"):
            look["align"] = "right"
        else:
            look["indent"] = 1
        if column.style:
            look |= dict(zip(("bg_color", "font_color"), _TINTS[column.style], strict=True))
        return self._make(("header", column.edge, column.turned, column.kind, column.style), look)

    def cell(self, column: Column, kind: Kind, style: Style | None, total: bool, guarded: bool) -> Any:
        """The look of a data cell. ``guarded`` keeps text that looks like a formula text when it is edited."""
        key = ("cell", column.wrap, column.turned, column.edge, kind, style, total, guarded)
        return self.made[key] if key in self.made else self._make(key, _look(column, kind, style, total, guarded))

    def _make(self, key: tuple[object, ...], look: dict[str, object]) -> Any:
        if key not in self.made:
            self.made[key] = self.book.add_format(look)
        return self.made[key]


def _look(column: Column, kind: Kind, style: Style | None, total: bool, guarded: bool) -> dict[str, object]:
    look: dict[str, object] = {"num_format": NUMBER_FORMATS[kind], "valign": "top", **_LINE}
    look |= {"text_wrap": True} if column.wrap else {}
    look |= {"align": "left", "indent": 1} if kind == "text" and not column.turned else {}
    look |= {"align": "center", "font_size": 8} if column.turned else {}
    look |= {"align": "left", "indent": 1} if kind in ("date", "month") else {}
    look |= dict(zip(("bg_color", "font_color"), _TINTS[style], strict=True)) if style in _TINTS else {}
    look |= {"bold": True} if total or style in _BOLD else {}
    look |= {"top": 2, "top_color": "#1F3A5F", "bg_color": "#EEF2F7"} if total else {}
    look |= {"quote_prefix": True} if guarded else {}
    return look | (_EDGES[column.edge] if column.edge else {})
