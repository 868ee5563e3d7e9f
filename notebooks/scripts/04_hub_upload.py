# %% [markdown]
# # 04 · Upload to the Hub
#
# **You publish the adapter with a model card that tells the truth, read it back, and prove that what others will load
# is what you trained.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/04_hub_upload.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/04_hub_upload.ipynb)
#
# You will be able to
# - write a model card: base, data, settings, scores with their intervals, licence,
# - say what `push_to_hub` does, and what it forgets,
# - publish in one commit, privately, and run it again without changing anything,
# - verify a download file by file and answer by answer,
# - explain (optional) why a merged model is not quite the one you trained.
#
# | the book's chapter | here |
# |---|---|
# | 4.2.8, upload: `push_to_hub` of model and tokenizer | section "`push_to_hub`, as the book does it" |
#
# Words that you do not know are in the [glossary](01_setup.ipynb#Glossary).
#
# Time: up to three minutes on `cpu`, depending on the processor; T4 and 80 GB are not measured yet.

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
# ## Which Hub?
#
# The *Hugging Face Hub* keeps models the way GitHub keeps programs. You need six words for this lesson:
#
# - A **repository** is a folder of files with a history. Its name is `user/name`.
# - A **commit** is one saved state of all its files. A **branch** is a named series of commits; the usual one is `main`.
# - A **model card** is the repository's `README.md`.
# - A **checksum** is a long number that is computed from the bytes of a file. Two files with the same checksum are the same.
# - An access **token** is a password for programs. It tells the Hub who you are. (It has nothing to do with the tokens of a
#   text.)
#
# If `HF_TOKEN` is set (a token with write permission from
# [huggingface.co/settings/tokens](https://huggingface.co/settings/tokens)), this lesson publishes on the real Hub, in a
# private repository. Without a token, `hub.connect()` starts a small server on this machine that answers as the Hub does.
# All libraries then talk to that server.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import hub
from helpers import artifacts, data, inference, models, profiles
from hub import model_card

import pandas as pd
import torch
from huggingface_hub import HfApi
from IPython.display import Markdown
from peft import PeftConfig, PeftModel

print(hub.connect())
profile = profiles.detect()
folder = artifacts.require(artifacts.path("adapter"), "03_sft_with_packing")

# %% [markdown]
# The output says which of the two Hubs you use. Everything below is the same for both.
#
# ## The name
#
# The user in `user/name` is the owner of the token. The course chooses the name, unless you set `COURSE_HUB_NAME`. `hub.claim`
# makes a private repository if there is none, and leaves one that exists as it is. It stops with one sentence if the token
# cannot write, if the name belongs to someone else, or if the repository holds other work.

# %%
name = hub.full_name(profile.model_id.split("/")[-1] + "-korean-text2sql")
claimed = hub.claim(name)
print(f"{claimed.id} is {'private' if claimed.private else 'public'}")

# %% [markdown]
# The repository is there. If it is private, only you can see it.
#
# ## `push_to_hub`, as the book does it
#
# Every model and every tokenizer of `transformers` and `peft` has a method `push_to_hub`. The book calls both, right after
# training. We do the same with the adapter of lesson 03. First comes a function that loads it, on the base model in NF4 as in
# training. This lesson needs several models, one after the other. Two at a time are too much for a small card, so the function
# first gives back the memory of the last one, and no cell keeps a model.

# %% tags=["nbval-ignore-output"]
quantization = models.nf4(profile)
tokenizer = models.load_tokenizer(profile, folder)
assert tokenizer.chat_template, "the adapter's tokenizer has lost its template"


def load(source, quantization=None, **options):
    """The adapter of a folder or repository on its base; the memory of the last model is given back first."""
    models.free_memory()
    base = models.load_base(profile, quantization)
    return PeftModel.from_pretrained(base, source, **options).eval()

# %% [markdown]
# Then the two calls of the book. They go to a branch of their own, `push-to-hub`, so that `main` stays clean.

# %% tags=["nbval-ignore-output"]
api = HfApi()
if "push-to-hub" not in [branch.name for branch in api.list_repo_refs(name).branches]:
    load(folder, quantization).push_to_hub(name, revision="push-to-hub", private=True)
    tokenizer.push_to_hub(name, revision="push-to-hub")
pushed_card = api.hf_hub_download(name, "README.md", revision="push-to-hub")
pushed_config = PeftConfig.from_pretrained(name, revision="push-to-hub")
assert pushed_config.r == profile.lora_rank

