"""The dataset as files: template rows and hand-written ones, JSON lines and the scripts of the databases."""

import json

from builder import card, create_table, drafts, natural, rows, split, sql
from builder.definition import Domain

SOURCE = "korean-text2sql-course"
SEEN_ROWS, UNSEEN_ROWS = 216, 72  # questions from templates a database
GOLDEN = 0.618034  # steps of the golden ratio fill the range from 0 to 1 evenly


def splits(domains: list) -> dict:
    """{split: rows} of all domains."""
    written, by_hand = [], []
    for position, domain in enumerate(domains):
        size = UNSEEN_ROWS if domain.id in split.UNSEEN else SEEN_ROWS
        drawn = drafts.write(domain, size, start=position * GOLDEN % 1)
        written += [finished(row, f"{number:03}", domain) for number, row in enumerate(drawn, 1)]
        by_hand += [finished(row, f"n{number:02}", domain) for number, row in enumerate(questions(domain), 1)]
    return split.dealt(written, by_hand)


def questions(domain: Domain) -> list:
    """The hand-written questions of a database as rows without id."""
    text = (natural.DATA / "natural" / f"{domain.id}.sql").read_text(encoding="utf-8")
    return [
        {
            "difficulty": sql.difficulty(each.query),
            "template": split.NATURAL,
            "instruction": each.english,
            "ko_instruction": each.korean,
            "response": each.query,
        }
        for each in natural.read(text)
    ]


def finished(row: dict, number: str, domain: Domain) -> dict:
    """A row with its id, the whole schema of its database and its source, the fields in the order of the card."""
    return {
        "id": f"{domain.id}-{number}",
        "db_id": domain.id,
        "difficulty": row["difficulty"],
        "template": row["template"],
        "instruction": row["instruction"],
        "ko_instruction": row["ko_instruction"],
        "input": create_table.schema(domain),
        "response": row["response"],
        "source": SOURCE,
    }


def files(domains: list, splits: dict, card_before: str) -> dict:
    """{path below data/: text} of everything that is generated; of the card only the figures are."""
    made = {f"databases/{domain.id}.sql": create_table.script(domain, rows.fill(domain)) for domain in domains}
    for name, chosen in splits.items():
        made[f"{name}.jsonl"] = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen)
    made["README.md"] = card.refreshed(card_before, domains, splits)
    return made
