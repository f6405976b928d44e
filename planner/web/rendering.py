"""Templates to pages: one environment, everything escaped, a few words for numbers and moments."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from planner.bundled import templates_folder
from planner.core.money import shown
from planner.web.security import CSRF_FIELD, csrf_token

SHORTENED = 300
"""Longest piece of a stranger's text shown in a table; the whole of it stands on the item's own page."""

VERDICTS = {"covered": "Covered", "likely": "Likely covered", "unknown": "Unknown", "not_covered": "Not covered"}


def money(amount: str | Decimal | int) -> str:
    """``"1234.50"`` as ``$1,234.50``."""
    return shown(Decimal(amount))


def moment(value: datetime | None) -> str:
    """A moment as people read it, in UTC: ``24 Nov 2026, 07:14 UTC``."""
    return f"{value.day} {value:%b %Y, %H:%M} UTC" if value else ""


def file_size(count: int) -> str:
    """``1,234 bytes``, ``12.3 KB`` or ``4.0 MB``."""
    if count < 1024:
        return f"{count} bytes"
    return f"{count / 1024:,.1f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:,.1f} MB"


def shortened(text: object) -> str:
    """At most :data:`SHORTENED` characters of ``text``."""
    words = str(text)
    return words if len(words) <= SHORTENED else f"{words[:SHORTENED]}…"


def make_environment() -> Environment:
    """The templates with our filters; an undefined name is an error, not a gap."""
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"money": money, "moment": moment, "file_size": file_size, "shortened": shortened}
    environment.globals["VERDICTS"] = VERDICTS
    return environment


def csrf_field(request: Request) -> Markup:
    """The hidden field every form carries."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(CSRF_FIELD, csrf_token(request.session))


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. ``errors`` (field, sentence) make the summary at its top and the word "Error" in its title."""
    environment: Environment = request.app.state.templates
    shared = {
        "csrf": csrf_field(request),
        "notice": request.session.pop("notice", None) if "notice" in request.session else None,
        "errors": (),
        "path": request.url.path,
    }
    return HTMLResponse(environment.get_template(template).render(**(shared | values)), status)
