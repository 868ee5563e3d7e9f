"""The page: choose a database, ask in Korean, read the SQL, change it, see its result."""

import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial

import gradio as gr

from demo import sources, words
from demo.sources import Trouble
from helpers import artifacts, data
from helpers.artifacts import CourseError
from sqlscore import normalize
from sqlscore.sandbox import QueryFailed, TooMuch

Answer = Callable[[list[dict]], list[str | Trouble]]  # rows with `schema` and `question` to SQL, see `asking.Answerer`
FIRST = "cafe"  # the database that is open at the start
MOST_EXAMPLES, PREVIEW = 5, 5  # questions, rows
MAX_QUESTION, MAX_SCHEMA = 1_000, 20_000  # characters
AT_ONCE = 16  # questions that wait are answered together
FONT = {"font": ["system-ui", "sans-serif"], "font_mono": ["ui-monospace", "monospace"]}  # nothing is fetched from elsewhere
FENCES = (  # what SQLite and the sandbox say of a query that wants to do more than read, or is not one query of decent size
    "not authorized", "authorization denied", "prohibited", "returns no table", "one statement", "stands for more", "longer than",
)  # fmt: skip
EMPTY = {"headers": [" "], "data": []}


def build(answer: Answer, own_files: bool = True, own: str = "", language: str = "ko") -> gr.Blocks:
    """The page, to be launched.

    Args:
        answer: the model: a function from rows to SQL.
        own_files: whether visitors may name files of the machine that the page runs on. Only for a page of one's own.
        own: path of the file that is open at the start.
        language: at the start, `ko` or `en`.
    """
    known = examples()
    say = partial(words.say, language)
    with gr.Blocks(title="Korean text-to-SQL", analytics_enabled=False) as page:
        with gr.Row():
            title = gr.Markdown(say("title"))
            chosen = gr.Radio(list(words.LANGUAGES.items()), value=language, label=say("language"), min_width=200)
        hint = gr.Markdown(say("hint"))
        with gr.Row():
            with gr.Column():
                known_as = [(title, name) for name, title in sources.shipped().items()]
                database = gr.Dropdown(known_as, value=FIRST, label=say("database"), elem_id="database")
                path = gr.Textbox(own, label=say("own"), info=say("own_hint"), visible=own_files, max_lines=1, elem_id="own")
                trouble = gr.Textbox(visible=False, show_label=False, elem_id="trouble")
                schema = gr.Code(language="sql", label=say("schema"), interactive=True, max_lines=18, elem_id="schema")
                table = gr.Dropdown([], label=say("table"), elem_id="table")
                preview = gr.Dataframe(EMPTY, label=say("preview"), interactive=False, elem_id="preview")
            with gr.Column():
                question = gr.Textbox(label=say("question"), max_length=MAX_QUESTION, lines=1, autofocus=True, elem_id="question")
                ask = gr.Button(say("ask"), variant="primary", elem_id="ask")
                shown = gr.Dataset(components=[question], samples=[], label=say("examples"), type="tuple", elem_id="examples")
                said = gr.Textbox(label=say("said"), interactive=False, elem_id="said")
                sql = gr.Code(language="sql", label=say("sql"), interactive=True, lines=3, wrap_lines=True, elem_id="sql")
                run = gr.Button(say("run"), elem_id="run")
                outcome = gr.Textbox(label=say("outcome"), interactive=False, elem_id="outcome")
                result = gr.Dataframe(EMPTY, label=say("result"), interactive=False, max_height=400, wrap=True, elem_id="result")

        labelled = {
            "database": database, "own": path, "schema": schema, "table": table, "preview": preview, "question": question,
            "said": said, "sql": sql, "outcome": outcome, "result": result, "language": chosen,
        }  # fmt: skip
        valued = {"title": title, "hint": hint, "ask": ask, "run": run}
        opening = {
            "fn": partial(open_database, known=known, own_files=own_files),
            "inputs": [database, path, chosen],
            "outputs": [trouble, schema, table, shown],
        }
        looking = {
            "fn": partial(look_into, own_files=own_files),
            "inputs": [database, path, table],
            "outputs": preview,
            "api_name": "look",
        }
        running = {
            "fn": partial(run_query, own_files=own_files),
            "inputs": [database, path, sql, chosen],
            "outputs": [outcome, result],
        }
        asking = {
            "fn": partial(ask_model, answer=answer),
            "inputs": [schema, question, chosen],
            "outputs": [said, sql],
            "batch": True,
            "max_batch_size": AT_ONCE,
            "concurrency_limit": 1,
        }
        hidden = {"api_visibility": "private"}
        page.load(**opening, **hidden)
        database.input(lambda: "", outputs=path, **hidden).then(**opening, **hidden)
        path.submit(**opening, api_name="open")
        chosen.input(partial(relabel, labelled, valued), chosen, [*labelled.values(), *valued.values(), shown], **hidden)
        table.change(**looking)
        shown.click(lambda picked: picked[1][0], shown, question, **hidden)
        gr.on([ask.click, question.submit], **asking, api_name="ask").then(**running, **hidden)
        run.click(**running, api_name="run")
    return page


