# %% [markdown]
# # 09 · Scaling out
#
# **You take what works on one machine to several GPUs, to a server with many users and to a quarter of a million rows, and
# you know what it will cost before you start.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/09_scale_out.ipynb)
#
# You will be able to
# - train on several GPUs with the script of lesson 03 as it is, and say what changes and what must not,
# - serve the adapter behind OpenAI's protocol, and evaluate through it with many questions in flight,
# - prepare a data set that does not fit into memory,
# - work out the hours of a run from a measured rate.
#
# Time: a few minutes on `cpu`; T4 and 80 GB are not measured yet.

# %%
# On Colab: fetch the course and what it needs. Anywhere else this cell does nothing.
import sys
if "google.colab" in sys.modules:
    import os
    os.system("test -d ~/course || git clone -q --depth 1 https://github.com/korean-text2sql/course ~/course")
    os.chdir(os.path.expanduser("~/course/notebooks"))
    sys.path.insert(0, "..")
    from helpers import colab
    colab.prepare()

# %% [markdown]
# The adapter comes from the Hub, real or of this machine, as lesson 04 left it.

# %% tags=["nbval-ignore-output"]
from helpers import artifacts, hub

print(hub.connect())

# %%
import os
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import torch
import yaml
from datasets import load_dataset
from huggingface_hub import snapshot_download
from openai import OpenAI

from helpers import data, memory, models, plots, profiles, scale, serving

profile = profiles.detect()
facts = {name: fact["value"] for name, fact in artifacts.read_json(artifacts.repository() / "data" / "facts.json").items()}
scripts = artifacts.repository() / "notebooks" / "scripts"

# %% [markdown]
# ## Several GPUs
#
# Nothing has to be programmed for several GPUs. The trainer of lesson 03 looks at the variables that a launcher sets, and
# the launcher, `accelerate`, reads a file of settings. There are two ways to share the work:
#
# - **DDP** (data parallel): every GPU holds the whole model and takes rows of its own; the gradients are averaged.
# - **FSDP** (fully sharded): the weights are spread too. A GPU fetches a layer from the others when its turn comes and
#   drops it afterwards. This is the book's `full_shard auto_wrap` of section 3.5.2: slower, but no GPU has to hold it all.

# %%
configs = {name: yaml.safe_load((scripts / "accelerate" / f"{name}.yaml").read_text()) for name in ("ddp", "fsdp")}
for name, config in configs.items():
    config.update(config.pop("fsdp_config", {}))
pd.DataFrame(configs).fillna("")

# %% [markdown]
# The two files differ in the kind, and in what FSDP wants to know: that layers are the units (`auto_wrap`), that a layer is
# dropped after its turn (`reshard_after_forward`, once `full_shard`), and that what is saved is put together first. The
# command is the same, from the folder of the repository:

# %%
for name in configs:
    print(f"accelerate launch --config_file notebooks/scripts/accelerate/{name}.yaml notebooks/scripts/03_sft_with_packing.py")

# %% [markdown]
# The script is lesson 03 itself, the twin of the notebook. Each process runs all of it; what would do harm twice is left to
# the first one: it alone writes the adapter, the checkpoints and the report, and the others wait until it has. A test starts
# both commands with two processes on the CPU, kills one, goes on, and compares the losses with those of one process.
#
# For FSDP the NF4 weights have to look like numbers of the type that is computed in: `bnb_4bit_quant_storage` in lesson 03.
# The bits are the same; without it they are bytes, FSDP cannot spread them beside the rest, and each GPU keeps all of them.
#
# ### What changes, and what must not
#
# A step averages over all rows that all processes have seen. So its size grows with the processes:

