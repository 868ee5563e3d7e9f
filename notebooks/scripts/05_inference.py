# %% [markdown]
# # 05 · Inference
#
# **You let the tuned model answer: one question as the book does it, then whole test sets, in batches that a crash does
# not lose.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/05_inference.ipynb)
#
# You will be able to
# - load an adapter with `AutoPeftModelForCausalLM` and use it in a `pipeline`,
# - merge it into the base model, and say what that changes and what it does not,
# - answer a test set in batches, several times as fast as one question at a time,
# - keep raw predictions in a form that later lessons can trust.
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

# %%
import time

import hub
import plots
from helpers import artifacts, data, inference, memory, models, profiles, training

import pandas as pd
import torch
from peft import AutoPeftModelForCausalLM, PeftConfig, get_peft_model
from transformers import pipeline

profile = profiles.detect()
adapter = hub.adapter(profile)
dataset = data.load(profile)
splits = [split for split in ("test_seen", "test_unseen") if split in dataset]

# %% [markdown]
# ## The adapter on its base model
#
# The adapter's own configuration names its base model, so one call loads both. The base is loaded in the profile's
# type, not in four bits: inference has no optimizer and no gradients, there is room. A T4, or a card that is half
# taken, has none for 8 billion dense weights; there the base stays in NF4, as it was trained.

# %% tags=["nbval-ignore-output"]
dtype = getattr(torch, profile.dtype)
model = AutoPeftModelForCausalLM.from_pretrained(
    adapter, dtype=dtype, device_map="auto", quantization_config=models.answering(profile)
)
tokenizer = models.load_tokenizer(profile, adapter)
model.eval()
print(f"{type(model).__name__} on {model.device.type}, {model.dtype}")

# %% [markdown]
# ## One question, through the pipeline
#
# This is section 4.2.9 of the book, with one difference: `do_sample=False`. The book sampled at temperature 0.7, so each
# run gives other answers, and a score is then partly luck. Lesson 06 measures how much.

# %% tags=["nbval-ignore-output"]
generator = pipeline("text-generation", model=model, tokenizer=tokenizer)


def ask(row: dict) -> str:
    """One answer the book's way: one question, one call."""
    options = {"max_new_tokens": profile.max_new_tokens, "do_sample": False, "return_full_text": False}
    return generator(inference.prompt(tokenizer, row), **options)[0]["generated_text"]


row = dataset["test_seen"][0]
print(f"question: {row['question']}\nexpected: {row['gold']}\nanswered: {ask(row)}")

# %% [markdown]
# It is the question of lesson 01, and the model now answers in SQL. Whether it is the *right* SQL is the subject of the
# next two lessons.

# %% [markdown]
# ## The untrained model first
#
# A score means little without the score before. The base model is still in there: with the adapter switched off, it
# answers the first rows of each test set. Fewer of them, for it does not know when to stop, so each answer takes the
# full length. `inference.predict` writes every finished batch to a JSON lines file: interrupt it, and it goes on; run it
# again, and there is nothing to do.

# %% tags=["nbval-ignore-output"]
options = {"max_new_tokens": profile.max_new_tokens, "batch_size": profile.generation_batch}
predictions = {}
for split in splits:
    rows = list(dataset[split].select(range(min(profile.base_rows, len(dataset[split])))))
    file = artifacts.path("predictions", f"base_{split}.jsonl")
    with model.disable_adapter():
        predictions[f"base_{split}"] = inference.predict(
            model, tokenizer, rows, split, file, profile.model_id, **options
        )
    print(f"base model, {split}: {len(rows)} answers")

# %% [markdown]
# ## Merging
#
# LoRA's product can be added to the weights once and for all: W + (alpha / r) B A. The answer to a question then takes one
# matrix product a layer instead of three. In exact arithmetic nothing changes; here the sum is rounded to the profile's type,
# a little in float32 and more in bfloat16. In NF4 it would be rounded to four bits, and most of the update with it; so on a
# T4 the adapter stays beside the weights.

# %%
questions = [inference.prompt(tokenizer, row) for row in dataset["test_seen"].select(range(4))]


def next_token_logits(model) -> torch.Tensor:
    batch = tokenizer(questions, return_tensors="pt", padding=True, padding_side="left").to(model.device)
    with torch.no_grad():
        return model(**batch, logits_to_keep=1).logits[:, -1].float()


separate = next_token_logits(model)

# %% tags=["nbval-ignore-output"]
batch = dataset["test_seen"].select(range(profile.generation_batch))
sample = [inference.prompt(tokenizer, row) for row in batch]