# %% [markdown]
# There is no error. But look at what is on the Hub now: the commits, the card, and the base model that the adapter names.

# %%
history = [commit.title for commit in api.list_repo_commits(name, revision="push-to-hub")]
unfilled = Path(pushed_card).read_text(encoding="utf-8").count("[More Information Needed]")
base_named = pushed_config.base_model_name_or_path
print("commits:", ", then ".join(reversed(history)))
print(f"{unfilled} places of its card say [More Information Needed]")
print("its base model:", base_named if base_named == profile.model_id else "a folder of this machine")

# %% [markdown]
# - The two calls made two commits, after the first one that every repository begins with. Between them lies a state in which the
#   model has no tokenizer.
# - The card is an unfilled form.
# - If `push_to_hub` makes the repository itself, everybody can see it, unless you say `private=True` or your organization has
#   another default. (Ours was private already.)
# - `adapter_config.json` names the base model as this machine found it. If that was a local folder, the adapter loads for
#   nobody else.
#
# None of this is an error message. You have to look.
#
# ## The model card
#
# The card has two parts. Its head is data for the Hub's search. Its body is for people: what the model was trained from, on
# which data, with which settings, how good it is, and how sure we are of that.

# %% tags=["nbval-ignore-output"]
training_record = artifacts.read_json(folder / "training.json")
scores = model_card.scores(folder)
card = model_card.write(name, profile, training_record, scores, models.origin(profile))
assert profile.model_id in card.text
Markdown(card.text)

# %% [markdown]
# You see the card as the Hub will show it. The scores come from lessons 06 and 07: run this lesson again after them, and the
# tables are filled. Only the card changes then. Scores of another adapter than the one in the folder are left out.
#
# There are three tests, so there are three scores of each kind. A second table sets them beside what string matching and the base
# model reach on the same questions. A score alone says little to somebody who does not know the questions: a reader of your card
# should see what is easy about them. Here is the head:

# %%
print(card.data.to_yaml())

# %% [markdown]
# `base_model` links the adapter to the page of its base model. `license` is the licence of the base model. Once there are
# scores, a part `model-index` follows; from it the Hub reads the scores.
#
# The licence matters. Gemma, the base of the `cpu` profile, has no open-source licence, but the
# [Gemma Terms of Use](https://ai.google.dev/gemma/terms). They hold for everything that is derived from it: your adapter and
# the merged model, too. If you give one to others, you have to give them the terms with their restrictions, and a notice. The
# notice is the card's last section, and the terms are uploaded as a file. The Llama 3 licence of the GPU profiles asks for
# similar things. Read the terms before you make a repository public.
#
# ## One commit
#
# `hub.publish` sends weights, configuration, tokenizer, settings, terms and card in a single commit. So `main` goes from the old
# model to the new one, with nothing in between. The large files go first; the commit then only names their checksums.

# %% tags=["nbval-ignore-output"]
published = hub.publish(folder, card, name)
assert published.commit

# %%
print(f"{'a new commit' if published.changed else 'nothing to change'} in {published.repo_id}")
print(*published.files, sep="\n")

# %% [markdown]
# The list shows all files that went out: text and `safetensors`, no pickle. (A pickle can run code on the machine that opens
# it.) A large file that the Hub already has under the same checksum is not sent. So after a broken upload the next run
# goes on with the first large file that had not arrived. And to publish once more costs nothing:

# %% tags=["nbval-ignore-output"]
again = hub.publish(folder, card, name)

# %%
assert not again.changed and again.commit == published.commit
print("published twice, one commit")

# %% [markdown]
# The client saw that no file has changed, and made no commit.
#
# ## Read it back
#
# The files that others download are what counts. So download everything. `verify_repo_checksums` then computes the checksum of
# each file and compares it with the one that the Hub keeps.

# %% tags=["nbval-ignore-output"]
downloaded = hub.read_back(published)

# %%
checked = api.verify_repo_checksums(name, revision=published.commit, local_dir=downloaded)
print(f"{checked.checked_count} files checked, {len(checked.mismatches)} differ, "
      f"{len(checked.missing_paths)} missing")

# %% [markdown]
# Every file came back whole. (The Hub itself adds one file, `.gitattributes`.) Now compare your own folder with the Hub in
# the same way:

# %%
mine = api.verify_repo_checksums(name, revision=published.commit, local_dir=folder)
differ = {mismatch["path"] for mismatch in mine.mismatches}
print("the weights", "differ" if "adapter_model.safetensors" in differ else "are the same")
base_named = PeftConfig.from_pretrained(downloaded).base_model_name_or_path
print(f"the adapter names {base_named} as its base model")
assert "adapter_model.safetensors" not in differ and base_named == profile.model_id

# %% [markdown]
# The weights on the Hub are those that you trained. What differs was changed on purpose: the card is the one from above, and
# where a text named a folder of this machine, it now names the base model on the Hub. So
# `AutoPeftModelForCausalLM.from_pretrained` finds the base model on any machine. (Gemma it finds only for those who have
# accepted its terms on the Hub.)
#
# ## Answer by answer
#
# Equal files should give equal answers. Load the model twice, once from your folder and once from the Hub by its name. Let
# both answer the same four questions.

# %% tags=["nbval-ignore-output"]
hub_tokenizer = models.load_tokenizer(profile, name)
rows = list(data.load(profile)["test_seen"])[:4]


def answer(model, tokenizer) -> list[str]:
    prompts = [inference.prompt(tokenizer, row) for row in rows]
    return inference.generate(model, tokenizer, prompts, max_new_tokens=32, batch_size=len(rows))


answers = pd.DataFrame({
    "local": answer(load(folder, quantization), tokenizer),
    "from the Hub": answer(load(name, quantization, revision=published.commit), hub_tokenizer),
})
answers.insert(0, "question", [row["question"] for row in rows])
answers.style.hide(axis="index").set_properties(**{"text-align": "left"})

# %% [markdown]
# Each row shows a question and the first 32 tokens of both answers. Whether an answer is *right* is a question for lesson
# 06; here they only have to be the same:

# %%
same = answers["local"] == answers["from the Hub"]
print(f"{same.sum()} of {len(same)} answers are the same")
assert same.all()

# %% [markdown]
# Each answer is the same to the last character. What you trained is what others get.
#
# ## For the lessons that follow
#
# Lesson 09 fetches the adapter from the Hub. A small file tells it the name and the commit.

# %%
hub.remember(published)
print(f"artifacts/hub.json says where the adapter is: {published.repo_id}")

# %% [markdown]
# That was the main line of the lesson. You need not read the next section; run its cells, and go on to the checkpoint.
#
# ## Optional: merged, or beside the weights?
#
# The adapter was trained beside NF4 weights. One can also add it to the dense base (the weights in 16 or 32 bits) and publish
# an ordinary model. That model loads without `peft`, and it runs where 4-bit weights do not. But it is not quite the same
# model. To see that, three variants read the same questions with their reference answers. We compare their *logits*, the
# numbers from which the next token is chosen, at every token of the answers. (A T4 has no room for the dense variants. There
# the comparison is left out, and lessons 05 and 06 answer with the adapter on NF4.)

# %% tags=["nbval-ignore-output"]
def logits(model) -> torch.Tensor:
    """Logits at the tokens of the reference answers: one row per token, one column per entry of the vocabulary."""
    pieces = []
    for row in rows:
        prompt = inference.prompt(tokenizer, row)
        batch = tokenizer(prompt + row["gold"], return_tensors="pt", add_special_tokens=False).to(model.device)
        first = len(tokenizer(prompt, add_special_tokens=False).input_ids) - 1  # predicts the answer's first token
        with torch.no_grad():
            pieces.append(model(**batch).logits[0, first:].float().cpu())
    return torch.cat(pieces)


variants = {"adapter on NF4": logits(load(folder, quantization))}
if profile.dense:
    variants["adapter on dense"] = logits(load(folder))
    variants["merged into dense"] = logits(load(folder).merge_and_unload())
assert len({found.shape for found in variants.values()}) == 1

# %% [markdown]
# What does merging cost, what do four bits cost, and what do both together?

# %% tags=["nbval-ignore-output"]
def difference(first: str, second: str) -> dict:
    one, other = variants[first], variants[second]
    same_token = (one.argmax(-1) == other.argmax(-1)).float().mean().item()
    spread = {"mean": (one - other).abs().mean().item(), "largest": (one - other).abs().max().item()}
    return {"from": first, "to": second, **spread, "same next token": same_token}


if profile.dense:
    differences = pd.DataFrame([
        difference("adapter on dense", "merged into dense"),
        difference("adapter on NF4", "adapter on dense"),
        difference("adapter on NF4", "merged into dense"),
    ])
    formats = {"mean": "{:.2g}", "largest": "{:.2g}", "same next token": "{:.1%}"}
    display(differences.style.hide(axis="index").format(formats))

