"""What keeps a stranger's page, file or request from doing harm through ours.

:class:`Guard` stands before everything: it knows the host, the origin and the size of a request, puts the headers on
every answer, and turns an unexpected failure into a plain page. ``CheckedForm`` is how a page reads a form: the
token in it must be the session's. A form has to pass both.
"""

import hmac
import logging
import re
import secrets
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.formparsers import MultiPartException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planner.core.decisions import MOST_ATTACHMENT_BYTES, MOST_ATTACHMENTS

log = logging.getLogger("planner.web")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
MEBIBYTE = 1024 * 1024

FILE_LIMIT = 50 * MEBIBYTE
"""Largest single upload; the reader of spreadsheets refuses larger ones too."""

UPLOAD_LIMIT = 200 * MEBIBYTE
"""Largest request that carries files."""

RULING_LIMIT = MOST_ATTACHMENTS * MOST_ATTACHMENT_BYTES + MEBIBYTE
"""Largest request that rules on rows: as many files as may back a ruling, each as large as it may be."""

FORM_LIMIT = MEBIBYTE
"""Largest request of any other form."""

PATIENCE = 4
"""How many times the limit is still read (and thrown away), so that the browser gets to see our answer."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "private, no-cache",
}
"""On every answer. No ``Strict-Transport-Security``: an installation on plain http would lock its users out.

``same-origin`` and not ``no-referrer``: with the latter browsers send ``Origin: null`` with our own forms.
"""

COUNTED = "planner.counted"
"""Where the scope carries what :func:`_limited` saw; inner layers work on copies of the scope, so it is a dict."""

CSRF_FIELD = "csrf_token"


class BodyTooBig(MultiPartException):
    """Raised into whoever reads the body; of this kind so that the form parser closes its temporary files."""


class Guard:
    """The outermost layer. ``local`` accepts requests to this machine's own names only, so that a foreign site whose
    name is pointed at 127.0.0.1 (DNS rebinding) gets nothing.
    """

    def __init__(self, app: ASGIApp, *, local: bool) -> None:
        self.app, self.local = app, local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send)
        refusal = self._refusal(scope)
        try:
            if refusal is not None:
                await refusal(scope, receive, answer.send)
            else:
                await self.app(scope, _limited(scope, receive), answer.send)
        except Exception:  # the last line: whatever broke, the person gets a sentence and the operator the details
            log.exception("%s %s failed", scope["method"], scope["path"])
            if not answer.started:
                words = "Something went wrong on our side. Nothing you kept is lost. Go back and try again."
                await PlainTextResponse(words, 500)(scope, receive, answer.send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if self.local and _host_name(headers.get("host", "")) not in LOCAL_HOSTS:
            return PlainTextResponse("This planner answers on this computer only: use http://127.0.0.1", 421)
        if scope["method"] not in SAFE_METHODS and not _same_origin(scope, headers):
            return PlainTextResponse("This form came from another site and was not accepted.", 403)
        return None


class _Answer:
    """Puts the headers on, and remembers whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send, self.started = send, False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def _host_name(host: str) -> str:
    """The host without its port: ``[::1]:8000`` is ``[::1]``."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].casefold()


def _same_origin(scope: Scope, headers: Headers) -> bool:
    """Whether the browser says that the request comes from one of our own pages; silence leaves it to the token."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin == f"{scope['scheme']}://{headers.get('host', '')}"


def _limit(path: str) -> int:
    """How many bytes a request to ``path`` may have."""
    if path.endswith("/uploads"):
        return UPLOAD_LIMIT
    return RULING_LIMIT if path.endswith(("/decision", "/findings/rule")) else FORM_LIMIT


def _limited(scope: Scope, receive: Receive) -> Receive:
    """``receive`` that counts, whatever the Content-Length says. What is too much is not stored."""
    limit = _limit(scope["path"])
    seen = 0
    found: dict[str, int] = {}
    scope[COUNTED] = found

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen <= limit:
            return message
        found["limit"] = limit
        while message.get("more_body") and seen <= limit * PATIENCE:
            message = await receive()
            seen += len(message.get("body", b""))
        raise BodyTooBig(f"the request is larger than {limit // MEBIBYTE} MB")

    return counted


def csrf_token(session: MutableMapping[str, Any]) -> str:
    """The session's token, made on first use."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(32)
    return str(session["csrf"])


@asynccontextmanager
async def sent_form(request: Request) -> AsyncIterator[FormData]:
    """The form of a request, its token checked; its files are gone when the block ends.

    ``HTTPException`` 413 for too much, 403 for a wrong token.
    """
    try:
        form = await request.form(max_files=50, max_fields=2000)
    except AnyHTTPException as error:
        if limit := request.scope[COUNTED].get("limit"):
            raise HTTPException(413, f"at most {limit // MEBIBYTE} MB can be sent at once") from error
        raise
    try:
        given, expected = form.get(CSRF_FIELD), request.session.get("csrf")
        if not isinstance(given, str) or not expected or not hmac.compare_digest(given.encode(), expected.encode()):
            raise HTTPException(403, "the page was open for too long, or came from elsewhere")
        yield form
    finally:
        await form.close()


async def checked_form(request: Request) -> AsyncIterator[FormData]:
    """How a page asks for its form."""
    async with sent_form(request) as form:
        yield form


CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Characters that nobody types: controls (a database server refuses some), and marks that reorder text."""


def words(form: FormData, field: str) -> str:
    """What was typed into ``field``, trimmed and without :data:`CONTROLS`; empty when nothing was."""
    return CONTROLS.sub("", str(form.get(field, ""))).strip()


CheckedForm = Annotated[FormData, Depends(checked_form)]
