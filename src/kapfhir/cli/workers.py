"""Work here or in many processes: results in the order of what was given, and little of both in memory at a time."""

import os
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

__all__ = ["batches", "jobs", "mapped"]

T = TypeVar("T")
R = TypeVar("R")

MANY = 64  # documents sent to a process at once, for a message takes as long as a small document
LARGE = 1 << 20  # bytes, after which no more are added
ALL = ("0", "all")


def jobs(text: str) -> int:
    """The number of processes that an option asks for."""
    if text in ALL:
        return os.cpu_count() or 1
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError("a number of processes is expected, or 'all'")
    return int(text)


def batches(given: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """The same in lists, each as long as it is worth to send."""
    batch: list[T] = []
    total = 0
    for one in given:
        batch.append(one)
        total += size(one)
        if len(batch) == MANY or total >= LARGE:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def mapped(function: Callable[[T], R], given: Iterable[list[T]], count: int) -> Iterator[R]:
    """As `map`, of what is in the lists; a single list is not worth another process."""
    lists = iter(given)
    first = [*islice(lists, 2)]
    if count == 1 or len(first) < 2:  # noqa: PLR2004
        yield from map(function, chain.from_iterable(chain(first, lists)))
        return
    from kapfhir.cli.pool import pooled  # noqa: PLC0415  # multiprocessing costs more than a small document

    yield from pooled(function, chain(first, lists), count)
