"""The public face as users' type checkers see it: `user.py` without a finding, each line of `misuse.py` with one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CACHE = str(HERE.parent.parent / ".mypy_cache" / "typing")
FILES = [str(HERE / name) for name in ("user.py", "misuse.py")]


def said(*command: str) -> str:
    """What a checker finds; an empty text where it finds nothing."""
    ran = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def test_mypy_strict_reads_the_public_face_as_it_is() -> None:
    pytest.importorskip("mypy", reason="mypy is in the group lint")
    assert said("mypy", "--strict", "--cache-dir", CACHE, "--config-file", "", *FILES) == ""


def test_pyright_strict_reads_the_public_face_as_it_is() -> None:
    pytest.importorskip("pyright", reason="pyright is in the group lint")
    if not shutil.which("node"):
        pytest.skip("pyright runs on Node.js, and would download it")
    assert said("pyright", "-p", str(HERE), "--pythonpath", sys.executable) == ""
