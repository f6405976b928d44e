"""What kind of row this is, by its words alone: totals, remarks, section titles."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from planner.core.columns.lexicon import ColumnLexicon, mentions_a_maker
from planner.core.columns.mapping import Column
from planner.core.model import Meaning, RowClass
from planner.core.rows.values import decimal_or_none

# "Total Access" and "Total Control" are product lines of Adtran, not sums.
_TOTAL = re.compile(
    r"(?i)^(?:(?:grand|sub|section|site|overall|running|sheet|page|report|group)[\s-]*)?(?:sub[\s-]?)?totals?\b(?!\s+(?:access|control))|"
    r"\b(?:sub[\s-]?|grand\s+)?totals?\s*:?$|^sums?\s*(?:of\b.*|:)?$|^(?:zwischen|gesamt)summe\b|^summe\b|^gesamt\s*:?$|"
    r"^(?:(?:grand|sub|site|page|report)[\s-]*)?(?:tot|ttls?)\.?\s*:?$|\bttl\.?\s*:?$|^[Σ∑](?:\s|:|$)|\btot\.\s*:?$|^sous[\s-]total\b|^suma\b|^somme\b|^(?:小计|合计|总计|总数)"
)
# Words that make a row a total only where its count is the sum: a site may be called All Saints, a part TTL converter.
_PERHAPS_TOTAL = re.compile(
    r"(?i)^ttls?\b|^all\s+(?:sites?|towers?|locations?|stations?|markets?|regions?|equipment|gear|units|models|makers?|"
    r"vendors|manufacturers)\s*:?$"
)
_PAGE = re.compile(r"(?i)^(?:page|pg\.?|p\.)\s*[:#]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$")
_PRINTED = re.compile(r"(?i)^(?:printed|(?:run|print|report)\s+(?:date|time|by)\b|confidential\b|proprietary\b)")
_REMARK = re.compile(
    r"(?i)^(?:notes?\b|legend\b|key\s*:|sources?\s*:|prepared\b|page\s+\d|last\s+(?:updated|revised|modified)|updated\b|"
    r"disclaimer|\*|†|‡|see\s|please\b|contact\b|confidential|proprietary|revision\b|revised\b|rev\.?\s*[\d:]|as of\b|"
    r"printed\b|generated\b|exported\b|created\b|end of\b|total (?:number|records)\b|©|\(c\)|n\.?b\.?\s*:|nota\b|"
    r"hinweis|remarque|备注|注[:：]|说明|does not include|includes\b|excludes\b|all\s.*\s(?:are|is|were)\b|checked by|"
    r"reviewed by|approved by|surveyed by|signed|date\s*:|this\s(?:list|sheet|report|inventory|table)\b)"
)
_SITE_TITLE = re.compile(
    r"(?i)^(?:site(?:\s*(?:name|id))?|cell\s*site|tower|location|facility|sitio|standort|emplacement|站点)"
    r"(?:\s*[:#：]\s*#?\s*|\s+[-–—]\s+|\s*(?:no\.|number)\s*:?\s*)(\S.*)$"
)
_NUMBERED_SITE = re.compile(r"(?i)^(?:cell\s*)?site\s+#?\d{1,5}[a-z]?(?:\s*[-–—:]\s*\S.*)?$")
# What begins the next label in a title: ``Turner Hub   DATE: 4/2/19``.
_NEXT_LABEL = re.compile(
    r"(?i)[\s,;|(–—-]+(?:(?:site|tower|fcc|cell)\s+(?:id|name|no|number|code|type)|surveyed\s+by|lat(?:itude)?\s*/\s*long?|"
    r"[^\W\d][\w./#]*)\s*[:：](?=\s|\d|$).*$|\s{3,}\S.*$|\t.*$"
)
_PART_OF_A_MARKET = re.compile(
    r"(?i)^(?:region|market|district|county|zone|area|state|territory|division|province|cluster)(?:\s*[:#=–—-]|\s+\d|$)|"
    r"\b(?:region|market|district|county|zone|territory)$"
)
_ADDRESS = re.compile(
    r"(?i)^\d{1,6}[a-z]?\s+\S.*\b(?:rd|road|st|street|ave|avenue|blvd|dr|drive|ln|lane|hwy|highway|way|ct|court|pl|place|"
    r"pkwy|parkway|trl|trail|loop|route|rte|co\s+rd|fm|us)\b|^p\.?\s?o\.?\s+box\b|,\s*[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?$|"
    r"^(?:address|lat(?:itude)?|long?(?:itude)?|coordinates?|gps|directions?|phone|tel)\s*[.:#]"
)
_NOT_A_SITE = re.compile(
    r"(?i)\b(?:equipment|spares?|inventory|network|radios?|ran|transport|microwave|core|section|phase|page|router|routers|switch|"
    r"switches|power|battery|batteries|antennas?|misc|other|list|removed|retired|decommissioned|installed|active|access|"
    r"backhaul|cpe|customer|servers?|video|cameras?|optical|gear|hardware|software|licenses?|wireless|wireline|lte|5g|4g|3g|gsm|umts|"
    r"vendor|manufacturer|assets?|devices?|summary|details?|table|part|items?|units?|phase|ip|category|indoor|outdoor)\b"
)


class Cell(NamedTuple):
    """A filled cell of a row: its column's place in the sheet, and the text."""

    at: int
    text: str


