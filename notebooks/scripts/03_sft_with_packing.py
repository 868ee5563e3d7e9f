# %% [markdown]
# # 03 · Supervised fine-tuning with QLoRA and packing
#
# **You turn a small model that only continues texts into one that answers Korean questions with SQL, and you can explain
# every argument on the way.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/03_sft_with_packing.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/03_sft_with_packing.ipynb)
#
# You will be able to
# - say in your own words what SFT, LoRA, an adapter, NF4 and packing are,
# - quantize a model to NF4, put LoRA on it and check which layers LoRA really reached,
# - say what each argument of the book's section 4.2.6 does, and what it is called today,
# - train, go on after a crash, and keep the adapter together with the settings that made it.
#
# | the book's chapter | here |
# |---|---|
# | 4.2.5, the model: NF4, double quantization, compute type | section "NF4: four bits per weight" |
# | 4.2.6, the arguments: `peft_config`, `TrainingArguments`, `dataset_kwargs`, packing | sections "LoRA", "The arguments", "Packing" |
# | 4.2.7, the training | section "Training" |
#
# The main line takes about 45 minutes to read. **Run every cell, but read only what is not marked *optional*.** New words
# are explained here and in the [glossary of lesson 01](01_setup.ipynb#Glossary).
#
# Time on `cpu`: a quarter of an hour, on the slowest processors up to half an hour. T4 and 80 GB are not measured yet.

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

# %% tags=["nbval-ignore-output"]
from dataclasses import replace

import plots
from helpers import artifacts, chats, data, inspection, machine, memory, models, profiles, training
from helpers.cpu_trainer import SAMPLE, CompletionTrainer, apart, compile_layers

import bitsandbytes as bnb
import pandas as pd
import torch
from datasets import Dataset
from peft import LoraConfig
from transformers import BitsAndBytesConfig, get_scheduler
from trl import SFTConfig, pack_dataset

profile = profiles.detect()
folder = artifacts.path("adapter")
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## Five words and one drawing
#
# - **SFT**, supervised fine-tuning: the model sees questions *with* their right answers and learns to write such answers.
#   Example: it sees "가게는 몇 개인가요?" and learns to write `SELECT COUNT(*) FROM shop`.
# - **LoRA**, low-rank adaptation: the model's own numbers stay as they are (they are *frozen*). Beside each chosen layer are two
#   small matrices, A and B, and only these are trained. Example: beside a layer of 1.3 million numbers, 86 thousand are trained.
# - **Adapter**: all the A and B together, a small file of its own. Example: lesson 04 uploads the adapter, not the model.
# - **NF4** (4-bit NormalFloat): each frozen number is stored as one of sixteen codes, which takes four bits, and comes back as a
#   value near it. Example: 0.71 comes back as 0.687. This is called *quantizing*. LoRA on a quantized model is called **QLoRA**.
# - **Packing**: several short examples share one row of the training. Example: three chats of 300 tokens fit into one row of 1000.
#
# This is one step of the training:

# %%
figure = plots.training_step()

# %% [markdown]
# Follow the numbers in the drawing:
#
# 1. *Forward*: tokens go through all layers and become logits. What the layers computed on the way, their *activations*, is kept
#    for the way back. At the end stands the **loss**, one number: how badly the right tokens were scored. The higher the
#    probability of the right token, the smaller the loss.
# 2. *Backward*: from the loss back to the layers, each number of A and B gets a **gradient**: in which direction and how strongly
#    it moves the loss.
# 3. *Step*: the **optimizer** moves A and B a little, so that the loss falls. W, the layer's own matrix, never changes.
#
# ## The examples
#
# A training example is a chat: system prompt with the schema, question, answer. The schema is that of a whole database, and it
# is nearly all of the tokens. So on `cpu` many questions on one schema share a chat, and the model reads the schema once for
# all of them.
#
# The shipped questions are the mixture that lesson 02 showed. Most come from templates: they are for volume, and teach SQL and
# how to read a schema. The others are written by hand, and teach how people ask. `train` begins with both kinds in turn, and
# the chats keep that order. So a short training, which takes only the first chats, sees both kinds too.
#
# There are two kinds of rows. A *data row* is one question with its schema and its answer; the variable `rows` holds these. A
# *training row* (also: packed row) is what the model gets in one piece: one or more chats, end to end, at most `max_length`
# tokens. `chats.conversations` makes two chats of one that is longer.

# %%
tokenizer = models.load_tokenizer(profile)
rows = data.load(profile)["train"]
fitting = {"tokenizer": tokenizer, "max_length": profile.max_length}
talks = chats.conversations(rows, profile.questions_per_chat, **fitting)
lengths = chats.lengths(talks, tokenizer)
by_hand = sum(template == "natural" for template in rows["template"])
print(f"{len(rows)} questions, {by_hand} of them written by hand, on {len(set(rows['schema']))} schemas")
print(f"{len(talks)} chats of up to {profile.questions_per_chat} questions")
print(f"the longest chat has {max(lengths)} tokens, a row {profile.max_length}")
assert max(lengths) <= profile.max_length

# %% [markdown]
# No chat is longer than a training row, so nothing will be cut. (A single question that does not fit would be left out, and a
# line would say so.) Here is the beginning of one of them:

