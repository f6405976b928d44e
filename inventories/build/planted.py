"""Reads ``planted.csv``: the rows with a story, sheet by sheet and site by site.

``position`` counts the sites (or hops, or huts) of the sheet from 0. ``serial`` is a recipe (``huawei ITEMCODE``,
``gpon VENDOR``, ``zte`` or ``maker``, with ``x2`` for two of them) or the very text; ``mac`` is a prefix and the
separator; ``extra`` is ``field=value``; ``words`` is what the truth quotes where that is not the model.
"""

import csv
import random
import re
from datetime import date
from pathlib import Path

from build.gear import Expect, Gear
from build.serials import Serials

TABLE = Path(__file__).with_name("planted.csv")
USUAL_DAY = date(2015, 6, 9)
RECIPE = re.compile(r"(huawei|gpon|zte|maker)(?: (\w+?))??(?: x(\d+))?")


def planted(sheet: str) -> dict[int, list[Gear]]:
    """The planted rows of one sheet by position. Serials come from a source of this sheet's own."""
    serials = Serials(random.Random(f"planted in {sheet}"))
    found: dict[int, list[Gear]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["sheet"] == sheet:
                found.setdefault(int(row["position"]), []).append(_gear(row, serials))
    return found


def _gear(row: dict[str, str], serials: Serials) -> Gear:
    acquired = date.fromisoformat(row["acquired"]) if row["acquired"] else None
    oui, _, separator = row["mac"].partition(" ")
    name, _, value = row["extra"].partition("=")
    return Gear(
        maker=row["maker"] or None,
        model=row["model"] or None,
        expect=Expect(row["kind"], row["verdicts"], row["entity"], row["presence"], row["why"]),
        qty=int(row["quantity"]) if row["quantity"].isdigit() else row["quantity"],
        serials=_serials(row["serial"], row["maker"], acquired or USUAL_DAY, serials),
        description=row["description"] or None,
        part=int(row["part"]) if row["part"].isdigit() else row["part"] or None,
        mac=serials.mac(oui, separator) if oui else None,
        acquired=acquired,
        cost=int(row["cost"]) if row["cost"] else None,
        notes=row["notes"] or None,
        extra={name: value} if name else {},
        words=row["words"],
    )


def _serials(recipe: str, maker: str, acquired: date, serials: Serials) -> tuple[str, ...]:
    if not recipe:
        return ()
    if not (parts := RECIPE.fullmatch(recipe)):
        return (recipe,)
    form, detail, count = parts.groups()
    makes = {
        "huawei": lambda: serials.huawei(detail, acquired),
        "gpon": lambda: serials.gpon(detail),
        "zte": serials.zte,
        "maker": lambda: serials.other(maker),
    }
    return tuple(makes[form]() for _ in range(int(count or 1)))
