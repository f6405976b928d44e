"""The project file: what a carrier tells about its replacement effort, and what is assumed where it does not."""

from planner.core.project.nouns import (
    NO_LIMIT,
    STANDARD_VENDOR,
    Application,
    Calendar,
    Carrier,
    Crew,
    Funding,
    Planning,
    Project,
    Quote,
    Release,
    Vendor,
    allocation,
    released_by,
    vendors_for,
)
from planner.core.project.parsing import parse_project

__all__ = [
    "NO_LIMIT",
    "STANDARD_VENDOR",
    "Application",
    "Calendar",
    "Carrier",
    "Crew",
    "Funding",
    "Planning",
    "Project",
    "Quote",
    "Release",
    "Vendor",
    "allocation",
    "parse_project",
    "released_by",
    "vendors_for",
]
