"""What runs inside the cage: ``python -m planner.workbooks.cage_child ORDER``, the file on standard input.

Limits come first, parsers after. Answers go out as lines of JSON, one message each::

    ["ready"]                               the limits are set and the task begins
    ["sheet", name, state, read]            a sheet begins
    ["rows", [number, ...], [[cell, ...]]]  some of its rows, in order; an empty cell is ""
    ["packed", together, [number, ...], plan, clean, texts, bytes, bytes]  the same where every cell is text, by column
                                            (planner.workbooks.packing): the row numbers, or the first and how many
                                            where they follow each other; how many texts are in the first bytes, or
                                            these texts; the last bytes are their numbers
    ["marks", merged, rows, columns, faults, masks, comments]  after its rows: merged blocks [r1, c1, r2, c2], hidden
                                            rows and columns, faults [row, column, kind, text], masks [column, mask,
                                            [[first row, last row], ...]] of numbers that their format shows otherwise,
                                            comments [row, column, text]; rows from 1, columns from 0
    ["annotated", comments]                 the notes are in (task ``annotate``)
    ["refused", reason, remedy]             the file is declined; nothing follows
"""

import gc
import json
import sys
from collections.abc import Callable

from planner.workbooks.guard import Kind, Refused, kind_of
from planner.workbooks.orders import MEMORY_EXIT, PACKED, Message, Order, order_from, tagged

Send = Callable[[Message], int]
Work = Callable[[bytes, Kind, Order, Send], None]


def main() -> int:
    """Obey the order in the first argument; the exit code is 0 when everything was said, refusals included."""
    order = order_from(sys.argv[1])
    confine(order)
    work = worker(order)
    try:
        send(["ready"])
        data = sys.stdin.buffer.read()
        work(data, kind_of(data, order.limits), order, send)
    except Refused as refusal:
        send(["refused", refusal.reason, refusal.remedy])
    except MemoryError:
        return MEMORY_EXIT
    sys.stdout.buffer.flush()
    return 0


def confine(order: Order) -> None:
    """Cap memory, processor time and core dumps, where the system knows how."""
    if sys.platform == "win32":
        return
    import resource

    seconds = int(order.wall) + 1
    caps = (
        (resource.RLIMIT_AS, order.limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    )
    for which, cap in caps:
        hard = resource.getrlimit(which)[1]
        allowed = cap if hard == resource.RLIM_INFINITY else min(cap, hard)
        try:
            resource.setrlimit(which, (allowed, hard))
        except (ValueError, OSError) as error:
            sys.stderr.write(f"no limit {which} on this system: {error}\n")


def send(message: Message) -> int:
    """Write one message, at once, and say how many bytes it took."""
    told = written(message)
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()
    return len(told)


def written(message: Message) -> bytes:
    """A message as it crosses the pipe: one line, and what follows it."""
    body = b""
    if message[0] == PACKED:
        texts, numbers = message[-2:]
        body = texts + numbers
        message = [*message[:-2], len(texts), len(numbers)]
    line = json.dumps(message, ensure_ascii=False, separators=(",", ":"), default=tagged)
    return line.encode("utf-8", "replace") + b"\n" + body


def worker(order: Order) -> Work:
    """The task's function. Parsers are imported only now, under the limits, and before the greeting. A text file needs
    few; those of workbooks follow if it is something else than its name says.
    """
    if order.task == "read":
        gc.disable()  # rows hold no cycles, and looking for them among millions of new cells takes half of the time
        from planner.workbooks.textfiles import TEXT_SUFFIXES, read_text_file

        return _text_reader(read_text_file) if order.options["suffix"] in TEXT_SUFFIXES else _reader(read_text_file)
    from planner.workbooks.annotate_book import annotate_book

    return annotate_book


def _text_reader(read_text_file: Work) -> Work:
    def read(data: bytes, kind: Kind, order: Order, say: Send) -> None:
        reader = read_text_file if kind in ("text", "html") else _reader(read_text_file)
        reader(data, kind, order, say)

    return read


def _reader(read_text_file: Work) -> Work:
    from planner.workbooks.cage_sheets import read_book
    from planner.workbooks.xmlsheets import read_xml_sheets

    special: dict[Kind, Work] = {"text": read_text_file, "html": read_text_file, "xml": read_xml_sheets}

    def read(data: bytes, kind: Kind, order: Order, say: Send) -> None:
        special.get(kind, read_book)(data, kind, order, say)

    return read


if __name__ == "__main__":
    sys.exit(main())
