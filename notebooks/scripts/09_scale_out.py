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
# Time: about four minutes on `cpu`; T4 and 80 GB are not measured yet.

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
# The adapter comes from the Hub, the real one or that of this machine, as lesson 04 left it. So the Hub is chosen first.

# %% tags=["nbval-ignore-output"]
import hub
from helpers import artifacts

print(hub.connect())

# %%
import os
import random
import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import datasets
import pandas as pd
import torch
import yaml
from huggingface_hub import snapshot_download
from openai import OpenAI
from transformers import AutoConfig, AutoModelForCausalLM

import plots
import sqlscore
from experiments import scale
from helpers import data, inference, memory, models, profiles, serving, training

# %%
profile = profiles.detect()
shipped = artifacts.repository() / "data"
facts = {name: fact["value"] for name, fact in artifacts.read_json(shipped / "facts.json").items()}
pd.set_option("display.max_colwidth", None)
datasets.disable_progress_bars()

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
scripts = artifacts.repository() / "notebooks" / "scripts"
configs = {}
for name in ("ddp", "fsdp"):
    config = yaml.safe_load((scripts / "accelerate" / f"{name}.yaml").read_text())
    configs[name] = config | config.pop("fsdp_config", {})
pd.DataFrame(configs).fillna("")

# %% [markdown]
# The two files differ in the kind, and in what FSDP wants to know: that layers are the units (`auto_wrap`), that a layer is
# dropped after its turn (`reshard_after_forward`, once `full_shard`), and that what is saved is put together first. The
# command is the same, from the folder of the repository:

# %%
for name in configs:
    print(f"accelerate launch --config_file notebooks/scripts/accelerate/{name}.yaml \\\n"
          "    notebooks/scripts/03_sft_with_packing.py")

# %% [markdown]
# The script is lesson 03 itself, the twin of the notebook. Each process runs all of it; what would do harm twice is left to
# the first one: it alone writes the adapter, the checkpoints and the report, and the others wait until it has. A test starts
# both commands with two processes on the CPU, kills one, goes on, and compares the losses with those of one process.
#
# For FSDP the NF4 weights have to look like numbers of the type that is computed in: `bnb_4bit_quant_storage` in lesson 03.
# The bits are the same; without it they are bytes, and FSDP spreads only what has a floating-point type.
#
# ### What changes, and what must not
#
# A step averages over all rows that all processes have seen. So its size grows with the processes:

# %%
def steps(processes: int, each: profiles.Profile, rows: int) -> dict:
    in_a_step = processes * each.batch_size * each.gradient_accumulation
    return {"GPUs": processes, "packed rows in a step": in_a_step, "steps": -(-rows // in_a_step)}


book = profiles.PROFILES["gpu80"]
packed_rows = facts["book_steps"] * book.batch_size * book.gradient_accumulation
pd.DataFrame([steps(count, book, packed_rows) for count in (1, 2, 4, 8)]).set_index("GPUs")

# %% [markdown]
# With two GPUs and half the accumulation the run is the book's, at best in half of the time. With eight there is nothing
# left to halve: the step is four times as large and there are a quarter as many. That is another experiment, not only a
# faster one; lesson 08 looks at what the batch size does. Another learning rate may suit it, so score it anew.
#
# ### A trap: the mean of means
#
# The loss is a mean over scored tokens, and processes do not have equally many. If each takes the mean of its own and the
# means are averaged, a token in a short row counts more than one in a long row:

# %%
losses = [torch.full((10,), 2.0), torch.full((90,), 1.0)]  # 10 tokens in one process, 90 in the other
print(f"mean of the means: {torch.stack([each.mean() for each in losses]).mean():.2f}")
print(f"mean over all tokens: {torch.cat(losses).mean():.2f}")

# %% [markdown]
# So the trainer first counts the scored tokens of all processes and divides by that. Whoever writes a loss of their own, as
# the course does for machines without a GPU, has to do so too. It is an error that raises no message: only a comparison of
# two processes with one, such as the test makes, brings it to light.
#
# ## A server
#
# Lesson 05 answered a test set in one process that had it all. Users come one by one and want an answer now. A server
# collects the questions of many and answers them in a batch that changes with every token: *continuous batching*. Take the
# adapter from where lesson 04 published it, or from the repository that `COURSE_ADAPTER` names:

# %% tags=["nbval-ignore-output"]
note, source = artifacts.path("hub.json"), os.environ.get("COURSE_ADAPTER")
if note.exists() or not source:
    published = artifacts.read_json(artifacts.require(note, "04_hub_upload"))
    source = published["repo_id"]
    adapter = Path(snapshot_download(source, revision=published["commit"]))
else:
    adapter = hub.adapter(profile)
tuned_id = training.adapter_id(adapter)
print(f"{source}: {len(os.listdir(adapter))} files, weights {tuned_id}")

# %% [markdown]
# The questions are those that lesson 05 has answered; its answers come along for the comparison. A slow machine takes a sample of
# them: the profile says how many questions it serves.

# %% tags=["nbval-ignore-output"]
file = artifacts.require(artifacts.path("predictions", "tuned_test_seen.jsonl"), "05_inference")
known = artifacts.read_jsonl(file)
others = {line["model"] for line in known} - {tuned_id}
assert not others, "Another adapter answered: run lessons 04 and 05 again."
known = random.Random(42).sample(known, min(len(known), 8 * profile.served_rows))
test = [{column: line[column] for column in ("id", "question", "schema", "gold")} for line in known]
print(f"{len(test)} questions on {len({row['schema'] for row in test})} schemas")

# %% [markdown]
# On a GPU [vLLM](https://docs.vllm.ai) is the usual server. It keeps the base model once and adds adapters to it, several at
# a time if need be, each under a name of its own. It wants an environment to itself (`pip install vllm`) and a terminal:

# %% tags=["nbval-ignore-output"]
length = min(8_192, profile.max_length + profile.max_new_tokens)  # Llama 3 reads no more
print(f"""vllm serve {profile.model_id} --dtype {profile.dtype} --max-model-len {length} \\
    --enable-lora --max-lora-rank {profile.lora_rank} --lora-modules korean-text2sql={source} \\
    --no-enable-prefix-caching""")

# %% [markdown]
# Start Jupyter with `COURSE_SERVER=http://localhost:8000/v1`, and the cells below measure it beside the others. (The last
# option is for the measurement only; why, a later section says. For the small model of the `cpu` profile, give the folder
# `gemma-3-270m` in the course's cache in place of the name: the model on the Hub has no chat template.)
#
# Without a GPU `transformers serve` speaks the same protocol, and has continuous batching as well. It is given one folder, so
# base and adapter are merged, and saved once. (Where the card has no room for the dense base, the folder holds its four-bit
# weights and the adapter beside them.)

# %% tags=["nbval-ignore-output"]
model = artifacts.path("serving", f"model-{tuned_id}")
if not (model / "tokenizer_config.json").exists():  # written last: with it, all is there
    models.save(models.merge(adapter, profile), models.load_tokenizer(profile, adapter), model)
models.free_memory()
print(sorted(file.name for file in model.iterdir()))

# %% [markdown]
# The client is OpenAI's, whatever the server. One question, as in lesson 07; the messages are those of the training. The
# server renders them with the chat template that was saved with the model.

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
# Two servers: one that answers in turn, and one with continuous batching. The latter keeps what it has read of each question
# in blocks of memory; on a GPU it finds out itself how many there is room for, here it is told.

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
# A server is slow at first and remembers what it has read. So some questions go ahead untimed, and each number in flight gets
# new ones. A long answer takes longer than a short one, so they are dealt out like cards, from the longest to the shortest.

# %% tags=["nbval-ignore-output"]
share = min(len(test) // (len(counts) + 1), profile.served_rows)
sample = random.Random(42).sample(test, share * (len(counts) + 1))
longest_first = sorted(sample, key=lambda row: -len(row["gold"]))
parts = {count: longest_first[place :: len(counts) + 1] for place, count in enumerate((0, *counts))}
print(f"{share} questions a part, gold answers of "
      + ", ".join(f"{sum(len(row['gold']) for row in part):,}" for part in parts.values()) + " letters")

# %% [markdown]
# `serving.answer_all` does what the judge of lesson 07 does: it puts the questions through `pqdm`, many at a time, and keeps
# every answer in a file of its own. Here the folder is empty each time, so that every question is really asked.

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

# %% tags=["nbval-ignore-output"]
figure = plots.throughput(rates)

# %% [markdown]
# A server that answers in turn is busy with one question, and more of them in the queue hardly help. With continuous
# batching every weight that arrives from memory serves all questions that are in flight, as in the batches of lesson 05. The
# line bends once the processor itself has no time left; a GPU has far more of it, so there the line rises for longer.

# %%
assert all(rate > 0 for line in rates.values() for rate in line.values())

# %% [markdown]
# ### A trap: the second time
#
# Put the same questions to one server twice. Is it faster the second time? Its blocks are small now, 32 tokens:

# %% tags=["nbval-ignore-output"]
fine = ["--cb-num-blocks", "512", "--cb-block-size", "32", "--cb-max-batch-tokens", "512"] * small
batched = start("--continuous-batching", *fine)
with batched() as url:
    put = partial(ask, OpenAI(base_url=url, api_key="none", timeout=600), str(model))
    queries_per_second(put, parts[0], most)
    first, second = (queries_per_second(put, parts[most], most) for _ in range(2))
print(f"the first time {first:.2f} queries/s, the second time {second:.2f} queries/s")
kinds = getattr(AutoConfig.from_pretrained(model), "layer_types", None) or ["full_attention"]
print("attention of the layers:", {kind: kinds.count(kind) for kind in sorted(set(kinds))})

# %% [markdown]
# A server can keep the blocks of what it has read; a prompt that begins with the same blocks is then not read again: *prefix
# caching*. Most of the work on these questions is reading, for the schema is long and the answer short. So a measurement must
# not put a question twice, or it may measure the cache. Users, on the other hand, do ask many questions on one schema. It
# stands before the question in our prompt, so it need be read only once; with the question first, every prompt would begin
# anew.
#
# Whether a server does so depends on the model, too. In a layer with `sliding_attention` a token sees only those shortly
# before it, and the server drops the rest. `transformers serve` then keeps nothing for the next prompt. Most layers of
# Gemma 3 are such layers, so on `cpu` the second time is no faster, except by chance. All layers of Llama 3 have full
# attention; there the second time is faster.
#
# ### An evaluation
#
# All these questions go through the server, and their answers are kept in a folder that carries the adapter's name. Stop the
# cell and run it again, and it goes on; run it once more, and nothing is asked.

# %% tags=["nbval-ignore-output"]
with batched() as url:
    put = partial(ask, OpenAI(base_url=url, api_key="none", timeout=600), str(model))
    answers = serving.answer_all(test, put, artifacts.path("serving", f"answers-{tuned_id}"), most)
ended = sum(answer["finish_reason"] == "stop" for answer in answers)
print(f"{len(answers)} answers, {ended} of them ended by the model itself")

# %% [markdown]
# ### The same answers?
#
# Lesson 05 answered these questions with the same adapter on the same base model. Compare word for word:

# %% tags=["nbval-ignore-output"]
tokenizer = models.load_tokenizer(profile, model)
compared = pd.DataFrame({
    "gold": [line["gold"] for line in known],
    "lesson 05": [line["predicted"].removesuffix(tokenizer.eos_token) for line in known],
    "server": [answer["predicted"] for answer in answers],
})
same = compared["lesson 05"] == compared["server"]
exact = {who: compared.apply(lambda row: sqlscore.exact_match(row["gold"], row[who]), axis=1).mean()
         for who in ("lesson 05", "server")}
print(f"{same.sum()} of {len(same)} answers are the same")
print(", ".join(f"exact match of {who} {score:.1%}" for who, score in exact.items()))

# %% [markdown]
# What about the others, if there are any? Lesson 05 padded the questions of a batch to one length, the server works without
# padding, and sums that are taken in another order are rounded differently: to eight significant bits in bfloat16, to
# twenty-four in float32. If that is the reason, then an answer can only change where two tokens were as good as tied. Go to
# the first token in which two answers differ, and ask the model for the logits of both:

# %% tags=["nbval-ignore-output"]
tuned = AutoModelForCausalLM.from_pretrained(model, dtype="auto", device_map="auto")


@torch.inference_mode()
def apart(row: dict, first: str, second: str) -> float:
    """By how much the logits of the first two tokens that differ are apart."""
    texts = [inference.prompt(tokenizer, row) + answer + tokenizer.eos_token for answer in (first, second)]
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

# %% [markdown]
# In bfloat16 a few answers differ, by a few steps of rounding, mostly one or none: at these places the model had no
# preference. Neither answer is more right than the other, and the score hardly moves. In float32 the steps are so small that
# the answers are nearly always the same. A difference in *most* answers, or by whole logits, would mean something else:
# another chat template, a system prompt left out, sampling left on.

# %%
CLOSE = 0.5
assert same.mean() >= 0.75 and different["apart"].le(CLOSE).all()
assert abs(exact["lesson 05"] - exact["server"]) < 0.1

# %% [markdown]
# ## A quarter of a million rows
#
# The Hub data set has 262,208 rows. A list of them, with their tokens, fills gigabytes before the training has begun. The
# library `datasets` keeps rows in Arrow files on the disk and maps those into memory, so a process holds only what it looks
# at. `map` prepares batches, in several processes if asked, and remembers what it has done.

# %%
tokenizer = models.load_tokenizer(profile)
prepare = {"function": scale.tokenize, "fn_kwargs": {"tokenizer": tokenizer}, "batched": True}
repeated = artifacts.path("scale", "rows.jsonl")
scale.write_rows(repeated, 1_000)

lines = {"path": "json", "data_files": str(repeated), "split": "train"}
on_disk = datasets.load_dataset(**lines).map(**prepare, num_proc=os.cpu_count())

# %% [markdown]
# A *stream* does not even write Arrow files. It reads a line when the trainer asks for one; `SFTTrainer` takes it in place of
# the data set (with `max_steps`, since nobody knows its length). There is no shuffling but within a buffer.

# %%
stream = datasets.load_dataset(**lines, streaming=True).map(**prepare)
assert all(one["input_ids"] == other["input_ids"] for one, other in zip(on_disk, stream, strict=True))
print(f"{len(on_disk):,} rows, {sum(on_disk['length']):,} tokens, the same in both ways")

# %% [markdown]
# What do they need? `scale.measure` prepares rows in a process of its own and watches the memory that this process and its
# helpers have for themselves. The rows are the shipped ones, repeated.

# %% tags=["nbval-ignore-output"]
cores, base = os.cpu_count(), models.base_folder(profiles.PROFILES["cpu"])
processes = {way: cores if way == scale.ARROW else 1 for way in scale.WAYS}
mine = pd.DataFrame([scale.measure(way, 2_048, base, processes[way]) for way in scale.WAYS])
mine.set_index("way")

# %% [markdown]
# So many rows say little about memory. All 262,208 take minutes, so they were measured once, on the machine and the day that
# the table names (with the tokenizer of the small model of that time, which made more tokens of a row);
# `python -m experiments.scale` measures them on yours.

# %%
recorded = pd.DataFrame(artifacts.read_jsonl(scale.RECORDED))
recorded.set_index(["way", "rows"]).sort_index(level="rows", sort_remaining=False)

# %%
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
# Multiply the GPU hours by your provider's price. Eight cards cost at least as much as one and are at best eight times as
# fast: they buy time, not money. A profile's rate is that of its own rank and row length; on a T4 the course trains on fewer
# and shorter rows, while the table asks for the whole run.
#
# ### And ten times that?
#
# 2.6 million rows at the book's rate:

# %%
for count in (1, 8):
    print(f"{count} of the book's cards: {10 * tokens / rate / 3600 / count / 24:.1f} days")

# %% [markdown]
# Before renting more, in the order of what it saves:
#
# 1. **Ask whether all rows are needed.** Train on a tenth and on a third, score both, and look at the gain: where the curve
#    has flattened, rows cost hours and bring nothing. Doubles and rows that cannot be read (lesson 02) cost as much as good
#    ones.
# 2. **Waste no token places.** Packing (lesson 03), rows no longer than needed, several questions on one schema.
# 3. **Then more cards.** DDP while the model fits a card, since it sends only the gradients of LoRA; FSDP when it does not.
# 4. **Prepare once, stream, and save often.** A run of days will be interrupted: lesson 03 saves ten times a run, so set
#    `save_steps` to what you can afford to lose.
# 5. **Evaluate a sample.** Lesson 06 says how large it has to be. A server with continuous batching, not a loop, answers it.
#
# ## Checkpoint

# %%
assert set(configs["fsdp"]) > set(configs["ddp"])
assert len(answers) == len(test) and different["apart"].le(CLOSE).all()
assert recorded["rows"].max() == facts["hub_dataset_rows"]
assert len(cost) == 4 and cost.notna().all(axis=None)
artifacts.record(served_per_second=round(max(batching.values()), 2))
print("Lesson 09: done. You know how to go on from here, and what it will cost.")

# %% [markdown]
# ## Exercises
#
# **1.** On two GPUs, which `gradient_accumulation` gives the book's step? And on four, which setting can no longer be kept?

# %% jupyter={"source_hidden": true} tags=["solution"]
in_a_step = book.batch_size * book.gradient_accumulation
for count in (2, 4):
    accumulation = in_a_step / (count * book.batch_size)
    verdict = "" if accumulation >= 1 else " is impossible: the step grows"
    print(f"{count} GPUs: accumulation {accumulation:g}{verdict}")
assert in_a_step / (2 * book.batch_size) == 1

# %% [markdown]
# **2.** The server goes away in the middle of an evaluation. What does a learner see, and what is lost? Ask a port where
# nobody listens, in a folder that holds some answers already.

# %% jupyter={"source_hidden": true} tags=["solution", "nbval-ignore-output"]
nobody = OpenAI(base_url="http://127.0.0.1:9/v1", api_key="none", max_retries=0)
with TemporaryDirectory() as place:
    kept = serving.answer_all(test[:3], lambda row: {"predicted": "SELECT 1"}, Path(place), n_jobs=2)
    try:
        serving.answer_all(test[:8], partial(ask, nobody, "any"), Path(place), n_jobs=2)
    except artifacts.CourseError as error:
        print(error)
    assert len(list(Path(place).glob("*.json"))) == len(kept)

# %% [markdown]
# **3.** Which of the two sharings spreads what? Compare the memory of one of eight GPUs under DDP and FSDP for the `gpu80`
# profile, from the parts that lesson 03 calculates. (FSDP spreads weights, adapters, gradients and the optimizer's state.)

# %% jupyter={"source_hidden": true} tags=["solution"]
parts = memory.estimate(book)
spread = parts.where(parts.index.isin(["activations", "logits"]), parts / 8)
print(pd.DataFrame({"DDP": parts, "FSDP, 8 GPUs": spread}).round(2))
print(f"sums in GB: {parts.sum():.1f} and {spread.sum():.1f}")
assert spread.sum() < parts.sum()
