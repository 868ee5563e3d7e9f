# %% [markdown]
# # 04 · Upload to the Hub
#
# **You publish the adapter with a model card that tells the truth, read it back, and prove that what others will load
# is what you trained.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/04_hub_upload.ipynb)
#
# You will be able to
# - write a model card: base, data, settings, scores with their intervals, licence,
# - say what `push_to_hub` does, and what it forgets,
# - publish in one commit, privately, and run it again without changing anything,
# - verify a download file by file and answer by answer,
# - merge the adapter, and explain why the merged model is not quite the one you trained.
#
# Time: about a minute on `cpu`; T4 and 80 GB are not measured yet.

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
# ## Which Hub?
#
# With `HF_TOKEN` in the environment (a token with write permission from
# [huggingface.co/settings/tokens](https://huggingface.co/settings/tokens)) this lesson publishes on the real Hugging Face
# Hub, in a private repository. Without one it starts a server on this machine that speaks the Hub's protocol, and points
# the real client to it. `huggingface_hub` reads its address when it is imported, so this comes before all other imports.

# %% tags=["nbval-ignore-output"]
import hub
from helpers import artifacts, profiles

print(hub.connect())

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import torch
from huggingface_hub import HfApi
from IPython.display import Markdown
from peft import PeftConfig, PeftModel
from transformers import BitsAndBytesConfig

from helpers import data, inference, models
from hub import model_card

profile = profiles.detect()
folder = artifacts.require(artifacts.path("adapter"), "03_sft_with_packing")

# %% [markdown]
# ## The name
#
# A repository is called `user/name`. The user is the one that the token belongs to; the name is ours unless you set
# `COURSE_HUB_NAME`. `claim` makes the repository if there is none, private. It stops with one sentence if the token cannot
# write, if the name belongs to someone else, or if the repository holds work that is not the course's.

# %% tags=["nbval-ignore-output"]
name = hub.full_name(profile.model_id.split("/")[-1] + "-korean-text2sql")
claimed = hub.claim(name)
print(f"{claimed.id} is {'private' if claimed.private else 'public'}")

# %% [markdown]
# ## `push_to_hub`, as the book does it
#
# Every model and tokenizer has a method `push_to_hub`. The book calls both, right after training. Here the adapter is
# loaded as lesson 03 trained it, beside NF4 weights. This lesson needs several models, one after the other; two at a time
# are too much for a small card, so no cell keeps the one that it has loaded.

# %% tags=["nbval-ignore-output"]
quantization = BitsAndBytesConfig(
    load_in_4bit=True,
    bnb_4bit_quant_type="nf4",
    bnb_4bit_use_double_quant=True,
    bnb_4bit_compute_dtype=getattr(torch, profile.dtype),
)
tokenizer = models.load_tokenizer(profile, folder)


def load(source, quantization=None, **options):
    """The adapter of a folder or repository on its base; the memory of the last model is given back first."""
    models.free_memory()
    base = models.load_base(profile, quantization)
    return PeftModel.from_pretrained(base, source, **options).eval()

# %% [markdown]
# Then push, on a branch of its own so that `main` stays clean.

# %% tags=["nbval-ignore-output"]
api = HfApi()
if "push-to-hub" not in [branch.name for branch in api.list_repo_refs(name).branches]:
    load(folder, quantization).push_to_hub(name, revision="push-to-hub", private=True)
    tokenizer.push_to_hub(name, revision="push-to-hub")

# %% tags=["nbval-ignore-output"]
history = [commit.title for commit in api.list_repo_commits(name, revision="push-to-hub")]
pushed_card = api.hf_hub_download(name, "README.md", revision="push-to-hub")
unfilled = Path(pushed_card).read_text(encoding="utf-8").count("[More Information Needed]")
base_named = PeftConfig.from_pretrained(name, revision="push-to-hub").base_model_name_or_path
print("\n".join(reversed(history)))
print(f"{unfilled} places of its card say [More Information Needed]")
base_shown = base_named if base_named == profile.model_id else "a folder of this machine"
print(f"it names as its base model {base_shown}")

# %% [markdown]
# Two commits, and between them a repository whose model has no tokenizer. A card that says nothing. Without `private=True`
# it would have been public. And `adapter_config.json` names the base model as this machine found it: if that was a local
# folder, the adapter loads for nobody else. None of this is an error message; you have to look.
#
# ## The model card
#
# The card is the README of the repository. Its head is metadata for the Hub's search; its body is for people: what it
# was trained from, on what, with which settings, how good it is and how sure we are of that.