def class_of_count(count: int | None) -> RowClass:
    """The class of a row of gear by its quantity, None where it cannot be read: of nothing a row is a note."""
    return "item" if count else "problem" if count is None else "note"


def is_total_word(text: str) -> bool:
    """``Subtotal``, ``Total - Cedar Ridge``, ``Cedar Ridge Total``, ``Summe``, ``合计``."""
    return len(text) <= 80 and _is_total_word(text)


@lru_cache(maxsize=8192)
def _is_total_word(text: str) -> bool:
    return bool(_TOTAL.search(text))


def could_be_total_word(text: str) -> bool:
    """A total's word, or one that is a total's where the numbers say so: ``TTL Mesa``, ``All sites``."""
    return is_total_word(text) or (len(text) <= 80 and bool(_PERHAPS_TOTAL.search(text)))


def is_page_line(filled: Sequence[Cell], lexicon: ColumnLexicon) -> bool:
    """What a printed report repeats on every page: ``Plant list | Page 2 of 3``, ``Run date: 3/14/22 | User: KL``. No
    such line names a site, a maker or a known model.
    """
    if not any(_PAGE.match(cell.text) or _PRINTED.match(cell.text) for cell in filled):
        return False
    return not any(
        site_in_title(cell.text) or mentions_a_maker(cell.text, lexicon) or lexicon.model(cell.text) for cell in filled
    )


def is_total_row(filled: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """A total's word among the first cells, no gear beside it, and hardly any words besides."""
    word = next((cell for cell in filled[:3] if is_total_word(cell.text)), None)
    if word is None:
        return False
    others = [cell for cell in filled if cell is not word]
    gear: set[Meaning] = {"model", "part_number", "serial", "mac", "description"}
    if columns[word.at].meaning in ("maker", "model", "description", "part_number", "serial", "mac"):
        gear.add("maker")
    naming = {columns[cell.at].meaning for cell in others} & {"maker", "model", "part_number", "serial", "mac"}
    if len(naming) > 1 or any(
        columns[cell.at].meaning in gear and decimal_or_none(cell.text) is None for cell in others
    ):
        return False
    return sum(decimal_or_none(cell.text) is None and not cell.text.startswith("$") for cell in others) <= 2


def is_remark(text: str) -> bool:
    """Words that are about the sheet and not a row of it: footers, legends, sentences."""
    if _REMARK.match(text):
        return True
    words = text.split()
    return len(words) >= 9 or (len(words) >= 5 and text.endswith((".", "!", "?")))


def site_in_title(text: str) -> str | None:
    """The site that a section title names by itself: ``Site: Cedar Ridge``, ``SITE 13 - CHOTEAU``; up to the next
    label that follows it.
    """
    if len(text) > 100:
        return None
    if _NUMBERED_SITE.match(text):
        return _NEXT_LABEL.sub("", text).strip()
    match = _SITE_TITLE.match(text)
    return _NEXT_LABEL.sub("", match[1]).strip() or None if match else None


def is_address(text: str) -> bool:
    """A street address, coordinates or a telephone number under the title of a site: ``4 Main Ave, Choteau MT``."""
    return len(text) <= 120 and bool(_ADDRESS.search(text))


def could_name_a_site(text: str, lexicon: ColumnLexicon) -> bool:
    """A short name that is neither gear nor a heading of gear, nor a region, county or market."""
    words = text.split()
    if _PART_OF_A_MARKET.search(text):
        return False
    if not words or len(words) > 6 or len(text) > 60 or is_remark(text) or is_total_word(text):
        return False
    return not _NOT_A_SITE.search(text) and not mentions_a_maker(text, lexicon) and any(c.isalpha() for c in text)
