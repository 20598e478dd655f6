"""`reshoot ledger`: what was paid, from the shell."""

import csv
import io
from pathlib import Path

import pytest

from store.history import History
from store.home import Home
from store.ledger import Ledger
from store.ledger_calls import DONE, FAILED, Order
from store.ledger_places import LedgerFile
from ui.cli import main


def spend(home: Home, session_id: str, what: str = "2 takes of shot 1") -> None:
    ledger = Ledger(LedgerFile(home.path))
    orders = [
        Order(session_id, 1, "1:0", number, "clip", "kling-3.0", "fal", {}, {"what": what}, 0.42) for number in (1, 2)
    ]
    first, _ = ledger.prepare(orders)
    ledger.claim(first.key, "me")
    ledger.move(first.key, DONE, cost_usd=0.39)
    ledger.close()


def test_it_is_read_while_the_app_runs(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    session = History(home.database).create_session("Bottle")
    spend(home, session.id)
    assert main(["ledger", "--home", str(home.path), "Bottle"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "$0.390  done" in lines[0]
    assert "kling-3.0@fal" in lines[0]
    assert "~$0.420  to be sent" in lines[1]
    assert lines[2] == "2 calls, $0.39 spent; $0.42 is still to be sent"


def test_as_csv_every_row_has_every_column(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    session = History(home.database).create_session("Bottle")
    spend(home, session.id, what='=cmd|"/C calc", "x"')
    assert main(["ledger", "--home", str(home.path), "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["state"], row["cost_usd"], row["title"]) for row in rows] == [
        ("DONE", "0.39", "Bottle"), ("PREPARED", "", "Bottle"),
    ]  # fmt: skip
    assert rows[0]["what"].startswith("'=cmd")


def test_what_nobody_has_told_is_unknown_in_lines_sum_and_csv(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    session = History(home.database).create_session("Bottle")
    ledger = Ledger(LedgerFile(home.path))
    order = Order(session.id, 1, "1:0", 1, "clip", "kling-3.0", "fal", {}, {"what": "a take"}, 0.42)
    key = ledger.prepare([order])[0].key
    ledger.claim(key, "me")
    ledger.move(key, FAILED, message="It did not deliver.")
    ledger.close()
    assert main(["ledger", "--home", str(home.path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  unknown  failed" in lines[0]
    assert lines[-1] == "1 call, $0.00 spent; what 1 call cost is unknown (at most $0.42)"
    assert main(["ledger", "--home", str(home.path), "--csv"]) == 0
    assert [row["cost_usd"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))] == ["unknown"]


def test_a_home_that_never_spent_says_so(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "--home", str(home.path)]) == 0
    assert "Nothing was spent" in capsys.readouterr().err
    assert not Path(home.path / "ledger.db").exists()


def test_a_session_that_is_not_there_is_named(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "--home", str(home.path), "nothing"]) == 1
    assert "no session" in capsys.readouterr().err
