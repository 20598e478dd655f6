"""Candidates in the order of what was measured."""

from store.scene import TakeId
from store.take_checks import Finding, Scores, TakeCheck
from store.takes import Take
from tools.take_ranking import is_best, ranked, ranking_words


def take(number: int) -> Take:
    return Take(TakeId(f"take:{number}"), "session", "s1", number, "kling", "2026-11-01T00:00:00Z")


def check(total: int, *faults: str, words: int | None = None) -> TakeCheck:
    findings = tuple(Finding(name="Words", level="miss", value=fault) for fault in faults)
    scores = Scores(likeness=total, words=words, motion=100, whole=100, total=total)
    return TakeCheck(against="still", verdict="", findings=findings, scores=scores)


def order(**checks: TakeCheck) -> str:
    takes = [take(number) for number in range(1, 1 + len(checks))]
    found = {str(one.id): checked for one, checked in zip(takes, checks.values(), strict=True)}
    return ranking_words(ranked(takes, found))


def test_the_better_of_two_is_named_with_both_reasons() -> None:
    assert order(a=check(64, "“HONEY” reads “HQNEV” at 0.8 s", words=40), b=check(93, words=98)) == (
        "Take 2 is the better one: close to its still, its words stay and nothing jumps or stands still; "
        "take 1: “HONEY” reads “HQNEV” at 0.8 s."
    )


def test_takes_that_measure_alike_are_called_level() -> None:
    words = order(a=check(91), b=check(92), c=check(40, "it jumps at 1.0 s"))
    assert words.startswith("Takes 1 and 2 are level in what can be measured: close to its still")
    assert words.endswith("; take 3: it jumps at 1.0 s.")


def test_the_least_faulty_is_not_called_good() -> None:
    words = order(a=check(30, "nothing moves in it"), b=check(60, "the framing moved"))
    assert words == "None is without faults. Take 2 has the least: the framing moved; take 1: nothing moves in it."


def test_a_take_that_nobody_looked_at_has_no_place() -> None:
    assert [one.take.number for one in ranked([take(1), take(2)], {"take:2": check(80)})] == [2]
    assert ranking_words(()) == ""


def test_only_what_is_clearly_better_is_called_the_best() -> None:
    def best(*checks: TakeCheck) -> bool:
        takes = [take(number) for number in range(1, 1 + len(checks))]
        return is_best(ranked(takes, {str(one.id): found for one, found in zip(takes, checks, strict=True)}))

    assert best(check(80), check(93))
    assert not best(check(95), check(95))
    assert not best(check(30, "nothing moves in it"), check(60, "the framing moved"))
    assert not best(check(95))
