# %% [markdown]
# # 02 · The dataset: what the model will learn from
#
# **You look at the data before anything learns from it: what a row is, how long rows are, and why a test score on them means something.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/02_dataset.ipynb)
#
# You will be able to
# - load the shipped data, a dataset of the Hub or your own rows through one function,
# - run a gold answer on its database,
# - read the distribution of shapes, difficulties and lengths, and say what it does to training,
# - turn a row into a chat, count its tokens, and draw a part of the rows that has the shares of the whole,
# - check that no test row leaks into training.
#
# Time: under a minute on `cpu`; T4 and 80 GB are not measured yet.

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
import sqlite3
from dataclasses import replace

import datasets
import pandas as pd

import plots
from helpers import artifacts, data, models, profiles

profile = profiles.detect()
pd.set_option("display.max_colwidth", 120)

# %% [markdown]
# ## Load
#
# On `cpu` the course uses data that come with it; the GPU profiles take `daje/kotext-to-sql-v1` from the Hub. Both have the
# same columns and go through the same function, and so do rows of your own (`COURSE_DATA=path/to/rows.jsonl`).
# Rows that cannot be learned from, such as SQL that does not parse, are dropped, and a line says how many and why.

# %%
whole = data.load(replace(profile, train_rows=None, test_rows=None))
pd.Series({name: len(rows) for name, rows in whole.items()}, name="rows").to_frame()

# %% [markdown]
# Four splits. `train` is learned from, `validation` is looked at while learning. The two tests differ in one thing:
# `test_seen` asks new questions about databases that the model has trained on, `test_unseen` about databases it has never
# met. The distance between the two scores is what a user with a new database will feel.
#
# ## A row

# %%
row = min(whole["train"], key=lambda each: len(each["schema"] + each["question"]))
pd.Series(row, name="the shortest row of train").to_frame()

# %% [markdown]
# The `question` is what a user types; `schema` holds the CREATE TABLE statements, `gold` the SQL that we want. `instruction` is the
# same question in English, for you: the model never sees it. Here are the statements as the model reads them:

# %%
print(row["schema"])

# %% [markdown]
# The identifiers are English and the comments Korean, as in many Korean companies. The comments are the bridge: a question
# says the Korean noun, the SQL needs the English name beside it. A model that learns to use the bridge can cross it in a
# database it has never seen. (Only the tables that the query needs are shown, as in the Hub dataset.)
#
# ## Browse
#
# Change the number to see other rows, or filter by `db_id`, `difficulty` or `template`.

# %%
frame = whole["train"].to_pandas()
frame.sample(10, random_state=2)[["db_id", "difficulty", "question", "gold"]]

# %% [markdown]
# Read the questions aloud: some are polite, some plain, some typed in a hurry. One thing can be asked in many ways, and the
# model should not care.

# %%
counting = frame[frame["gold"].str.startswith("SELECT COUNT(*)")]
for question in counting.sample(8, random_state=1)["question"]:
    print(question)

# %% [markdown]
# All of these ask how many, and all of the answers begin with `SELECT COUNT(*)`.
#
# ## Run an answer
#
# Each shipped database comes with rows, so a gold answer is not only a text to compare with: it can be executed. (Data from
# the Hub have no rows; then this cell says so.)

# %%
script = data.database(row["db_id"])
if script:
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    print(row["question"], row["gold"], sep="\n")
    print(connection.execute(row["gold"]).fetchmany(5))
else:
    print("These rows come without a database to run them on.")

# %% [markdown]
# Lesson 06 uses this: two queries that look different but return the same rows are both right.
#
# ## Difficulties and shapes
#
# A query is easy, medium or hard by a fixed rule: nested queries, set operations, windows, three tables, LEFT JOIN and HAVING
# are hard; a join, groups, CASE or two conditions are medium; the rest is easy. `data/README.md` gives the rule in full.

# %%
levels = pd.DataFrame({
    name: pd.Series(rows["difficulty"]).value_counts() for name, rows in whole.items() if len(rows)
}).fillna(0).T
levels = levels[[level for level in ("easy", "medium", "hard", "unrated") if level in levels]]
figure = plots.shares(levels, "Difficulty of the questions")

# %% [markdown]
# The bars look alike, and they must: a test that were harder than the training data would measure two things at once.
# What do the queries use?

# %%
clauses = {"JOIN": " JOIN ", "GROUP BY": " GROUP BY ", "ORDER BY": " ORDER BY ", "HAVING": " HAVING ",
           "subquery": r"\(SELECT "}
