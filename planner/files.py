"""Documents on disk: read up to a limit, written whole or not at all."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.core.errors import InvalidDocument

MOST_BYTES = 256 * 1024 * 1024
"""Largest document that is read: some hundred times the largest problem that can be solved."""

Keep = Callable[[dict[str, Any]], Any]

HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
"""How JSON spells a UTF-16 surrogate, which alone is no character and cannot be written again."""


def read_text(path: Path, most: int | None = None) -> str:
    """A text in UTF-8 of at most ``most`` bytes (:data:`MOST_BYTES`), with or without a mark at its start.

    Raises :class:`InvalidDocument`.
    """
    limit = MOST_BYTES if most is None else most
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise InvalidDocument(path.name, [f"cannot be read: {error.strerror}"]) from error
    if len(content) > limit:
        raise InvalidDocument(path.name, [f"has more than {limit // 1024 // 1024} MB, which no such document has"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidDocument(path.name, [f"not UTF-8 text at byte {error.start}: save it as UTF-8"]) from error


def read_json(path: Path, *, most: int | None = None, keep: Keep | None = None) -> dict[str, Any]:
    """A JSON object that can be written again, of at most ``most`` bytes.

    ``keep`` sees every object and says what to keep of it, so that a long document need not be held whole.
    Raises :class:`InvalidDocument`.
    """
    text = read_text(path, most)
    try:
        document = json.loads(text, object_hook=keep)
        if HALF_CHARACTER.search(text):
            json.dumps(document, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidDocument(path.name, [r"holds half a character, such as \ud800: remove it"]) from error
    except (ValueError, RecursionError) as error:
        raise InvalidDocument(path.name, [f"not JSON: {error}"]) from error
    if not isinstance(document, dict):
        raise InvalidDocument(path.name, [f"must be a JSON object, not {type(document).__name__}"])
    return document


def write_json(path: Path, document: Mapping[str, Any]) -> Path:
    """A JSON document, one value a line, written whole."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return write_whole(path, text.encode("utf-8"))


def write_long_json(path: Path, document: Mapping[str, Any]) -> Path:
    """A JSON document with long lists, written whole: one key a line, and in a list of objects one object a line.

    A list may be an iterator, so that it is never in memory at once.
    """
    return write_pieces(path, (line.encode("utf-8") for line in _lines(document)))


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    yield "{"
    for number, (key, value) in enumerate(document.items()):
        yield f"{',' if number else ''}\n {_compact(key)}: "
        if isinstance(value, Iterator) or (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
            yield from _entries(value)
        else:
            yield _compact(value)
    yield "\n}\n"


def _entries(values: Iterable[Any]) -> Iterator[str]:
    start = "["
    for value in values:
        yield f"{start}\n  {_compact(value)}"
        start = ","
    yield "[]" if start == "[" else "\n ]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write_whole(path: Path, content: bytes) -> Path:
    """As :func:`write_pieces`, in one piece."""
    return write_pieces(path, (content,))


def write_pieces(path: Path, content: Iterable[bytes]) -> Path:
    """Write beside and rename, so that a reader never meets half a document; a draft that failed is removed.

    Makes the folder. Raises ``OSError`` when the place cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(content)
        return partial.replace(path)
    except (OSError, ValueError, TypeError):
        if partial.is_file():
            partial.unlink()
        raise


def remove(paths: Iterable[Path]) -> None:
    """Take the files away that are there."""
    for path in paths:
        path.unlink(missing_ok=True)


def spare(inputs: Iterable[Path | None], targets: Iterable[Path]) -> None:
    """Raise :class:`InvalidDocument` when a file that is read stands where one is to be written."""
    taken = {target.resolve() for target in targets}
    for path in inputs:
        if path is not None and path.resolve() in taken:
            raise InvalidDocument(path.name, ["it would be written over; name another place with --out"])


def printable(name: str) -> str:
    """A file's name as it can be written down: bytes that are no UTF-8 become the replacement character."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
