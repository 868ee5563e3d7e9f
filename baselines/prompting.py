"""The untrained model with a few examples in the prompt: what it can do without training, if one shows it the form."""

from helpers import data


def with_examples(row: dict, examples: list[dict]) -> list[dict]:
    """The chat that asks `row` after some answered questions.

    Args:
        row: a row as `helpers.data.load` gives it.
        examples: rows of one database, so that its schema is read once; the first carries it.

    Returns:
        Messages for a chat template, the last one the question of `row` with its schema.
    """
    system, asked = data.messages(row, answer=False)
    if not examples:
        return [system, asked]
    first, *others = examples
    return [*data.messages(first), *(turn for other in others for turn in data.follow_up(other)), asked]
