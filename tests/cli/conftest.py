"""`run`: a command in this process, as it is called, with what it writes; `jane` and `told`: the examples."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kapfhir.cli import main

ROOT = Path(__file__).parent.parent.parent


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    def run(*words: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:  # argparse's way, of --help and of wrong usage
            code = int(ended.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Ended(code, out.decode(), err.decode())

    return run


@pytest.fixture
def jane() -> str:
    return str(ROOT / "examples" / "jane.json")


@pytest.fixture
def told() -> str:
    return str(ROOT / "examples" / "jane-as-told.json")
