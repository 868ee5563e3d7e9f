"""The figures of the dataset card: tables that `build.py` puts between the marks of data/README.md."""

import json
import re
from collections import Counter

from builder import create_table, natural, sql
from builder.split import NATURAL, twin

LEVELS = ("easy", "medium", "hard")
EXAMPLES = ("natural", "where_equal", "top_one", "join_where_parent", "group_aggregate", "none_at_all")


def refreshed(text: str, domains: list, splits: dict) -> str:
    """The card with everything between `<!-- NAME -->` and `<!-- /NAME -->` made anew."""
    made = {
        "splits": split_table(splits),
        "difficulty": share_table(splits),
        "words": word_table(domains, splits),
        "overlap": overlap_table(splits),
        "agreement": agreement(splits),
        "databases": database_table(domains, splits),
        "shapes": shape_table(splits),
        "examples": examples(splits),
    }
    for name, table in made.items():
        text = re.sub(
            f"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
            lambda match, table=table: f"{match[1]}{table}\n{match[2]}",
            text,
            flags=re.DOTALL,
        )
    return text


def table(head: list, lines: list) -> str:
    """A Markdown table."""
    cells = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in cells)


def split_table(splits: dict) -> str:
    """Rows, databases and shapes of every split."""
    lines = [
        [
            f"`{name}.jsonl`",
            f"{len(rows):,}",
            len({row["db_id"] for row in rows}),
            len({row["template"] for row in rows}),
            len({sql.shape(row["response"]) for row in rows}),
        ]
        for name, rows in splits.items()
    ]
    everything = [row for rows in splits.values() for row in rows]
    lines.append(
        [
            "all",
            f"{len(everything):,}",
            len({row["db_id"] for row in everything}),
            len({row["template"] for row in everything}),
            len({sql.shape(row["response"]) for row in everything}),
        ]
    )
    return table(["file", "rows", "databases", "templates", "shapes of SQL"], lines)


def share_table(splits: dict) -> str:
    """Share of the difficulties and of what the queries use, in every split."""
    lines = []
    for name, rows in splits.items():
        levels = Counter(row["difficulty"] for row in rows)
        uses = Counter(feature for row in rows for feature in sql.features(row["response"]))
        lines.append(
            [
                name,
                *(f"{levels[level] / len(rows):.1%}" for level in LEVELS),
                *(f"{uses[use] / len(rows):.1%}" for use in ("join", "group", "order", "subquery", "having")),
            ]
        )
    return table(["split", *LEVELS, "JOIN", "GROUP BY", "ORDER BY", "subquery", "HAVING"], lines)


def word_table(domains: list, splits: dict) -> str:
    """Of every split: rows written by hand, rows that cannot be answered, rows that name a column by no word of its comment."""
    comments = {domain.id: natural.words(create_table.schema(domain)) for domain in domains}
    lines = []
    for name, rows in splits.items():
        by_hand = [row for row in rows if row["template"] == NATURAL]
        unanswerable = sum(row["response"] == natural.UNANSWERABLE for row in rows)
        shares = [own_words(some, comments) for some in (by_hand, [row for row in rows if row["template"] != NATURAL])]
        lines.append([name, len(by_hand), unanswerable, *shares])
    return table(["split", "written by hand", "cannot be answered", "in other words: by hand", "in other words: templates"], lines)


def own_words(rows: list, comments: dict) -> str:
    """The share of rows that name a column of their query by no word of its comment."""
    asked = [(natural.Question(row["ko_instruction"], "", row["response"]), comments[row["db_id"]]) for row in rows]
    return f"{sum(natural.own_words(question, words) for question, words in asked) / len(rows):.0%}" if rows else "-"


def overlap_table(splits: dict) -> str:
    """What the tests share with train: twins, shapes of SQL."""
    shapes = {sql.shape(row["response"]) for row in splits["train"]}
    twins = {twin(row) for row in splits["train"]}
    lines = []
    for name, rows in splits.items():
        if name.startswith("test"):
            known = sum(sql.shape(row["response"]) in shapes for row in rows)
            lines.append([name, f"{sum(twin(row) in twins for row in rows)}", f"{known / len(rows):.0%}"])
    return table(["split", "twins in train", "rows whose shape of SQL is in train"], lines)


def agreement(splits: dict) -> str:
    """How often two readers of the hand-written questions wrote queries with the same result."""
    lines = (natural.DATA / "natural" / "agreement.jsonl").read_text(encoding="utf-8").splitlines()
    counts = Counter()
    for line in map(json.loads, lines):
        counts.update({name: value for name, value in line.items() if name != "db_id"})
        counts["redrawn"] += line["questions"] * ("same_on_redrawn" in line)
    asked, redrawn = counts["questions"], counts["redrawn"]
    dealt = sum(row["template"] == NATURAL for rows in splits.values() for row in rows)
    return (
        f"Of {asked:,} questions the second reader's query gave the same result for {counts['same_at_first_reading']:,}"
        f" ({counts['same_at_first_reading'] / asked:.1%}) at first reading; of {redrawn:,} that were also run on copies with redrawn"
        f" values, {counts['same_on_redrawn']:,} ({counts['same_on_redrawn'] / redrawn:.1%}). {counts['mended']} questions or queries"
        f" were mended, {counts['dropped']} dropped. Later, when rows and wordings had changed, {counts['read_again']:,} were read"
        f" again blind, on the data of today: the same result for {counts['same_when_read_again']:,}, and for"
        f" {counts['same_by_the_measure']:,} also on the databases that the scorer builds; {counts['mended_then']} were mended after that."
        f" {asked - dealt} of the questions, on databases that are never trained on, are more than the tests take and in no split."
    )


def database_table(domains: list, splits: dict) -> str:
    """Every database with its tables and where its questions are."""
    unseen = {row["db_id"] for row in splits["test_unseen"]}
    lines = [
        [
            f"`{domain.id}`",
            f"{domain.korean} ({domain.english})",
            ", ".join(f"{each.korean} {each.rows}" for each in domain.tables),
            "test_unseen, test_natural" if domain.id in unseen else "train, validation, test_seen, test_natural",
        ]
        for domain in domains
    ]
    return table(["db_id", "subject", "tables and their rows", "splits"], lines)


def shape_table(splits: dict) -> str:
    """Every template with its rows in all splits and its difficulties."""
    rows = [row for split in splits.values() for row in split]
    count = Counter(row["template"] for row in rows)
    levels = {name: {row["difficulty"] for row in rows if row["template"] == name} for name in count}
    return table(
        ["template", "rows", "difficulty"],
        [
            [f"`{name}`", number, ", ".join(level for level in LEVELS if level in levels[name])]
            for name, number in sorted(count.items())
        ],
    )


def examples(splits: dict) -> str:
    """Rows of train: question, English, SQL."""
    blocks = []
    for template in EXAMPLES:
        row = min((row for row in splits["train"] if row["template"] == template), key=lambda row: row["id"])
        head = f"**{row['ko_instruction']}** ({row['db_id']}, {row['difficulty']}, `{template}`)"
        blocks.append(f"{head}\n{row['instruction']}\n\n```sql\n{row['response']}\n```")
    return "\n\n".join(blocks)
