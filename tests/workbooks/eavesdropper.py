"""Tells of every change of a file that an interpreter makes. Copied beside a log as ``sitecustomize.py`` it is the
first thing that the interpreter of a review does, and, by the search path it hands on, that of its cage.
"""

import os
import sys
from pathlib import Path

TOLD = os.open(Path(__file__).with_name("log"), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def heard(event: str, given: tuple[object, ...]) -> None:
    """Write down the paths of a change; a folder opened for writing is a temporary file without a name."""
    paths: list[Path] = []
    if event in CHANGES:
        paths = [place(part, given[-1]) for part in given if isinstance(part, str | bytes)]
    elif event == "open" and isinstance(given[0], str | bytes) and isinstance(given[2], int) and given[2] & WRITING:
        paths = [place(given[0], None)]
    for path in paths:
        if event != "open" or not path.is_dir():
            os.write(TOLD, f"{path}\n".encode())


def place(path: str | bytes, folder: object) -> Path:
    """The path in full; ``folder`` is the descriptor of the folder it is relative to, if there is one."""
    base = Path(f"/proc/self/fd/{folder}").readlink() if isinstance(folder, int) and folder >= 0 else Path.cwd()
    return base / os.fsdecode(path)


sys.addaudithook(heard)
