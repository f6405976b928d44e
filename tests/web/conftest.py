"""A running application on a fresh home, with a pretended pipeline that answers at once."""

import json
import re
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from planner.settings import Settings, load_settings
from planner.store import Store, queries
from planner.web.app import create_app
from planner.work import Bench, PipelineRun, ask, perform

with warnings.catch_warnings():  # Starlette announces another client library; the present one works
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

BASE = "http://127.0.0.1:8000"
HOSTILE = "<script>alert(1)</script>"
RIGHT_TO_LEFT = "\u202egnp.exe"
LONG = "x" * 10_000

SUMS = {"low": "1.00", "likely": "1234.50", "high": "9000.00", "eligible": "1000.00", "ineligible": "234.50"}


@dataclass(frozen=True)
class Outcome:
    """How the pretended pipeline ended."""

    exit_code: int
    files: dict[str, Path]
    messages: tuple[str, ...]


def item(number: int, verdict: str, **more: Any) -> dict[str, Any]:
    """An item of a review, with one piece of evidence unless told otherwise."""
    proof = {
        "rule": "maker-huawei",
        "strength": "conclusive",
        "cell": f"Sites!B{number}",
        "text": "HUAWEI",
        "why": "the maker is on the Covered List",
    }
    return {
        "id": number,
        "fingerprint": f"f{number}",
        "source": {"file": "cedar.csv", "sheet": "Sites", "row": number},
        "site": "Cedar Ridge",
        "maker": "Huawei",
        "model": "RRU3908",
        "part_number": None,
        "serials": ["S1", "S2"],
        "mac": None,
        "description": None,
        "quantity": 3,
        "obtained_on": None,
        "layer": "ran",
        "category": "RAN radio",
        "verdict": verdict,
        "entity": "Huawei",
        "presence": "in_network",
        "evidence": [proof],
    } | more


def review(items: list[dict[str, Any]]) -> dict[str, Any]:
    """A ``planner-review/1`` around some items."""
    sheet = {
        "name": "Sites",
        "state": "visible",
        "read": True,
        "rows_total": 4,
        "header_row": 1,
        "columns": {"A": "site", "B": "maker"},
        "ledger": {"item": 3, "header": 1, "blank": 0},
    }
    hidden = {"name": "old", "state": "very_hidden", "read": False, "rows_total": 9, "header_row": None, "columns": {}}
    issue = {
        "severity": "blocks",
        "file": "cedar.csv",
        "cell": "Sites!D3",
        "typed": HOSTILE,
        "problem": "this is not a quantity",
        "fix": "a whole number above zero, such as 3",
        "rule": "quantity",
    }
    return {
        "format": "planner-review/1",
        "rules": {"id": "us-fcc-scrp", "version": "2026.1", "as_of": "2026-11-24"},
        "files": [{"name": "cedar.csv", "sha256": "00", "bytes": 9, "sheets": [sheet, hidden | {"ledger": {}}]}],
        "items": items,
        "issues": [issue],
        "totals": {"items": len(items)},
    }


def estimate(*, is_fcc: bool = False) -> dict[str, Any]:
    """A ``planner-estimate/1`` of one line."""
    line = {
        "id": "L1",
        "package": "cedar-ridge/ran",
        "site": "cedar-ridge",
        "layer": "ran",
        "kind": "gear",
        "price_id": "radio-1",
        "description": f"Radio {HOSTILE}",
        "unit": "each",
        "quantity": "3",
        "unit_low": "0.33",
        "unit_likely": "411.50",
        "unit_high": "3000.00",
        "source": "a published list",
        "confidence": "memory",
        "basis": "one for one",
        "items": [1],
    }
    return {
        "format": "planner-estimate/1",
        "book": {
            "id": "planning-book",
            "version": "7",
            "title": "Planning prices",
            "price_level": "2022 dollars",
            "is_fcc": is_fcc,
        },
        "lines": [line | SUMS],
        "totals": SUMS,
        "by_layer": [{"layer": "ran"} | SUMS],
        "by_site": [{"site": "cedar-ridge"} | SUMS],
        "by_kind": [{"kind": "gear"} | SUMS],
        "left_out": [{"item": 2, "reason": "its model says too little to price it"}],
        "assumptions": [{"subject": "Winter", "value": "Dec to Mar", "where": "calendar", "why": "nobody said"}],
        "unknowns": {"low": "0.00", "high": "777.00"},
    }


