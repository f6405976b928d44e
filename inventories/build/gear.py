"""What a sample row holds, and what a careful reader should conclude from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Expect:
    """The truth about a row, known because we planted it.

    ``kind`` is planted, trap, unknown, other or row; ``verdicts`` lists what is acceptable, split by ``|`` (for
    kind row: the ledger class); an empty ``presence`` means that any will do.
    """

    kind: str
    verdicts: str
    entity: str = ""
    presence: str = ""
    why: str = ""


@dataclass(frozen=True)
class Gear:
    """One kind of gear at one place. ``qty`` may be text where the mess is in the quantity itself.

    ``extra`` fills columns that only some sheets have. ``words`` is what the truth file quotes; by default the
    first of model, serial, part number, MAC and description that is there.
    """

    maker: str | None
    model: str | None
    expect: Expect
    qty: int | str = 1
    serials: tuple[str, ...] = ()
    description: str | None = None
    part: str | int | None = None
    mac: str | None = None
    acquired: date | None = None
    cost: int | None = None
    notes: str | None = None
    extra: Mapping[str, Cell] = field(default_factory=dict)
    words: str = ""

    @property
    def quoted(self) -> str:
        """The words by which the row is recognised in the truth file."""
        serial = self.serials[0] if self.serials else None
        found = (self.words, self.model, serial, self.part, self.mac, self.description)
        return next(str(text) for text in found if text)

    @property
    def count(self) -> int:
        """Units for a subtotal; a quantity in words counts as one."""
        return self.qty if isinstance(self.qty, int) else 1


def covered(entity: str) -> Expect:
    """A planted unit of Huawei or ZTE whose maker is named."""
    return Expect("planted", "covered", entity, "in_network", "maker named")


def other() -> Expect:
    """Ordinary gear of a maker who is not covered."""
    return Expect("other", "not_covered", why="another maker")


def trap(why: str, verdicts: str = "not_covered", presence: str = "in_network") -> Expect:
    """Gear that a hasty reader would flag, and must not."""
    return Expect("trap", verdicts, presence=presence, why=why)
