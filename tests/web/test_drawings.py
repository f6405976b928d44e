"""The schedule as a drawing: everything in the plan is in it, and nothing a stranger typed becomes markup."""

import itertools
import xml.etree.ElementTree as ElementTree
from typing import Any

from planner.web.drawings import COLORS, gantt
from planner.web.presenters.plan import Bar, GanttView, Lane, Month, gantt_view, plan_page, site_names

SVG = "{http://www.w3.org/2000/svg}"

SMALL = GanttView(
    title="Schedule of 1 site",
    summary="Jan 2027 to Mar 2027.",
    months=(Month("Jan", "2027", winter=True), Month("Feb", "2027", winter=True), Month("Mar", "2027", winter=False)),
    lanes=(Lane("A & B", ((Bar("ran", "ran", "A & B, ran: work Feb", 0, 1, 2, late=False),),)),),
    deadlines=((2, "Term end, Feb 2027"),),
    layers=("ran",),
)

GOLDEN = """<svg class="gantt" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 430 120" width="430" height="120" \
role="img" aria-labelledby="gantt-title gantt-desc" font-family="sans-serif" font-size="12">
<title id="gantt-title">Schedule of 1 site</title>
<desc id="gantt-desc">Jan 2027 to Mar 2027. The same schedule is in the table below.</desc>"""


def test_a_small_schedule_is_drawn_to_the_letter() -> None:
    drawn = gantt(SMALL)
    assert drawn.startswith(GOLDEN)
    assert '<rect x="190" y="44" width="30" height="15" fill="url(#lead)" stroke="#005ea2"' in drawn
    assert '<rect x="220" y="44" width="30" height="15" fill="#005ea2"/>' in drawn
    assert '<path d="M250 34 V74" stroke="#b50909" stroke-width="2" stroke-dasharray="6 3"/>' in drawn
    assert drawn.count('fill="#d9e8f6"') == 2
    assert "A &amp; B" in drawn


def test_the_drawing_is_well_formed_and_named(kit: dict[str, Any]) -> None:
    view, page = plan_page(kit["problem"], kit["plan"])
    drawn = gantt(gantt_view(view, ["cedar-ridge"], site_names(kit["problem"])))
    root = ElementTree.fromstring(drawn)  # noqa: S314 -- our own drawing
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    titles = [title.text or "" for title in root.iter(f"{SVG}title")]
    for row in page.starts:
        assert any(f"{row.site}, {row.layer}: ordered {row.order}" in title for title in titles)


def test_work_after_the_deadline_has_a_thick_edge_and_says_so(kit: dict[str, Any]) -> None:
    view, _ = plan_page(kit["problem"], kit["plan"])
    drawn = gantt(gantt_view(view, ["cedar-ridge"], {}))
    assert drawn.count('stroke-width="3"') == 1
    assert "ran: ordered Feb 2027, work Jun 2027 to Aug 2027, after the deadline" in drawn


def test_bars_of_one_site_never_cover_each_other(kit: dict[str, Any]) -> None:
    view, _ = plan_page(kit["problem"], kit["plan"])
    (lane,) = gantt_view(view, ["cedar-ridge"], {}).lanes
    assert len(lane.stacks) == 2
    for stack in lane.stacks:
        for before, after in itertools.pairwise(stack):
            assert before.stop <= after.lead


def test_the_letters_on_a_bar_can_be_read() -> None:
    def luminance(color: str) -> float:
        parts = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for layer, color in COLORS.items():
        assert 1.05 / (luminance(color) + 0.05) >= 4.5, layer
