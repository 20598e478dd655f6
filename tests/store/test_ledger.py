"""The ledger: what is written before a call is sent, and who may take which step."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from store.errors import OverBudget, PersonError, UnknownTarget
from store.ledger import Ledger
from store.ledger_calls import ASK_PERSON, CANCELLED, DONE, FAILED, GIVE_BACK, SUBMITTED, Order
from store.ledger_places import LedgerFile


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(LedgerFile(tmp_path))


def order(number: int = 1, usd: float = 0.4, session: str = "a", call: str = "5:0", attempt: int = 1) -> Order:
    return Order(
        session_id=session, turn_id=5, tool_call_id=call, number=number, kind="clip", engine="kling-3.0", host="kling",
        request={"prompt": "slowly"}, purpose={"shot": "s1"}, estimate_usd=usd, attempt=attempt,
    )  # fmt: skip


def test_the_same_order_twice_is_one_call(ledger: Ledger) -> None:
    first = ledger.prepare([order(1), order(2)])
    ledger.claim(first[0].key, "me")
    again = ledger.prepare([order(1), order(2)])
    assert [call.key for call in again] == [call.key for call in first]
    assert [call.state for call in again] == ["SUBMITTING", "PREPARED"]
    assert len(ledger.of_session("a")) == 2


def test_an_order_of_another_session_tool_call_number_or_attempt_is_another_call() -> None:
    orders = [order(), order(number=2), order(session="b"), order(call="6:0"), order(attempt=2)]
    assert len({one.key for one in orders}) == 5


def test_of_many_who_claim_one_gets_it(ledger: Ledger) -> None:
    key = ledger.prepare([order()])[0].key
    won: list[str] = []
    together = threading.Barrier(8)

    def claim(name: str) -> None:
        together.wait()
        if ledger.claim(key, name):
            won.append(name)

    threads = [threading.Thread(target=claim, args=(f"w{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert ledger.get(key).owner == won[0]
    assert ledger.get(key).armed == 1


def test_only_the_owner_gives_a_call_back_and_only_one_takes_it_over(ledger: Ledger) -> None:
    key = ledger.prepare([order()])[0].key
    ledger.claim(key, "dead")
    assert not ledger.move(key, GIVE_BACK, owner="other")
    assert ledger.take_over(key, "dead", "new")
    assert not ledger.take_over(key, "dead", "late")
    assert not ledger.move(key, GIVE_BACK, owner="dead")
    assert ledger.get(key).armed == 2
    assert ledger.move(key, GIVE_BACK, owner="new")
    assert ledger.get(key).state == "PREPARED"


def test_what_has_ended_stays_as_it_ended(ledger: Ledger) -> None:
    key = ledger.prepare([order()])[0].key
    ledger.claim(key, "me")
    assert ledger.move(key, SUBMITTED, external_id="v1")
    assert ledger.move(key, DONE, cost_usd=0.35, results=[{"media": "x.mp4"}])
    for step in (SUBMITTED, FAILED, CANCELLED, ASK_PERSON, GIVE_BACK, DONE):
        assert not ledger.move(key, step)
    assert not ledger.claim(key, "me")
    call = ledger.get(key)
    assert (call.state, call.cost_usd, call.external_id) == ("DONE", 0.35, "v1")
    assert call.prepared_at < str(call.submitting_at) < str(call.submitted_at) < str(call.finished_at)


def test_a_late_answer_is_taken_where_the_person_was_asked(ledger: Ledger) -> None:
    key = ledger.prepare([order()])[0].key
    ledger.claim(key, "me")
    ledger.move(key, ASK_PERSON, problem="unknown", message="Maybe charged.")
    assert ledger.move(key, SUBMITTED, external_id="v9")


def test_the_real_cost_replaces_the_estimate_and_what_failed_costs_nothing(ledger: Ledger) -> None:
    done, failed, doubtful, waiting = (call.key for call in ledger.prepare([order(n) for n in (1, 2, 3, 4)]))
    for key in (done, failed, doubtful):
        ledger.claim(key, "me")
    assert ledger.sums("a").spent == pytest.approx(1.2)
    ledger.move(done, DONE, cost_usd=0.31)
    ledger.move(failed, FAILED, cost_usd=0.0)
    ledger.move(doubtful, ASK_PERSON)
    sums = ledger.sums("a")
    assert (sums.spent, sums.waiting, sums.in_doubt, sums.calls) == (0.71, 0.4, 0.4, 4)
    assert sums.left_of(1.5) == pytest.approx(0.39)
    assert ledger.get(waiting).state == "PREPARED"


def test_what_failed_without_word_of_its_charge_is_unknown_and_never_zero(ledger: Ledger) -> None:
    key = ledger.prepare([order()])[0].key
    ledger.claim(key, "me")
    ledger.move(key, FAILED)
    assert ledger.get(key).charge_unknown
    sums = ledger.sums("a")
    assert (sums.spent, sums.untold, sums.untold_usd) == (0.0, 1, 0.4)
    assert sums.left_of(1.0) == 0.6  # it may be gone, so it is not spent a second time


def test_a_call_without_a_price_is_unknown_until_the_vendor_tells(ledger: Ledger) -> None:
    keys = [call.key for call in ledger.prepare([order(1, usd=0.0), order(2, usd=0.0)])]
    for key in keys:
        ledger.claim(key, "me")
    ledger.move(keys[0], DONE)
    ledger.move(keys[1], DONE, cost_usd=0.12)
    assert [ledger.get(key).charge_unknown for key in keys] == [True, False]
    assert ledger.sums("a").spent == 0.12


def test_a_failure_that_was_charged_counts(ledger: Ledger) -> None:
    key = ledger.prepare([order()])[0].key
    ledger.claim(key, "me")
    ledger.move(key, FAILED, cost_usd=0.4)
    assert ledger.sums("a").spent == 0.4


def test_over_the_budget_nothing_is_written(ledger: Ledger) -> None:
    ledger.prepare([order(1)], budget_usd=1.0)
    with pytest.raises(OverBudget, match=r"\$0\.80; \$0\.60 is left of the budget of \$1\.00"):
        ledger.prepare([order(2), order(3)], budget_usd=1.0)
    assert len(ledger.of_session("a")) == 1
    ledger.prepare([order(1)], budget_usd=0.1)  # is there already: nothing new to pay
    ledger.prepare([order(2)], budget_usd=0.8)  # to the cent


def test_what_was_not_sent_is_cancelled_at_once_and_what_was_sent_is_wished(ledger: Ledger) -> None:
    unsent, sent = (call.key for call in ledger.prepare([order(1), order(2)]))
    ledger.claim(sent, "me")
    assert ledger.want_cancelled(unsent)
    assert ledger.want_cancelled(sent)
    assert ledger.get(unsent).state == "CANCELLED"
    assert not ledger.claim(unsent, "me")
    assert (ledger.get(sent).state, ledger.get(sent).cancel_at is not None) == ("SUBMITTING", True)
    ledger.move(sent, DONE)
    assert not ledger.want_cancelled(sent)


def test_of_a_candidate_that_was_tried_again_the_last_attempt_counts(ledger: Ledger) -> None:
    ledger.prepare([order(2), order(1)])
    ledger.prepare([order(1, attempt=2)])
    assert [(call.number, call.attempt) for call in ledger.of_tool_call("a", "5:0")] == [(1, 2), (2, 1)]


def test_what_ended_is_untold_until_it_is_told(ledger: Ledger) -> None:
    keys = [call.key for call in ledger.prepare([order(1), order(2), order(3)])]
    ledger.claim(keys[0], "me")
    ledger.move(keys[0], DONE)
    ledger.claim(keys[1], "me")
    ledger.move(keys[1], ASK_PERSON)
    assert [call.key for call in ledger.untold()] == keys[:2]
    ledger.told(keys[:1])
    assert [call.key for call in ledger.untold()] == keys[1:2]


def test_a_home_that_never_spends_has_no_ledger_and_reads_as_zero(tmp_path: Path) -> None:
    ledger = Ledger(LedgerFile(tmp_path, read_only=True))
    assert ledger.sums("a").spent == 0
    assert ledger.of_session() == ledger.untold() == ledger.in_state("PREPARED") == []
    assert ledger.allowance("a") == 0
    assert list(tmp_path.iterdir()) == []


def test_it_is_read_while_another_one_writes(tmp_path: Path, ledger: Ledger) -> None:
    key = ledger.prepare([order()])[0].key
    reader = Ledger(LedgerFile(tmp_path, read_only=True))
    ledger.claim(key, "me")
    assert reader.get(key).state == "SUBMITTING"
    with pytest.raises(PersonError, match="only read"):
        reader.claim(key, "you")


def test_every_row_is_on_the_disk_when_the_call_returns(ledger: Ledger, tmp_path: Path) -> None:
    ledger.prepare([order()])
    with ledger._place.write() as session:
        full = 2
        assert session.connection().exec_driver_sql("PRAGMA synchronous").scalar() == full
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_hostile_text_is_kept_as_text(ledger: Ledger) -> None:
    key = ledger.prepare([order()])[0].key
    ledger.claim(key, "me")
    assert ledger.move(key, FAILED, message="'; DROP TABLE billed_call; -- \ud83d")
    assert ledger.get(key).message.startswith("'; DROP")
    with pytest.raises(UnknownTarget):
        ledger.get("rs-nothing\ud83d")


def test_an_allowance_holds_for_its_session(ledger: Ledger) -> None:
    ledger.allow("a", 0.2)
    ledger.allow("a", 0.3)
    assert (ledger.allowance("a"), ledger.allowance("b")) == (0.3, 0.0)