# %%
for message in talks[0][:7]:
    print(f"{message['role']}: {message['content']}")

# %% [markdown]
# One system prompt with the schema, then questions and answers in turn. The line that begins with `-- 오늘` says which day it is
# for all questions of the chat.
#
# ### Optional: what a shared schema saves
#
# Count the tokens of all chats and divide them by the questions. The first number is how many questions one chat has at most:

# %%
for questions in sorted({1, profile.questions_per_chat}):
    made = chats.conversations(rows, questions, **fitting)
    answered = sum(message["role"] == "assistant" for talk in made for message in talk)
    print(f"up to {questions} a chat: {sum(chats.lengths(made, tokenizer)) / answered:.0f} tokens a question")

# %% [markdown]
# With many questions per chat each question costs a fraction of the tokens, so the model learns from more of them in the same
# time. (Where the profile has one question per chat, there is only one line.)
#
# But the tests ask one question at a time. So a question must not see the earlier ones and their answers, or the model would
# learn to look there. An *attention mask* says which tokens a token may look at. This is the mask of a chat of three questions:

# %%
three = talks[0][:7] if len(talks[0]) > 6 else chats.conversations([rows[0]] * 3, questions=3)[0]
chat_ids = torch.tensor([tokenizer.apply_chat_template(three)["input_ids"]])
opening = torch.tensor(models.opening(tokenizer))  # the tokens that begin a user's turn
kept_apart = apart(chat_ids, None, opening, dtype=torch.float32)
mask = kept_apart["attention_mask"][0, 0] == 0
figure = plots.attention_mask(mask.numpy())

# %%
begins = [at for at in range(chat_ids.shape[1] - 1) if torch.equal(chat_ids[0, at : at + len(opening)], opening)]
shared, second = begins[0], begins[1]
assert mask[second, :shared].all() and not mask[second, shared:second].any()
assert kept_apart["position_ids"][0, second] == shared
print("the second question sees the schema and nothing of the first; its place is right behind the schema")

# %% [markdown]
# Each row of the picture is a token, and dark are the tokens that it sees. The wide band on the left is the schema: every
# question sees it. The triangles are the three questions with their answers: each sees itself only. The *position ids*, the
# numbers of the places, begin behind the schema for each of them. So for the model each question stands alone behind its
# schema, as in the tests. (Without a GPU the course's trainer does this. On a GPU the profiles have one question per chat.)
#
# ### Optional: the template with its marks
#
# The next section needs marks in the chat template, `{% generation %}` and `{% endgeneration %}`. `trl` has marked templates for
# many well-known models. For the small model the course brings one. Around any other template, `models.training_template` puts
# the marks itself.

# %%
own_template = tokenizer.chat_template
marked = models.training_template(tokenizer)
print(marked)
same = [tokenizer.apply_chat_template(talk, tokenize=False, chat_template=marked) for talk in talks[:50]]
assert same == [tokenizer.apply_chat_template(talk, tokenize=False) for talk in talks[:50]]

# %% [markdown]
# You see the template, which is code for a computer, with its marks. They change nothing in the text, as the assert says.
#
# ### Which tokens are learned?
#
# The model is to learn to answer, not to ask. With `assistant_only_loss=True` only the tokens of the answers count in the loss.
# The course calls them **learned tokens**. The model reads all the others too, but is not trained to write them. Marks in the
# chat template tell `trl` which tokens these are. Here are the learned tokens of the first answer of a chat:

# %%
marks = tokenizer.apply_chat_template(
    talks[0][:3], chat_template=marked, return_dict=True, return_assistant_tokens_mask=True
)
scored_tokens = [token for token, mask in zip(marks["input_ids"], marks["assistant_masks"]) if mask]
end = models.end_of_turn(tokenizer)
print(tokenizer.decode(scored_tokens))
print(f"{len(scored_tokens)} of {len(marks['input_ids'])} tokens; the last is {end}")
assert tokenizer.decode(scored_tokens[-1:]) == end, "the end mark is not learned"

# %% [markdown]
# Only the answer, and its last token is the end mark: the model has to learn to stop as well. (In the Korean Llama 3 of the
# GPU profiles this mark is `<|eot_id|>`, and not the tokenizer's `eos_token`.)
#
# ### Optional: `dataset_kwargs`, two switches of the book
#
# The book passes `dataset_kwargs={"add_special_tokens": False, "append_concat_token": False}`.
#
# - `add_special_tokens: False` told the tokenizer not to add marks of its own, because the chat template has written them
#   already. Today `trl` tokenizes a chat through its template and adds nothing.
# - `append_concat_token: False` told the old packing not to put an end mark between examples. It strung all examples into one
#   long row of tokens and cut that into pieces. Today each example stays whole in one row, so nothing has to be put between
#   them.
#
# Both switches are gone; the only key left in `dataset_kwargs` is `skip_prepare_dataset`. See that nothing comes twice:

# %%
# The book's; nothing reads these keys today.
dataset_kwargs = {"add_special_tokens": False, "append_concat_token": False}
ids = marks["input_ids"]
begins = ids.count(tokenizer.bos_token_id)
ends = tokenizer.convert_ids_to_tokens(ids).count(end)
print(f"marks at the beginning: {begins}; end marks: {ends}, for {len(talks[0][:3])} messages")
assert begins <= 1