def launch(page: gr.Blocks, **options) -> str:
    """Serve a page on this machine and return its address; visitors from elsewhere are not let in.

    Args:
        options: of `gradio.Blocks.launch`.

    Raises:
        CourseError: the page does not answer itself.
        OSError: no port is free.
    """
    os.environ["NO_PROXY"] = ",".join(
        dict.fromkeys([*os.environ.get("NO_PROXY", "localhost").split(","), "127.0.0.1", "localhost"])
    )
    settings = {"share": False, "ssr_mode": False, "theme": gr.themes.Default(**FONT), "footer_links": [], "max_file_size": 1}
    # During each request gradio sets another backend of Matplotlib, then the one that it had found. Of requests at the same time one
    # finds what the other has set, and the notebook shows no figure any more. This page draws nothing.
    gr.utils.MatplotlibBackendMananger = nullcontext
    page.queue(max_size=200, default_concurrency_limit=4)
    try:
        _, address, _ = page.launch(**settings | {"quiet": True} | options)
    except ValueError as error:  # gradio's own question to the page was not answered within three seconds
        page.close()
        raise CourseError(f"The page does not answer ({error}): the machine is very busy. Run it again.") from error
    return address


def examples() -> dict[str, list[list[str]]]:
    """A few questions on every shipped database, in Korean and in English: those that people wrote, of the tests."""
    rows = artifacts.read_jsonl(artifacts.repository() / "data" / "test_natural.jsonl")
    found: dict[str, list] = {}
    for row in rows:
        known = found.setdefault(row["db_id"], [])
        if len(known) < MOST_EXAMPLES and row["response"] != data.UNANSWERABLE:
            known.append([row["ko_instruction"], row["instruction"]])
    return found


# --- What the buttons do ------------------------------------------------------------------------------------------------


def open_database(database: str, own: str, language: str, known: dict, own_files: bool) -> tuple:
    """The schema, the tables and the examples of a database; or, in their place, why it cannot be opened."""
    name = _chosen(database, own)
    try:
        schema, names = sources.schema(name, own_files), sources.tables(name, own_files)
    except Trouble as error:
        return gr.update(value=words.trouble(language, error), visible=True), "", gr.update(choices=[], value=None), gr.update()
    asked = known.get(name, [])
    return (
        gr.update(value="", visible=False),
        _clean(schema),
        gr.update(choices=names, value=names[0] if names else None),
        gr.update(samples=[[korean] for korean, _ in asked], sample_labels=_labels(asked, language)),
    )


def look_into(database: str, own: str, table: str | None, own_files: bool) -> dict:
    """The first rows of a table."""
    if not table:
        return EMPTY
    try:
        query = f"SELECT * FROM {sources.quoted(_clean(table))} LIMIT {PREVIEW}"
        return _frame(sources.run(_chosen(database, own), query, own_files))
    except (Trouble, QueryFailed):
        return EMPTY


def ask_model(schemas: list[str], questions: list[str], languages: list[str], answer: Answer) -> tuple[list[str], list[str]]:
    """What to say of each answer, and its SQL: all questions that wait are answered in one batch."""
    start = time.perf_counter()
    rows = [{"schema": _clean(schema), "question": _clean(question)} for schema, question in zip(schemas, questions)]
    faults = [_fault(row) for row in rows]
    answers = iter(answer([row for row, fault in zip(rows, faults) if not fault]))
    found = [fault or next(answers) for fault in faults]
    seconds = time.perf_counter() - start
    return (
        [_said(each, language, seconds) for each, language in zip(found, languages)],
        ["" if isinstance(each, Trouble) else _clean(each) for each in found],
    )


def run_query(database: str, own: str, sql: str, language: str, own_files: bool) -> tuple[str, dict]:
    """What to say of a query's execution, and its result as a table."""
    query = _clean(sql).strip()
    if not query:
        return "", EMPTY  # there was no answer to run
    try:
        found = sources.run(_chosen(database, own), query, own_files)
    except Trouble as error:
        return words.trouble(language, error), EMPTY
    except QueryFailed as error:
        return words.say(language, _kind(error), reason=_clean(error), limit=sources.SECONDS), EMPTY
    key = "more" if found.more else "rows"
    return words.say(language, key, count=len(found.rows), seconds=found.seconds), _frame(found)


def relabel(labelled: dict, valued: dict, language: str) -> list[dict]:
    """The labels of the page in another language."""
    labels = [gr.update(label=words.say(language, key)) for key in labelled]
    labels[list(labelled).index("own")]["info"] = words.say(language, "own_hint")
    return [
        *labels,
        *(gr.update(value=words.say(language, key)) for key in valued),
        gr.update(label=words.say(language, "examples")),
    ]


def _chosen(database: str, own: str) -> str:
    return _clean(own).strip() or _clean(database)


def _fault(row: dict) -> Trouble | None:
    if not row["question"].strip():
        return Trouble("no_question")
    length = len(row["question"]) + len(row["schema"])
    if len(row["question"]) > MAX_QUESTION or len(row["schema"]) > MAX_SCHEMA:
        return Trouble("long_question", length=length, most=MAX_QUESTION)
    return None


def _said(found: str | Trouble, language: str, seconds: float) -> str:
    if isinstance(found, Trouble):
        return words.trouble(language, found)
    key = "unanswerable" if normalize(found) == normalize(data.UNANSWERABLE) else "answered"
    return words.say(language, key, seconds=seconds)


def _kind(error: QueryFailed) -> str:
    """The key of the sentence for a query that was turned down."""
    reason = str(error)
    if "too big" in reason:
        return "long_value"
    if isinstance(error, TooMuch):
        return "stopped"
    return "refused" if any(words in reason for words in FENCES) else "failed"


def _labels(asked: list[list[str]], language: str) -> list[str]:
    return [korean if language == "ko" else f"{korean} · {english}" for korean, english in asked]


def _frame(found: sources.Table) -> dict:
    return {"headers": [_clean(name) for name in found.headers], "data": [[_clean(cell) for cell in row] for row in found.rows]}


def _clean(text: object) -> str:
    """Text that can be sent as UTF-8: half of a pair of surrogates cannot."""
    return str(text or "").encode("utf-8", "replace").decode()
