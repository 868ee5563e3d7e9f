"""`python -m tools.export_scores`: what an export costs in right answers, measured on this machine; goes on where it stopped.

It needs the adapter of lesson 03 (or COURSE_ADAPTER) and writes

- `data/export.json`: size, speed and right answers of the base model, the adapter, the merged model and its GGUF files,
- `data/answering.jsonl`: for each question of `test_natural` the greedy answer of the Q8_0 file, some drawn ones, and the
  answer to the error message, each with what running it showed.

All answers are kept in `artifacts/export/`, under the adapter's name.
"""

import argparse
import datetime
import itertools
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from peft import PeftModel

import hub
import sqlscore
from export import answering, gguf_file, llama_server, ollama, quantizer
from helpers import artifacts, data, inference, machine, models, profiles, serving, training

SLOTS = 8  # questions at the same time, for every way of answering
DRAWN, TEMPERATURE = 8, 0.7  # answers drawn for a question, and how freely
TIMED = 32  # questions that the speed is measured on
FILES = {"GGUF F16": "F16", "GGUF Q8_0": "Q8_0", "GGUF Q4_K_M": "Q4_K_M", "GGUF Q4_0": "Q4_0"}
WRONG = {f"GGUF Q8_0, {name}": {"chat_template": template} for name, template in ollama.WRONG.items()}
NATURAL = "test_natural"


def main(arguments: list[str] | None = None) -> None:
    """Measure what has not been measured yet, and write both files."""
    parser = argparse.ArgumentParser(prog="python -m tools.export_scores", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="questions of each test; all of them where this is not given")
    parser.add_argument("--base-rows", type=int, default=100, help="of each test, for the base model, which never stops by itself")
    chosen = parser.parse_args(arguments)
    profile = profiles.detect()
    adapter = hub.adapter(profile)
    splits = data.read("shipped")
    tests = {name: list(data.sample(data.complete(splits[name]), chosen.rows)) for name in data.TESTS}
    place = artifacts.path("export", training.adapter_id(adapter))
    files = make_files(profile, adapter, place)
    rows = [*in_torch(profile, adapter, tests, chosen.base_rows, place), *in_llama(profile, files, tests, place)]
    first = artifacts.repository() / "data"
    artifacts.write_json(first / "export.json", about(adapter, profile) | {"variants": rows})
    artifacts.write_jsonl(first / "answering.jsonl", helped(profile, files["GGUF Q8_0"], tests[NATURAL], place))
    print(*(f"{row['name']:28} {row['mb']:6.0f} MB  {share(row['right'])}" for row in rows), sep="\n")


def about(adapter: Path, profile: profiles.Profile) -> dict:
    """Where and when it was measured, and on what."""
    return {
        "date": datetime.date.today().isoformat(),
        "machine": machine.describe_machine().splitlines()[0],
        "kind": profile.kind,
        "dtype": profile.dtype,
        "adapter": training.adapter_id(adapter),
        "slots": SLOTS,
        "drawn": DRAWN,
        "temperature": TEMPERATURE,
    }


def make_files(profile: profiles.Profile, adapter: Path, place: Path) -> dict[str, Path]:
    """The merged model in `merged/`, and the GGUF files made of it, by name."""
    merged = place / "merged"
    if not (merged / "tokenizer_config.json").exists():
        models.save(models.merge(adapter, profile), models.load_tokenizer(profile, adapter), merged)
        models.free_memory()
    whole = gguf_file.convert(merged, place / "tuned-f16.gguf")
    made = {name: place / f"tuned-{kind.lower()}.gguf" for name, kind in FILES.items()}
    return {name: whole if kind == "F16" else quantizer.quantize(whole, made[name], kind) for name, kind in FILES.items()}


def in_torch(profile, adapter: Path, tests: dict, base_rows: int, place: Path) -> list[dict]:
    """The base model, the adapter beside its weights, and both merged, answered by `transformers`."""
    tokenizer, found = models.load_tokenizer(profile, adapter), []
    options = {"max_new_tokens": profile.max_new_tokens, "batch_size": SLOTS}
    dense, added = folder_mb(models.base_folder(profile)), folder_mb(adapter)
    model = PeftModel.from_pretrained(models.load_base(profile), adapter)

    def answers(name: str, rows: list[dict], split: str) -> list[dict]:
        file = place / f"{name}_{split}.jsonl"
        return inference.predict(model, tokenizer, rows, split, file, name, **options)

    def speed(rows: list[dict]) -> None:
        inference.generate(model, tokenizer, [inference.prompt(tokenizer, row) for row in rows], **options)

    with model.disable_adapter():
        few = {split: rows[:base_rows] for split, rows in tests.items()}
        found.append(measured("base", dense, few, answers, None))
    found.append(measured("adapter", dense + added, tests, answers, speed))
    model = model.merge_and_unload()
    found.append(measured("merged", folder_mb(place / "merged"), tests, answers, speed))
    model = None
    models.free_memory()
    return found