# %% [markdown]
# One mark at the beginning (or none, where the chat template has none), and one end mark per message.
#
# ## NF4: four bits per weight
#
# NF4 has sixteen values. They are close together near zero, where most weights are. The weights are taken in blocks of 64. The
# *scale* of a block is its largest weight, without the sign. Each weight is divided by the scale and becomes the nearest of
# the sixteen values. Try it on eight numbers, with the library itself:

# %%
numbers = torch.tensor([0.71, -0.52, 0.33, 0.14, 0.05, -0.04, -0.21, -0.95])
block = torch.cat([numbers, torch.zeros(56)])  # a block has 64
packed_bytes, state = bnb.functional.quantize_4bit(block, blocksize=64, quant_type="nf4")
stored = bnb.functional.dequantize_4bit(packed_bytes, state).flatten()[:8]
codes = [code for byte in packed_bytes.flatten()[:4].tolist() for code in divmod(byte, 16)]
print(f"scale {state.absmax.item():.2f}; eight numbers in {len(codes) // 2} bytes")
pd.DataFrame({"number": numbers, "code": codes, "stored": stored, "error": stored - numbers}).round(3)

# %%
figure = plots.nf4(numbers.tolist(), stored.tolist(), (state.code * state.absmax).tolist())

# %% [markdown]
# `code` is all that is stored of a number: one of 0 to 15, and two codes share one byte. `stored` is the value that comes
# back: near the number, not equal to it. Only -0.95 comes back exactly, because without its sign it is the scale. In the
# figure the dots are the eight numbers, and the short lines below are the sixteen values.
#
# The arguments:
#
# - `load_in_4bit=True` quantizes each linear layer but the head while the model is loaded.
# - `bnb_4bit_quant_type="nf4"` chooses these sixteen values.
# - `bnb_4bit_use_double_quant=True` is **double quantization**: the scales cost memory too, and are kept in eight bits each.
# - `bnb_4bit_compute_dtype` is the type to compute in: before a layer multiplies, its codes are turned back into numbers of
#   this type.
# - `bnb_4bit_quant_storage` says under which type the codes are kept in memory, and changes no result. Lesson 09 needs it.

# %% tags=["nbval-ignore-output"]
quantization = BitsAndBytesConfig(
    load_in_4bit=True,
    bnb_4bit_quant_type="nf4",
    bnb_4bit_use_double_quant=True,
    bnb_4bit_compute_dtype=getattr(torch, profile.dtype),
    bnb_4bit_quant_storage=getattr(torch, profile.dtype),
)
model = models.load_base(profile, quantization)
print(f"{model.get_memory_footprint() / 1e6:.0f} MB in memory")

# %% [markdown]
# `models.load_base` is the `from_pretrained` of lesson 01. You see the memory of all weights, without the scales. It is much
# more than half a byte per weight: the *head* (the last layer, which makes the logits) and the embedding stay **dense**, that
# is, not quantized. In the small model one table serves as both, and it is most of the memory.
#
# ### Optional: the same for 8 billion parameters

# %%
large = memory.CONFIGS[profiles.LARGE]  # the 8B model of the GPU profiles
dense = 2 * large.vocab_size * large.hidden_size * memory.COMPUTE / memory.GB
weights = memory.weights(large) / memory.GB
print(f"bits a weight in NF4, scales included: {memory.nf4_bytes(4096 * 4096) * 8 / 4096**2:.2f}")
print(f"8B model: {dense:.2f} GB of {weights:.2f} GB are embedding and head: {dense / weights:.0%}")

# %%
assert 0.3 < dense / weights < 0.4

# %% [markdown]
# The scales add a little to the four bits of each weight. Llama 3 has an embedding and a head of its own, and the two take
# more than a third of its memory.
#
# ## LoRA, and the missing comma
#
# LoRA gets a list of layers. The book's list misses a comma. Python glues neighbouring strings together, so two names became
# one that no layer has:

# %%
books_list = ["q_proj", "k_proj", "v_proj" "up_proj", "o_proj", "gate_proj", "down_proj"]
print(books_list)
assert len(books_list) == 6

# %% [markdown]
# Six names instead of seven, and no error: `peft` accepts a list if *some* name matches. `v_proj` and `up_proj` are silently
# not trained. So check below what the list reached. The book's `peft_config`, argument by argument; here it is called `lora`:
#
# | argument | book | what it does |
# |---|---|---|
# | `r` | 256 | the rank: A has r rows, B has r columns. A larger r can learn more, and costs more |
# | `lora_alpha` | 128 | how strongly the adapter counts: what B A adds is multiplied by alpha / r |
# | `lora_dropout` | 0.05 | in training, this share of A's inputs is set to zero at random; against learning by heart |
# | `bias` | `"none"` | whether the layers' constant terms, b in y = Wx + b, are trained too; here they are not |
# | `target_modules` | the list above | the layers that get an A and a B: q, k, v, o are the four matrices of attention, gate, up, down the three of the block after it |
# | `task_type` | `"CAUSAL_LM"` | the kind of model: one that predicts the next token |

