"""What travels with the program: pages and sample inventories.

An installed wheel carries them inside the package (``planner/_bundled``); a checkout has them beside it.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    packed = PACKAGE / "_bundled" / name
    return packed if packed.is_dir() else PACKAGE.parent / name


def templates_folder() -> Path:
    """The folder of page templates."""
    return _folder("templates")


def inventories_folder() -> Path:
    """The folder of sample inventories."""
    return _folder("inventories")
