"""The hand-made project of the report tables, and a workbook written from it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SAMPLES = Path(__file__).parents[2] / "core" / "test_summary" / "samples.py"


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    """The builders of the hand-made project: review, estimate, problem, plan and the whole input."""
    spec = importlib.util.spec_from_file_location("report_samples", SAMPLES)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