# %%
lora = LoraConfig(
    r=profile.lora_rank,
    lora_alpha=profile.lora_alpha,
    lora_dropout=profile.lora_dropout,
    bias="none",
    target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
    task_type="CAUSAL_LM",
)

# %% [markdown]
# Rank, alpha and dropout come from the profile. `gpu80` has the book's values, the others have a smaller rank.
#
# ## The arguments
#
# This is section 4.2.6 of the book. On a GPU the profiles keep the book's values, only `max_length` is smaller on `t4` and
# `gpu24`. The last argument is not the book's.
#
# | argument | book | what it does |
# |---|---|---|
# | `output_dir` | a folder | where checkpoints go: saved states of the training, to go on from |
# | `num_train_epochs` | 1 | passes over the data |
# | `per_device_train_batch_size` | 1 | rows in one forward pass |
# | `gradient_accumulation_steps` | 2 | passes whose gradients are added up before one step |
# | `activation_checkpointing` | on | formerly `gradient_checkpointing`: keeps few activations and computes the rest again on the way back. Less memory, more time. It saves nothing to the disk |
# | `optim` | `adamw_torch_fused` | the optimizer: AdamW, computed in one go for all numbers |
# | `learning_rate` | 2e-4 | how far a step goes; usual for LoRA, about ten times that of training the whole model |
# | `adam_beta2` | `0.999`, the default | how long AdamW remembers how large the gradients were; closer to 1 is a longer memory |
# | `lr_scheduler_type`, `..._kwargs` | `constant` | how the learning rate changes along the way |
# | `warmup_steps` | 0.03 | the share of the steps in which the rate rises from zero; **`constant` ignores it** |
# | `max_grad_norm` | 0.3 | all gradients of a step together are one long vector; if it is longer than this, it is made this long |
# | `max_length` | 7994 | tokens in a training row; formerly `max_seq_length` |
# | `packing` | on | several examples in one row |
# | `assistant_only_loss` | – | learn from the answers only |

# %%
config = SFTConfig(
    output_dir=str(artifacts.path("checkpoints")),
    num_train_epochs=profile.epochs,
    per_device_train_batch_size=profile.batch_size,
    gradient_accumulation_steps=profile.gradient_accumulation,
    activation_checkpointing=profile.gradient_checkpointing,
    optim=profile.optim,
    learning_rate=profile.learning_rate,
    adam_beta2=profile.adam_beta2,
    lr_scheduler_type=profile.schedule,
    lr_scheduler_kwargs=profile.schedule_options,
    warmup_steps=0.03,
    max_grad_norm=profile.max_grad_norm,
    max_length=profile.max_length,
    packing=True,
    assistant_only_loss=True,
    **training.machine_arguments(profile),
)

# %% [markdown]
# Each line is a row of the table. The last one adds arguments that depend on the machine.
#
# ### Optional: four more arguments of the book
#
# `training.machine_arguments` gives arguments that hardly touch what is learned. The book sets these of them too:

# %% tags=["nbval-ignore-output"]
books = {"bf16": True, "tf32": True, "save_strategy": "epoch", "push_to_hub": True}
pd.DataFrame({"book": books, "here": {name: getattr(config, name) for name in books}})

# %%
assert not config.push_to_hub and config.save_strategy == "steps"

# %% [markdown]
# - `bf16` computes products in bfloat16; here it follows from the profile's type. `tf32` lets a GPU compute the products of
#   float32 numbers with fewer digits.
# - `save_strategy` says when a checkpoint is written. Once per epoch means that a crash before its end loses everything. Here
#   it is ten times per run, and the newest is kept.
# - `push_to_hub` uploads at every save. Here lesson 04 uploads once, deliberately.
#
# ### Optional: the learning rate along the way
#
# The book asks for the schedule `constant` and for warm-up. Does the rate rise at the beginning? Ask the library, for 100 steps
# and a rate of 1:

# %%
def schedule(name: str, **options) -> list[float]:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    steps = get_scheduler(name, optimizer, 3, 100, scheduler_specific_kwargs=options)
    found = []
    for _ in range(100):
        found.append(round(optimizer.param_groups[0]["lr"], 2))
        optimizer.step()
        steps.step()
    return found


ours = {"power": 0.5, "lr_end": 0.0}
all_rates = {"constant": schedule("constant"), "constant_with_warmup": schedule("constant_with_warmup"),
             "polynomial": schedule("polynomial", **ours)}
pd.DataFrame(all_rates, index=range(1, 101)).loc[[1, 2, 3, 4, 50, 90, 100]].rename_axis("step")

# %%
assert set(all_rates["constant"]) == {1.0} and all_rates["constant_with_warmup"][0] == 0.0

# %% [markdown]
# `constant` is 1 from the first step on: **it ignores warm-up**, so the book's warm-up, and ours on a GPU, has no effect. The
# argument is kept all the same, to stay with the book. Only `constant_with_warmup` and `polynomial` rise. The profile `cpu`
# takes `polynomial` with power 0.5: the rate rises, stays high for long and falls ever faster towards the end. The last of
# these 100 steps has a tenth of the highest rate; with more steps the last one has less. The training on `cpu` has only a few
# hundred steps. So most of them should change much, and only the last ones little, so that the model settles.
#
# ### Optional: the book's names today
#
# The book was written in 2024, and many names have moved since. The table is kept in `data/api_changes.json`. The two columns
# on the right are not claims but questions put to the libraries installed here: is this name in the signature?