def in_llama(profile, files: dict[str, Path], tests: dict, place: Path) -> list[dict]:
    """The GGUF files, answered by llama.cpp's server; two of them once more with a template that is not the training's."""
    found = []
    for name, settings in [*((name, {}) for name in files), *WRONG.items()]:
        file = files[name.split(",")[0]]
        with llama_server.serve(file, SLOTS, context(profile), **settings) as url:
            put = partial(asked, url, profile)

            def answers(name: str, rows: list[dict], split: str, put: Callable = put) -> list[dict]:
                kept = serving.answer_all(rows, put, place / f"{name}_{split}", SLOTS, label=f"{name}, {split}")
                return [row | answer for row, answer in zip(rows, kept)]

            def speed(rows: list[dict], put: Callable = put) -> None:
                with TemporaryDirectory() as empty:
                    serving.answer_all(rows, put, Path(empty), SLOTS, label="speed")

            asked_of = {NATURAL: tests[NATURAL]} if settings else tests
            found.append(measured(name, file.stat().st_size / 1e6, asked_of, answers, None if settings else speed))
    return found


def measured(name: str, mb: float, tests: dict, answers: Callable, speed: Callable | None) -> dict:
    """One way of answering: its size, questions a second, and for every question whether the answer is right."""
    right, rate = {}, None
    if speed:
        fresh = list(itertools.islice(tests["test_seen"], TIMED + SLOTS))
        speed(fresh[:SLOTS])
        start = time.perf_counter()
        speed(fresh[SLOTS:])
        rate = round(len(fresh[SLOTS:]) / (time.perf_counter() - start), 3)
    for split, rows in tests.items():
        scripts = {db_id: data.database(db_id) for db_id in {row["db_id"] for row in rows}}
        scored = sqlscore.evaluate(answers(name, rows, split), databases=scripts)
        right[split] = [int(value is True or value == 1) for value in scored["execution"]]
    return {"name": name, "mb": round(mb, 1), "per_second": rate, "right": right}


def helped(profile, file: Path, rows: list[dict], place: Path) -> list[dict]:
    """For every question a greedy answer, drawn ones, and the answer to the error message where the greedy one failed."""
    with llama_server.serve(file, SLOTS, context(profile)) as url:
        options = {"max_tokens": profile.max_new_tokens}

        def all_of(row: dict) -> dict:
            script, asked_messages = data.database(row["db_id"]), data.messages(row, answer=False)
            drawn = [{"temperature": TEMPERATURE, "seed": seed} for seed in range(1, DRAWN + 1)]
            greedy, *others = (tried(url, script, asked_messages, **options, **each) for each in [{}, *drawn])
            again = tried(url, script, answering.with_error(row, greedy), **options) if greedy["error"] else None
            return {"greedy": greedy, "drawn": others, "again": again}

        kept = serving.answer_all(rows, all_of, place / f"helped_{DRAWN}", SLOTS, label="drawn answers")
    flat = [(row, answer) for row, found in zip(rows, kept) for answer in every(found)]
    scripts = {db_id: data.database(db_id) for db_id in {row["db_id"] for row in rows}}
    scored = sqlscore.evaluate([row | {"predicted": answer["query"]} for row, answer in flat], databases=scripts)
    for (_, answer), value in zip(flat, scored["execution"]):
        answer["right"] = int(value is True or value == 1)
    return [{"id": row["id"], "db_id": row["db_id"], **found} for row, found in zip(rows, kept)]


def every(found: dict) -> list[dict]:
    """All answers to one question."""
    return [found["greedy"], *found["drawn"], *([found["again"]] if found["again"] else [])]


def tried(url: str, script: str, messages: list[dict], **options) -> dict:
    """One answer, and what running it showed."""
    answer = answering.ask(url, messages, **options)
    return answering.attempt(script, answer["predicted"]) | {"tokens": answer["tokens"]}


def asked(url: str, profile: profiles.Profile, row: dict) -> dict:
    """The greedy answer to one row."""
    return answering.ask(url, data.messages(row, answer=False), profile.max_new_tokens)


def context(profile: profiles.Profile) -> int:
    """Tokens of a prompt with its answer: a training row and what is written behind it."""
    return profile.max_length + profile.max_new_tokens


def folder_mb(folder: str | Path) -> float:
    """Megabytes of the weights in a folder."""
    return sum(file.stat().st_size for file in Path(folder).glob("*.safetensors")) / 1e6


def share(right: dict[str, list[int]]) -> str:
    """The shares of right answers, in words."""
    return "  ".join(f"{split} {sum(marks)}/{len(marks)}" for split, marks in right.items())


if __name__ == "__main__":
    main()
