"""What an answer is worth before anybody knows the right one: does the query run, and what does it return?"""

import hashlib

from openai import OpenAI

from helpers import data
from sqlscore import sandbox
from sqlscore.text import strip_marks


def attempt(script: str, answer: str) -> dict:
    """Run a model's answer on its database, behind the fences of lesson 06.

    Args:
        script: the SQL that makes and fills the database (`data.database`).
        answer: what the model wrote.

    Returns:
        `query`, the answer without marks; `error`, the database's message, None where the query runs; `rows`, how many it returned;
        `result`, a short key: two queries have the same one if they return the same rows in any order.
    """
    query = strip_marks(answer)
    try:
        found = sandbox.run(sandbox.open_script(script), query)
    except sandbox.QueryFailed as error:
        return {"query": query, "error": str(error), "rows": None, "result": None}
    contents = repr((found.width, sorted(map(repr, found.rows))))
    key = hashlib.sha256(contents.encode("utf-8", "replace")).hexdigest()[:12]
    return {"query": query, "error": None, "rows": len(found.rows), "result": key}


def with_error(row: dict, failed: dict) -> list[dict]:
    """The chat that gives the database's message back: the question, the query that failed, and why it did.

    Args:
        row: a dataset row.
        failed: what `attempt` gave, with an `error`.
    """
    asked, told = data.messages(row, answer=False), f"SQLite: {failed['error']}. Write the query again."
    return [*asked, {"role": "assistant", "content": failed["query"]}, {"role": "user", "content": told}]


def ask(url: str, messages: list[dict], max_tokens: int, temperature: float = 0.0, seed: int = 0) -> dict:
    """One answer of a server: `predicted`, the text; `tokens`, how many it wrote; `finish_reason`, `stop` or `length`.

    Args:
        url: address without `/v1`.
        messages: the chat, the last turn a question.
        max_tokens: of the answer.
        temperature, seed: sampling; 0 always takes the best token.
    """
    client = OpenAI(base_url=f"{url}/v1", api_key="none", timeout=600)
    completion = client.chat.completions.create(
        model="tuned", messages=messages, max_tokens=max_tokens, temperature=temperature, seed=seed
    )
    choice = completion.choices[0]
    return {
        "predicted": choice.message.content or "",
        "tokens": completion.usage.completion_tokens,
        "finish_reason": choice.finish_reason,
    }
