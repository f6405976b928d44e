"""Files that back a decision: their bytes are kept once, by hash; the decision's seal covers the hash."""

import hashlib
from collections.abc import Sequence

from sqlmodel import Session, col, select

from planner.core.decisions import AttachedFile, file_faults
from planner.core.errors import StoreFailed
from planner.core.model import Attachment
from planner.store.engine import Store
from planner.store.tables import AttachmentContent, DecisionRow


def attachments_of(files: Sequence[AttachedFile]) -> tuple[Attachment, ...]:
    """The files by their hashes. Raises :class:`StoreFailed` with every reason why one cannot be kept."""
    if faults := file_faults(files):
        raise StoreFailed(" ".join(faults))
    return tuple(
        Attachment(file.name.strip(), hashlib.sha256(file.content).hexdigest(), len(file.content), file.media_type)
        for file in files
    )


def keep_contents(session: Session, store: Store, files: Sequence[AttachedFile]) -> None:
    """Put the bytes into the database, where they are not there already."""
    contents = {hashlib.sha256(file.content).hexdigest(): file.content for file in files}
    for sha256, content in contents.items():
        if session.exec(select(AttachmentContent.sha256).where(AttachmentContent.sha256 == sha256)).first() is None:
            session.add(AttachmentContent(sha256=sha256, size=len(content), content=content, created_at=store.clock()))


def attachment_content(store: Store, project_id: int, sha256: str) -> bytes | None:
    """The bytes of a file that backs a decision of the project; None when no decision of it does.

    Raises :class:`StoreFailed` when they are not what was attached, or are gone.
    """
    with store.session("reading an attachment") as session:
        backed = select(DecisionRow.attachments).where(DecisionRow.project_id == project_id)
        if not any(file["sha256"] == sha256 for files in session.exec(backed) for file in files):
            return None
        row = session.get(AttachmentContent, sha256)
        if row is None or hashlib.sha256(row.content).hexdigest() != sha256:
            raise StoreFailed("An attachment was changed or removed after it was kept. Run: planner log verify")
        return row.content


def content_fault(session: Session, file: Attachment) -> str | None:
    """What became of a file's bytes since it was attached, in words; None when they are what they were."""
    content = session.exec(
        select(AttachmentContent.content).where(col(AttachmentContent.sha256) == file.sha256)
    ).first()
    if content is None:
        return f"its attachment {file.name} was removed"
    whole = len(content) == file.size and hashlib.sha256(content).hexdigest() == file.sha256
    return None if whole else f"its attachment {file.name} was changed after it was attached"