# %% [markdown]
# `mean` and `largest` say by how much the logits move; the last column says how often both variants would choose the same
# next token.

# %%
if profile.dense:
    rounding, quantizing, _ = differences["mean"]
    assert rounding < quantizing
    print("four bits move the logits more than merging does")
else:
    print("the dense model does not fit this card: nothing to compare")

# %% [markdown]
# The first row of the table is the cost of merging. The sum of weight and update is rounded to the profile's number type. In
# bfloat16, with eight significant bits, you can see it. In float32, with twenty-four, there is next to nothing.
#
# The second row is larger and has nothing to do with merging. NF4 moves the weights of the linear layers a little. The training
# saw the moved weights, and the adapter could learn to correct for them. On the dense base that error is gone, but the
# correction is still there. The third row is both together. Which variant scores better has to be measured, as in lesson 06:
# **score the variant that you publish**.
#
# Can one merge into the NF4 weights instead? The sum does not fit into four bits. It would be quantized once more, and most
# of a small update would be rounded away.
#
# ## Checkpoint

# %%
remembered = artifacts.read_json(artifacts.path("hub.json"))
commits = [commit.title for commit in api.list_repo_commits(name)]
assert remembered["repo_id"] == name and remembered["commit"] == published.commit
needed = {"adapter_model.safetensors", "adapter_config.json", "tokenizer.json", "README.md"}
assert set(published.files) >= needed and not checked.mismatches and not checked.missing_paths
assert api.model_info(name).private == published.private and len(commits) >= 2
assert published.private or not claimed.private, "a repository that was private has become public"
print("Lesson 04: done. The adapter is published and verified.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** What does a learner see whose token has expired, or is wrong? Publish with this made-up token (`HfApi(token=...)` takes it),
# and keep the message.

# %%
made_up = "hf_" + "x" * 34
refused = ...

# %%
from exercises import lesson_04 as check

passed = check.refused(refused, made_up)

# %% tags=["solution"] jupyter={"source_hidden": true}
try:
    hub.publish(folder, card, name, api=HfApi(token=made_up))
except artifacts.CourseError as error:
    refused = str(error)
print(refused)
assert check.refused(refused, made_up)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# One sentence says what to do. The token is not in it.
#
# </details>

# %% [markdown]
# **2.** Which files of `main` are missing in the branch `push-to-hub`, or differ there? Download nothing: the Hub knows.

# %%
differing = ...

# %%
passed = check.differing(differing, api, name)

# %% tags=["solution", "nbval-ignore-output"] jupyter={"source_hidden": true}
def contents(revision: str) -> dict[str, str]:
    return {file.path: file.blob_id for file in api.list_repo_tree(name, revision=revision)}


def verdict(file: str) -> str:
    return "missing there" if file not in pushed else "the same" if pushed[file] == ours[file] else "differs"


pushed, ours = contents("push-to-hub"), contents("main")
print(pd.Series({file: verdict(file) for file in ours}).to_string())
differing = [file for file in ours if verdict(file) != "the same"]
assert check.differing(differing, api, name)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# The Hub keeps every file under a checksum of its content, so two equal files have the same one. The card differs, and the
# name of the base model in `adapter_config.json` may. The settings of the training and Gemma's terms were never pushed. The
# weights can differ too: `PeftModel.from_pretrained` turns an adapter into float32, and `push_to_hub` saves what is in memory,
# not the file that you trained.
#
# </details>

# %% [markdown]
# **3.** Publish the merged model as well: save it, write its card, choose a name. Keep what `hub.publish` returns. (The solution does
# so on the loopback server only; with 8 billion parameters it is an upload of 16 GB.)

# %%
whole = ...

# %%
passed = check.merged(whole, api)

# %% tags=["solution", "nbval-ignore-output"] jupyter={"source_hidden": true}
if hub.loopback() and profile.dense:
    origin = models.origin(profile)
    whole_card = model_card.write(name + "-merged", profile, training_record, {}, origin, merged=True)
    with TemporaryDirectory() as place:
        models.save(load(folder).merge_and_unload(), tokenizer, place)
        whole = hub.publish(place, whole_card, name + "-merged")
        sent = api.verify_repo_checksums(whole.repo_id, revision=whole.commit, local_dir=place)
    assert not sent.mismatches and check.merged(whole, api)
    print(f"{whole.repo_id}: the weights on the Hub are those of the merged model")