queries = {name: rows.to_pandas()["gold"] for name, rows in whole.items() if len(rows)}
uses = pd.DataFrame({
    name: {clause: column.str.contains(pattern).mean() for clause, pattern in clauses.items()}
    for name, column in queries.items()
})
uses.map("{:.1%}".format)

# %% [markdown]
# About one query in five joins tables; nesting is rare, as it is among questions that people ask. Behind these shares stand
# many more shapes:

# %%
shapes = frame["template"].value_counts()
print(f"{len(shapes)} templates in train")
shapes.iloc[[*range(5), *range(-5, 0)]].to_frame()

# %% [markdown]
# The distribution has a long tail: a handful of shapes make up much of the data, and the rarest are seen only a few times.
# Expect the model to be weak there.
#
# ## Lengths
#
# The book sorts its rows by length in words into three bins. Words are what you see; tokens are what the model pays for.

# %%
tokenizer = models.load_tokenizer(profile)
lengths = data.lengths(whole["train"], tokenizer)
data.length_bins(lengths["words"]).to_frame()

# %%
edges = [high for low, high in data.BINS.values() if low < lengths["words"].max()]
figure = plots.lengths(lengths, edges, profile.max_length)

# %% [markdown]
# Left the words, with the edges of the bins; right the tokens, with the longest row that this profile trains on. Most rows
# lie in the first bin, yet rows are longer in tokens than in words. Why?

# %%
for text in (row["question"], row["gold"]):
    pieces = tokenizer(text, add_special_tokens=False)["input_ids"]
    print(f"{len(text)} characters, {len(pieces)} tokens, "
          f"{len(pieces) / len(text):.2f} tokens a character: {text}")

# %% [markdown]
# A Korean word is often a stem and a particle, and so more than one token; brackets, commas and quotes are tokens of their
# own. Still there are fewer tokens than characters, in Korean as in SQL, because both tokenizers of the course know Korean.
# One that does not cuts a syllable into bytes, two or three tokens each, and all that follows takes a multiple of the time.
# So look at this figure before you choose a base model. The shipped tables are narrow and their comments short for the same
# reason.

# %%
longest = int((lengths["tokens"] > profile.max_length).sum())
print(lengths.groupby("difficulty")["tokens"].describe()[["mean", "50%", "max"]].round().astype(int))
print(f"{longest} of {len(lengths):,} rows are longer than {profile.max_length} tokens")

# %% [markdown]
# A row longer than the limit would be cut off in training and lose its end, which is the answer; lesson 03 leaves such rows
# out and says how many. There should be few.
#
# ## Chat messages
#
# Chat models read a conversation: who speaks, and what. A row becomes three messages, of which the last is what the model
# shall learn to write.

# %%
data.messages(row)

# %% [markdown]
# The tokenizer's template turns messages into one string. One mark opens a message and another closes it. In ChatML, the
# format of the book, these are `<|im_start|>` and `<|im_end|>`. The small model of the `cpu` profile came without a template;
# the course frames messages in the same manner, with the marks that its vocabulary has: `<start_of_turn>` and
# `<end_of_turn>`. At inference the conversation stops after the opening mark and `assistant`, and the model goes on.

# %%
print(tokenizer.apply_chat_template(data.messages(row), tokenize=False))

# %% [markdown]
# The system prompt is one short line on purpose: it is repeated in every row, and every token of it costs time.
#
# ## Does a test row leak?
#
# A score is worth something only if the test asks what training did not show. Three ways to leak: the same question in both,
# the same query on the same tables, an "unseen" database that was trained on.

# %%
leaks = data.leaks(whole)
leaks

# %% [markdown]
# Three zeros. The map shows the same for the databases: the last bars are questions about databases that no other split
# touches.

# %%
split_of = pd.concat([rows.to_pandas().assign(split=name) for name, rows in whole.items()])
counts = pd.crosstab(split_of["db_id"], split_of["split"]).reindex(columns=list(whole), fill_value=0)
figure = plots.split_map(counts.sort_values("test_unseen", kind="stable"))

# %% [markdown]
# ## What this profile trains on
#
# A laptop has minutes, not hours. On `cpu` all rows are offered, and lesson 03 measures how fast the machine is and takes as
# many as fit into the minutes. `t4` and `gpu24` take a fixed number of rows instead (`train_rows`), and every profile may
# take a part of the test rows (`test_rows`). Taking the first thousand would be a gamble: such a part is *stratified*, every
# difficulty and every template in its share. Here is a part of a thousand rows:

# %%
part = data.load(replace(profile, train_rows=1_000))["train"]
both = {"all of train": whole["train"], "a part of 1,000 rows": part}
parts = pd.DataFrame({
    name: pd.Series(rows["difficulty"]).value_counts() for name, rows in both.items()
}).T
figure = plots.shares(parts[levels.columns], "The part has the shares of the whole")

# %%
templates = {name: len(set(rows["template"])) for name, rows in both.items()}
for name, rows in both.items():
    tokens = data.lengths(rows, tokenizer)["tokens"]
    print(f"{name}: {len(rows):,} rows, {templates[name]} templates, {tokens.sum():,} tokens, {tokens.mean():.0f} a row")

# %% [markdown]
# Compare the templates and the mean length: the part is like the whole. Tokens are the budget: training time grows with their
# sum, not with the number of rows.
#
# ## JSON lines on disk
#
# The book writes its splits to JSON files; so do we. One row a line, UTF-8, readable in any editor, no pickle. These are the
# rows of your profile.

# %%
splits = data.load(profile)
for name, rows in splits.items():
    artifacts.write_jsonl(artifacts.path("data", f"{name}.jsonl"), rows)
written = str(artifacts.path("data", "train.jsonl"))
again = datasets.load_dataset("json", data_files=written, split="train")
assert again.to_list() == splits["train"].to_list()
print(again.column_names)

# %% [markdown]
# ## Your own rows
#
# A file with `ko_instruction`, `input` and `response` is enough. This one has a row whose SQL does not parse. It is dropped,
# and you are told:

# %%
mine = [{
    "ko_instruction": f"나이가 {age}세 이상인 직원의 이름은?",
    "input": "CREATE TABLE staff (name TEXT, age INTEGER);",
    "response": f"SELECT name FROM staff WHERE age >= {age}",
} for age in range(20, 60)]
broken = {**mine[0], "response": "SELECT FROM WHERE"}
artifacts.write_jsonl(artifacts.path("mine.jsonl"), mine + [broken])
own = data.load(profile, source=artifacts.path("mine.jsonl"))
{name: len(rows) for name, rows in own.items()}

# %% [markdown]
# Such data have one test split: `test_unseen` stays empty, and later lessons skip it. A missing column stops with a sentence:

# %%
lacking = datasets.Dataset.from_list([{"question": "몇 명?", "input": "...", "response": "..."}])
try:
    data.complete(lacking, "train")
except artifacts.CourseError as error:
    print(error)

# %% [markdown]
# ## Checkpoint

# %%
assert set(splits) == set(data.SPLITS) and len(splits["train"]) and len(splits["test_seen"])
assert not any(leaks.values())
assert set(splits["train"].column_names) >= {"question", "schema", "gold", "db_id"}
assert lengths["tokens"].gt(profile.max_length).mean() < 0.02
assert len(part) == min(1_000, len(whole["train"]))
assert len(own["train"]) and not len(own["test_unseen"])
print("Lesson 02: you know what the model will read.")

# %% [markdown]
# ## Exercises
#
# **1.** How many tokens would a row have without the Korean comments in its DDL? What would be lost?

# %% tags=["solution"] jupyter={"source_hidden": true}
bare = "\n".join(line.split(" -- ")[0] for line in row["schema"].splitlines())
with_comments, without = (len(tokenizer(text)["input_ids"]) for text in (row["schema"], bare))
print(f"{with_comments} tokens with comments, {without} without")
# Cheaper, but the model could only guess which column a Korean noun means.
assert without < with_comments

# %% [markdown]
# **2.** How do the questions end? Which share has the most frequent last word?

# %% tags=["solution"] jupyter={"source_hidden": true}
last = frame["question"].str.rstrip(" .?!)").str.split().str[-1].value_counts(normalize=True)
print(last.head(5).map("{:.1%}".format))
assert last.iloc[0] < 0.12  # were they all alike, a model could do well on them and fail on people

# %% [markdown]
# **3.** Plant a leak: put one row of `test_seen` into `train`. Does the check find it?

# %% tags=["solution"] jupyter={"source_hidden": true}
planted = datasets.DatasetDict(whole)
planted["train"] = datasets.concatenate_datasets([whole["train"], whole["test_seen"].select([0])])
print(data.leaks(planted))
assert data.leaks(planted)["question"] == 1
