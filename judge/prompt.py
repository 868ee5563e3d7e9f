"""From a judge's prompt and one prediction to the message that is sent, and the reply's form asked for."""

import re
from string import Template

from helpers.artifacts import CourseError
from sqlscore.text import strip_marks

# Both queries stand inside tags of their own, so that neither their order nor their text can swap them.
GOLD = re.compile(r"<gold>\s*\$gold\s*</gold>")
PREDICTED = re.compile(r"<predicted>\s*\$predicted\s*</predicted>")
TAG = re.compile(r"<(?=/?(?:question|schema|gold|predicted)>)")

SCHEMA = {
    "type": "object",
    # The explanation comes first: a model that has to answer first explains what it has already said.
    "properties": {"explanation": {"type": "string"}, "answer": {"type": "string", "enum": ["0", "1"]}},
    "required": ["explanation", "answer"],
    "additionalProperties": False,
}
STRICT = {"type": "json_schema", "json_schema": {"name": "verdict", "strict": True, "schema": SCHEMA}}
FORMS = [STRICT, {"type": "json_object"}, None]  # from the tightest to none; the first that a server takes is kept


def check(prompt: str) -> str:
    """The prompt itself if it can be filled and keeps gold and predicted apart.

    Raises:
        CourseError: a placeholder or a tag is missing or unknown.
    """
    if not (GOLD.search(prompt) and PREDICTED.search(prompt)):
        raise CourseError("The judge's prompt needs <gold>$gold</gold> and <predicted>$predicted</predicted>.")
    try:
        Template(prompt).substitute(question="", schema="", gold="", predicted="")
    except (KeyError, ValueError) as error:
        raise CourseError(
            f"The judge's prompt cannot be filled ({error}): it may hold $question, $schema, $gold and $predicted."
        ) from None
    return prompt


def swap_order(prompt: str) -> str:
    """The same prompt with the predicted query shown first; each query keeps its tag."""
    gold, predicted = GOLD.search(prompt), PREDICTED.search(prompt)
    first, second = sorted((gold, predicted), key=lambda found: found.start())
    between = prompt[first.end() : second.start()]
    return prompt[: first.start()] + second[0] + between + first[0] + prompt[second.end() :]


def render(prompt: str, item: dict) -> str:
    """Fill the prompt with one prediction, whose text can neither close a section nor open another.

    Args:
        prompt: text with `$question`, `$schema`, `$gold` and `$predicted`.
        item: a row with these four as strings; the queries lose end-of-sequence mark and code fence.
    """
    values = {
        "question": item["question"],
        "schema": item["schema"],
        "gold": strip_marks(item["gold"]),
        "predicted": strip_marks(item["predicted"]),
    }
    return Template(prompt).substitute({name: TAG.sub("‹", value) for name, value in values.items()})
