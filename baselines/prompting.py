"""The untrained model with a few examples in the prompt: what it can do without training, if one shows it the form."""

from collections.abc import Iterable

from helpers import data

FORMS = ("WHERE", "GROUP BY", "JOIN")  # the parts of a query that the examples show


def choose(rows: Iterable[dict]) -> list[dict]:
    """Short examples on one schema: for each of `FORMS` the shortest answered question whose query has it.

    Args:
        rows: training rows.

    Returns:
        Up to three rows: those of the shortest schema among the schemas that show most of the forms.
    """
    found: dict[str, dict[str, dict]] = {}
    for row in sorted(rows, key=lambda row: (len(row["gold"]), row["gold"], row["question"])):
        for form in FORMS:
            if form in row["gold"].upper():
                found.setdefault(row["schema"], {}).setdefault(form, row)
    examples = [list({row["gold"]: row for row in forms.values()}.values()) for forms in found.values()]
    return min(examples, key=lambda rows: (-len(rows), len(rows[0]["schema"]), rows[0]["schema"]), default=[])


def with_examples(row: dict, examples: list[dict]) -> list[dict]:
    """The chat that asks `row` after some answered questions.

    Args:
        row: a row as `helpers.data.load` gives it.
        examples: rows of one database, so that its schema is read once, at the head of the chat.

    Returns:
        Messages for a chat template, the last one the question of `row` with its schema.
    """
    if not examples:
        return data.messages(row, answer=False)
    first, *others = map(data.messages, examples)
    asked = {"role": "user", "content": f"{row['schema']}\n\n{row['question']}"}  # its schema is another than the examples'
    return [*first, *(turn for messages in others for turn in messages[1:]), asked]
