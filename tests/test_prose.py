"""Prose never contradicts what the cells show: every figure in a text has an output or a source behind it."""

import json
import re

import nbformat
import pytest
from prose import claims, unvouched

from helpers import artifacts
from tools import results

FACTS = artifacts.read_json(artifacts.repository() / "data" / "facts.json")
FACT_TEXTS = [text for fact in FACTS.values() for text in fact["text"]]


def output_texts(notebook) -> list[str]:
    """What the outputs of a notebook say, tags of HTML tables left out."""
    texts = []
    for cell in notebook.cells:
        for out in cell.get("outputs", []):
            shown = [out.get("text", "")] + [text for kind, text in out.get("data", {}).items() if kind.startswith("text/")]
            texts += [re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL) for text in shown]
    return texts


@pytest.mark.parametrize("file", results.lessons(), ids=lambda file: file.stem)
def test_figures_in_a_lesson_have_something_behind_them(file):
    notebook = nbformat.read(file, as_version=4)
    prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not unvouched(prose, output_texts(notebook), FACT_TEXTS)


def test_figures_in_the_readme_have_something_behind_them():
    readme = (artifacts.repository() / "README.md").read_text(encoding="utf-8")
    written = re.sub(
        r"<!-- (lessons|results|minutes|bases|bench|kinds|profiles|standing) -->.*?<!-- end \1 -->", "", readme, flags=re.DOTALL
    )  # test_structure's
    assert not unvouched(written, [str(results.stored()), results.summary_of(results.stored())], FACT_TEXTS)


def test_no_fact_stands_twice():
    text = (artifacts.repository() / "data" / "facts.json").read_text(encoding="utf-8")
    names = []
    json.loads(text, object_pairs_hook=lambda pairs: names.extend(name for name, _ in pairs) or dict(pairs))
    names = [name for name in names if name not in ("value", "text", "source")]
    assert len(set(names)) == len(names)


def test_every_fact_names_its_source_and_its_text_holds_its_value():
    for name, fact in FACTS.items():
        assert set(fact) == {"value", "text", "source"}, name
        assert len(fact["source"]) > 10 and fact["text"], name
        numbers = [float(number.replace(",", "")) for text in fact["text"] for number in re.findall(r"\d[\d,]*\.?\d*", text)]
        values = fact["value"] if isinstance(fact["value"], list) else [fact["value"]]
        for value in values:
            assert any(abs(number - scale * value) < 1e-6 for number in numbers for scale in (1, 100)), (name, value)


# --- The checker itself, with contradictions planted -------------------------------------------------------------------

OUTPUTS = ["exact match 0.8712 on 200", "  name  seconds\n0 one   12.34", "205.4 tokens/s, peak 3.1 GB"]


@pytest.mark.parametrize(
    "text",
    [
        "The score is 87%, on 200 questions.",
        "It reaches 87.1% and 87.12 %.",
        "That took 12 seconds, or 12.3 s.",
        "About 205 tokens/s at 3.1 GB.",
        "The book reports 56.87% on 1,500.",
        "It trained for 9 h 45 min.",
        "Set the rate to `0.0002` and `warmup` to `3%`, see section 4.2.10, version 2.13.0, 2024.",
        "```\n99% of it\n```",
        "Three in four answers, 8 rows, rank 32, temperature 0.7.",
        "[91%](https://example.org/91%)".replace("91%]", "87%]"),
    ],
)
def test_what_is_vouched_for_passes(text):
    assert unvouched(text, OUTPUTS, ["56.87%", "1,500", "9 h 45 min"]) == []


@pytest.mark.parametrize(
    "text, wrong",
    [
        ("The score is 88%.", "88%"),
        ("The score is 87.2%.", "87.2%"),
        ("It is **91%**, not 87%.", "91%"),
        ("That took 13 seconds.", "13 seconds"),
        ("That took 12 minutes.", "12 minutes"),  # right number, wrong unit
        ("A hundred: 206 tokens/s.", "206 tokens/s"),
        ("It needs 3.2 GB.", "3.2 GB"),
        ("On 1,500 questions.", "1,500"),
        ("The loss falls to 0.66.", "0.66"),
        ("2.5 times as fast.", "2.5 times"),
        ("It is 3x faster.", "3x"),
        ("| exact match | 86 % |", "86 %"),
        ("a gap of 3 standard errors", "3 standard errors"),
        ("It took 10 min.", "10 min"),
    ],
)
def test_a_planted_contradiction_is_found(text, wrong):
    assert unvouched(text, OUTPUTS, ["56.87%"]) == [wrong]


def test_code_and_addresses_are_not_claims():
    assert claims("`12%` and https://example.org/a%20b/99% and $p = 0.05$ and <!-- 42% -->") == []
