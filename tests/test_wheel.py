"""The wheel carries its pages, samples and data: the demo runs from it in a folder that knows nothing of this one."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.fixture
def run_elsewhere(unpacked: Path, tmp_path: Path) -> list[str]:
    """The command prefix that runs the wheel's ``planner``, and never the checkout's."""
    probe = "import planner, sys; sys.exit(not planner.__file__.startswith(sys.argv[1]))"
    environment = [f"PYTHONPATH={unpacked}", f"PLANNER_HOME={tmp_path / 'home'}"]
    subprocess.run(["env", *environment, sys.executable, "-c", probe, str(unpacked)], cwd=tmp_path, check=True)
    return ["env", *environment, sys.executable, "-m", "planner"]


def test_the_demo_runs_from_the_wheel_in_another_folder(run_elsewhere: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [*run_elsewhere, "demo", "--time-limit", "2", "--out", "results"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    written = {path.name for path in (tmp_path / "results").iterdir()}
    assert written >= {"cost-report.xlsx", "cedar-valley.annotated.xlsx", "review.json", "estimate.json", "plan.json"}


def test_the_wheel_holds_every_template_and_data_file_of_the_checkout(unpacked: Path) -> None:
    for folder in ("templates", "inventories"):
        ours = {str(path.relative_to(ROOT / folder)) for path in (ROOT / folder).rglob("*") if path.is_file()}
        packed = {
            str(path.relative_to(unpacked / "planner/_bundled" / folder))
            for path in (unpacked / "planner/_bundled" / folder).rglob("*")
        }
        assert {name for name in ours if "__pycache__" not in name} <= packed
    data = {path for path in (ROOT / "planner").rglob("*") if path.suffix in {".csv", ".toml", ".css", ".mako", ".zip"}}
    assert {path for path in data if not (unpacked / os.path.relpath(path, ROOT)).is_file()} == set()
