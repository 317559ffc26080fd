"""The ledger: what a server said, in one SQLite file. A cache: lose it, and nothing is written twice.

It holds no value of a record: identities and contents are hashes, which are pseudonyms; the rest is the server's.
The file is made with mode 0600. What its states mean: docs/sync.md.
"""

import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kapfhir.errors import LedgerError

__all__ = ["ACKED", "ALTERED", "IN_MEMORY", "RETRACTED", "SENT", "Ledger", "Row", "default_ledger"]

IN_MEMORY = ":memory:"
FORMAT = 1
APPLICATION = 0x6B617066  # "kapf", in SQLite's header

SENT = "sent"  # on its way; whether it arrived is not known
ACKED = "acked"  # stored as sent
ALTERED = "altered"  # stored, but not as sent
RETRACTED = "retracted"  # entered-in-error

_SCHEMA = f"""
CREATE TABLE target (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, capabilities TEXT, fetched REAL NOT NULL DEFAULT 0);
CREATE TABLE patient (
    target INTEGER NOT NULL, key BLOB NOT NULL, reference TEXT NOT NULL, fetched REAL NOT NULL,
    PRIMARY KEY (target, key)) WITHOUT ROWID;
CREATE TABLE fact (
    id INTEGER PRIMARY KEY, target INTEGER NOT NULL, key BLOB NOT NULL, scope TEXT NOT NULL, type TEXT NOT NULL,
    server_id TEXT NOT NULL, version TEXT NOT NULL, hash BLOB NOT NULL, state TEXT NOT NULL);
CREATE UNIQUE INDEX fact_key ON fact (target, key);
CREATE INDEX fact_scope ON fact (target, scope);
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {FORMAT};
"""
_COLUMNS = "key, scope, type, server_id, version, hash, state"
_BATCH = 500  # parameters of one statement


class Row(NamedTuple):
    """What is known of one fact at one target. `scope` is the identity system of its episode, or empty."""

    key: bytes
    scope: str
    type: str
    server_id: str
    version: str
    hash: bytes
    state: str

    @property
    def place(self) -> str:
        """`Type/id` on the server; empty while that is not known."""
        return f"{self.type}/{self.server_id}" if self.server_id else ""


def default_ledger() -> Path:
    """Where the command line keeps its ledger: the user's state folder."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "kapfhir" / "ledger.db"


class Ledger:
    """The rows of one target in a ledger file, or in memory. May be used from several threads."""

    def __init__(self, path: str | os.PathLike[str], url: str) -> None:
        self._lock = threading.RLock()
        self._name = os.fspath(path)
        try:
            self._db = _open(self._name)
            with self._db:
                self._db.execute("INSERT OR IGNORE INTO target (url) VALUES (?)", (url,))
            self._target: int = self._db.execute("SELECT id FROM target WHERE url = ?", (url,)).fetchone()[0]
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def rows(self, keys: Sequence[bytes]) -> dict[bytes, Row]:
        """What is known of the facts with these keys."""
        return {row.key: row for row in self._select_keys(keys)}

    def scope(self, systems: Iterable[str]) -> list[Row]:
        """All that is known of these episodes."""
        with self._using() as db:
            query = f"SELECT {_COLUMNS} FROM fact WHERE target = ? AND scope = ? ORDER BY id"  # noqa: S608  # no input
            return [Row(*row) for system in sorted(systems) for row in db.execute(query, (self._target, system))]

    def record(self, rows: Iterable[Row], *, forget: Iterable[bytes] = ()) -> None:
        """Write these rows, and forget those, in one transaction."""
        with self._using() as db, db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("DELETE FROM fact WHERE target = ? AND key = ?", ((self._target, key) for key in forget))
            db.executemany(
                f"INSERT INTO fact (target, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608  # no input
                "ON CONFLICT (target, key) DO UPDATE SET scope = excluded.scope, server_id = excluded.server_id, "
                "version = excluded.version, hash = excluded.hash, state = excluded.state",
                ((self._target, *row) for row in rows),
            )

    def capabilities(self, max_age: float) -> str | None:
        """The target's capabilities, if they are not older than this, in seconds."""
        with self._using() as db:
            query = "SELECT capabilities FROM target WHERE id = ? AND fetched > ?"
            found = db.execute(query, (self._target, time.time() - max_age)).fetchone()
            return found[0] if found else None

    def keep_capabilities(self, text: str) -> None:
        """Keep the target's capabilities, as of now."""
        with self._using() as db, db:
            query = "UPDATE target SET capabilities = ?, fetched = ? WHERE id = ?"
            db.execute(query, (text, time.time(), self._target))

    def patient(self, key: bytes, max_age: float) -> str | None:
        """The reference that a patient was resolved to, if that is not longer ago than this, in seconds."""
        with self._using() as db:
            query = "SELECT reference FROM patient WHERE target = ? AND key = ? AND fetched > ?"
            found = db.execute(query, (self._target, key, time.time() - max_age)).fetchone()
            return found[0] if found else None

    def keep_patient(self, key: bytes, reference: str) -> None:
        """Keep what a patient was resolved to, as of now."""
        with self._using() as db, db:
            values = (self._target, key, reference, time.time())
            db.execute("INSERT OR REPLACE INTO patient (target, key, reference, fetched) VALUES (?, ?, ?, ?)", values)

    def _select_keys(self, keys: Sequence[bytes]) -> Iterator[Row]:
        with self._using() as db:
            for start in range(0, len(keys), _BATCH):
                some = keys[start : start + _BATCH]
                marks = ",".join("?" * len(some))
                query = f"SELECT {_COLUMNS} FROM fact WHERE target = ? AND key IN ({marks})"  # noqa: S608  # no input
                yield from (Row(*row) for row in db.execute(query, (self._target, *some)))

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._db
            except sqlite3.Error as error:
                raise self._unusable(error) from None

    def _unusable(self, error: Exception) -> LedgerError:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            return LedgerError(f"{self._name}: another kapfhir is writing to this ledger; run again when it has ended")
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return LedgerError(f"{self._name}: not usable as a ledger ({reason}); name another file, nothing is lost by it")


def _open(name: str) -> sqlite3.Connection:
    if name != IN_MEMORY:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(name, os.O_CREAT | os.O_RDWR, 0o600))
    db = sqlite3.connect(name, timeout=10, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        with db:
            db.execute("BEGIN IMMEDIATE")
            _made(db, name)
    except BaseException:
        db.close()
        raise
    return db


def _made(db: sqlite3.Connection, name: str) -> None:
    """The tables, made in an empty file; a file of another program or a later format is refused."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if empty and not application:
        for statement in filter(str.strip, _SCHEMA.split(";")):
            db.execute(statement)
    elif application != APPLICATION:
        raise LedgerError(f"{name}: this is no ledger of kapfhir's; name another file")
    elif version != FORMAT:
        raise LedgerError(f"{name}: a ledger of format {version}, and this kapfhir knows format {FORMAT}; update it")