# %% tags=["nbval-ignore-output"]
training_record = artifacts.read_json(folder / "training.json")
scores = model_card.scores(folder)
card = model_card.write(name, profile, training_record, scores, models.origin(profile))
Markdown(card.text)

# %% [markdown]
# The scores are measured in lessons 06 and 07. Run this lesson again after them: the table fills, and only the card
# changes. Scores of another adapter than the one in the folder are left out.

# %% tags=["nbval-ignore-output"]
print(card.data.to_yaml())

# %% [markdown]
# `base_model` links the adapter to its base model's page, `license` is the base model's, and `model-index`, once there are
# scores, feeds the Hub's own result tables.
#
# The licence is not a formality. Gemma, the base of the `cpu` profile, is not under an open-source licence but under the
# [Gemma Terms of Use](https://ai.google.dev/gemma/terms). They hold for what is derived from it, too: your adapter and the
# merged model. Who passes one on has to pass on the terms with their restrictions on use, and a notice; the card's last
# section has it. The Llama 3 licence of the GPU profiles asks for similar things. Read the terms before you make a repository
# public.
#
# ## One commit
#
# `hub.publish` sends weights, configuration, tokenizer, settings and card in a single commit: `main` goes from the old
# model to the new one, with nothing in between. Weights go first, each under its sha256; the commit then only names them.

# %% tags=["nbval-ignore-output"]
published = hub.publish(folder, card, name)
print(f"{'a new commit' if published.changed else 'nothing to change'}: "
      f"{len(published.files)} files in {published.repo_id}")

# %% [markdown]
# A file that the Hub has already under the same sha256 is not sent. So an upload that broke off goes on with the first
# file that had not arrived, and publishing once more costs nothing:

# %% tags=["nbval-ignore-output"]
again = hub.publish(folder, card, name)
assert not again.changed and again.commit == published.commit
print("published twice, one commit")

# %% [markdown]
# ## Read it back
#
# What counts is what others download. So download it and compare checksums, file by file.

# %% tags=["nbval-ignore-output"]
downloaded = hub.read_back(published)
files = pd.DataFrame(hub.compare(published, downloaded))
files.style.hide(axis="index").format({"bytes": "{:,.0f}"})

# %%
assert files["same"].all()
assert not [file for file in files["file"] if file.endswith((".bin", ".pt", ".pkl"))]
base_named = PeftConfig.from_pretrained(downloaded).base_model_name_or_path
assert base_named == profile.model_id
print(f"the adapter names {base_named} as its base model")

# %% [markdown]
# The base model is named by its Hub id now, so `AutoPeftModelForCausalLM.from_pretrained` finds it anywhere.
#
# ## Answer by answer
#
# Equal files should give equal answers. Load a second model after the first, with the adapter and the tokenizer taken from
# the Hub by their name, and let both answer the same questions.

# %% tags=["nbval-ignore-output"]
hub_tokenizer = models.load_tokenizer(profile, name)
rows = list(data.load(profile, "shipped")["test_seen"].select(range(4)))


def answer(model, tokenizer) -> list[str]:
    prompts = [inference.prompt(tokenizer, row) for row in rows]
    return inference.generate(model, tokenizer, prompts, max_new_tokens=32, batch_size=len(rows))


answers = pd.DataFrame({
    "local": answer(load(folder, quantization), tokenizer),
    "from the Hub": answer(load(name, quantization, revision=published.commit), hub_tokenizer),
})
answers.insert(0, "question", [row["question"] for row in rows])
answers.style.hide(axis="index").set_properties(**{"text-align": "left"})

# %%
assert (answers["local"] == answers["from the Hub"]).all()

# %% [markdown]
# Each answer is the same to the last character. What you trained is what others get.
#
# ## Merged, or beside the weights?
#
# The adapter was trained beside NF4 weights. One can also add it to the dense base and publish an ordinary model, which
# loads without `peft` and runs where 4-bit weights do not. It is not the same model, though. Three variants of it see the
# same questions with their reference answers; compare the logits at every token of the answers. (A T4 has no room for the
# dense ones. There the comparison is left out, and lessons 05 and 06 answer with the adapter on NF4.)

