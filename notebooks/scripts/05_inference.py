# %% [markdown]
# # 05 · Inference
#
# **You let the tuned model answer: one question as the book does it, then whole test sets, in batches that a crash does
# not lose.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/05_inference.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/05_inference.ipynb)
#
# You will be able to
# - load an adapter with `AutoPeftModelForCausalLM` and use it in a `pipeline`,
# - say where a prompt begins and where an answer ends, and look at why an answer is wrong,
# - ask the base model with examples in the prompt, so that training has something to be compared with,
# - answer a test set in batches, and say on which side to pad,
# - merge the adapter into the base model, and say what that changes and what it does not,
# - keep raw predictions in a form that later lessons can trust.
#
# | the book's chapter | here |
# |---|---|
# | 4.2.9, inference: `AutoPeftModelForCausalLM`, `device_map="auto"`, bfloat16 | section "The adapter on its base model" |
# | 4.2.9, inference: `pipeline("text-generation")` | section "One question, through the pipeline" |
# | 4.2.10, the answers to the test set | section "The whole test set" |
#
# The main line takes about half an hour to read. Words that are new to you stand in the
# [glossary of lesson 01](01_setup.ipynb#Glossary).
#
# Time: five minutes or more on `cpu`, depending on the processor; T4 and 80 GB are not measured yet.

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

# %%
import itertools
import time
from functools import partial

import hub
import plots
from baselines import prompting
from helpers import artifacts, data, inference, memory, models, profiles, training

import pandas as pd
import torch
from peft import AutoPeftModelForCausalLM, PeftConfig, get_peft_model
from transformers import pipeline

# %%
profile = profiles.detect()
adapter = hub.adapter(profile)
dataset = data.load(profile)
splits = [split for split in data.TESTS if len(dataset[split])]
for absent in set(data.TESTS) - set(splits):  # rows of your own: answers to the shipped questions would mix with them
    for old in artifacts.path("predictions").glob(f"*_{absent}.jsonl"):
        old.unlink()
test = dataset[splits[0]]


# %% [markdown]
# ## The adapter on its base model
#
# The adapter's own configuration names its base model, so one call loads both:
#
# - `dtype`: the type of the weights. The book takes bfloat16 (lesson 01); here the profile decides.
# - `device_map="auto"`: the library puts the layers on the GPU if there is one, and what has no room there into the computer's
#   memory. Without a GPU all of them lie in memory.
# - `quantization_config`: how the base model is quantized. `None` keeps its weights dense. Answering needs no optimizer and no
#   gradients, so most machines have room for them. A T4, or a card that is half taken, has no room for 8 billion dense weights.
#   There the base stays in NF4, as in lesson 03.

# %% tags=["nbval-ignore-output"]
dtype = getattr(torch, profile.dtype)
model = AutoPeftModelForCausalLM.from_pretrained(
    adapter, dtype=dtype, device_map="auto", quantization_config=models.answering(profile)
)
tokenizer = models.load_tokenizer(profile, adapter)
model.eval()
print(f"on {model.device.type}, in {model.dtype}")

# %% [markdown]
# You see where the model lies and its type. `eval()` puts it into the mode for answering: no dropout. Are base and adapter both
# there?

# %%
pairs = sum(name.endswith("lora_A.default.weight") for name, _ in model.named_parameters())
print(f"{type(model).__name__} around {type(model.get_base_model()).__name__}, with {pairs} pairs of A and B")
assert pairs == 7 * model.config.num_hidden_layers

# %% [markdown]
# Both are: seven pairs of A and B in each layer.
#
# ## Where a prompt begins and an answer ends
#
# The chat template writes the first mark of the text (`<bos>` or `<|begin_of_text|>`) itself. Some tokenizers, Llama 3's among
# them, put one before every text as well. Then the prompt begins with two, which the model has never seen. So a prompt from
# the template is tokenized with `add_special_tokens=False`. Count the marks both ways:

# %%
prompt = inference.prompt(tokenizer, test[0])
for add in (True, False):
    begins = tokenizer(prompt, add_special_tokens=add)["input_ids"].count(tokenizer.bos_token_id)
    print(f"add_special_tokens={add}: {begins} at the beginning")
assert begins <= 1

