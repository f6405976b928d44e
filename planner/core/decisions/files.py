"""Files that back a ruling, such as a photo of a label: what may be attached, and what is wrong with what was."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_ATTACHMENT_BYTES = 10 * 1024 * 1024
"""Largest file that may back a ruling: a photo of a current phone has 3 to 8 MB."""

MOST_ATTACHMENTS = 10
"""Most files of one act."""

LONGEST_NAME = 200
MEDIA_TYPES = {
    "image/jpeg": "photo",
    "image/png": "photo",
    "image/webp": "photo",
    "image/heic": "photo",
    "application/pdf": "PDF",
    "text/plain": "text",
    "text/csv": "table",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "workbook",
}
"""What may be attached, and what a person calls it."""

_STARTS = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
}
"""How files of a type begin, where all of them begin alike."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as it was handed in."""

    name: str
    media_type: str
    content: bytes


def file_faults(files: Sequence[AttachedFile]) -> tuple[str, ...]:
    """What is wrong with the files of an act, a sentence each; empty when all of them can be kept."""
    many = f"{len(files)} files are attached; attach at most {MOST_ATTACHMENTS}."
    faults = [many] if len(files) > MOST_ATTACHMENTS else []
    return (*faults, *(fault for file in files if (fault := _fault(file))))


def _fault(file: AttachedFile) -> str | None:
    name = file.name.strip()
    if not name or len(name) > LONGEST_NAME:
        return f"{name[:40] or 'A file without a name'}: give it a name of at most {LONGEST_NAME} characters."
    if not file.content:
        return f"{name} is empty; attach the photo or record itself."
    if len(file.content) > MOST_ATTACHMENT_BYTES:
        most = MOST_ATTACHMENT_BYTES // 1024 // 1024
        return (
            f"{name} has {len(file.content) / 1024 / 1024:,.1f} MB; attach at most {most} MB, such as a smaller photo."
        )
    if file.media_type not in MEDIA_TYPES:
        kinds = ", ".join(dict.fromkeys(MEDIA_TYPES.values()))
        return f"{name} is {file.media_type or 'of no known type'}; attach {kinds}."
    starts = _STARTS.get(file.media_type)
    if starts and not file.content.startswith(starts):
        return f"{name} is not the {MEDIA_TYPES[file.media_type]} that it is named as; attach the file as it was made."
    return None
