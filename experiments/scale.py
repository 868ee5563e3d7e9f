"""Data preparation at the size of the Hub dataset: what it takes in seconds and in memory.

Three ways from JSON lines to tokens are measured, each in a process of its own, so that none inherits the memory of
another. The rows are the shipped ones, repeated. Maintainers: `python -m experiments.scale` measures all sizes and
keeps them, with date and machine, in `data/scale.jsonl`; lesson 09 measures a small part anew and draws both.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from helpers import artifacts, data

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

RECORDED = artifacts.repository() / "data" / "scale.jsonl"
SIZES = (8_194, 32_776, 262_208)  # the last is the number of rows of the Hub dataset
MEMORY, ARROW, STREAM = WAYS = ("lists in memory", "Arrow on disk", "stream")


def tokenize(batch: dict[str, list], tokenizer: "PreTrainedTokenizerBase") -> dict[str, list]:
    """Columns of rows, named as on the disk, to `input_ids` and their `length`: what `map(batched=True)` calls."""
    rows = [data.renamed(dict(zip(batch, values))) for values in zip(*batch.values())]
    texts = [tokenizer.apply_chat_template(data.messages(row), tokenize=False) for row in rows]
    ids = tokenizer(texts, add_special_tokens=False)["input_ids"]
    return {"input_ids": ids, "length": list(map(len, ids))}


def write_rows(file: Path, count: int) -> None:
    """Write `count` rows as JSON lines: the shipped training rows over and over, each with an id of its own."""
    shipped = artifacts.read_jsonl(artifacts.repository() / "data" / "train.jsonl")
    with file.open("w", encoding="utf-8") as lines:
        for number, row in enumerate(islice(cycle(shipped), count)):
            lines.write(json.dumps(row | {"id": f"repeated-{number:06}"}, ensure_ascii=False) + "\n")


def measure(way: str, rows: int, tokenizer: str, processes: int = 1) -> dict:
    """Prepare `rows` rows in a new process and watch it.

    Args:
        way: one of `WAYS`.
        rows: how many.
        tokenizer: folder or Hub id of the tokenizer.
        processes: how many share the work; `ARROW` alone can use more than one.

    Returns:
        The arguments, `tokens`, `seconds` of the preparation without imports, and `peak_mb`: the most private memory in
        MB that the process and its children held at once. Files that are mapped into memory are not private.
    """
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "rows.jsonl"
        write_rows(file, rows)
        command = [sys.executable, "-m", "experiments.scale", "--file", file, "--way", way, "--tokenizer", tokenizer]
        environment = os.environ | {"HF_DATASETS_CACHE": place, "TOKENIZERS_PARALLELISM": "false"}
        worker = psutil.Popen(
            [*command, "--processes", str(processes)],
            stdout=subprocess.PIPE,
            env=environment,
            cwd=artifacts.repository(),
        )
        peak = 0
        while worker.poll() is None:
            peak = max(peak, private_memory(worker))
            time.sleep(0.2)
        if worker.returncode:
            raise RuntimeError(f"preparing {rows} rows by {way} ended with {worker.returncode}")
        found = json.loads(worker.stdout.read())
    return {"way": way, "rows": rows, "processes": processes, **found, "peak_mb": round(peak / 1e6)}


def private_memory(process: psutil.Process) -> int:
    """Bytes that a process and its children have for themselves."""
    total = 0
    for each in [process, *process.children(recursive=True)]:
        try:
            total += each.memory_full_info().uss
        except psutil.Error:  # it has just ended
            pass
    return total


def prepare(way: str, file: Path, tokenizer: str, processes: int) -> dict:
    """Turn the rows of a JSON lines file into tokens; returns how many tokens, and the seconds."""
    import datasets
    from transformers import AutoTokenizer

    datasets.disable_progress_bars()
    options = {"batched": True, "fn_kwargs": {"tokenizer": AutoTokenizer.from_pretrained(tokenizer)}}
    start = time.perf_counter()
    if way == MEMORY:
        rows = artifacts.read_jsonl(file)
        prepared = tokenize({name: [row[name] for row in rows] for name in rows[0]}, **options["fn_kwargs"])
        tokens = sum(prepared["length"])
    elif way == ARROW:
        rows = datasets.load_dataset("json", data_files=str(file), split="train")
        prepared = rows.map(tokenize, remove_columns=rows.column_names, num_proc=processes, **options)
        tokens = int(prepared.with_format("numpy")["length"][:].sum())
    else:
        rows = datasets.load_dataset("json", data_files=str(file), split="train", streaming=True)
        tokens = sum(row["length"] for row in rows.map(tokenize, remove_columns=rows.column_names, **options))
    return {"tokens": tokens, "seconds": round(time.perf_counter() - start, 3)}


def record() -> None:
    """Measure every way at every size, and keep it in `data/scale.jsonl`."""
    from helpers import models, profiles  # with torch: the workers that are measured do without

    tokenizer = models.base_folder(profiles.PROFILES["cpu"])
    cores = os.cpu_count()
    machine = {"date": date.today().isoformat(), "machine": f"{cores} cores, {platform.machine()}"}
    found = []
    for size in SIZES:
        for way in WAYS:
            found.append(measure(way, size, tokenizer, cores if way == ARROW else 1) | machine)
            print(found[-1], flush=True)
    artifacts.write_jsonl(RECORDED, found)


def main() -> None:
    """The command line: without options `record`, with them the worker of `measure`."""
    parser = argparse.ArgumentParser(prog="python -m experiments.scale", description="Measure data preparation.")
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--tokenizer")
    parser.add_argument("--processes", type=int)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(prepare(options.way, options.file, options.tokenizer, options.processes)))
    else:
        record()


if __name__ == "__main__":
    main()
