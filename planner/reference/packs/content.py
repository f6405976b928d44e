"""What a pack says, apart from how it is stored: a folder, one file, or a saved pack; read with limits, and hashed.

A full pack is ``pack.toml`` and tables (``families.csv``); a saved one is the same in a zip, with the packs added to it
under ``added/`` and a ``manifest.json`` that tells its hash. Nothing is ever unpacked to disk.
"""

import csv
import hashlib
import io
import json
import re
import tomllib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from planner.core.errors import InvalidDocument

HEAD, MANIFEST, ADDED = "pack.toml", "manifest.json", "added/"
MANIFEST_FORMAT = "planner-rulepack/1"
MOST_TABLE_BYTES = 4 * 1024 * 1024
MOST_USER_BYTES = 256 * 1024
MOST_PACK_BYTES = 32 * 1024 * 1024
LONGEST_LINE = 4_000
_MOST_MEMBERS = 60
_TABLE = re.compile(r"[a-z_]{1,40}\.csv")
_USER = re.compile(r"added/[a-z0-9-]{1,40}\.toml")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PackContent:
    """A full pack: its texts by file name, and the texts of the packs added to it by the name of their file.

    ``label`` is what faults call it. ``told_sha256`` is the hash a saved pack claims to have.
    """

    label: str
    texts: Mapping[str, str]
    added: Mapping[str, str] = field(default_factory=dict)
    told_sha256: str | None = None

    @property
    def tables(self) -> dict[str, str]:
        """The tables alone."""
        return {name: text for name, text in self.texts.items() if name != HEAD}


def content_of_folder(folder: Path) -> PackContent:
    """The pack in a folder; only ``pack.toml`` and tables are looked at. Raises :class:`InvalidDocument`."""
    faults: list[str] = []
    texts = {}
    for path in sorted(folder.glob("*")):
        if path.name == HEAD or _TABLE.fullmatch(path.name):
            try:
                texts[path.name] = _text(path.name, _limited(path, MOST_TABLE_BYTES))
            except (OSError, ValueError) as error:
                faults.append(f"{path.name} cannot be read: {error}")
    if faults:
        raise InvalidDocument(str(folder), faults)
    return PackContent(str(folder), texts)


def content_of_zip(path: Path) -> PackContent:
    """A saved pack. Members are read in memory up to a limit, whatever the archive claims, and never unpacked.

    Raises :class:`InvalidDocument` for what is no saved pack, a member out of place, a bomb.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, path.name)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InvalidDocument(path.name, [f"is not a saved rule pack: {error}"]) from error
    told = _told_hash(members.pop(MANIFEST, None), path.name)
    added = {name: text for name, text in members.items() if name.startswith(ADDED)}
    texts = {name: text for name, text in members.items() if name not in added}
    return PackContent(path.name, texts, {name.removeprefix(ADDED): text for name, text in added.items()}, told)


def text_of_user_file(path: Path) -> str:
    """A pack of one file. Raises :class:`InvalidDocument` when it is too large or no text."""
    try:
        return _text(path.name, _limited(path, MOST_USER_BYTES))
    except (OSError, ValueError) as error:
        raise InvalidDocument(path.name, [f"cannot be read: {error}"]) from error


def toml_of(text: str, name: str) -> dict[str, Any]:
    """A TOML text from anybody. Raises :class:`InvalidDocument`."""
    longest = max((len(line) for line in text.splitlines()), default=0)
    if longest > LONGEST_LINE:
        raise InvalidDocument(name, [f"has a line of {longest:,} characters; at most {LONGEST_LINE:,}: break it up"])
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise InvalidDocument(name, [f"not a TOML file: {error}"]) from None
    except RecursionError:
        raise InvalidDocument(name, ["not a TOML file we can read: brackets are nested too deeply"]) from None


def records(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The records of a table, each with the line it ends in; cells that are not there are empty.

    Raises ``csv.Error`` for what is no table.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for row in reader:
        yield reader.line_num, {str(key): value or "" for key, value in row.items() if key}


def full_hash(content: PackContent) -> str:
    """SHA-256 of what the pack says: its head and its records in their order, however the files are stored.

    Line ends, the order of columns, empty cells and comments are not part of it.
    """
    tables = {
        name: [{key: cell for key, cell in row.items() if cell} for _, row in records(text)]
        for name, text in content.tables.items()
    }
    return canonical_hash({"head": tomllib.loads(content.texts[HEAD]), "tables": tables})


def canonical_hash(said: Any) -> str:
    """SHA-256 of a value as JSON with its keys in order, in UTF-8."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def zip_bytes(content: PackContent, manifest: Mapping[str, Any]) -> bytes:
    """A saved pack; the same content gives the same bytes."""
    told = {"format": MANIFEST_FORMAT, **manifest}
    texts = {
        **content.texts,
        **{f"{ADDED}{name}": text for name, text in content.added.items()},
        MANIFEST: json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(texts):
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, texts[name].encode("utf-8"))
    return buffer.getvalue()


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a rule pack")


def _limited(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        content = file.read(most + 1)
    return _short(content, most)


def _short(content: bytes, most: int) -> bytes:
    if len(content) > most:
        raise ValueError(f"it has more than {most // 1024:,} KB, which no table of rules has")
    return content


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{name} is not UTF-8 text at byte {error.start}: save it as UTF-8") from error


def _members(archive: zipfile.ZipFile, label: str) -> dict[str, str]:
    listed = archive.infolist()
    if len(listed) > _MOST_MEMBERS:
        raise InvalidDocument(label, [f"holds {len(listed)} files; a saved pack has at most {_MOST_MEMBERS}"])
    names = [member.filename for member in listed]
    strangers = [name for name in names if not _belongs(name)]
    twice = sorted({name for name in names if names.count(name) > 1})
    faults = [f'holds "{name[:80]}", which is no part of a rule pack; nothing was read' for name in strangers]
    faults += [f'holds "{name}" more than once' for name in twice]
    if faults:
        raise InvalidDocument(label, faults)
    found, left = {}, MOST_PACK_BYTES
    for member in listed:
        with archive.open(member) as stream:
            content = _short(stream.read(min(MOST_TABLE_BYTES, left) + 1), min(MOST_TABLE_BYTES, left))
        left -= len(content)
        found[member.filename] = _text(member.filename, content)
    return found


def _belongs(name: str) -> bool:
    return name in (HEAD, MANIFEST) or bool(_TABLE.fullmatch(name) or _USER.fullmatch(name))


def _told_hash(manifest: str | None, label: str) -> str:
    try:
        told = json.loads(manifest or "{}")
    except (ValueError, RecursionError):
        told = {}
    found = told.get("sha256") if isinstance(told, dict) and told.get("format") == MANIFEST_FORMAT else None
    if not isinstance(found, str):
        raise InvalidDocument(label, [f"has no {MANIFEST} of a saved rule pack; save one with planner packs save"])
    return found
