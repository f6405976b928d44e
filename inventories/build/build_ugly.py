"""Rebuilds ``inventories/ugly`` and the expectations: ``.venv/bin/python inventories/build/build_ugly.py``.

The same code writes the same bytes. What a file should be read as stands beside its rows, by design, and is never
taken from what the program makes of it.
"""

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from build.ugly import layouts, managers, shapes, unreadable, values  # noqa: E402 (the folder must be known first)
from build.ugly.case import Case  # noqa: E402


def all_cases() -> list[Case]:
    """Every file, in the order of the README."""
    parts = (layouts, shapes, managers, values, unreadable)
    return [case for part in parts for case in part.cases()]


def build(out: Path, expected: Path) -> None:
    """Writes every file into ``out`` and every expectation into ``expected``."""
    for folder in (out, expected):
        folder.mkdir(parents=True, exist_ok=True)
    for case in all_cases():
        (out / case.name).write_bytes(case.body)
        document = json.dumps(case.expected(), ensure_ascii=False, indent=1) + "\n"
        (expected / f"{case.name}.json").write_text(document, encoding="utf-8")


def main() -> None:
    """Reads the two folders from the command line."""
    parser = argparse.ArgumentParser(description="Rebuild the ugly inventories.")
    parser.add_argument("--out", type=Path, default=HERE.parent / "ugly")
    parser.add_argument("--expected", type=Path, default=HERE.parents[1] / "tests" / "data" / "ugly")
    parser.add_argument("--table", action="store_true", help="print the README's lines instead")
    chosen = parser.parse_args()
    if chosen.table:
        print("\n".join(f"| `ugly/{case.name}` | {case.what} | {case.see} |" for case in all_cases()))
        return
    build(chosen.out, chosen.expected)


if __name__ == "__main__":
    main()
