"""A row in one line: ``judge(maker="Nokia", model="AirScale")`` gives the finding under the shipped pack."""

from collections.abc import Callable, Sequence

import pytest

from planner.core.flagging import RulePack, flag
from planner.core.model import CellRef, FieldText, Finding, Item, Meaning, column_letter
from planner.reference.rulepacks import load_rules

Column = tuple[Meaning, str, str]
MakeItem = Callable[..., Item]
Judge = Callable[..., Finding]

MEANINGS: tuple[Meaning, ...] = (
    "site", "address", "maker", "model", "part_number", "serial", "mac", "description", "notes", "status",
)  # fmt: skip
OWNERS = {
    "00E0FC": "HUAWEI TECHNOLOGIES CO.,LTD",
    "0015EB": "zte corporation",
    "848A59": "Hisilicon Technologies Co., Ltd",
    "000C42": "Routerboard.com",
    "002064": "Aztech Electronics Pte Ltd",
    "000FE2": "Hangzhou H3C Technologies Co., Limited",
}


def owner_of(mac: str) -> str | None:
    """A registry of a few real blocks."""
    return OWNERS.get(mac[:6])


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return load_rules()


@pytest.fixture(scope="session")
def make_item() -> MakeItem:
    def build(*, number: int = 1, columns: Sequence[Column] = (), **texts: str) -> Item:
        plain = [
            (meaning, meaning.replace("_", " ").title(), texts[meaning]) for meaning in MEANINGS if meaning in texts
        ]
        fields = tuple(
            FieldText(meaning, header, CellRef("a.xlsx", "Sites", column_letter(index), number + 1), text)
            for index, (meaning, header, text) in enumerate([*plain, *columns])
        )
        return Item(number, f"fp-{number}", "a.xlsx", "Sites", number + 1, fields, site=texts.get("site"))

    return build


@pytest.fixture(scope="session")
def judge(pack: RulePack, make_item: MakeItem) -> Judge:
    def finding(**texts: object) -> Finding:
        return flag([make_item(**texts)], pack, owner_of)[0]

    return finding