# %% [markdown]
# On `cpu` both lines say 1, because the small model's tokenizer adds none. With Llama 3 the first line says 2.
#
# And the end? The model writes until it writes a token that means "stop". By default these tokens come from the model's
# `generation_config`; often it is only the tokenizer's `eos_token`, the "end of sequence". But the answers of the training ended
# with the mark that the chat template writes behind them. In Llama 3 the two differ: `<|end_of_text|>` and `<|eot_id|>`. If only
# the first one counts, an answer goes on until `max_new_tokens`. `models.ends` gives both:

# %%
ends = models.ends(tokenizer)
print(f"an answer ends with {models.end_of_turn(tokenizer)}; eos is {tokenizer.eos_token}")
assert tokenizer.convert_tokens_to_ids(models.end_of_turn(tokenizer)) in ends

# %% [markdown]
# On `cpu` they are the same.
#
# ## One question, through the pipeline
#
# This is section 4.2.9 of the book. A `pipeline` does three things in one call: it tokenizes the prompt, lets the model write,
# and turns the new tokens into text.
#
# - `"text-generation"` is the task: write on from a text.
# - `model` and `tokenizer` are the two that belong together. The book also gives `device_map="auto"`; our model lies on its
#   device already.
# - `max_new_tokens` is the longest answer. `return_full_text=False` gives the answer without the prompt.
# - `do_sample=False` always takes the best token (*greedy*), so the same question gets the same answer.
#
# The book's single question is greedy too. Its loop over the test set is not: there it draws tokens at random, with
# `temperature=0.7` and `top_p=0.95`. Each run then gives other answers, and a score is partly luck. Lesson 06 measures how
# much.

# %% tags=["nbval-ignore-output"]
generator = pipeline("text-generation", model=model, tokenizer=tokenizer)


def ask(row: dict) -> str:
    """One answer the book's way: one question, one call."""
    options = {"max_new_tokens": profile.max_new_tokens, "do_sample": False, "return_full_text": False}
    prompt = inference.prompt(tokenizer, row)
    return generator(prompt, add_special_tokens=False, eos_token_id=ends, **options)[0]["generated_text"]


answered = ask(test[0])
print(f"question: {test[0]['question']}\nexpected: {test[0]['gold']}\nanswered: {answered}")

# %%
assert answered.strip() and models.end_of_turn(tokenizer) not in answered

# %% [markdown]
# It is the question of lesson 01. The model now answers in SQL and stops by itself. But is it the *right* SQL? Compare it with
# the expected line. After so short a training the answer is often wrong in one name or one value. Look at why: where does the
# answer leave the gold text, and how likely were the two tokens there?

# %% tags=["nbval-ignore-output"]
def parting(row: dict, answer: str) -> tuple[str, list[tuple[str, float]]]:
    """What gold and answer begin with alike, and the best tokens behind it, with the gold one last."""
    gold, said = (tokenizer(text + models.end_of_turn(tokenizer), add_special_tokens=False)["input_ids"]
                  for text in (row["gold"], answer))  # fmt: skip
    same = next((place for place, (one, other) in enumerate(zip(gold, said)) if one != other), len(gold) - 1)
    text = inference.prompt(tokenizer, row) + tokenizer.decode(gold[:same])
    batch = tokenizer(text, return_tensors="pt", add_special_tokens=False).to(model.device)
    with torch.no_grad():
        chances = torch.softmax(model(**batch, logits_to_keep=1).logits[0, -1].float(), 0)
    tokens = [*chances.topk(3).indices.tolist(), gold[same]]
    found = [(tokenizer.decode([token]), chances[token].item()) for token in tokens]
    return tokenizer.decode(gold[:same]), found


alike, chances = parting(test[0], answered)
print(f"alike: {alike}")
for token, chance in chances:
    print(f"then {token!r:14} {chance:.1%}")

# %%
assert test[0]["gold"].startswith(alike.strip()[:6]) and all(0 <= chance <= 1 for _, chance in chances)

# %% [markdown]
# `alike` is what both begin with. Then come the three tokens that the model finds best, and last the token of the gold text. If
# the answer is the gold text, both are alike to the end, and the token of the last line is the end mark. If it is not, look for
# the gold token in the lines above the last one. If it is there, the model was close: it knew the form of the query, and was only
# not sure which *column* or *value* a Korean word means. More training moves these numbers. The next two lessons say how many
# answers are right in all, and for which shapes of query.

