"""How the questions are dealt to the splits: no twin on both sides, every beginning of train like the whole."""

import random

from builder import sql
from builder.natural import UNANSWERABLE

SPLITS = ("train", "validation", "test_seen", "test_unseen", "test_natural")
UNSEEN = ("shelter", "library", "museum", "rental", "usedcar", "concert", "fishery", "bakery")  # databases never trained on
NATURAL = "natural"  # the template of a hand-written question
NATURAL_TESTS, NATURAL_VALIDATION = 200, 100  # hand-written questions on the seen databases; the others are for training
NATURAL_UNSEEN = 25  # hand-written questions a database that is never trained on


def twin(row: dict) -> tuple:
    """What two rows share whose queries differ in literals only, on the same database.

    The agreed query of what cannot be answered is no query: such a row has no twin but itself.
    """
    asked = row["ko_instruction"] if row["response"] == UNANSWERABLE else sql.skeleton(row["response"])
    return row["db_id"], asked


def dealt(written: list, by_hand: list) -> dict:
    """{split: rows}.

    Args:
        written: rows from templates.
        by_hand: rows of hand-written questions, database by database.
    """
    splits = {split: [] for split in SPLITS}
    deal_natural(splits, by_hand)
    deal_templates(splits, written, {(row["db_id"], row[key]) for row in by_hand for key in ("response", "ko_instruction")})
    for split, rows in splits.items():
        random.Random(split).shuffle(rows)
    splits["train"] = nested(splits["train"])
    return splits


def deal_natural(splits: dict, rows: list) -> None:
    """Deal the hand-written questions; twins stay together."""
    seen = sorted({row["db_id"] for row in rows} - set(UNSEEN))
    for db_id in UNSEEN:
        groups = twins([row for row in rows if row["db_id"] == db_id])
        splits["test_natural"] += taken(groups, NATURAL_UNSEEN)
    for place, db_id in enumerate(seen):
        groups = twins([row for row in rows if row["db_id"] == db_id])
        splits["test_natural"] += taken(groups, share(NATURAL_TESTS, place, len(seen)))
        splits["validation"] += taken(groups, share(NATURAL_VALIDATION, place, len(seen)))
        splits["train"] += [row for group in groups for row in group]


def share(total: int, place: int, places: int) -> int:
    """What the database at `place` gets of a total that is spread evenly."""
    return total * (place + 1) // places - total * place // places


def twins(rows: list) -> list:
    """The rows of a database in groups of twins, in a shuffled order."""
    groups: dict = {}
    for row in rows:
        groups.setdefault(twin(row), []).append(row)
    shuffled = list(groups.values())
    random.Random(f"natural questions of {rows[0]['db_id']}").shuffle(shuffled)
    return shuffled


def taken(groups: list, size: int) -> list:
    """`size` rows of whole groups, which are removed from `groups`."""
    chosen = []
    for group in list(groups):
        if len(chosen) + len(group) <= size:
            chosen += group
            groups.remove(group)
    return chosen


def deal_templates(splits: dict, written: list, asked: set) -> None:
    """Deal template rows in the order of their templates, so that every split has its share of each.

    A row that a hand-written one has already asked or answered is left out, and so is a twin of a test row.
    """
    fresh = [row for row in written if not {(row["db_id"], row["response"]), (row["db_id"], row["ko_instruction"])} & asked]
    splits["test_unseen"] += [row for row in fresh if row["db_id"] in UNSEEN]
    seen = [row for row in fresh if row["db_id"] not in UNSEEN]
    seen.sort(key=lambda row: (row["difficulty"], row["template"], row["db_id"], row["id"]))
    taught = {twin(row) for split in ("train", "validation") for row in splits[split]}
    tests = [row for position, row in enumerate(seen) if position % 9 == 4 and twin(row) not in taught]
    splits["test_seen"] += tests
    tested = {twin(row) for split in ("test_seen", "test_natural") for row in splits[split]}
    for position, row in enumerate(row for row in seen if twin(row) not in tested):
        splits["validation" if position % 16 == 7 else "train"].append(row)


def nested(rows: list) -> list:
    """The rows in an order in which every beginning has its share of each template."""
    rng, strata = random.Random("nested"), {}
    for row in rows:
        strata.setdefault((row["template"], row["difficulty"]), []).append(row)
    placed = []
    for group in strata.values():
        start = rng.random()
        placed += [((rank + start) / len(group), row["id"], row) for rank, row in enumerate(group)]
    return [row for _, _, row in sorted(placed, key=lambda place: place[:2])]