PROBLEM: dict[str, Any] = {
    "format": "planner-problem/1",
    "name": "Cedar Valley",
    "money_unit": "USD",
    "periods": {"unit": "month", "first": "2027-01-01", "count": 24},
    "deadline": {"term_end": 6, "extensions": [{"until": 12, "cost": 100}], "late_factor": 20},
    "crews": [{"id": "tower", "capacity": [4] * 24}],
    "clusters": [{"id": "west", "mobilisation_cost": 25}],
    "layers": [{"id": "ran", "vendor_scope": "carrier", "vendors": [{"id": "A", "integration_cost": 0}]}],
    "packages": [
        {
            "id": name,
            "site": name.partition("/")[0],
            "layer": name.partition("/")[2],
            "cluster": "west",
            "risk_per_period": 4,
            "crew": {"tower": 1},
            "after": [],
            "options": [
                {
                    "vendor": "A",
                    "lead": 3,
                    "duration": 2,
                    "starts": [3],
                    "payments": {"order": [60, 54], "delivery": [80, 72], "completion": [60, 54]},
                }
            ],
        }
        for name in ("cedar-ridge/ran", "cedar-ridge/transport")
    ],
    "coverage": [],
    "funding": {"own_cash": [10] * 24, "credit_limit": 500, "released": [400] * 24, "reimbursement_lag": 2},
    "calendar": {"winter_months": [12, 1, 2, 3], "winter_layers": ["ran"]},
    "sites": [{"id": "cedar-ridge", "name": f"Cedar Ridge {HOSTILE}", "latitude": None, "longitude": None}],
}

STARTS = [
    {"package": "cedar-ridge/transport", "vendor": "A", "order": 0, "start": 3, "finish": 5},
    {"package": "cedar-ridge/ran", "vendor": "A", "order": 1, "start": 5, "finish": 8},
]

PLAN: dict[str, Any] = {
    "format": "planner-plan/1",
    "problem": {"name": "Cedar Valley", "sha256": "00"},
    "seed": 1,
    "seconds": 1.5,
    "outcome": "feasible",
    "extensions_used": 0,
    "objective": 5548,
    "terms": {"unreimbursed": 5448, "late": 0, "extensions": 0, "integration": 0, "mobilisation": 100, "risk": 0},
    "bound": 5399,
    "gap": 0.027,
    "bound_note": "",
    "baseline": {"method": "priority list, as levelled by hand", "objective": 6121, "terms": {}},
    "starts": STARTS,
    "cash": [{"period": 0, "paid": 60, "claimed": 54, "received": 0, "balance": -50}],
    "binding": [{"what": "crew tower", "periods": [4, 5], "worth": 12}],
    "menu": [],
}

INFEASIBLE: dict[str, Any] = PLAN | {
    "outcome": "infeasible",
    "objective": None,
    "bound": None,
    "gap": None,
    "starts": [],
    "cash": [],
    "binding": [],
    "menu": [
        {"change": "Add $412,000 of credit", "amount": 412000, "unit": "USD", "plan": {"starts": STARTS}},
        {"change": "Add 3 months to the horizon", "amount": 3, "unit": "months", "plan": {}},
    ],
}


