"""What crosses the bars of the cage: the order on its way in, messages on their way out.

The child imports this and little else: it is what an upload waits for first.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from planner.workbooks.guard import Limits

Task = Literal["read", "annotate"]
Message = list[Any]

PACKED = "packed"
"""The message whose last two parts, bytes, follow its line as they are; in the line stands how many they have."""

MEMORY_EXIT = 77
FAR_REMEDY = "Press Ctrl+End in each sheet, delete the rows and columns beyond your data, and save again"


@dataclass(frozen=True, slots=True)
class Order:
    """What the child is to do; ``options`` are plain values the task understands."""

    task: Task
    limits: Limits
    options: Mapping[str, Any]
    wall: float

    def text(self) -> str:
        """As one command-line argument. The child turns it back with :func:`order_from`."""
        return json.dumps(asdict(self))


def order_from(text: str) -> Order:
    """The order as the parent wrote it (see :meth:`Order.text`)."""
    raw = json.loads(text)
    return Order(raw["task"], Limits(**raw["limits"]), raw["options"], raw["wall"])


def tagged(value: object) -> dict[str, str]:
    """How a date crosses the pipe, JSON having none: ``{"d": "2024-03-01"}``, with ``t`` for a date and time."""
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    raise TypeError(f"{type(value).__name__} does not cross the pipe")
