"""The figures of the dataset card: tables that `build.py` puts between the marks of data/README.md."""

import re
from collections import Counter

from builder import sql

LEVELS = ("easy", "medium", "hard")
EXAMPLES = (
    ("easy", "where_equal"),
    ("easy", "top_one"),
    ("medium", "join_where_parent"),
    ("medium", "group_aggregate"),
    ("hard", "not_exists"),
)


def refreshed(text: str, domains: list, splits: dict) -> str:
    """The card with everything between `<!-- NAME -->` and `<!-- /NAME -->` made anew."""
    made = {
        "splits": split_table(splits),
        "difficulty": share_table(splits),
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


def database_table(domains: list, splits: dict) -> str:
    """Every database with its tables and where its questions are."""
    unseen = {row["db_id"] for row in splits["test_unseen"]}
    lines = [
        [
            f"`{domain.id}`",
            f"{domain.korean} ({domain.english})",
            ", ".join(f"{each.korean} {each.rows}" for each in domain.tables),
            "test_unseen" if domain.id in unseen else "train, validation, test_seen",
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
    """Five rows of train: question, English, SQL."""
    blocks = []
    for level, template in EXAMPLES:
        row = min(
            (row for row in splits["train"] if (row["difficulty"], row["template"]) == (level, template)),
            key=lambda row: row["id"],
        )
        blocks.append(
            f"**{row['ko_instruction']}** ({row['db_id']}, {level}, `{template}`)\n{row['instruction']}\n\n```sql\n{row['response']}\n```"
        )
    return "\n\n".join(blocks)
