"""The ledger's file: its mode, its format, what it does not hold, and what happens where it cannot be used."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

import kapfhir
from kapfhir.sync import default_ledger
from kapfhir.sync.ledger import ACKED, SENT, Ledger, Row

URL = "http://127.0.0.1/fhir"
ROW = Row(b"k" * 16, "urn:uuid:scope", "Observation", "1000", "1", b"h" * 32, ACKED)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "ledger.db"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    ledger = Ledger(file, URL)
    yield ledger
    ledger.close()


def test_its_file_is_the_users_alone(ledger: Ledger, file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_rows_are_kept_by_target(ledger: Ledger, file: Path) -> None:
    ledger.record([ROW])
    other = Ledger(file, "http://127.0.0.1/other")
    again = Ledger(file, URL)
    assert other.rows([ROW.key]) == {}
    assert again.rows([ROW.key]) == {ROW.key: ROW}
    assert again.scope(["urn:uuid:scope"]) == [ROW]
    other.close()
    again.close()


def test_a_row_is_replaced_and_forgotten(ledger: Ledger) -> None:
    ledger.record([ROW])
    ledger.record([ROW._replace(state=SENT)])
    assert ledger.rows([ROW.key])[ROW.key].state == SENT
    ledger.record([], forget=[ROW.key])
    assert ledger.rows([ROW.key]) == {}


def test_more_rows_than_one_statement_takes(ledger: Ledger) -> None:
    rows = [ROW._replace(key=number.to_bytes(16, "big")) for number in range(1201)]
    ledger.record(rows)
    assert len(ledger.rows([row.key for row in rows])) == 1201


def test_what_is_older_than_wanted_is_not_given(ledger: Ledger) -> None:
    ledger.keep_capabilities("{}")
    ledger.keep_patient(b"p", "Patient/1")
    assert ledger.capabilities(60) == "{}"
    assert ledger.patient(b"p", 60) == "Patient/1"
    assert ledger.capabilities(0) is None
    assert ledger.patient(b"p", 0) is None


def test_a_file_of_another_program_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    with pytest.raises(kapfhir.LedgerError, match="no ledger of kapfhir's"):
        Ledger(file, URL)


def test_a_file_that_is_no_database_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("no database, but somebody's letter, long enough to be read as one" * 20)
    before = file.read_bytes()
    with pytest.raises(kapfhir.LedgerError, match="not usable as a ledger"):
        Ledger(file, URL)
    assert file.read_bytes() == before


def test_a_later_format_is_refused_by_number(ledger: Ledger, file: Path) -> None:
    ledger.close()
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 7")
    db.close()
    with pytest.raises(kapfhir.LedgerError, match="format 7"):
        Ledger(file, URL)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(kapfhir.LedgerError, match="not usable"):
        Ledger(tmp_path, URL)


def test_the_default_lies_in_the_users_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME", str(tmp_path))
    assert default_ledger() == tmp_path / "kapfhir" / "ledger.db"
