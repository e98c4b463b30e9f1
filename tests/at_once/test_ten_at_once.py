"""Ten commands started together end as if they had been given one after another, in one order or another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random

import pytest

from tests.at_once.conftest import as_it_was
from tests.at_once.mixed_commands import JSON, READERS, imported, ten_commands
from tests.at_once.started_together import Ended, all_at_once, one_after_another
from tests.at_once.whole_ledger import chain_of, letters_on_disk, whole_ledger
from tests.nightly.night_school import School

NIGHT = ("nightly", *JSON)
RELEASE = ("letters", "--release", *JSON)
Told = tuple[str, str]


def ends_that_are_right(words: Sequence[str], *, with_drafts: Sequence[Sequence[str]]) -> set[int]:
    """Return the exit statuses that a command may have when nothing is wrong with it."""
    if words[0] == "nightly":
        return {6, 5} if RELEASE in with_drafts else {6}
    if words == RELEASE:
        return {0, 4}  # 4: no drafts were left
    return {0, 6} if words[0] == "check" else {0}  # 6: there are findings


def told_by(one: Ended) -> Iterator[Told]:
    """Give what a command says that it told the ledger, as the chain calls it."""
    said = one.said if one.status in (0, 6) and "--format" in one.words else None
    if said is None:
        return
    if one.words[0] in ("import", "nightly"):
        for file in said["files"]:
            if file.get("became", "imported") == "imported" and not file.get("already_imported"):
                yield "import", str(file["import_id"])
    elif one.words[0] == "amend" and said["saved"]:
        yield "import", str(said["import_id"])
    elif one.words[0] == "case" and said["is_new"]:
        yield "case", str(said["entry"]["entry_id"])
    elif one.words[0] == "undo" and not said["already_undone"]:
        yield "withdrawal", str(said["import_id"])
    elif one.words[0] == "letters" and "--dry-run" not in one.words:
        for letter in said["letters"]:
            yield "letter", letter["reference"]


def in_their_order(
    ended: Sequence[Ended], before: Sequence[Told], after: Sequence[Told]
) -> list[tuple[str, ...]]:
    """Return the commands that told the ledger something, by the order of its chain.

    Nothing in the chain is without a command, and nothing that a command said it told is lacking.
    """
    who: dict[Told, tuple[str, ...]] = {}
    for one in sorted(ended, key=lambda one: one.words == NIGHT):
        for told in told_by(one):
            if one.words != NIGHT:
                assert told not in who, f"{told} was told twice"
                who[told] = one.words
            elif told not in who:  # each file is a transaction of its own; a command may have been before it
                (file,) = (file for file in one.said["files"] if str(file["import_id"]) == told[1])
                who[told] = imported(file["file"])
    assert list(before) == list(after[: len(before)])
    new = after[len(before) :]
    assert set(new) == set(who)
    assert len(new) == len(set(new))
    # A command tells all its letters in one go. An amendment that an import took back may be told again.
    return [words for words, _ in groupby(who[told] for told in new)]


def check_a_round(base: School, commands: list[tuple[str, ...]]) -> None:
    before = chain_of(base.ledger)
    ended = all_at_once(commands, base.folder)
    for one in ended:
        assert "Traceback" not in one.stderr, one
        assert one.status in ends_that_are_right(one.words, with_drafts=commands), one
    order = in_their_order(ended, before, chain_of(base.ledger))
    ledger, letters = whole_ledger(base.ledger), letters_on_disk(base.folder)
    assert set(letters.values()) <= {1}, letters
    assert len(letters) == len(ledger["letter"])
    assert not [path.name for path in base.folder.glob(".*") if not path.name.endswith("nightly.lock")]

    as_it_was(base)
    asked = sorted({one.words for one in ended if one.words in READERS})
    again = one_after_another([*asked, *(words for told in order for words in (told, *asked))], base.folder)
    assert {one.status for one in again} <= {0, 6}, again
    assert whole_ledger(base.ledger) == ledger, order
    assert letters_on_disk(base.folder) == letters
    # What a reader saw is what the ledger said after one of the commands: never half of one.
    for one in ended:
        if one.words in READERS:
            assert one.stdout in {other.stdout for other in again if other.words == one.words}, one


def test_ten_commands_at_once(base: School) -> None:
    check_a_round(base, ten_commands(Random(0), least=[NIGHT, RELEASE, imported("illness.csv")]))


@pytest.mark.soak
def test_two_nights_at_once(base: School) -> None:
    ended = all_at_once([NIGHT, NIGHT], base.folder)
    statuses = sorted(one.status for one in ended)
    assert statuses in ([5, 6], [6, 6])  # or the second began when the first had ended
    assert all("L005" in one.stderr for one in ended if one.status == 5)
    now, ledger = as_it_was(base).files(), whole_ledger(base.folder.with_name("as it is") / base.ledger.name)
    (alone,) = one_after_another([NIGHT], base.folder)
    assert alone.status == 6
    assert whole_ledger(base.ledger) == ledger
    assert base.files() == now


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 31))
def test_ten_commands_at_once_thirty_times(base: School, seed: int) -> None:
    random = Random(seed)
    least = [words for words in (NIGHT, RELEASE, ("letters", *JSON)) if random.random() < 0.5]
    check_a_round(base, ten_commands(random, least=least))