# %% [markdown]
# ## The untrained model first
#
# A score means little without the score before. The base model is still in there: with the adapter switched off, it
# answers the first rows of each test set. Is that a fair comparison? The base model has never been told what an answer looks
# like. So ask it twice: with the question alone, and with three **examples** in the prompt. That takes no training, and with
# many models it is enough. The examples are training rows on one schema: the shortest with a condition, with groups and with a
# join.

# %%
examples = prompting.choose(dataset["train"])
for row in examples:
    print(f"{row['question']}\n  {row['gold']}")
ways = {"base": inference.QUESTION, "examples": partial(prompting.with_examples, examples=examples)}
roles = {way: [turn["role"] for turn in messages(test[0])] for way, messages in ways.items()}
print(*roles.items(), sep="\n")
assert roles["examples"].count("assistant") == len(examples)

# %% [markdown]
# The second chat holds three questions with their answers before ours. The schema of the examples stands in it once, then comes
# ours. `inference.predict` takes a way of asking, and writes every finished batch to a JSON lines file. Stop it, and it goes on;
# run it again, and there is nothing to do. On `cpu` the base model does not know when to stop, so each of its answers takes the
# full length. So only some rows are asked, and these answers may be half as long as usual, which is enough for most gold queries.

# %% tags=["nbval-ignore-output"]
options = {"max_new_tokens": profile.max_new_tokens, "batch_size": profile.generation_batch}
untrained_options = options | {"max_new_tokens": profile.max_new_tokens // 2}
names = {"base": profile.model_id, "examples": f"{profile.model_id} after {[row['id'] for row in examples]}"}
predictions = {}


def first(rows, count: int | None) -> list[dict]:
    """The first rows, as many as there are and no more than `count`."""
    return list(rows)[:count]


for way, split in itertools.product(ways, splits):
    rows = first(dataset[split], profile.base_rows)
    file = artifacts.path("predictions", f"{way}_{split}.jsonl")
    with model.disable_adapter():
        predictions[f"{way}_{split}"] = inference.predict(
            model, tokenizer, rows, split, file, names[way], ways[way], **untrained_options
        )

# %%
for way, split in itertools.product(ways, splits):
    lines = predictions[f"{way}_{split}"]
    print(f"{way}, {split}: a line for every question: {len(lines) == len(first(dataset[split], profile.base_rows))}")
    assert all(line["model"] == names[way] for line in lines)

# %% [markdown]
# Every question has its lines, whatever the answers are worth. Read some of them: the same questions of the last test, asked in
# both ways.

# %% tags=["nbval-ignore-output"]
pd.set_option("display.max_colwidth", None)
untrained = [predictions[f"{way}_{splits[-1]}"] for way in ways]
assert [line["id"] for line in untrained[0]] == [line["id"] for line in untrained[1]]
pd.DataFrame([
    {"question": alone["question"]} | {way: line["predicted"][:120] for way, line in zip(ways, (alone, shown))}
    for alone, shown in zip(*untrained)
]).head(4)

# %% [markdown]
# With the question alone, the model goes on with the text in some way. With examples it writes something that looks like SQL,
# and then runs on. Whether it is the right SQL is counted in lesson 06; there only the first line of such an answer counts.
#
# ## Batches, and the side of the padding
#
# One question at a time is slow. In a **batch** many questions are answered at once. They have to be equally long, so the
# shorter ones are padded. On which side? Here are two short prompts in one batch, padded on each side:

# %%
two = ["가게의 이름을 모두 알려 주세요", "몇 명인가요"]
padded = {}
for side in ("right", "left"):
    batch = tokenizer(two, padding=True, padding_side=side, add_special_tokens=False)["input_ids"]
    padded[side] = [[tokenizer.decode([token]) for token in line] for line in batch]
    print(side, *padded[side], sep="\n")

# %%
figure = plots.padding_sides(padded["right"], padded["left"], tokenizer.pad_token)

# %% [markdown]
# The model writes the new token (green) behind the last place of the row. Padded on the right, the shorter prompt is followed by
# padding, and the model would have to write on from there. Padded on the left, every prompt is followed by its own answer.
# See what that does to real prompts: is the first token of each answer in a batch the one that it is alone?

# %% tags=["nbval-ignore-output"]
questions = [inference.prompt(tokenizer, row) for row in first(test, 4)]


def next_token_logits(model, questions: list[str], side: str = "left") -> torch.Tensor:
    form = {"return_tensors": "pt", "padding": True, "add_special_tokens": False}
    batch = tokenizer(questions, padding_side=side, **form)
    with torch.no_grad():
        return model(**batch.to(model.device), logits_to_keep=1).logits[:, -1].float()


alone = torch.cat([next_token_logits(model, [question]) for question in questions]).argmax(-1)
same = {}
for side in ("left", "right"):
    same[side] = (next_token_logits(model, questions, side).argmax(-1) == alone).sum().item()
print(f"of {len(questions)} first tokens the same as alone: {same}")

# %%
print(f"padded on the left all stay: {same['left'] == len(questions)}")
assert same["left"] >= same["right"]

# %% [markdown]
# On the left they stay as they are. On the right only the longest prompt is safe; for the others it is luck. In *training* the
# side does not matter: there every token is known, and nothing is written behind the row.
#
# ## Merging
#
# LoRA's product can be added to the weights once and for all: W + (alpha / r) B A. Each of the seven projections in a layer then
# computes one matrix product instead of three. In exact arithmetic nothing changes. Here the sum is rounded to the profile's type,
# a little in float32 and more in bfloat16. In NF4 it would be rounded to four bits. A small update would nearly vanish, because
# most weights would be rounded back to where they were. So on a T4 the adapter stays beside the weights. First the speed as it is:

# %%
separate = next_token_logits(model, questions)
few = first(test, 4)
by_schema = sorted(test, key=lambda row: row["schema"])
sample = [inference.prompt(tokenizer, row) for row in first(by_schema, 16)]


def queries_per_second(answer, questions) -> float:
    start = time.perf_counter()
    answer(questions)
    return len(questions) / (time.perf_counter() - start)

# %%
def in_a_batch(questions: list[str]) -> torch.Tensor:
    """All at once, padded on the left; the batch goes on until the last answer has ended."""
    batch = tokenizer(questions, padding=True, padding_side="left", add_special_tokens=False, return_tensors="pt")
    length = {"max_new_tokens": profile.max_new_tokens, "do_sample": False}
    return model.generate(**batch.to(model.device), **length, eos_token_id=ends, pad_token_id=tokenizer.pad_token_id)


rates = {
    "pipeline, one at a time": queries_per_second(lambda rows: list(map(ask, rows)), few),
    "a batch, adapter beside the weights": queries_per_second(in_a_batch, sample),
}

# %% [markdown]
# Now merge, measure again, and compare the logits of both:

# %%
if profile.dense:
    model.merge_adapter()
    merged = next_token_logits(model, questions)
    rates["a batch, adapter merged"] = queries_per_second(in_a_batch, sample)
    difference, reach = (merged - separate).abs().max().item(), separate.abs().max().item()
    print(f"the logits differ by less than a tenth of the largest: {difference < 0.1 * reach}")
else:
    print("The base is in NF4: the adapter stays beside it.")

# %% [markdown]
# The logits differ by rounding only. bfloat16 has eight significant bits; that can decide a near tie between two tokens, so an
# answer may differ now and then, and the score hardly does. float32 has twenty-four, and answers nearly always stay the same.

# %% [markdown]
# ## Less work for the same answers
#
# Two things in such a batch are work for nothing:
#
# - Questions on one schema begin with the same few hundred tokens, and each row reads them again. What a model has read lies in
#   its **KV cache**: the keys and values of the attention. Read the beginning once, copy its cache to every row, and only the
#   questions are left to read. Servers do the same and call it *prefix caching* (lesson 09).
# - A batch ends with its longest answer. Rows that ended long ago are still computed, and what they write is thrown away. Take
#   them out when half of the rows have ended, and go on with the rest.
#
# `inference.generate` does both:

# %%
def with_less_work(questions: list[str]) -> list[str]:
    return inference.generate(model, tokenizer, questions, **options, progress=False)


rates["the same, with less work"] = queries_per_second(with_less_work, sample)
figure = plots.rates(rates, "queries/s")

# %%
assert not profile.dense or difference < 0.1 * reach
assert min(rates.values()) > 0

# %% [markdown]
# Each bar is one way of answering. On a quiet machine a batch is faster than one question at a time: alone, a question makes the
# processor wait for weights to arrive from memory; in a batch each weight that has arrived is used for every question. The last
# bar depends on the questions: many on one schema, and answers of different lengths, gain most.
#
# ## The whole test set
#
# `inference.predict` makes the prompts, puts those on one schema side by side, answers them in such batches, and keeps every
# finished batch. What it keeps is the raw text, with its end mark: cleaning belongs to scoring, where one can see it.

# %% tags=["nbval-ignore-output"]
name = training.adapter_id(adapter)
for split in splits:
    file = artifacts.path("predictions", f"tuned_{split}.jsonl")
    rows = list(dataset[split])
    predictions[split] = inference.predict(model, tokenizer, rows, split, file, name, **options)

# %%
columns = {"id", "question", "schema", "gold", "predicted"}
for split in splits:
    lines = predictions[split]
    complete = len(lines) == len(dataset[split]) and all(columns <= set(line) for line in lines)
    print(f"{split}: every question answered: {complete}")
    assert complete

# %% [markdown]
# Every question of every test set has its answer.
#
# ## A look at the answers
#
# First the test whose questions are made like most of those that training has shown, then the last one:

# %% tags=["nbval-ignore-output"]
assert all(line["model"] == name for split in splits for line in predictions[split])
pd.DataFrame(predictions[splits[0]])[["question", "gold", "predicted"]].head(4)

# %% tags=["nbval-ignore-output"]
assert len(predictions[splits[-1]]) == len(dataset[splits[-1]])
pd.DataFrame(predictions[splits[-1]])[["question", "gold", "predicted"]].head(12)

# %% [markdown]
# With the shipped data the second table is `test_natural`: questions as people ask them. They use words that stand nowhere in the
# schema, and leave unsaid what a person understands anyway. A few cannot be answered from the database; their gold is
# `SELECT '답할 수 없음'` (lesson 02). Put gold and prediction side by side: some answers equal
# the gold text to the letter, some say the same in other words, some are wrong in one column or one value, and some have missed
# the point of the question. Telling these apart is the next lesson.
#
# ## Checkpoint

# %%
end = models.end_of_turn(tokenizer)
ended = [line["predicted"].endswith(end) for line in predictions[splits[0]]]
stops = sum(ended) / len(ended) > 0.5  # in the run that the course ships all of them do
assert stops, "the model does not know when to stop: give lesson 03 more COURSE_MINUTES"
behind = [line["predicted"].partition(end)[2] for line in predictions[splits[0]]]
assert not any(behind), "something stands behind an end mark"
assert all(line["model"] == name for line in predictions[splits[0]])
print("Lesson 05: done. The predictions are ready for lessons 06 and 07.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** By how many modules and by how many parameters is the model smaller once the adapter is merged for good? `memory.skeleton(model.config)`
# is the base model without its numbers.

# %%
modules, parameters = ..., ...

# %%
from exercises import lesson_05 as check

passed = check.fewer((modules, parameters), model)

# %% tags=["solution"] jupyter={"source_hidden": true}
settings = PeftConfig.from_pretrained(adapter)
with torch.device("meta"):  # shapes without numbers: a second model that takes no memory
    alone = get_peft_model(memory.skeleton(model.config), settings).merge_and_unload()
for kind, each in {"adapter beside the weights": model, "merged for good": alone}.items():
    print(f"{kind}: {each.num_parameters():,} parameters in {len(list(each.modules()))} modules")
modules = len(list(model.modules())) - len(list(alone.modules()))
parameters = model.num_parameters() - alone.num_parameters()
assert check.fewer((modules, parameters), model)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# Merged for good, A and B are gone, and so are the modules around them: the model has the shape of the base model.
#
# </details>

# %% [markdown]
# **2.** Do answers depend on the batch they are in? Let the model answer the four `questions` together, and each alone.

# %%
together, one_by_one = ..., ...

# %%
passed = check.batches((together, one_by_one), questions)

# %% tags=["solution"] jupyter={"source_hidden": true}
together = inference.generate(model, tokenizer, questions, 24, batch_size=4, progress=False)
one_by_one = inference.generate(model, tokenizer, questions, 24, batch_size=1, progress=False)
same = sum(first == second for first, second in zip(together, one_by_one))
print(f"at least half of the answers are the same: {same >= len(questions) / 2}")
assert check.batches((together, one_by_one), questions)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# Usually all are the same. Padding changes the order of sums, and each sum is rounded, so a near tie may turn.
#
# </details>