# %% tags=["nbval-ignore-output"]
def logits(model) -> torch.Tensor:
    """Logits at the tokens of the reference answers, one row a token."""
    pieces = []
    for row in rows:
        prompt = inference.prompt(tokenizer, row)
        batch = tokenizer(prompt + row["gold"], return_tensors="pt").to(model.device)
        first = len(tokenizer(prompt).input_ids) - 1  # predicts the answer's first token
        with torch.no_grad():
            pieces.append(model(**batch).logits[0, first:].float().cpu())
    return torch.cat(pieces)


variants = {"adapter on NF4": logits(load(folder, quantization))}
if profile.dense:
    variants["adapter on dense"] = logits(load(folder))
    variants["merged into dense"] = logits(load(folder).merge_and_unload())
else:
    print("The dense model does not fit this card: nothing to compare.")

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

# %%
if profile.dense:
    rounding, quantizing, _ = differences["mean"]
    assert rounding < quantizing

# %% [markdown]
# The first row is what merging itself costs: the sum of weight and update, rounded to the profile's type. In bfloat16 with its
# eight significant bits one can see it; in float32, which has twenty-four, there is next to nothing. The second is
# the larger one and has nothing to do with merging. NF4 moves every base weight a little, training saw the moved weights,
# and the adapter learned to live with them. On the dense base that error is gone, and so is what the adapter did against
# it. Which variant scores better is a question for lesson 06, not for belief: **score the variant that you publish**.
#
# Should one merge into the NF4 weights instead, to keep what was trained? The sum does not fit into four bits, it would
# be quantized once more, and most of a small update would be rounded away.
#
# ## For the lessons that follow

# %% tags=["nbval-ignore-output"]
hub.remember(published)
print(f"artifacts/hub.json says where the adapter is: {published.repo_id}")

# %% [markdown]
# ## Checkpoint

# %%
remembered = artifacts.read_json(artifacts.path("hub.json"))
commits = [commit.title for commit in api.list_repo_commits(name)]
assert remembered["repo_id"] == name and remembered["commit"] == published.commit
needed = {"adapter_model.safetensors", "adapter_config.json", "tokenizer.json", "README.md"}
assert set(published.files) >= needed
assert api.model_info(name).private == published.private and len(commits) >= 2
assert published.private or not claimed.private, "a repository that was private has become public"
print("Lesson 04: done. The adapter is published and verified.")

# %% [markdown]
# ## Exercises
#
# **1.** What does a learner see whose token has expired, or is wrong? Publish with a token that you made up.

# %% jupyter={"source_hidden": true} tags=["solution"]
try:
    hub.publish(folder, card, name, api=HfApi(token="hf_" + "x" * 34))
except artifacts.CourseError as error:
    print(error)

# %% [markdown]
# One sentence, what to do, and nothing of the token in it.
#
# **2.** Which files differ between the branch `push-to-hub` and `main`? Download nothing: the Hub knows.

# %% jupyter={"source_hidden": true} tags=["solution", "nbval-ignore-output"]
def contents(revision: str) -> dict[str, str]:
    return {file.path: file.blob_id for file in api.list_repo_tree(name, revision=revision)}


pushed, ours = contents("push-to-hub"), contents("main")
print(pd.Series({file: "same" if pushed.get(file) == ours[file] else "differs" for file in ours}))
assert pushed["README.md"] != ours["README.md"] and "training.json" not in pushed

# %% [markdown]
# The Hub keeps every file under a checksum of its content, so equal files have equal names. The card is another, and the
# settings of the training were never pushed. If the weights differ too: `PeftModel.from_pretrained` turns an adapter into
# float32, and `push_to_hub` saves what is in memory, not the file that you trained.
#
# **3.** Publish the merged model as well: save it, write its card, choose a name. (The solution does so on the loopback
# server only; with 8 billion parameters it is an upload of 16 GB.)

# %% jupyter={"source_hidden": true} tags=["solution", "nbval-ignore-output"]
if hub.loopback() and profile.dense:
    origin = models.origin(profile)
    whole_card = model_card.write(name + "-merged", profile, training_record, {}, origin, merged=True)
    with TemporaryDirectory() as place:
        load(folder).merge_and_unload().save_pretrained(place)
        tokenizer.save_pretrained(place)
        whole = hub.publish(place, whole_card, name + "-merged")
    remote = {file.path: file.lfs.sha256 for file in api.list_repo_tree(whole.repo_id) if file.lfs}
    assert remote and remote == {file: whole.files[file] for file in remote}
    print(f"{whole.repo_id}: {len(remote)} file of weights, its checksum as it should be")
