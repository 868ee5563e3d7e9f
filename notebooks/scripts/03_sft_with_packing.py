# %% [markdown]
# # 03 · Supervised fine-tuning with QLoRA and packing
#
# **You turn a small chat model that answers Korean questions with noise into one that answers them with SQL, and you can
# explain every argument on the way.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/03_sft_with_packing.ipynb)
#
# You will be able to
# - translate the arguments of the book's section 4.2.6 into today's `trl`, `peft` and `transformers`,
# - quantize a model to NF4, put LoRA on it and check what LoRA really hit,
# - say what packing saves, and prove that packed neighbours do not see each other,
# - train, resume after a crash, and keep the adapter together with the settings that made it.
#
# Time: about twelve minutes on `cpu`, ten of them for the training itself; T4 and 80 GB are not measured yet.

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

# %% tags=["nbval-ignore-output"]
from dataclasses import replace

import plots
from helpers import artifacts, budget, chats, data, inspection, machine, memory, models, profiles, training
from helpers.cpu_trainer import CompletionTrainer, compile_layers

import pandas as pd
import torch
from datasets import Dataset
from peft import LoraConfig
from transformers import BitsAndBytesConfig
from trl import SFTConfig, pack_dataset

profile = profiles.detect()
folder = artifacts.path("adapter")

# %% [markdown]
# ## From the book's names to today's
#
# The book was written in 2024. Half of the names it passes to `SFTTrainer` have moved since. The table is kept in
# `data/api_changes.json`; the two columns on the right are not claims but questions put to the libraries installed here.

# %% tags=["nbval-ignore-output"]
changes = pd.DataFrame(artifacts.read_json(artifacts.repository() / "data" / "api_changes.json"))
changes["book's name works"] = changes["book"].map(machine.exists)
changes["today's name works"] = changes["today"].map(machine.exists)
assert not changes["book's name works"].any() and changes["today's name works"].all()
changes.style.set_properties(**{"text-align": "left"}).hide(axis="index")

# %% [markdown]
# Every one of the book's names is gone and every one of today's is there. If a new release moves a name again, this
# cell fails, and so does the test suite: that is how the course notices before you do.
#
# The other arguments of section 4.2.6 kept their names. What each one does:
#
# | argument | book | what it does |
# |---|---|---|
# | `num_train_epochs` | 1 | passes over the data |
# | `per_device_train_batch_size` | 1 | packed rows in one forward pass |
# | `gradient_accumulation_steps` | 2 | passes whose gradients are added before one step |
# | `gradient_checkpointing` | on | now `activation_checkpointing`: recompute activations in the backward pass; less memory, more time |
# | `optim` | `adamw_torch_fused` | AdamW in one fused kernel |
# | `learning_rate` | 2e-4 | usual for LoRA; full fine-tuning takes a tenth of it |
# | `lr_scheduler_type` | `constant` | the rate never falls, **and warm-up is ignored**: only `constant_with_warmup` warms up |
# | `warmup_ratio` | 0.03 | hence without effect in the book |
# | `max_grad_norm` | 0.3 | longer gradients are cut to this length |
# | `bf16`, `tf32` | on | compute in bfloat16; let float32 products use the tensor cores. Without a GPU the profile's type decides (lesson 01) |
# | `save_strategy` | `epoch` | one checkpoint an epoch: a crash in the first epoch loses everything |
# | `push_to_hub` | on | upload at every save; here lesson 04 does it, once and deliberately |
# | `max_seq_length`, `packing` | 7994, on | length of a row, and several examples in one row |

# %% [markdown]
# ## The examples
#
# A training example is a chat: system prompt, schema and question, answer. Most of its tokens are the schema, and many
# questions are about the same one. So on a slow machine the profile puts several questions on one schema into a chat: the
# schema is read once, and each answer is still learned from the tables and its question.
#
# A chat that is longer than a row of the training would be cut at the row's end and lose its last answers. So
# `chats.conversations` makes two of it; a single question that does not fit is left out, and a line would say so.