# %%
def steps(processes: int, each: profiles.Profile, rows: int) -> dict:
    in_a_step = processes * each.batch_size * each.gradient_accumulation
    return {"profile": each.name, "GPUs": processes, "packed rows in a step": in_a_step, "steps": -(-rows // in_a_step)}


book = profiles.PROFILES["gpu80"]
packed_rows = facts["book_steps"] * book.gradient_accumulation  # the book's run: one row at a time, two to a step
pd.DataFrame([steps(count, book, packed_rows) for count in (1, 2, 4, 8)])

# %% [markdown]
# With two GPUs and half the accumulation the run is the book's, in half of the time. With eight there is nothing left to
# halve: the step is four times as large and there are a quarter as many. That is another experiment, not only a faster one;
# lesson 08 looks at what the batch size does. Raise the learning rate, or give each GPU fewer epochs, but score it anew.
#
# ### A trap: the mean of means
#
# The loss is a mean over scored tokens, and processes do not have equally many. If each takes the mean of its own and the
# means are averaged, a token in a short row counts more than one in a long row:

# %%
losses = [torch.full((10,), 2.0), torch.full((90,), 1.0)]  # 10 tokens in one process, 90 in the other
print(f"mean of the means {torch.stack([each.mean() for each in losses]).mean():.2f}, mean {torch.cat(losses).mean():.2f}")

# %% [markdown]
# So the trainer first counts the scored tokens of all processes and divides by that. Whoever writes a loss of their own, as
# the course does for machines without a GPU, has to do so too: this was wrong by a factor of the number of processes until a
# test compared two processes with one.
#
# ## A server
#
# Lesson 05 answered a test set in one process that had it all. Users come one by one and want an answer now. A server
# collects the questions of many and answers them in a batch that changes with every token: *continuous batching*. Take the
# adapter from where lesson 04 published it:

# %% tags=["nbval-ignore-output"]
published = artifacts.read_json(artifacts.require(artifacts.path("hub.json"), "04_hub_upload"))
adapter = snapshot_download(published["repo_id"], revision=published["commit"])
print(f"{published['repo_id']}, {len(os.listdir(adapter))} files")

# %% [markdown]
# On a GPU [vLLM](https://docs.vllm.ai) is the usual server. It keeps the base model once and adds adapters to it, several at
# a time if need be, each under a name of its own. It needs an environment of its own (`pip install vllm`):

# %% tags=["nbval-ignore-output"]
print(f"vllm serve {profile.model_id} --enable-lora --max-lora-rank {profile.lora_rank} \\\n"
      f"    --lora-modules korean-text2sql={published['repo_id']} --max-model-len {profile.max_length + profile.max_new_tokens}")

# %% [markdown]
# Without a GPU `transformers serve` speaks the same protocol, and has continuous batching as well. It is given one model, so
# base and adapter are merged, and saved once.

# %% tags=["nbval-ignore-output"]
name = published["files"]["adapter_model.safetensors"][:12]  # as lesson 05 calls this adapter
model = artifacts.path("serving", f"model-{name}")
if not (model / "model.safetensors").exists():
    models.merge(adapter, profile).save_pretrained(model)
    models.load_tokenizer(profile, adapter).save_pretrained(model)
print(sorted(file.name for file in model.iterdir()))

# %% [markdown]
# The client is OpenAI's, whatever the server. One question, as in lesson 07; the messages are those of the training:

# %%
def ask(client: OpenAI, row: dict) -> dict:
    completion = client.chat.completions.create(
        model=str(model), messages=data.messages(row, answer=False), temperature=0, max_tokens=profile.max_new_tokens
    )
    choice = completion.choices[0]
    return {"predicted": choice.message.content, "finish_reason": choice.finish_reason}


# %% [markdown]
# `serving.answer_all` does what the judge of lesson 07 does: it puts the questions through `pqdm`, many at a time, and keeps
# every answer in a file of its own.

# %%
rows = list(data.load(profile)["test_seen"].select(range(24 if profile.name == "cpu" else 200)))


def queries_per_second(client: OpenAI, in_flight: int) -> tuple[float, list[dict]]:
    """Put all rows to a server, `in_flight` at a time; the rate, and the answers."""
    with TemporaryDirectory() as place:  # empty, so that every question is really asked
        start = time.perf_counter()
        found = serving.answer_all(rows, partial(ask, client), Path(place), in_flight)
        return len(rows) / (time.perf_counter() - start), found


# %% [markdown]
# Two servers: one that answers in turn, and one with continuous batching. Each gets the slice of the test set with more and
# more questions in flight. The first question is not timed, for it pays for what a server sets up once.

# %% tags=["nbval-ignore-output"]
small = ["--cb-num-blocks", "64", "--cb-max-batch-tokens", "512"] if profile.name == "cpu" else []  # else it measures for itself
servers = {"in turn": ([], (1, 8)), "continuous batching": (["--continuous-batching", *small], (1, 2, 4, 8))}
answers, rates = {}, {}
for kind, (options, counts) in servers.items():
    with serving.transformers_serve(str(model), *options) as url:
        client = OpenAI(base_url=url, api_key="none", timeout=600)
        ask(client, rows[0])
        rates[kind] = {}
        for count in counts:
            rates[kind][count], answers[kind] = queries_per_second(client, count)

# %% tags=["nbval-ignore-output"]
figure = plots.throughput(rates)

# %%
batching = rates["continuous batching"]
assert batching[8] > 1.3 * batching[1] and batching[8] > 1.3 * rates["in turn"][8]

# %% [markdown]
# A server that answers in turn is busy with one question, and seven more in the queue do not help it. With continuous
# batching every weight that arrives from memory serves all questions that are in flight, as in the batches of lesson 05.
# On a GPU the line goes on rising up to dozens or hundreds.
#
# ### The same answers?
#
# Lesson 05 has answered these questions before, with the adapter on the same base model. Compare word for word:

# %% tags=["nbval-ignore-output"]
known = {line["id"]: line["predicted"] for line in artifacts.read_jsonl(artifacts.path("predictions", "tuned_test_seen.jsonl"))}
compared = pd.DataFrame({
    "question": [row["ko_instruction"] for row in rows],
    "lesson 05": [known[row["id"]].removesuffix("<|im_end|>") for row in rows],
    **{kind: [answer["predicted"] for answer in given] for kind, given in answers.items()},
})
for kind in servers:
    print(f"{kind}: {(compared[kind] == compared['lesson 05']).sum()} of {len(rows)} answers are the same")

# %% tags=["nbval-ignore-output"]
different = compared[(compared["in turn"] != compared["lesson 05"]) | (compared["continuous batching"] != compared["lesson 05"])]
different.style.hide(axis="index").set_properties(**{"text-align": "left"})

# %% [markdown]
# What differs is a near tie between two tokens: lesson 05 padded the questions of a batch to one length, a server works
# without padding, and bfloat16 rounds sums that are taken in another order. Neither answer is more right than the other. A
# difference in *most* answers would mean something else: another chat template, a system prompt left out, sampling left on.

# %%
same = {kind: (compared[kind] == compared["lesson 05"]).mean() for kind in servers}
assert min(same.values()) >= 0.75

# %% [markdown]
# ## A quarter of a million rows
#
# The Hub data set has 262,208 rows. A list of them, with their tokens, fills gigabytes before the training has begun. The
# library `datasets` keeps rows in Arrow files on the disk and maps those into memory, so a process holds only what it looks
# at. `map` prepares batches, in several processes if asked, and remembers what it has done.

# %%
tokenizer = models.load_tokenizer(profile)
prepare = {"function": scale.tokenize, "fn_kwargs": {"tokenizer": tokenizer}, "batched": True}
file = str(artifacts.path("scale", "rows.jsonl"))
scale.write_rows(Path(file), 1_000)

on_disk = load_dataset("json", data_files=file, split="train").map(**prepare, num_proc=os.cpu_count())

# %% [markdown]
# A *stream* does not even write Arrow files. It reads a line when the trainer asks for one; `SFTTrainer` takes it in place of
# the data set (with `max_steps`, since nobody knows its length). There is no shuffling but within a buffer.

# %%
stream = load_dataset("json", data_files=file, split="train", streaming=True).map(**prepare)
assert all(one["input_ids"] == other["input_ids"] for one, other in zip(on_disk, stream, strict=True))
print(f"{len(on_disk):,} rows, {sum(on_disk['length']):,} tokens, the same in both ways")

# %% [markdown]
# What do they need? `scale.measure` prepares rows in a process of its own and watches the memory that this process and its
# helpers have for themselves. The rows are the shipped ones, repeated.

# %% tags=["nbval-ignore-output"]
cores, source = os.cpu_count(), models.base_folder(profiles.PROFILES["cpu"])
mine = [scale.measure(way, 4_097, source, cores if way == scale.ARROW else 1) for way in scale.WAYS]
mine = pd.DataFrame(mine)
mine.style.hide(axis="index").format({"rows": "{:,}", "tokens": "{:,}"})

# %% [markdown]
# So many rows say little about memory. All 262,208 take minutes, so they were measured once, on the machine and the day that
# the table names; `python -m helpers.scale` measures them on yours.

# %%
recorded = pd.DataFrame(artifacts.read_jsonl(scale.RECORDED))
recorded.style.hide(axis="index").format({"rows": "{:,}", "tokens": "{:,}"})

# %%
recorded["way"] += recorded["processes"].map(lambda count: f", {count} processes" if count > 1 else "")
figure = plots.preparation(recorded)

# %% [markdown]
# The seconds grow with the rows in every way. The memory of the lists grows with them too; that of Arrow and of the stream
# hardly does: they hold a batch, and the rest is on the disk. Repeated rows are kind to the tokenizer, which remembers words
# that it has seen; real ones take somewhat longer.

# %%
peaks = recorded.pivot(index="rows", columns="way", values="peak_mb")
growth = peaks.iloc[-1] / peaks.iloc[0]
print(growth.round(2).to_string())
assert growth["lists in memory"] > 10 and (growth.drop("lists in memory") < 2).all()
assert mine["tokens"].nunique() == 1

# %% [markdown]
# ## What it costs
#
# The unit is the token place: rows times length. The book made 4,539 steps of two rows of 7,994 tokens, and says how long
# it took; that gives its rate, if the rows were full.

# %%
hours, minutes = facts["book_training_time"]
tokens = facts["book_steps"] * book.batch_size * book.gradient_accumulation * facts["book_max_length"]
rate = tokens / (hours * 3600 + minutes * 60)
print(f"{tokens:,} tokens at {rate:,.0f} tokens/s")

# %% [markdown]
# For other cards one needs their rate. `python tests/gpu_check.py` measures it, profile by profile, and keeps it in
# `data/gpu_results.json`. A card that nobody has measured has no figure here: a rate guessed from a data sheet is worth
# little, because what limits a small batch is seldom what the sheet is proud of.

# %%
measured = {row["profile"]: row for row in artifacts.read_json(artifacts.repository() / "data" / "gpu_results.json")}


def run_of(card: str, rate: float | None, cards: int = 1) -> dict:
    each = None if rate is None else tokens / rate / 3600 / cards
    shown = ["not measured"] * 3 if rate is None else [f"{rate:,.0f}", f"{each:.1f}", f"{each * cards:.1f}"]
    return {"card": card} | dict(zip(("tokens/s", "hours", "GPU hours"), shown))


names = {"t4": "T4", "gpu24": "24 GB", "gpu80": "80 GB"}
rates_of = {name: measured.get(name, {}).get("tokens_per_second") for name in names}
cost = [run_of("the book's", rate), *(run_of(names[name], rates_of[name]) for name in names)]
cost.append(run_of("8 x 80 GB, if nothing were lost", rates_of["gpu80"], cards=8))
pd.DataFrame(cost).style.hide(axis="index")

# %% [markdown]
# Multiply the GPU hours by your provider's price. Eight cards cost at least as much as one and are at best eight times as
# fast: they buy time, not money. (On a T4 the profile trains on fewer and shorter rows; the table asks for the whole run.)
#
# ### And ten times that?
#
# 2.6 million rows at the book's rate:

# %%
for cards in (1, 8):
    print(f"{cards} of the book's cards: {10 * tokens / rate / 3600 / cards / 24:.1f} days")

# %% [markdown]
# Before renting more, in the order of what it saves:
#
# 1. **Ask whether all rows are needed.** Train on a tenth and on a third, score both, and look at the gain: where the curve has
#    flattened, rows cost hours and bring nothing. Doubles and rows that cannot be read (lesson 02) cost as much as good ones.
# 2. **Waste no token places.** Packing (lesson 03), rows no longer than needed, several questions on one schema.
# 3. **Then more cards.** DDP while the model fits a card, since it sends only the gradients of LoRA; FSDP when it does not.
# 4. **Prepare once, stream, and save often.** A run of days will be interrupted: the checkpoints of lesson 03 are ten to a run,
#    so set `save_steps` to what you can afford to lose.
# 5. **Evaluate a sample.** Lesson 06 says how large it has to be. A server with continuous batching, not a loop, answers it.
#
# ## Checkpoint

# %%
assert set(configs["fsdp"]) > set(configs["ddp"])
assert len(compared) == len(rows) and compared.notna().all(axis=None)
assert len(recorded) and recorded["rows"].max() == facts["hub_dataset_rows"]
artifacts.record(served_per_second=round(max(rates["continuous batching"].values()), 2))
print("Lesson 09: done. You know how to go on from here, and what it will cost.")

# %% [markdown]
# ## Exercises
#
# **1.** On two GPUs, which `gradient_accumulation` gives the book's step? And on four, which setting can no longer be kept?

# %% tags=["solution"] jupyter={"source_hidden": true}
in_a_step = book.batch_size * book.gradient_accumulation
for count in (2, 4):
    accumulation = in_a_step / (count * book.batch_size)
    print(f"{count} GPUs: accumulation {accumulation:g}" + (" is impossible: the step grows" if accumulation < 1 else ""))
assert in_a_step / (2 * book.batch_size) == 1

# %% [markdown]
# **2.** The server goes away in the middle of an evaluation. What does a learner see, and what is lost? Ask a port where
# nobody listens, in a folder that holds some answers already.

# %% tags=["solution"] jupyter={"source_hidden": true}
nobody = OpenAI(base_url="http://127.0.0.1:9/v1", api_key="none", max_retries=0)
with TemporaryDirectory() as place:
    kept = serving.answer_all(rows[:3], lambda row: {"predicted": "SELECT 1"}, Path(place), n_jobs=2)
    try:
        serving.answer_all(rows[:8], partial(ask, nobody), Path(place), n_jobs=2)
    except artifacts.CourseError as error:
        print(error)
    assert len(list(Path(place).glob("*.json"))) == len(kept)

# %% [markdown]
# **3.** Which of the two sharings spreads what? Compare the memory of one of eight GPUs under DDP and FSDP for the `gpu80`
# profile, from the parts that lesson 03 calculates. (FSDP spreads weights, adapters, gradients and the optimizer's state.)

# %% tags=["solution"] jupyter={"source_hidden": true}
parts = memory.estimate(book)
spread = parts.where(parts.index.isin(["activations", "logits"]), parts / 8)
print(pd.DataFrame({"DDP": parts, "FSDP, 8 GPUs": spread}).round(2))
print(f"sums in GB: {parts.sum():.1f} and {spread.sum():.1f}")
assert spread.sum() < parts.sum()