# %%
changes = pd.DataFrame(artifacts.read_json(artifacts.repository() / "data" / "api_changes.json"))
changes["book's name there"] = changes["book"].map(machine.exists)
changes["today's name there"] = changes["today"].map(machine.exists)
assert not changes["book's name there"].any() and changes["today's name there"].all()
changes

# %% [markdown]
# None of the book's names in this table is there, and all of today's are. Two old names still work, each with a warning:
# `torch_dtype` in `from_pretrained`, and `gradient_checkpointing`, which is not in the table. It is called
# `activation_checkpointing` now. Of the arguments in the table of the section "The arguments", three have a new name: this
# one, `warmup_steps` and `max_length`. If a new release moves a name again, this cell fails, and so does the test suite.
#
# ## The trainer
#
# `SFTTrainer` of `trl` takes all of this: model, arguments, examples, tokenizer and `peft_config`. `CompletionTrainer` is the
# course's `SFTTrainer`: much faster without a GPU.
#
# <details><summary>Optional: what <code>CompletionTrainer</code> does differently</summary>
#
# - It computes logits only where a learned token is to be predicted. (On a GPU it leaves the loss to `trl`.)
# - Without a GPU it keeps the questions of a chat apart, as you saw.
# - Without a GPU it computes the logits of a part of the vocabulary: of all tokens that the training rows have, and of a random
#   sample that stands for all others. This is called *sampled softmax*. The section "What the sample costs" shows it.
# - Without a GPU it leaves the training rows of a batch side by side. `trl` lays the rows of one batch end to end; each example
#   stays whole there too.
# - It keeps the adapter in float32, unless the model computes in bfloat16.
#
# </details>

# %%
def build(model, talks: list) -> CompletionTrainer:
    """A trainer that is ready to train the model on the chats."""
    tokenizer.chat_template = marked
    examples = Dataset.from_list([{"messages": talk} for talk in talks])
    made = CompletionTrainer(
        model=model, args=config, train_dataset=examples, processing_class=tokenizer, peft_config=lora
    )
    tokenizer.chat_template = own_template  # the marks have done their work; the adapter is saved without
    return made

# %% [markdown]
# ### Optional: how much can be learned in the time?
#
# Without a GPU the training gets ten minutes (twenty on the slowest processors), or as many as `COURSE_MINUTES` says. The cell
# times a few passes on a second copy of the model and takes as many chats as fit. Here `rate` is a speed, in tokens per
# second, and not the learning rate.

# %% tags=["nbval-ignore-output"]
def rate() -> float:
    trial = build(models.load_base(profile, quantization), talks[:20])
    if profile.compiled:
        compile_layers(trial.model)
    return chats.tokens_per_second(trial)


chosen = chats.choose(profile, lengths, rate, folder)
print(chats.explain(chosen, len(talks)))

# %%
assert 0 < chosen["chats"] <= len(talks)
taken = talks[: chosen["chats"]]

# %% [markdown]
# This is an estimate: the training may take some minutes more or less.
#
# ### Build it
#
# `taken` holds the chats to learn from: on `cpu` as many as fit into the ten or twenty minutes, on a GPU all. The trainer
# tokenizes them, packs them and puts LoRA on the model:

# %% tags=["nbval-ignore-output"]
config.num_train_epochs = chats.passes(profile, lengths, chosen)  # more for a few rows, or where time is left
trainer = build(model, taken)
trainer.model.train()  # before any forward pass: see the appendix
print(f"{len(taken)} chats in {len(trainer.train_dataset)} rows, passes: {config.num_train_epochs}")

# %% [markdown]
# You see into how many training rows the chats were packed, and how often the training goes over them.
#
# ### What LoRA really reached

# %%
hit = inspection.lora_modules(trainer.model)
assert (hit["layers"] == hit["with_lora"]).all()
hit

# %% [markdown]
# `layers` counts the layers of a name, `with_lora` those of them that got an A and a B, `trainable` the numbers that are
# trained in them. All seven names are there, and every layer has its A and B. With the book's list two of the rows would have 0
# in the last two columns; the first exercise asks which. Now look at one layer: W, A and B.

# %%
layer = trainer.model.base_model.model.model.layers[0].mlp.gate_proj
A, B = layer.lora_A["default"].weight, layer.lora_B["default"].weight
wide, narrow = layer.base_layer.out_features, layer.base_layer.in_features
print(f"W: {wide} x {narrow} = {wide * narrow:,} numbers, frozen")
added = A.numel() + B.numel()
print(f"A: {A.shape[0]} x {A.shape[1]}, B: {B.shape[0]} x {B.shape[1]}: {added:,} numbers, trained")
factor = layer.scaling["default"]
print(f"alpha / r = {factor:g}: the layer computes W x + {factor:g} B A x")
assert (B @ A).shape == (wide, narrow)

# %% [markdown]
# In the last line x is the layer's input. B A has the shape of W, but is made of far fewer numbers. At the beginning B is
# zero, so the adapter adds nothing, and the training begins with the base model as it is.