# %%
tokenizer = models.load_tokenizer(profile)
rows = data.load(profile)["train"]
talks = chats.conversations(rows, profile.questions_per_chat, tokenizer=tokenizer, max_length=profile.max_length)
lengths = chats.lengths(talks, tokenizer)
print(f"{len(rows)} questions on {len(set(rows['db_id']))} databases, in {len(talks)} chats")
print(f"the longest chat has {max(lengths)} tokens, a row {profile.max_length}")
for message in talks[0]:
    print(f"{message['role']}: {message['content']}")

# %% [markdown]
# The model is to learn to answer, not to ask. `assistant_only_loss` scores the tokens of the answers alone, if the chat
# template marks them with `{% generation %}`. The course's template of the small model has no such marks, so there is a
# marked version of it; for templates of other models, such as Llama 3's, `trl` has one.

# %%
own_template = tokenizer.chat_template
marked = models.training_template(tokenizer)
print(marked)
same = [tokenizer.apply_chat_template(talk, tokenize=False, chat_template=marked) for talk in talks[:50]]
assert same == [tokenizer.apply_chat_template(talk, tokenize=False) for talk in talks[:50]]

# %% [markdown]
# The marks change nothing in the text, as the assert says. They only tell which tokens are scored. Here are those of the
# first answer of a chat:

# %%
marks = tokenizer.apply_chat_template(
    talks[0][:3], chat_template=marked, return_dict=True, return_assistant_tokens_mask=True
)
scored_tokens = [token for token, mask in zip(marks["input_ids"], marks["assistant_masks"]) if mask]
print(tokenizer.decode(scored_tokens))
assert scored_tokens[-1] == tokenizer.eos_token_id, "the end mark is not scored"
assert tokenizer.eos_token_id != tokenizer.pad_token_id

# %% [markdown]
# The last of them is the end mark: the model has to learn to stop as well. Padding is never scored. So if a tokenizer uses
# its end mark for padding too, the mark may drop out of the scored tokens with it, and such a model never stops.
#
# What does it save to ask several questions on a schema? Count the tokens both ways:

# %%
def tokens(questions: int) -> int:
    return sum(chats.lengths(chats.conversations(rows, questions), tokenizer))


for questions in sorted({1, profile.questions_per_chat}):
    print(f"{questions} a chat: {tokens(questions) / len(rows):.0f} tokens a question")

# %% [markdown]
# ## NF4: four bits a weight
#
# The frozen base model is stored in NF4, sixteen values placed where normally distributed weights are dense. Each block
# of 64 weights has a scale; *double quantization* stores the scales themselves in eight bits. The products are computed
# in the profile's own type after unpacking.

# %% tags=["nbval-ignore-output"]
quantization = BitsAndBytesConfig(
    load_in_4bit=True,
    bnb_4bit_quant_type="nf4",
    bnb_4bit_use_double_quant=True,
    bnb_4bit_compute_dtype=getattr(torch, profile.dtype),
    bnb_4bit_quant_storage=getattr(torch, profile.dtype),  # the same bits, as numbers that FSDP can spread
)
model = models.load_base(profile, quantization)
embeddings = model.get_input_embeddings().weight.numel()
print(f"{model.num_parameters() / 1e6:.0f} million parameters in {model.get_memory_footprint() / 1e6:.0f} MB, "
      f"{embeddings / 1e6:.0f} million of them in the embedding")

# %% [markdown]
# The embedding, a vector for every token of the vocabulary, stays dense; in a small model with a large vocabulary it is
# most of the memory, and only the layers get smaller. At 8 billion parameters it hardly counts.

# %% [markdown]
# ## LoRA, and the missing comma
#
# LoRA adds a product of two thin matrices to chosen linear layers and trains only those. The book's list of layers
# misses a comma. Python glues neighbouring strings together, so two names became one that no layer has:

# %%
books_list = ["q_proj", "k_proj", "v_proj" "up_proj", "o_proj", "gate_proj", "down_proj"]
print(books_list)
assert len(books_list) == 6

# %% [markdown]
# No error: `peft` is content as long as *some* name matches. `v_proj` and `up_proj` silently stay untrained. So write
# the list, and then look at what it hit.

# %%
lora = LoraConfig(
    r=profile.lora_rank,
    lora_alpha=profile.lora_alpha,
    lora_dropout=profile.lora_dropout,
    target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
    task_type="CAUSAL_LM",
)

