"""What a report is made of, and how its sites are called."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.core.model import Assumption, Estimate, Review, Site
from planner.core.summary.planview import Document, PlanView, read_plan
from planner.core.summary.text import cell_text
from planner.core.unknowns import Unknowns

NOT_FCC = "Planning figures. Not FCC catalog figures."
WHOLE_PROJECT = "Whole project"


@dataclass(frozen=True)
class ReportInput:
    """Everything the report shows. ``problem`` and ``plan`` are ``planner-problem/1`` and ``planner-plan/1``.

    ``versions`` names what produced the figures (``rules``, ``prices``, ``code``); ``assumptions`` are those of the
    project, the estimate's own are added where they are missing. ``as_of`` is also the file's date of creation.
    ``unknowns`` are the open rows as priced questions, on a sheet of their own when given.
    """

    review: Review
    estimate: Estimate
    problem: Document
    plan: Document
    project_name: str
    as_of: date
    versions: Mapping[str, str]
    assumptions: tuple[Assumption, ...] = ()
    unknowns: Unknowns | None = None

    @cached_property
    def view(self) -> PlanView:
        """Problem and plan, read once."""
        return read_plan(self.problem, self.plan)

    @cached_property
    def site_names(self) -> Mapping[str, str]:
        """What people call each site key."""
        return site_names(self.review.sites)

    @property
    def banner(self) -> str | None:
        """What every sheet with prices has to say, unless the prices are a checked transcription of the catalog."""
        return None if self.estimate.book.is_fcc else NOT_FCC

    def site_name(self, key: str) -> str:
        """The name of a site as people know it; the key itself when it is not one of the review's sites."""
        return self.site_names.get(key, WHOLE_PROJECT if key == "project" else cell_text(key))


def site_names(sites: Sequence[Site]) -> dict[str, str]:
    """Key to name; where two sites share a name (or a name is another's key) the key is added in brackets."""
    keys = {site.key for site in sites}
    uses = Counter(_folded(site.name) for site in sites)
    return {site.key: _site_name(site, uses, keys) for site in sites}


def _site_name(site: Site, uses: Mapping[str, int], keys: set[str]) -> str:
    taken = uses[_folded(site.name)] > 1 or (site.name != site.key and site.name in keys)
    return cell_text(f"{site.name} ({site.key})" if taken or not site.name.strip() else site.name)


def _folded(name: str) -> str:
    return cell_text(name).strip().casefold()