# %%
trained, total = trainer.model.get_nb_trainable_parameters()
print(f"{trained / 1e6:.1f} of {total / 1e6:.0f} million parameters are trained: {trained / total:.1%}")

# %% [markdown]
# Only a small part of all parameters is trained.
#
# ## Packing
#
# In a batch all rows have to be equally long, so short examples are filled up with *padding*, tokens that cost time and teach
# nothing. **Packing** puts several examples into one row instead. It takes the longest first and puts each where it fits best
# (*best fit, decreasing*). No example is divided between rows. Look at eight questions, one to a chat:

# %%
some = rows.select(range(min(1000, len(rows))))
single = chats.conversations(some, questions=1, **fitting)
tokenized = [tokenizer.apply_chat_template(chat)["input_ids"] for chat in single]


def pack(examples: list) -> list[list[int]]:
    return pack_dataset(Dataset.from_dict({"input_ids": examples}), profile.max_length)["seq_lengths"]


eight = tokenized[:8]
figure = plots.padded_and_packed([len(ids) for ids in eight], pack(eight), profile.max_length)

# %% [markdown]
# On the left each example has a row of its own, padded to the longest. On the right they share fewer rows; one colour is one
# example. The book and this course train with one row per batch. Then nothing is padded, but packing still helps: fewer rows
# are fewer passes through the model. On `cpu` it finds little to do, because a chat of many questions nearly fills a row.
#
# ### Optional: packing, counted
#
# And with a thousand questions, one to a chat?

# %%
filled = pack(tokenized)
packed_lengths = [sum(row) for row in filled]
one_by_one = [len(ids) for ids in tokenized]
table = inspection.packing_table(one_by_one, packed_lengths, batch=8, row_length=profile.max_length)
table.assign(filled=table["filled"].map("{:.1%}".format))

# %%
assert table.loc["packed", "rows"] <= len(single)  # as many where no two of your own rows fit into one
assert table["filled"].between(0, 1).all()

# %% [markdown]
# In the first line eight examples are a batch, and each is padded to the longest of its batch. The second pads every example to
# a full row. The third packs. `token places` counts the tokens of all rows, padding included; a packed row counts as a full
# one. `filled` is the share of the places that hold text. With the shipped data there are less than half as many packed rows as
# examples. With one row per batch, that is less than half as many passes through the model. Packed rows are far fuller than rows
# that are padded to the end. A batch of eight, padded to its longest, leaves about as few places empty. (If your own rows are
# longer than half of a training row, no two of them fit into one, and packing saves nothing.)
#
# The trainer has packed its chats in the same way. Is anything lost on the way, and has every row learned tokens? `labels`
# names the token to learn for each place. Where nothing is to be learned it holds -100, and the loss leaves that place out.

# %% tags=["nbval-ignore-output"]
packed = trainer.train_dataset
kept = sum(len(row) for row in packed["input_ids"])
scored_in = [sum(label != -100 for label in labels) for labels in packed["labels"]]
print(f"{min(scored_in)} to {max(scored_in)} learned tokens in a row")

# %%
assert kept == chosen["tokens"], "tokens were cut off"
assert min(scored_in) > 0, "a row without a learned token teaches nothing"
print("nothing was cut, and every row has something to learn from")

# %% [markdown]
# The numbers depend on the machine, but nothing is cut on any machine.
#
# ### Optional: do packed neighbours see each other?
#
# They share a row, so one example could look at the one before it. What keeps them apart are the position ids, which start
# again at 0 with every example. The proof: replace example A, and look at the logits of example B,
# which comes after it.

# %%
size = min(40, *map(len, tokenized[:2]))  # tokens of each; an example of your own may have fewer than 40
a, b = (torch.tensor(tokenized[row][:size]) for row in (0, 1))
other_a = torch.randint_like(a, 1000, 2000)
positions = torch.arange(size).repeat(2)[None].to(model.device)


def logits_of_b(first, **options):
    pair = torch.cat([first, b])[None].to(model.device)
    with torch.no_grad(), trainer.model.disable_adapter():
        return trainer.model(pair, use_cache=False, **options).logits[0, size:].float()


def change_of_b(**options):
    return (logits_of_b(a, **options) - logits_of_b(other_a, **options)).abs().max().item()


kept_apart, leaking = change_of_b(position_ids=positions), change_of_b()
print(f"with position ids the logits of B move by {kept_apart}")
print(f"without, they move by more than 0.5: {leaking > 0.5}")

# %%
assert kept_apart == 0.0 and leaking > 0.5

# %% [markdown]
# With position ids B does not notice that A changed, to the last bit. Without them it does. `packing=True` passes them
# along by itself; a hand-written packing that forgets them mixes the examples.
#
# ### Optional: what the sample costs
#
# The last layer of the model gives a logit to each token of the vocabulary. The small model has a large vocabulary, so without a
# GPU this layer takes nearly half of the time of a step. But the loss needs two things only: the logit of the right token, and
# one number for all tokens together, the sum of their exponentials. That sum can be estimated. The trainer takes all tokens that
# the training rows have, and draws some of the others anew at every step. Each drawn token counts for many.
#
# Compare the estimate with the loss over the whole vocabulary, on one training row:

# %% tags=["nbval-ignore-output"]
row = trainer._prepare_inputs(next(iter(trainer.get_train_dataloader())))
with torch.no_grad():
    whole = trainer.compute_loss(trainer.model, dict(row), return_outputs=True)[0].item()
    estimates = [trainer.compute_loss(trainer.model, dict(row)).item() for _ in range(3)]
print(f"{model.config.vocab_size:,} tokens in the vocabulary, {SAMPLE:,} drawn at every step")
print(f"loss over all: {whole:.3f}; three estimates:", *(f"{estimate:.3f}" for estimate in estimates))

# %%
assert all(abs(estimate - whole) < 0.05 * whole for estimate in estimates)

# %% [markdown]
# The estimates are close to the loss over all, on average a little lower, and each is a little different. (On a GPU they are equal:
# there the trainer takes the whole vocabulary.) When the model answers, it always chooses from the whole vocabulary.
#
# ## Optional: will it fit my GPU?
#
# How much memory does the training take on a GPU? It can be calculated before anything is loaded:
#
# | part | what it is |
# |---|---|
# | weights | the frozen model: NF4 with its scales; embedding, head and norms stay dense |
# | adapters, gradients, optimizer | the trained numbers, a gradient for each, and AdamW's two running means of each |
# | activations | what the way back needs from the layers |
# | logits | what the loss needs: the numbers that go into the head, their gradients, and a part of the logits |
#
# `helpers/memory.py` counts. It builds the model from its own classes, but with the shapes of the weights only, which takes
# no memory. Each function there names its source.

# %%
on_gpus = [profiles.PROFILES[name] for name in profiles.NEEDED]
needed = pd.DataFrame([memory.estimate(each) for each in on_gpus])
print(f"a card of 16 GiB has {16 * 2**30 / memory.GB:.1f} GB")
needed.assign(total=needed.sum(axis=1)).round(1)

# %%
figure = plots.memory(needed, cards={"T4": 16, "L4, 3090, 4090": 24})

# %% [markdown]
# In GB (a billion bytes), one line per profile. Cards are sold in GiB, which are a little larger; the driver keeps a part of
# them. With a small rank and short rows the weights are most of the memory. With the book's rank, what is trained takes nearly
# as much as the weights, and with its long rows the activations do too. `cpu` is left out: without a GPU, Python and its
# libraries take more than the small model.
#
# These are calculations. A second opinion: `python -m tools.simulate_memory` builds the model with shapes only, lets the real
# libraries do steps of training on a card that is not there, and adds up every tensor that they ask for.

# %%
simulated = memory.stored("simulated_memory")
pd.DataFrame({"calculated": needed.sum(axis=1), "simulated": {name: row["simulated_gb"] for name, row in simulated.items()}}).round(1)

# %% [markdown]
# In GB again. Neither is a measurement: what CUDA itself takes, and the gaps between tensors, are in neither. On a GPU, compare
# them with the peak that is measured after the training below; `python tests/gpu_check.py` measures every profile that fits the card.
#
# The logits are so small because on a GPU `trl` never holds all of them at once. It computes a part of them, adds that part to
# the loss, throws it away, and computes it again in the backward pass. Held whole, they would need more than the weights where
# rows are long:

# %%
for each in on_gpus:
    held = needed.loc[each.name, "logits"]
    print(f"{each.name}: {memory.whole_logits(each):.1f} GB of logits instead of {held:.1f}")

# %% [markdown]
# One line per profile: what the logits would take, and what they take.
#
# Put in your own numbers: the memory of your card in GB, and what you would like to change.

# %%
mine, card = replace(profiles.PROFILES["gpu80"], max_length=4_096, lora_rank=128), 16
wishes = ({}, {"gradient_checkpointing": False}, {"batch_size": 4}, {"lora_rank": 16}, {"max_length": 1_024})
for change in wishes:
    print(f"{change or 'as it is'}: {memory.verdict(replace(mine, **change), card)}")

# %% [markdown]
# Longer rows and larger batches need more memory for activations, a larger rank needs more for what is trained. Without
# activation checkpointing long rows do not fit. Gradient accumulation costs next to nothing: the gradients stay in memory
# during the next pass, and with LoRA they are few.
#
# ## Training
#
# ### Optional: a safety check
#
# On some processors the training of four-bit weights can go wrong without any error (see the appendix). This cell stops if it
# would:

# %%
error = inspection.gradient_error(trainer.model)
advice = "load a fresh model, and train it before any inference"
assert error < 0.02, f"The NF4 gradients are off by {error:.1%}: {advice}"
print("the gradients through NF4 agree with dense ones")

# %% [markdown]
# They agree.
#
# ### Train
#
# After an interruption this cell goes on from the last checkpoint. When an adapter made with exactly these settings and data
# exists, it does nothing.
#
# <details><summary>Optional: what else the cell does</summary>
#
# A loss that is zero or not a number stops the training, with a sentence that says what to try. Change a setting, and the cell
# trains anew.
#
# Where the profile says so and a C++ compiler is installed, the cell also calls PyTorch's own compiler, `torch.compile`. It
# turns the many small computations between the matrix products into a few larger ones. Then the first step takes up to a
# minute, and all others are faster.
#
# </details>

