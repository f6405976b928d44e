"""Reading the data files that come with the package: a fault in one is ours, and names file, row and cell."""

import csv
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from planner.core.errors import InvalidDocument


def data_folder(name: str) -> Traversable:
    """The folder ``name`` of the reference data, in a checkout and in an installed wheel alike."""
    return files("planner.reference") / name


def csv_rows(path: Traversable) -> Iterator[tuple[int, dict[str, str]]]:
    """Each record with its line number. Raises :class:`InvalidDocument` for a row of the wrong length."""
    with path.open("r", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            if None in row or None in row.values():
                raise InvalidDocument(path.name, [f"line {reader.line_num} has more or fewer cells than the header"])
            yield reader.line_num, row


def toml_table(path: Traversable) -> dict[str, Any]:
    """The file's content. Raises :class:`InvalidDocument` when it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidDocument(path.name, [str(error)]) from error
