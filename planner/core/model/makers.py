"""Frozen records by the hundred thousand.

The constructor of a frozen dataclass goes through ``object.__setattr__`` once for each field, which for an item of two
dozen fields is five sixths of the time of making one. A twin without the lock has the same slots in the same order;
Python lets its instances change class, and from then on they are as frozen as any other.
"""

from collections.abc import Callable
from dataclasses import MISSING, field, fields, make_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def maker_of(cls: type[T]) -> Callable[..., T]:
    """A function that takes the values of ``cls`` in order, and makes what ``cls`` would, several times as fast.

    ``cls`` is a frozen dataclass with slots, plain defaults, no ``__post_init__`` and no base class.
    """
    named: list[tuple[str, Any, Any]] = [
        (f.name, Any, field() if f.default is MISSING else field(default=f.default))
        for f in fields(cls)  # type: ignore[arg-type]  # only dataclasses come here
    ]
    twin = make_dataclass(f"Open{cls.__name__}", named, slots=True, eq=False)

    def make(*values: Any) -> T:
        made = twin(*values)
        made.__class__ = cls
        return made  # type: ignore[no-any-return]  # of class cls since the line above

    return make
