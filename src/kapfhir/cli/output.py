"""stdout and stderr. Data goes out as UTF-8 whatever the locale; who stopped listening is no failure."""

import os
import sys
from typing import Any

from kapfhir.cli.exits import UNUSABLE, Stop

__all__ = ["json_line", "tell", "write"]


def tell(text: str) -> None:
    """Lines for people."""
    sys.stderr.write(f"{text}\n")


def write(text: str, file: str | None = None) -> None:
    """The data of the command, all of it, with a newline at its end."""
    content = (text.rstrip("\n") + "\n").encode(errors="surrogateescape")  # a file's name may be no UTF-8
    if file is None:
        _to_stdout(content)
    else:
        _to_file(content, file)


def _to_stdout(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it ends


def _to_file(content: bytes, file: str) -> None:
    try:
        with open(file, "wb") as opened:  # noqa: PTH123  # pathlib costs a cold command a quarter of Python's start
            opened.write(content)
    except OSError as error:
        raise Stop(UNUSABLE, f"{file}: {error.strerror}") from None


def json_line(value: Any) -> str:
    """JSON in one line."""
    from kapfhir import wire  # noqa: PLC0415  # `--help` has no JSON to write

    return wire.dumps(value)