# %% tags=["nbval-ignore-output"]
settings = training.settings(trainer, lora, profile)
if training.is_done(folder, settings):
    record = artifacts.read_json(folder / "training.json")
    print("Trained already with these settings: nothing to do.")
else:
    if profile.compiled:
        compile_layers(trainer.model)
    record = training.run(trainer, folder, settings, chosen)
assert len(record["loss"]) == len(record["steps"]) > 0

# %%
figure = plots.loss_curve(record["steps"], record["loss"])

# %%
few = min(5, max(1, len(record["loss"]) // 2))  # steps at the beginning, and at the end
first, last = (sum(part) / few for part in (record["loss"][:few], record["loss"][-few:]))
print(f"the loss fell: {last < first}; to less than a half: {last < first / 2}")

# %% [markdown]
# The thin line is the loss of every step, the thick one its running mean. The printed line compares the first steps with the
# last ones; expect two times `True`.
#
# ### Optional: what it took

# %% tags=["nbval-ignore-output"]
artifacts.record(
    profile=profile.name,
    kind=profile.kind,
    dtype=profile.dtype,
    model=profile.model_id,
    train_questions=sum(len(talk) // 2 for talk in taken),
    train_tokens=record["tokens"],
    train_tokens_per_second=record["tokens_per_second"],
    train_seconds=record["seconds"],
)
assert record["tokens"] > 0 and record["seconds"] > 0
shown = ["tokens", "seconds", "tokens_per_second", "peak_memory_gb"]
pd.Series(record, name="training")[shown].astype(float)

# %% [markdown]
# Tokens, seconds and tokens per second of this machine; `peak_memory_gb` is the most memory that the process held.
#
# ## What was saved
#
# Only the adapter, with the tokenizer and `training.json`, the settings that made it:

# %%
files = sorted(file.name for file in folder.iterdir())
print(*files, sep="\n")

# %% [markdown]
# `adapter_model.safetensors` holds all the A and B, `adapter_config.json` the `peft_config` with the name of the base model.
# `README.md` is a form that `peft` writes; lesson 04 puts a real model card in its place. There is no pickle: such a file can
# run code when it is opened.
#
# What does the model answer now? Lesson 05 asks it, and loads the adapter from these files, as every user of it does. (Here,
# answering could make this model useless for training on some processors; see the appendix.)
#
# ## Checkpoint

# %%
assert {"adapter_model.safetensors", "adapter_config.json", "tokenizer.json", "training.json"} <= set(files)
assert not [name for name in files if name.endswith((".bin", ".pt", ".pth", ".pkl"))]
assert last <= first, "the loss did not fall"
assert len(hit) == 7 and trained > 0
print("Lesson 03: done. The adapter is ready for lessons 04 and 05.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** Which layers would the book's list, with its missing comma, have trained? Give their names.

# %%
trained_layers = ...

# %%
from exercises import lesson_03 as check

passed = check.trained(trained_layers, hit, books_list)

# %% tags=["solution"] jupyter={"source_hidden": true}
names = hit.index
print(pd.Series({name: name in books_list for name in names}, name="trained by the book's list"))
trained_layers = [name for name in names if name in books_list]
assert check.trained(trained_layers, hit, books_list)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# Two of the seven are `False`: `v_proj` and `up_proj`.
#
# </details>

# %% [markdown]
# **2.** How many numbers does LoRA of rank r add to a layer of *n* inputs and *m* outputs? Write a function.

# %%
def added(r, n, m):
    ...

# %%
passed = check.added(added)

# %% tags=["solution"] jupyter={"source_hidden": true}
def added(r, n, m):
    return r * (n + m)


sizes = model.config
one_layer = added(profile.lora_rank, sizes.hidden_size, sizes.intermediate_size)
print(f"r x (n + m) = {one_layer:,} for one gate_proj")
assert hit.loc["gate_proj", "trainable"] == one_layer * sizes.num_hidden_layers
assert check.added(added)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# A is r x n and B is m x r, so together r x (n + m).
#
# </details>

# %% [markdown]
# **3.** Which share of all tokens of the training are learned tokens? `packed` has a row's tokens in `input_ids`, and in `labels`
# -100 for those that are only read.

# %%
share = ...

# %%
passed = check.share(share, packed)

# %% tags=["solution", "nbval-ignore-output"] jupyter={"source_hidden": true}
scored = sum(scored_in)
share = scored / kept
print(f"{scored:,} of {kept:,} tokens are answers: {share:.0%}")
assert check.share(share, packed)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# With the shipped data the learned tokens are the smaller part; most tokens are schemas and questions. Without
# `assistant_only_loss` the model would spend most of its learning on them.
#
# </details>

# %% [markdown]
# ## Appendix (optional): four-bit weights that are repacked
#
# Some processors repack four-bit weights at the first forward pass in *eval* mode, the mode for answering, into a layout that
# is meant for answering only. Switching back to training mode does not undo it, and no error says so: the loss just stays
# high. Therefore the model was put into training mode before its first forward pass, and it never answers questions here.
# Lesson 05 does that with a model that it loads anew. The check before the training compares the gradient through the NF4
# layers of the first block with the gradient through the same layers unpacked; rounding makes a small difference, repacking a
# large one.
