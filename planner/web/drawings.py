"""Drawings as SVG text, from view models: pure functions of what they are given.

A drawing is never the only way to learn something: the page carries the same facts as a table. Colors are fixed (dark
on light, readable in print), and what a color says is also said by a letter, a pattern or words.
"""

from xml.sax.saxutils import escape, quoteattr

from planner.web.presenters.plan import Bar, GanttView, Lane, Month

LABEL_WIDTH, MONTH_WIDTH, HEAD, STACK, GAP, RIGHT, FOOT, LEGEND = 190, 30, 44, 18, 6, 150, 26, 26
LABEL_CHARACTERS, LEGEND_WIDTH = 26, 100

COLORS = {
    "core": "#4d2a75",
    "ran": "#005ea2",
    "transport": "#8b4a00",
    "ip": "#00626d",
    "access": "#3d6b00",
    "cpe": "#6b4a2b",
    "power": "#7a1f5c",
    "server": "#2e2e5e",
    "video": "#7d2200",
    "oss": "#3d4551",
}
"""One per layer, each with a contrast of at least 4.5 to 1 against white, for the letters on the bar."""

OTHER_COLOR = "#3d4551"
INK, GRID, WINTER, DEADLINE = "#1b1b1b", "#dfe1e2", "#d9e8f6", "#b50909"

HATCH = f'<path d="M0 6 L6 0" stroke="{INK}"/>'
LEAD_PATTERN = f'<pattern id="lead" width="6" height="6" patternUnits="userSpaceOnUse">{HATCH}</pattern>'


def gantt(view: GanttView) -> str:
    """Sites down, months across: waiting for delivery hatched, work filled, winter shaded, deadlines as lines."""
    tops = _tops(view.lanes)
    height = tops[-1] + FOOT
    width = max(LABEL_WIDTH + len(view.months) * MONTH_WIDTH + RIGHT, len(view.layers) * LEGEND_WIDTH)
    parts = [
        _opening(width, height + LEGEND),
        f'<title id="gantt-title">{escape(view.title)}</title>',
        f'<desc id="gantt-desc">{escape(view.summary)} The same schedule is in the table below.</desc>',
        f"<defs>{LEAD_PATTERN}</defs>",
        *(_month(month, column, height, view.months) for column, month in enumerate(view.months)),
        *(_lane(lane, top) for lane, top in zip(view.lanes, tops, strict=False)),
        *(_deadline(column, words, height, number) for number, (column, words) in enumerate(view.deadlines)),
        *(_legend(layer, number, height) for number, layer in enumerate(view.layers)),
        "</svg>",
    ]
    return "\n".join(parts)


def _opening(width: int, height: int) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    described = 'role="img" aria-labelledby="gantt-title gantt-desc"'
    font = 'font-family="sans-serif" font-size="12"'
    return f'<svg class="gantt" xmlns="http://www.w3.org/2000/svg" {size} {described} {font}>'


def _tops(lanes: tuple[Lane, ...]) -> list[int]:
    """Where each lane begins, and where the last one ends."""
    tops = [HEAD]
    for lane in lanes:
        tops.append(tops[-1] + max(1, len(lane.stacks)) * STACK + GAP)
    return tops


def _x(column: int) -> int:
    return LABEL_WIDTH + column * MONTH_WIDTH


def _month(month: Month, column: int, height: int, months: tuple[Month, ...]) -> str:
    x = _x(column)
    shade = f'<rect x="{x}" y="{HEAD}" width="{MONTH_WIDTH}" height="{height - HEAD - FOOT + 4}" fill="{WINTER}"/>'
    year = month.year if column == 0 or months[column - 1].year != month.year else ""
    return (
        (shade if month.winter else "")
        + f'<path d="M{x} {HEAD - 8} V{height - FOOT + 4}" stroke="{GRID}"/>'
        + (f'<text x="{x + 3}" y="14" font-weight="bold" fill="{INK}">{year}</text>' if year else "")
        + f'<text x="{x + 3}" y="30" font-size="11" fill="{INK}">{escape(month.name)}</text>'
    )


def _lane(lane: Lane, top: int) -> str:
    name = lane.site if len(lane.site) <= LABEL_CHARACTERS else f"{lane.site[: LABEL_CHARACTERS - 1]}…"
    label = f'<text x="4" y="{top + 13}" fill="{INK}">{escape(name)}<title>{escape(lane.site)}</title></text>'
    line = f'<path d="M0 {top - GAP // 2} H{LABEL_WIDTH}" stroke="{GRID}"/>'
    bars = (_bar(bar, top + level * STACK) for level, stack in enumerate(lane.stacks) for bar in stack)
    return label + line + "".join(bars)


def _bar(bar: Bar, top: int) -> str:
    color = COLORS.get(bar.layer, OTHER_COLOR)
    start, stop, tall = _x(bar.start), _x(bar.stop), STACK - 3
    lead = (
        f'<rect x="{_x(bar.lead)}" y="{top}" width="{start - _x(bar.lead)}" height="{tall}" fill="url(#lead)" '
        f'stroke="{color}" fill-opacity="0.35"/>'
        if bar.lead < bar.start
        else ""
    )
    edge = f' stroke="{DEADLINE}" stroke-width="3"' if bar.late else ""
    label = bar.label[: max(1, (stop - start) // 8)]
    return (
        f"<g><title>{escape(bar.words)}</title>{lead}"
        f'<rect x="{start}" y="{top}" width="{stop - start}" height="{tall}" fill={quoteattr(color)}{edge}/>'
        f'<text x="{start + 3}" y="{top + 12}" font-size="11" fill="#ffffff">{escape(label)}</text></g>'
    )


def _deadline(column: int, words: str, height: int, number: int) -> str:
    x, low = _x(column), height - 6 - (number % 2) * 12
    dashed = f'stroke="{DEADLINE}" stroke-width="2" stroke-dasharray="6 3"'
    return (
        f'<path d="M{x} {HEAD - 10} V{height - FOOT + 6}" {dashed}/>'
        f'<text x="{x + 4}" y="{low}" font-size="11" fill="{DEADLINE}">{escape(words)}</text>'
    )


def _legend(layer: str, number: int, top: int) -> str:
    x = number * LEGEND_WIDTH + 4
    return (
        f'<rect x="{x}" y="{top + 4}" width="14" height="14" fill="{COLORS.get(layer, OTHER_COLOR)}"/>'
        f'<text x="{x + 20}" y="{top + 15}" fill="{INK}">{escape(layer)}</text>'
    )
