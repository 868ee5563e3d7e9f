"""The dataset as files: rows dealt to the splits, JSON lines and the scripts of the databases."""

import json
import random

from builder import card, create_table, drafts, rows, sql
from builder.definition import Domain

UNSEEN = ("shelter", "library", "museum", "rental", "usedcar", "concert", "fishery", "bakery")  # databases never trained on
SOURCE = "korean-text2sql-course"
SEEN_ROWS, UNSEEN_ROWS = 216, 72  # questions a database
GOLDEN = 0.618034  # steps of the golden ratio fill the range from 0 to 1 evenly
SPLITS = ("train", "validation", "test_seen", "test_unseen")


def splits(domains: list) -> dict:
    """{split: rows}. The seen databases' rows are dealt in the order of their templates, so that every split has its share of each."""
    dealt = {split: [] for split in SPLITS}
    seen = []
    for position, domain in enumerate(domains):
        unseen = domain.id in UNSEEN
        drawn = drafts.write(domain, UNSEEN_ROWS if unseen else SEEN_ROWS, start=position * GOLDEN % 1)
        written = [finished(row, number, domain) for number, row in enumerate(drawn, 1)]
        (dealt["test_unseen"] if unseen else seen).extend(written)
    seen.sort(key=lambda row: (row["difficulty"], row["template"], row["db_id"], row["id"]))
    for position, row in enumerate(seen):
        split = "test_seen" if position % 9 == 4 else "validation" if position % 16 == 7 else "train"
        dealt[split].append(row)
    for split, chosen in dealt.items():
        random.Random(split).shuffle(chosen)
    return dealt


def finished(row: dict, number: int, domain: Domain) -> dict:
    """A row with its id, its DDL (of the tables that the query reads) and its source, the fields in the order of the card."""
    schema = create_table.schema(domain, sql.tables(row["response"]), row["dated"])
    return {
        "id": f"{domain.id}-{number:03}",
        "db_id": domain.id,
        "difficulty": row["difficulty"],
        "template": row["template"],
        "instruction": row["instruction"],
        "ko_instruction": row["ko_instruction"],
        "input": schema,
        "response": row["response"],
        "source": SOURCE,
    }


def files(domains: list, splits: dict, card_before: str) -> dict:
    """{path below data/: text} of everything that is generated; of the card only the figures are."""
    made = {f"databases/{domain.id}.sql": create_table.script(domain, rows.fill(domain)) for domain in domains}
    for split, chosen in splits.items():
        made[f"{split}.jsonl"] = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen)
    made["README.md"] = card.refreshed(card_before, domains, splits)
    return made
