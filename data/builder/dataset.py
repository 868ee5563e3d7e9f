"""The dataset as files: template rows and hand-written ones, JSON lines and the scripts of the databases."""

import json

from builder import card, create_table, drafts, natural, rows, scene, split, sql
from builder.definition import Domain

SOURCE = "korean-text2sql-course"
SEEN_TRAINING, SEEN_TESTS, UNSEEN_TESTS = 190, 24, 72  # questions from templates a database
GOLDEN = 0.618034  # steps of the golden ratio fill the range from 0 to 1 evenly


def splits(domains: list) -> dict:
    """{split: rows} of all domains: the hand-written questions first, then template rows that are no twins of the other side."""
    by_hand, blind = [], set()
    for domain in domains:
        asked = [finished(row, f"n{number:02}", domain) for number, row in enumerate(questions(domain), 1)]
        run = scene.Database(domain).run
        by_hand += asked
        blind |= {row["id"] for row in asked if sql.blind(row["response"], run)}
    dealt = split.natural(by_hand, blind)
    for position, domain in enumerate(domains):
        for name, rows_ in from_templates(domain, position * GOLDEN % 1, dealt).items():
            dealt[name] += rows_
    return split.ordered(dealt)


def from_templates(domain: Domain, start: float, dealt: dict) -> dict:
    """{split: rows} of one domain. The tests come first; what is for training has no twin among them."""
    by_hand = {name: [row for row in rows if row["db_id"] == domain.id] for name, rows in dealt.items()}
    said = {row[field] for rows in by_hand.values() for row in rows for field in ("response", "ko_instruction")}
    taught = {sql.skeleton(row["response"]) for name in ("train", "validation") for row in by_hand[name]}
    tested = {sql.skeleton(row["response"]) for row in by_hand["test_natural"]}
    unseen = domain.id in split.UNSEEN
    tests = drafts.write(domain, UNSEEN_TESTS if unseen else SEEN_TESTS, drafts.Written(said, taught), start, tests=True)
    if unseen:
        return {"test_unseen": numbered(tests, 1, domain)}
    tested |= {sql.skeleton(row["response"]) for row in tests}
    training = numbered(drafts.write(domain, SEEN_TRAINING, drafts.Written(said, tested), start), SEEN_TESTS + 1, domain)
    return {"test_seen": numbered(tests, 1, domain), **split.validated(training)}


def numbered(rows: list, first: int, domain: Domain) -> list:
    """Finished rows, numbered from `first`."""
    return [finished(row, f"{number:03}", domain) for number, row in enumerate(rows, first)]


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


def files(domains: list, splits: dict, cards: dict[str, str]) -> dict:
    """{path below data/: text} of everything that is generated; of the cards, {name: text before}, only the figures are."""
    made = {f"databases/{domain.id}.sql": create_table.script(domain, rows.fill(domain)) for domain in domains}
    for name, chosen in splits.items():
        made[f"{name}.jsonl"] = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen)
    return made | {name: card.refreshed(text, domains, splits) for name, text in cards.items()}