def queries_per_second(answer, questions) -> float:
    start = time.perf_counter()
    answer(questions)
    return len(questions) / (time.perf_counter() - start)


def in_batches(questions):
    return inference.generate(model, tokenizer, questions, **options, progress=False)


few = list(dataset["test_seen"].select(range(6)))
rates = {
    "pipeline, one at a time": queries_per_second(lambda rows: list(map(ask, rows)), few),
    "batches, adapter beside the weights": queries_per_second(in_batches, sample),
}

# %% tags=["nbval-ignore-output"]
if profile.dense:
    model.merge_adapter()
    merged = next_token_logits(model)
    rates["batches, adapter merged"] = queries_per_second(in_batches, sample)
    difference = (merged - separate).abs().max().item()
    reach = separate.abs().max().item()
    print(f"largest difference of a logit in {profile.dtype}: {difference:.2g}, where logits reach {reach:.0f}")
else:
    print("The base is in NF4: the adapter stays beside it.")

# %% [markdown]
# The logits differ by rounding. bfloat16 has eight significant bits; that can tip a near tie between two tokens, so an answer
# may differ now and then, and the score hardly does. float32 has twenty-four, and answers nearly always stay the same.

# %% tags=["nbval-ignore-output"]
figure = plots.rates(rates, "queries/s")

# %%
assert not profile.dense or difference < 0.1 * separate.abs().max().item()
assert min(rates.values()) > 0

# %% [markdown]
# Batching is what counts. One question at a time, the processor waits for weights to arrive from memory; in a batch each
# weight that has arrived is used for every question.
#
# ## The whole test set
#
# `inference.predict` renders the prompts, sorts them so that similar lengths share a batch (the longest first), and keeps
# every finished batch. What it keeps is the raw text, with its end token: cleaning belongs to scoring, where one can see it.

# %% tags=["nbval-ignore-output"]
name = training.adapter_id(adapter)
for split in splits:
    file = artifacts.path("predictions", f"tuned_{split}.jsonl")
    rows = list(dataset[split])
    predictions[split] = inference.predict(model, tokenizer, rows, split, file, name, **options)
    print(f"{split}: {len(predictions[split])} answers")

# %%
assert all(len(predictions[split]) == len(dataset[split]) for split in splits)
columns = {"id", "question", "schema", "gold", "predicted"}
assert all(columns <= set(line) for line in predictions["test_seen"])

# %% [markdown]
# ## A look at the answers

# %% tags=["nbval-ignore-output"]
shown = pd.DataFrame(predictions["test_unseen" if "test_unseen" in splits else "test_seen"]).head(8)
with pd.option_context("display.max_colwidth", None):
    table = shown[["question", "gold", "predicted"]].style.hide(axis="index")
    display(table.set_properties(**{"text-align": "left"}))

# %% [markdown]
# Databases that the model never saw in training. Read a few: some answers equal the reference to the letter, some say
# the same in other words, some are wrong in one column or one value. Telling these apart is the next lesson.
#
# ## Checkpoint

# %%
ended = [line["predicted"].endswith(tokenizer.eos_token) for line in predictions["test_seen"]]
stops = sum(ended) / len(ended) > 0.5  # after ten minutes on a slow machine about four in five do
assert stops, "the model does not know when to stop: was lesson 03 run to its end?"
assert all(line["model"] == name for line in predictions["test_seen"])
print("Lesson 05: done. The predictions are ready for lessons 06 and 07.")

# %% [markdown]
# ## Exercises
#
# **1.** What does merging do to the number of modules, and to the number of parameters?

# %% jupyter={"source_hidden": true} tags=["solution", "nbval-ignore-output"]
settings = PeftConfig.from_pretrained(adapter)
with torch.device("meta"):  # shapes without numbers: a second model that takes no memory
    alone = get_peft_model(memory.skeleton(model.config), settings).merge_and_unload()
for kind, each in {"adapter beside the weights": model, "merged for good": alone}.items():
    print(f"{kind}: {each.num_parameters():,} parameters in {len(list(each.modules()))} modules")
assert alone.num_parameters() < model.num_parameters()

# %% [markdown]
# **2.** Do answers depend on the batch they are in? Answer four questions alone and together, and compare.

# %% jupyter={"source_hidden": true} tags=["solution", "nbval-ignore-output"]
together = inference.generate(model, tokenizer, questions, 48, batch_size=4, progress=False)
one_by_one = inference.generate(model, tokenizer, questions, 48, batch_size=1, progress=False)
same = sum(first == second for first, second in zip(together, one_by_one))
print(f"{same} of {len(questions)} answers are the same; "
      f"padding changes the order of sums, and {profile.dtype} rounds")
assert same >= len(questions) / 2