# %% [markdown]
# The update is scaled by alpha / r. Rank and alpha come from the profile: the book's r = 256, alpha = 128 on a big card,
# less on a small one.
#
# ## The arguments
#
# The profile fills in what depends on the machine. On a GPU these are the book's values. A run of minutes on `cpu` wants
# other ones: a rate that stays high for long and reaches zero at the end (it falls with the square root of the steps that
# are left), because the last steps should be small, and a shorter memory of AdamW, because there are few steps.
# Checkpoints come ten times a run, so an interrupted run goes on where it was.

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
# `machine_arguments` holds what has no say in the result: precision flags, how often to log and to save, no reports to
# outside services.
#
# `CompletionTrainer` is `SFTTrainer` with two changes for machines without a GPU. It asks the model for logits only at the
# positions that are scored, and it leaves the packed rows of a batch side by side: `trl` strings them into one long row,
# and attention over that costs a processor the square of its length. The loss is the same. And with one more: `trl` makes
# the adapters of a quantized model bfloat16; here they are so only where the model computes in bfloat16.

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
# ## How much can be learned in the time?
#
# Without a GPU the profile gives the training ten minutes (twenty on the slowest processors), or as many as `COURSE_MINUTES`
# says. What fits into them depends on the processor. So a few passes forward and backward are timed first, on a model of their own and without a step of the
# optimizer. The chats are in random order, and the first of them that fit are taken: with more minutes, the same ones and
# others besides. The choice is kept, so that a run that goes on, or a second one, does not choose anew.

# %% tags=["nbval-ignore-output"]
def rate() -> float:
    trial = build(models.load_base(profile, quantization), talks[:20])
    if profile.compiled:
        compile_layers(trial.model)
    return budget.tokens_per_second(trial)


chosen = budget.choose(profile, lengths, rate, folder)
print(budget.explain(chosen, len(talks)))

# %%
assert 0 < chosen["chats"] <= len(talks)
taken = talks[: chosen["chats"]]

# %% tags=["nbval-ignore-output"]
trainer = build(model, taken)
trainer.model.train()  # before any forward pass: see "Are the gradients right?"
hit = inspection.lora_modules(trainer.model)
assert (hit["layers"] == hit["with_lora"]).all()
hit

# %% [markdown]
# Seven names, every layer of each of them carries an adapter. With the book's list two of the rows would read zero.
# Try it in the first exercise.

# %%
trained, total = trainer.model.get_nb_trainable_parameters()
print(f"{trained / 1e6:.1f} million of {total / 1e6:.0f} million parameters are trained: {trained / total:.1%}")

# %% [markdown]
# ## Will it fit?
#
# How much memory does this take on a GPU? All of it can be counted before anything is loaded:
#
# | part | what it is |
# |---|---|
# | weights | the frozen model: NF4 with its scales; embeddings, head and norms stay dense |
# | adapters, gradients, optimizer | the trained numbers, a gradient for each, and AdamW's two running means of each |
# | activations | what the backward pass needs from the layers. With checkpointing only the input of each layer is kept, and the inside of one layer at a time is computed again |
# | logits | the last step, from hidden states to a score for every word of the vocabulary, and back |
#
# The counting is done in `helpers/memory.py`, on the model's own classes without storage; each line there names its source.

# %%
on_gpus = [profiles.PROFILES[name] for name in profiles.NEEDED]
needed = pd.DataFrame([memory.estimate(each) for each in on_gpus])
needed.assign(total=needed.sum(axis=1)).round(1)

# %%
figure = plots.memory(needed, cards={"T4": 16, "L4, 3090, 4090": 24})

# %% [markdown]
# In GB, one row a profile. With a small rank and short rows the weights are most of it. The book's rank needs as much
# for what is trained as the weights do, and its long rows nearly as much again for activations. `cpu` is left out: without
# a GPU, Python and its libraries take more than the small model.
#
# These are calculations. On a GPU, compare them with the peak that is measured after the training below;
# `python tests/gpu_check.py` measures every profile that fits the card.
#
# The logits are so small because `trl` never holds all of them: it takes a tile at a time, and again in the backward
# pass. Held whole, they would outgrow the weights where rows are long:

# %%
for each in on_gpus:
    print(f"{each.name}: {memory.whole_logits(each):.1f} GB of logits instead of {needed.loc[each.name, 'logits']:.1f}")

# %% [markdown]
# ### Will it fit *my* card?
#
# Put in your own numbers: the memory of your card in GB, and what you would like to change.

# %%
mine, card = replace(profiles.PROFILES["gpu80"], max_length=4_096, lora_rank=128), 16
for change in ({}, {"gradient_checkpointing": False}, {"batch_size": 4}, {"lora_rank": 16}, {"max_length": 1_024}):
    print(f"{change or 'as it is'}: {memory.verdict(replace(mine, **change), card)}")

# %% [markdown]
# Rows and batch size move the activations, the rank moves what is trained, and checkpointing is what makes long rows
# possible at all. Gradient accumulation costs nothing: it adds up gradients that are there anyway.
#
# ## Packing
#
# Examples are of different lengths. In a padded batch the short ones are filled up with tokens that cost time and teach
# nothing. Packing puts several examples into one row of fixed length (best fit, the longest first, none cut in two).
# Look at it with the first thousand questions, one to a chat.

# %% tags=["nbval-ignore-output"]
single = chats.conversations(rows.select(range(min(1000, len(rows)))), questions=1)
tokenized = [tokenizer.apply_chat_template(chat)["input_ids"] for chat in single]
filled = pack_dataset(Dataset.from_dict({"input_ids": tokenized}), profile.max_length)["seq_lengths"]
packed_lengths = [sum(row) for row in filled]
table = inspection.packing_table([len(ids) for ids in tokenized], packed_lengths, batch=8, row_length=profile.max_length)
table.style.format({"filled": "{:.1%}", "rows": "{:,.0f}", "token places": "{:,.0f}"})

# %%
assert table["filled"].idxmax() == "packed" and table.loc["packed", "rows"] < len(single)

