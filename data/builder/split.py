"""How the questions are dealt to the splits: no twin on both sides, every beginning of train like the whole."""

import random

from builder import sql
from builder.natural import UNANSWERABLE

SPLITS = ("train", "validation", "test_seen", "test_unseen", "test_natural")
UNSEEN = ("shelter", "library", "museum", "rental", "usedcar", "concert", "fishery", "bakery")  # databases never trained on
NATURAL = "natural"  # the template of a hand-written question
NATURAL_TESTS, NATURAL_VALIDATION = 200, 100  # hand-written questions on the seen databases; the others are for training
VALIDATION = 17  # one template row for training in so many goes to validation
NATURAL_UNSEEN = 25  # hand-written questions a database that is never trained on


def twin(row: dict) -> tuple:
    """What two rows share whose queries differ in literals only, on the same database.

    The agreed query of what cannot be answered is no query: such a row has no twin but itself.
    """
    asked = row["ko_instruction"] if row["response"] == UNANSWERABLE else sql.skeleton(row["response"])
    return row["db_id"], asked


def natural(rows: list, blind: set) -> dict:
    """{split: rows} of the hand-written questions; twins stay together.

    Args:
        rows: of all databases, database by database.
        blind: ids of rows that no test may have, because the database cannot tell their query from its neighbours.
    """
    splits = {split: [] for split in SPLITS}
    seen = sorted({row["db_id"] for row in rows} - set(UNSEEN))
    for db_id in UNSEEN:
        groups = twins([row for row in rows if row["db_id"] == db_id])
        splits["test_natural"] += taken(groups, NATURAL_UNSEEN, blind)
    for place, db_id in enumerate(seen):
        groups = twins([row for row in rows if row["db_id"] == db_id])
        splits["test_natural"] += taken(groups, share(NATURAL_TESTS, place, len(seen)), blind)
        splits["validation"] += taken(groups, share(NATURAL_VALIDATION, place, len(seen)))
        splits["train"] += [row for group in groups for row in group]
    return splits


def validated(rows: list) -> dict:
    """Template rows of one database for training, every seventeenth for validation."""
    chosen = [row for position, row in enumerate(rows) if position % VALIDATION == 7]
    return {"validation": chosen, "train": [row for row in rows if row not in chosen]}


def ordered(splits: dict) -> dict:
    """The splits with their rows shuffled; every beginning of train is like the whole, but for more hand-written questions.

    A machine takes as many of the first rows as it has time for. Hand-written questions teach most, so they come first: every
    other row is one until there are no more. Both kinds stand in an order in which every beginning has its share of each template.
    """
    for split, rows in splits.items():
        random.Random(split).shuffle(rows)
    written = nested([row for row in splits["train"] if row["template"] == NATURAL])
    composed = nested([row for row in splits["train"] if row["template"] != NATURAL])
    pairs = [row for pair in zip(written, composed) for row in pair]
    return {**splits, "train": pairs + written[len(composed) :] + composed[len(written) :]}


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


def taken(groups: list, size: int, never: set = frozenset()) -> list:
    """`size` rows of whole groups, which are removed from `groups`; no row whose id is in `never`."""
    chosen = []
    for group in list(groups):
        if len(chosen) + len(group) <= size and not never & {row["id"] for row in group}:
            chosen += group
            groups.remove(group)
    return chosen


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