def documents() -> dict[str, Any]:
    """What a good run leaves."""
    items = [
        item(1, "covered"),
        item(2, "unknown", maker=HOSTILE, model=f"{RIGHT_TO_LEFT}{LONG}", evidence=[], entity=None),
        item(3, "not_covered", maker="Ericsson", model="=cmd|' /C calc'!A0", entity=None),
    ]
    return {"review.json": review(items), "estimate.json": estimate(), "problem.json": PROBLEM, "plan.json": PLAN}


def pretend(found: dict[str, Any]) -> PipelineRun:
    """A pipeline that writes the documents given, and a report."""

    def run(inventories: list[Path], *, out: Path, **_more: Any) -> Outcome:
        for name, document in found.items():
            (out / name).write_text(json.dumps(document))
        (out / "cost-report.xlsx").write_bytes(b"PK report")
        (out / f"{inventories[0].stem}.annotated.xlsx").write_bytes(b"PK notes")
        return Outcome(3, {}, ("3 rows of gear: 1 covered.", f"Look at {HOSTILE}."))

    return run


class AtOnce:
    """Does every run before it answers, so that a test need not wait."""

    def __init__(self) -> None:
        self.run, self.cancelled, self.hold = pretend(documents()), list[str](), False

    def start(self, settings: Settings, store: Store) -> None:
        self.settings, self.store = settings, store

    def enqueue_run(self, project_id: int, *, as_of: date, time_limit: float | None = None) -> str:
        job_id = f"job{len(queries.jobs_of(self.store, project_id)) + 1}-{project_id}"
        ask(self.store, job_id, project_id, as_of=as_of, time_limit=time_limit, seed=1)
        if not self.hold:
            queries.begin_job(self.store, job_id)
            closing = perform(Bench(self.settings, self.store, self.run, threading.Event()), job_id)
            queries.end_job(self.store, job_id, closing.state, closing.messages, closing.exit_code)
        return job_id

    def cancel(self, job_id: str) -> None:
        self.cancelled.append(job_id)
        queries.ask_cancel(self.store, job_id)

    def shutdown(self) -> bool:
        return True


class Browser:
    """Fetches pages and sends their forms the way a browser does: with the token of the page and our origin."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def page(self, address: str) -> Response:
        answer: Response = self.client.get(address)
        return answer

    def token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/").text)
        assert found is not None
        return found.group(1)

    def send(self, address: str, files: list[Any] | None = None, **fields: str) -> Response:
        data = {"csrf_token": self.token()} | fields
        headers = {"Origin": BASE, "Sec-Fetch-Site": "same-origin"}
        answer: Response = self.client.post(address, data=data, files=files, headers=headers)
        return answer

    def project(self, name: str = "Cedar Valley") -> str:
        """A new project's address."""
        return self.send("/projects", name=name).url.path

    def upload(self, home: str, name: str = "cedar.csv", content: bytes = b"Site,Maker\n", field: str = "") -> Response:
        return self.send(f"{home}/uploads", files=[(field or "inventories", (name, content))])

    def finished(self) -> str:
        """A project with one finished run."""
        home = self.project()
        self.upload(home)
        self.send(f"{home}/runs")
        return home


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    for name in ("DATABASE_URL", "PLANNER_MODE", "PLANNER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return load_settings(home=tmp_path / "home")


@pytest.fixture
def engine() -> AtOnce:
    return AtOnce()


@pytest.fixture
def client(settings: Settings, engine: AtOnce) -> Iterator[TestClient]:
    with TestClient(create_app(settings, engine), base_url=BASE) as client:
        yield client


@pytest.fixture
def browser(client: TestClient) -> Browser:
    return Browser(client)


@pytest.fixture
def kit() -> dict[str, Any]:
    """The pretended documents and how to make others, for tests that need to change them."""
    made: dict[str, Any] = {
        "item": item,
        "review": review,
        "estimate": estimate,
        "problem": PROBLEM,
        "plan": PLAN,
        "infeasible": INFEASIBLE,
        "pretend": pretend,
        "documents": documents,
        "base": BASE,
        "hostile": HOSTILE,
    }
    return made