# %% tags=["nbval-ignore-output"]
figure = plots.packing(table, filled[:: len(filled) // 12][:12], profile.max_length)

# %% [markdown]
# On the left the share of token places that hold text; on the right some of the packed rows, one colour an example. Packed
# rows are the fullest, and there are far fewer of them than examples. The longer the row, the better examples fit.
#
# The trainer has packed its chats in the same way. Is anything lost on the way, and has every row something to learn from?

# %% tags=["nbval-ignore-output"]
packed = trainer.train_dataset
kept = sum(len(row) for row in packed["input_ids"])
scored_in = [sum(label != -100 for label in labels) for labels in packed["labels"]]
print(f"{len(taken)} chats in {len(packed)} rows; {kept:,} of {chosen['tokens']:,} tokens; "
      f"{min(scored_in)} to {max(scored_in)} scored tokens in a row")

# %%
assert kept == chosen["tokens"], "tokens were cut off"
assert min(scored_in) > 0, "a row without a scored token teaches nothing"

# %% [markdown]
# ### Do packed neighbours see each other?
#
# They share a row, so attention could leak from one example into the next. What keeps them apart are the position ids,
# which start again at 0 with every example. The proof: replace example A, and look at the logits of example B.

# %% tags=["nbval-ignore-output"]
a, b = (torch.tensor(packed[row]["input_ids"][:40]) for row in (0, 1))
other_a = torch.randint_like(a, 1000, 2000)
positions = torch.arange(40).repeat(2)[None]


def logits_of_b(first, **options):
    pair = torch.cat([first, b])[None].to(model.device)
    with torch.no_grad(), trainer.model.disable_adapter():
        return trainer.model(pair, use_cache=False, **options).logits[0, 40:].float()


def change_of_b(**options):
    return (logits_of_b(a, **options) - logits_of_b(other_a, **options)).abs().max().item()


kept_apart, leaking = change_of_b(position_ids=positions), change_of_b()
print(f"logits of B move by {kept_apart} with position ids and by {leaking:.2f} without")

# %%
assert kept_apart == 0.0 and leaking > 0.5

# %% [markdown]
# With position ids B does not notice that A changed, to the last bit. Without them it does. `packing=True` passes them
# along by itself, under `sdpa` as under flash attention; a hand-written packing that forgets them mixes the examples.
#
# ## Are the gradients right?
#
# Some processors repack four-bit weights at the first forward pass in eval mode, into a layout that is meant for inference
# only. Switching back to training mode does not undo it, and no error says so: the loss just stays high. So the model was
# put into training mode before its first forward pass, it never answers questions here (lesson 05 does that in an instance
# of its own), and now, right before training, compare the gradient through the NF4 layers of the first block with
# the same layers unpacked.

# %%
error = inspection.gradient_error(trainer.model)
advice = "load a fresh model, and train it before any inference"
assert error < 0.02, f"The NF4 gradients are off by {error:.1%}: {advice}"
print("NF4 gradients agree with dense ones")

# %% [markdown]
# ## Training
#
# The cell shows a progress bar, goes on from the last checkpoint after an interruption, and does nothing when an adapter
# made with exactly these settings and data exists. Change a setting, and it trains anew.
#
# Where the profile says so, `compile_layers` first has `torch.compile` fuse what lies between the matrix products, the steps of
# attention among it, if a C++ compiler is installed. The first step then takes up to a minute and the others less. On the
# slowest processors the products take most of the time anyway, so compiling would not earn its minute back. A loss that
# is not a number, or is zero, stops the training with a sentence that says what to try.

# %% tags=["nbval-ignore-output"]
settings = training.settings(trainer, lora, profile)
if training.is_done(folder, settings):
    record = artifacts.read_json(folder / "training.json")
    print("Trained already with these settings: nothing to do.")
else:
    if profile.compiled:
        compile_layers(trainer.model)
    record = training.run(trainer, folder, settings, chosen)

# %% tags=["nbval-ignore-output"]
figure = plots.loss_curve(record["steps"], record["loss"])

# %% [markdown]
# The thin line is the loss of every step, the thick one its running mean. It falls fast while the model learns the form
# (SQL and nothing else), then slowly while it learns which column a Korean word means.

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
shown = ["tokens", "seconds", "tokens_per_second", "peak_memory_gb"]
pd.Series(record, name="training")[shown].astype(float)

# %% [markdown]
# Tokens, seconds and tokens per second of this machine, and the most memory that the process held.
#
# ## What was saved
#
# Only the adapter, as safetensors, with the tokenizer and `training.json`, the settings that made it. No pickle: a file
# that runs code when it is opened has no place in something that you share.

# %% tags=["nbval-ignore-output"]
files = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
pd.Series(files, name="bytes")

# %% [markdown]
# ## Checkpoint

# %%
assert {"adapter_model.safetensors", "adapter_config.json", "tokenizer.json", "training.json"} <= set(files)
assert not [name for name in files if name.endswith((".bin", ".pt", ".pth", ".pkl"))]
assert sum(record["loss"][-5:]) < sum(record["loss"][:5]), "the loss did not fall"
assert len(hit) == 7 and trained > 0
print("Lesson 03: done. The adapter is ready for lessons 04 and 05.")

# %% [markdown]
# ## Exercises
#
# **1.** Which layers would the book's list, with its missing comma, have trained?

# %% tags=["solution"] jupyter={"source_hidden": true}
names = hit.index
print(pd.Series({name: name in books_list for name in names}, name="trained by the book's list"))
assert [name for name in names if name not in books_list] == ["v_proj", "up_proj"]

# %% [markdown]
# **2.** How many numbers does LoRA of rank r add to a layer of *n* inputs and *m* outputs? Check it on `gate_proj`.

# %% tags=["solution"] jupyter={"source_hidden": true}
shape = model.config
added = profile.lora_rank * (shape.hidden_size + shape.intermediate_size)  # r * (n + m)
assert hit.loc["gate_proj", "trainable"] == added * shape.num_hidden_layers
print("r x (n + m) for each of the layers")

# %% [markdown]
# **3.** How much of the loss would the prompts make up if they were scored too? Count the scored tokens.

# %% tags=["solution", "nbval-ignore-output"] jupyter={"source_hidden": true}
scored = sum(scored_in)
print(f"{scored:,} of {kept:,} tokens are scored: {scored / kept:.0%}")
assert 0 < scored < kept / 2
