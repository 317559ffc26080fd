"""Work in many processes: results in the order of what was given, and only a few of both in memory at a time."""

import os
import signal
from argparse import ArgumentTypeError
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
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
    # not forked: a fork copies locks of threads that it does not copy, and Python warns of it
    pool = ProcessPoolExecutor(count, get_context("spawn"), _ignore_interrupts)
    try:
        yield from _in_order(pool, partial(_each, function), chain(first, lists), 2 * count)
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, function: Callable[[list[T]], list[R]], lists: Iterable[list[T]], ahead: int
) -> Iterator[R]:
    running: deque[Future[list[R]]] = deque()
    for batch in lists:
        running.append(pool.submit(function, batch))
        if len(running) > ahead:
            yield from running.popleft().result()
    while running:
        yield from running.popleft().result()


def _each(function: Callable[[T], R], batch: list[T]) -> list[R]:
    return [function(one) for one in batch]


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
