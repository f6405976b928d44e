"""Names that may mean one site. Nothing is merged until a person accepts it, and each merge can be undone."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from planner.core.errors import InvalidDocument
from planner.web import recipes
from planner.web.rooms import FieldError, InRoom, Room
from planner.web.security import CheckedForm

router = APIRouter()


@router.get("/projects/{project_id}/site-names")
def site_names(room: InRoom) -> HTMLResponse:
    """The suggestions, and the merges that were accepted."""
    return _page(room)


def _page(room: Room, errors: tuple[FieldError, ...] = ()) -> HTMLResponse:
    results = room.results()
    if results.review is None:
        return room.result_page("nothing_yet.html", results, title="Site names")
    decided = recipes.in_force(room).get("sites", {})
    found = results.review.get("site_suggestions") or ()
    return room.result_page(
        "site_names.html",
        results,
        status=422 if errors else 200,
        suggestions=[one | {"open": [name for name in one["others"] if name not in decided]} for one in found],
        merges=sorted((name, site) for name, site in decided.items() if name != site),
        apart=sorted(name for name, site in decided.items() if name == site),
        waiting=recipes.waiting(room, results),
        errors=errors,
    )


@router.post("/projects/{project_id}/site-names")
def decide(room: InRoom, form: CheckedForm) -> Response:
    """Accept that a name stands for another, keep it apart (it stands for itself), or undo either."""
    name, other, choice = (str(form.get(key, "")) for key in ("name", "other", "choice"))
    document = recipes.in_force(room)
    sites = dict(document.get("sites", {}))
    review = room.results().review or {}
    offered = any(one["name"] == name and other in one["others"] for one in review.get("site_suggestions") or ())
    if choice == "accept" and offered:
        sites[other] = name
        notice = "Accepted. Start a run to read the files again with it."
    elif choice == "apart" and offered:
        sites[other] = other
        notice = "Kept apart. It is not asked about again."
    elif choice == "undo" and other in sites:
        del sites[other]
        notice = "Undone. It counts from the next run on."
    else:
        return _page(room, (("main", "This suggestion is no longer there. Nothing was changed."),))
    try:
        recipes.keep(room, document | {"sites": sites})
    except InvalidDocument as error:
        return _page(room, tuple(("main", f"Not accepted: {fault}.") for fault in error.faults))
    return room.go("/site-names", notice)
