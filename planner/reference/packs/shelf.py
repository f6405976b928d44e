"""Packs as a person names them: ``us-fcc-scrp@1.0.0``, a folder, a file of one's own, a saved pack."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from planner.core.errors import InvalidDocument
from planner.core.flagging.pack import RulePack
from planner.core.purchases import Party
from planner.reference.listed import load_parties, parties_in
from planner.reference.packs.archive import SHIPPED, kept_packs, known_patterns
from planner.reference.packs.content import (
    HEAD,
    PackContent,
    content_of_folder,
    content_of_zip,
    text_of_user_file,
    zip_bytes,
)
from planner.reference.packs.joining import joined_rules
from planner.reference.packs.purchasing import with_own_parties
from planner.reference.packs.user import UserPack, parse_user_pack
from planner.reference.rulepacks import load_rules, rules_of

ARGUMENT = "--rules"


@dataclass(slots=True)
class _Chosen:
    """What the names led to: one full pack at most, and the packs to be added to it by the name of their file.

    ``kept`` is where the full pack is kept, when it is one of ours.
    """

    full: PackContent | None = None
    kept: Path | None = None
    added: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def take_full(self, content: PackContent, kept: Path | None = None) -> None:
        if self.full is not None:
            self.faults.append(f"{content.label} is a second full pack beside {self.full.label}; name one of them")
        self.full, self.kept = content, kept

    def take_added(self, name: str, text: str) -> None:
        if self.added.get(name, text) != text:
            self.faults.append(f"two different packs are called {name}; give one of the files another name")
        self.added[name] = text


def load_packs(names: Sequence[str]) -> RulePack:
    """The rules that ``names`` stand for: at most one full pack (else the one in force) and packs added to it.

    The order of the names does not matter. Raises :class:`InvalidDocument` for what is no pack, a version nobody
    knows, a faulty file, rules that clash.
    """
    if not names:
        return load_rules()
    return _joined(_chosen(names))


def named_packs(rules: Sequence[str], packs: Sequence[str], folder: Path | None) -> tuple[str, ...]:
    """The packs to judge by: the ``rules`` named now, else the ``packs`` of a project file in ``folder``.

    The project's own files lie beside it or below; what is no file there is the name of a pack. Without a folder there
    is no project file.
    """
    if rules or folder is None:
        return tuple(rules)
    beside = ((name, folder / name) for name in packs)
    return tuple(str(path) if path.exists() else name for name, path in beside)


def parties_of(names: Sequence[str]) -> tuple[Party, ...]:
    """Whom a purchase is checked against by the packs ``names`` stand for, as of :func:`load_packs`.

    A full pack from before there was a table of the Entity List does not say that nobody is on it: the one in force
    speaks in its place. Makers that an added pack lists are a list of their own, and its names of listed makers count.
    """
    if not names:
        return load_parties()
    chosen = _chosen(names)
    _joined(chosen)
    found = parties_in(chosen.full.texts, load_parties()) if chosen.full else load_parties()
    for user, _ in _users(chosen):
        found = with_own_parties(found, user)
    return found


def save_packs(names: Sequence[str]) -> bytes:
    """The same as one file that gives the same rules again; its manifest tells their hash."""
    chosen = _chosen(names)
    pack = _joined(chosen)
    full = chosen.full or content_of_folder(SHIPPED)
    added = {f"{user.info.id}.toml": text for user, text in _users(chosen)}
    told = {"sha256": pack.sha256, "packs": [asdict(info) for info in pack.packs]}
    return zip_bytes(PackContent(full.label, full.texts, added), told)


def _chosen(names: Sequence[str]) -> _Chosen:
    chosen = _Chosen()
    for name in names:
        _take(name, Path(name), chosen)
    if chosen.faults:
        raise InvalidDocument(ARGUMENT, chosen.faults)
    return chosen


def _take(name: str, path: Path, chosen: _Chosen) -> None:
    if path.is_dir():
        if not (path / HEAD).is_file():
            chosen.faults.append(f"{name} is a folder without a {HEAD}; a pack's folder holds one")
            return
        chosen.take_full(content_of_folder(path), SHIPPED if path.resolve() == SHIPPED.resolve() else None)
    elif path.suffix.lower() == ".zip" and path.is_file():
        content = content_of_zip(path)
        _check_told(content)
        chosen.take_full(content)
        for file, text in content.added.items():
            chosen.take_added(file, text)
    elif path.is_file() and path.suffix.lower() != ".toml":
        chosen.faults.append(f"{name} is no rule pack; name a .toml file, a .zip of planner packs save, or a folder")
    elif path.is_file():
        chosen.take_added(path.name, text_of_user_file(path))
    else:
        _take_kept(name, chosen)


def _take_kept(name: str, chosen: _Chosen) -> None:
    kept = kept_packs()
    pack, _, version = name.partition("@")
    versions = [one for of, one in kept if of == pack]
    if not versions:
        near = get_close_matches(pack, sorted({of for of, _ in kept}), n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted({of for of, _ in kept}))}"
        chosen.faults.append(f'"{name}" is typed; there is no such file, folder or pack; {hint}')
    elif version and version not in versions:
        chosen.faults.append(f'"{name}" is typed; the versions of {pack} are {", ".join(sorted(versions))}')
    else:
        path = kept[pack, version or versions[0]]
        chosen.take_full(content_of_folder(path) if path.is_dir() else content_of_zip(path), path)


def _joined(chosen: _Chosen) -> RulePack:
    pack = _full(chosen)
    faults: list[str] = []
    for user, _ in _users(chosen):
        try:
            pack = joined_rules(pack, user)
        except InvalidDocument as error:
            faults += [f"{error.name} {fault}" for fault in error.faults]
    if faults:
        raise InvalidDocument(ARGUMENT, faults)
    return pack


def _check_told(content: PackContent) -> None:
    """Raise :class:`InvalidDocument` when a saved pack is not what its manifest says."""
    found = _joined(_Chosen(content, added=dict(content.added))).sha256
    if found != content.told_sha256:
        told = f"was changed since it was saved: it says its hash is {content.told_sha256}, and it is {found}"
        raise InvalidDocument(content.label, [told])


def _full(chosen: _Chosen) -> RulePack:
    if chosen.full is None or chosen.kept == SHIPPED:
        return load_rules()
    return _kept_rules(chosen.kept) if chosen.kept else rules_of(chosen.full, known_patterns())


@lru_cache(maxsize=4)
def _kept_rules(path: Path) -> RulePack:
    """A version that is kept, read once: it is never changed."""
    return rules_of(content_of_zip(path))


def _users(chosen: _Chosen) -> list[tuple[UserPack, str]]:
    """The added packs by their ids, whatever order they were named in."""
    read, faults = [], []
    for file, text in chosen.added.items():
        try:
            read.append((parse_user_pack(text, file), text))
        except InvalidDocument as error:
            faults += [f"{file} {fault}" for fault in error.faults]
    if faults:
        raise InvalidDocument(ARGUMENT, faults)
    ids = [user.info.id for user, _ in read]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise InvalidDocument(ARGUMENT, [f'two packs have the id "{one}"; give one another id' for one in twice])
    return sorted(read, key=lambda one: one[0].info.id)
