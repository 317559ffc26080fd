"""Other processes, and what they are given: a few lists ahead of what was asked for."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

__all__ = ["pooled"]

T = TypeVar("T")
R = TypeVar("R")


def pooled(function: Callable[[T], R], lists: Iterable[list[T]], count: int) -> Iterator[R]:
    """As `map`, of what is in the lists, in so many processes."""
    # not forked: a fork copies locks of threads that it does not copy, and Python warns of it
    pool = ProcessPoolExecutor(count, get_context("spawn"), _ignore_interrupts)
    try:
        yield from _in_order(pool, partial(_each, function), lists, 2 * count)
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
