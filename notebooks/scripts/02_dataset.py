# %% [markdown]
# # 02 · The dataset: what the model will learn from
#
# **You look at the data before anything learns from it: what a row is, who asks the questions, how long rows are, and which
# test score means what.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/02_dataset.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/02_dataset.ipynb)
#
# You will be able to
# - load the shipped data, a dataset of the Hub or your own rows through one function,
# - run a gold answer on its database,
# - say where the questions come from, and what each of the three tests measures,
# - read the distribution of shapes, difficulties and lengths, and say what it does to training,
# - turn a row into a chat, count its tokens, and write the chats to JSON files,
# - check that no test row leaks into training.
#
# The main line takes about half an hour to read. Run every cell, but you need not read what is marked *optional*. Words that
# are new to you are in the [glossary of lesson 01](01_setup.ipynb#Glossary).
#
# Time: under a minute on `cpu`; T4 and 80 GB are not measured yet.
#
# This lesson covers sections 4.2.3 and 4.2.4 of the book:
#
# | Step of the book | Its name in the code | Here |
# |---|---|---|
# | load the dataset | `load_dataset` | Load |
# | sort rows by their length in words | `total_length`, `between` | Lengths |
# | make a chat of each row | `create_conversation` | Chat messages |
# | keep 5% for the test | `train_test_split` | The split |
# | write JSON files | `map`, `to_json` | JSON files |

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
import re
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
# The book calls `load_dataset("daje/kotext-to-sql-v1")`. The GPU profiles take the same dataset from the Hub; `cpu` takes
# data that come with the course. You can also use your own rows. All go through one function, `data.load`. It drops rows that
# cannot be learned from, such as SQL that does not parse, and prints how many and why. `train_rows=None` and `test_rows=None`
# mean *no limit*: you see all rows here, also those that your profile will not use.

# %%
whole = data.load(replace(profile, train_rows=None, test_rows=None))
pd.Series({name: len(rows) for name, rows in whole.items()}, name="rows").to_frame()

# %% [markdown]
# Each line is one part of the data, a *split*. The model learns from `train`. With `validation` you can watch a model while it
# learns, as lesson 08 does. The three tests come afterwards:
#
# - `test_seen` asks new questions about databases that are also in `train`. Its questions come from the templates that wrote
#   most of `train`. Its score says how well the model learned what it was shown.
# - `test_unseen` asks questions from templates about eight databases that no training row shows. Its score says whether the
#   model can read a schema that is new to it.
# - `test_natural` asks as people ask. Its questions are written by hand, half of them about databases that are also in `train`,
#   half about those eight. Its score says what a user can expect. Look at it first.
#
# Only the shipped data have the last two. With data from the Hub or your own they stay empty, and later lessons leave them out.
#
# ## A row
#
# Here is the shortest row of `train`, one line per field:

# %%
row = min(whole["train"], key=lambda each: len(each["schema"] + each["question"]))
pd.Series(row, name="the shortest row of train").to_frame()

# %% [markdown]
# Three of the fields matter. In files and on the Hub they have other names (in brackets); `data.load` renames them.
#
# - `question` (`ko_instruction`) is what a user types.
# - `schema` (`input`) holds the CREATE TABLE statements.
# - `gold` (`response`) is the SQL that is wanted.
#
# The other fields help us, and the model never sees them:
#
# - `id` is the name of the row.
# - `db_id` says which database the row asks about, `difficulty` how hard it is, and `template` from which pattern it was
#   written (`natural`: from none, by hand). The Hub dataset has none of these three. Its rows say `unrated` there, or nothing.
# - `instruction` is the question in English.
# - `source` says where the row comes from.
#
# This is the schema as the model reads it:

# %%
print(row["schema"])

# %% [markdown]
# The names in the shipped schemas are English (a few, such as `gu`, are Korean in Latin letters) and the comments Korean. The
# comments connect the two: a question says something in Korean, and the SQL needs the English name beside the comment. A model
# that learns to use the comments can use them in a database that it has never seen. Three things help it:
#
# - **The first line, `-- 오늘`,** says which day it is. Without it nobody could answer what happened 지난달 or 작년.
# - **A column of text with few values lists them**, after a colon. People say 강아지 where the animal shelter's table holds 개:
#   its line ends with `-- 축종: 개, 고양이, 토끼, 기타`. Without the list the model would have to guess how the value is written.
#   Good schemas list such values.
# - **`NOT NULL` and `UNIQUE`** say where a value is never missing, and where none occurs twice.
#
# The schema is that of the *whole* database, not only of the tables that the query needs. How many tables does a row show, and
# how many of them does its query use?

# %%
def tables(row: dict) -> tuple[int, int]:
    """Tables in the schema, and how many of them the query names."""
    names = re.findall(r"CREATE TABLE\W+(\w+)", row["schema"], flags=re.IGNORECASE)
    return len(names), sum(bool(re.search(rf"\b{name}\b", row["gold"], re.IGNORECASE)) for name in names)


some = data.sample(whole["train"], 500)
counted = pd.DataFrame([tables(row) for row in some], columns=["shown", "used"])
print(f"a schema shows {counted['shown'].mean():.1f} tables, a query uses {counted['used'].mean():.1f}")
pd.crosstab(counted["used"], counted["shown"])

# %% [markdown]
# One line for each number of tables that a query uses, one column for each number that the schema shows. Most queries need
# one of the tables, so choosing it is a part of the task. If the schema showed only the tables of the query, it would give
# away a part of the answer: two tables would announce a join. Exercise 2 makes such schemas. In the Hub dataset rows differ:
# many show just what their query needs. The book prints one with four tables, and its query needs one of them.
#
# ## Where the questions come from
#
# There are two kinds of questions in the shipped data:
#
# - **From templates.** A program puts them together: a pattern such as "the name of all X whose Y is Z", the words of a database,
#   a value that it holds, one of several voices. This gives thousands of rows. But it asks only for what its author thought of,
#   in words that its author listed.
# - **Written by hand**, one at a time, without a pattern: what would a buyer, a clerk, an owner type? Each was read twice. The
#   second reader saw only question and schema and wrote a query too. Where the two queries gave different results, the question
#   or its query was mended, or the question was dropped. Writers and readers were language models, and no native speaker has
#   read the questions yet. So some may sound odd to you.
#
# Read a few of both kinds:

# %%
frame = whole["train"].to_pandas()
by_hand = frame["template"] == "natural"
print(f"{by_hand.sum():,} of {len(frame):,} questions of train are written by hand")
for kind, rows in (("template", frame[~by_hand]), ("by hand", frame[by_hand])):
    for question in rows.sample(min(4, len(rows)), random_state=4)["question"]:
        print(f"{kind}: {question}")

# %% [markdown]
# Template questions are complete and orderly. Those written by hand are shorter or chattier, leave things out, and call things
# by other names. (Data from elsewhere are counted with the templates, because nothing is known about them.)
#
# ### Do questions use the words of the schema?
#
# If a question repeats the comment of each column that its query needs, the query can be put together by looking words up. It
# takes no language model. So take the columns of each query, and see whether the question says a word of their comments. A
# question names a column *in words of its own* if it says none of them: "제일 비싼 차" where the comment says 판매가.

# %%
def words_of_its_own(row: dict) -> bool:
    """Whether the question names some column of its query by no word of the column's comment."""
    comments = {}
    for name, comment in re.findall(r"^ (\w+) .*?-- ([^(:\n]+)", row["schema"], flags=re.MULTILINE):
        comments[name] = comments.get(name, []) + comment.split()
    used = set(re.findall(r"\b\w+\b(?!\()", row["gold"])) & set(comments)
    return any(not any(word in row["question"] for word in comments[name])
               for name in used if name != "id" and not name.endswith("_id"))


for name in [name for name in data.TESTS if len(whole[name])]:
    found = sum(map(words_of_its_own, whole[name]))
    print(f"{name}: {found} of {len(whole[name])}, {found / len(whole[name]):.0%}, in words of their own")

# %% [markdown]
# Compare `test_unseen` with `test_natural`. How often a template uses another word, its author decides. How often hand-written
# questions do, you see in the last line: most of the time. The questions that stay with the words of the schema are the ones that a look-up of
# words can answer. Lesson 06 puts this to the test, with a program that looks up words and has learned nothing. (Where schemas
# have no comments, no question is counted.)
#
# ### Questions without an answer
#
# People also ask what the database does not know. A model that has never seen such a question writes some query all the same.
# So a few of the hand-written questions cannot be answered. Their gold has one agreed form, `SELECT '답할 수 없음'`: a query that
# runs and says so.

# %%
impossible = frame[frame["gold"] == data.UNANSWERABLE]
print(f"{len(impossible)} of {len(frame):,} questions of train cannot be answered")
for name, question in impossible[["db_id", "question"]].head(4).to_numpy():
    print(f"{name}: {question}")

# %% [markdown]
# Each line is a database and a question. They sound like all the others; only the schema shows that no column holds the answer.
#
# ## Optional: browse
#
# Change `random_state` to see other rows, or filter by `db_id`, `difficulty` or `template`.

# %%
frame.sample(min(10, len(frame)), random_state=2)[["question", "gold"]]

# %% [markdown]
# Read the questions aloud. Some are polite, some plain, some typed in a hurry. People ask for one thing in many ways, and the
# model should understand them all. These questions all ask how many rows there are:

# %%
counting = frame[frame["gold"].str.match(r"SELECT COUNT\(\*\)", case=False)]
print(f"{len(counting)} of {len(frame)} answers begin with SELECT COUNT(*)")
for question in counting.sample(min(8, len(counting)), random_state=1)["question"]:
    print(question)

# %% [markdown]
# The words differ from line to line, and the beginning of the answer is the same each time.
#
# ## Run an answer
#
# Each shipped database comes with rows. So a gold answer is more than a text to compare with: we can execute it. Rows from the
# Hub and your own come without a database; then the cell says so.

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
# The last line is what SQLite returned: a list of rows, each in brackets. Lesson 06 uses this: two queries that look different
# and return the same rows are both right.
#
# ## Difficulties and shapes
#
# A shipped query is easy, medium or hard by a fixed rule. Hard: a nested query, a set operation, a window function, three tables,
# LEFT JOIN, HAVING, or a join together with GROUP BY. Medium: for example one join, GROUP BY, CASE or two conditions. Easy: the
# rest. `data/README.md` gives the rule in full.

# %%
every = pd.concat([rows.to_pandas().assign(split=name) for name, rows in whole.items() if len(rows)])
levels = pd.crosstab(every["split"], every["difficulty"]).reindex(every["split"].unique())
known = ["easy", "medium", "hard"]
levels = levels[sorted(levels, key=lambda level: (known.index(level) if level in known else 3, level))]
figure = plots.shares(levels, "Difficulty of the questions")

# %% [markdown]
# One bar is one split, and a colour is one difficulty. The bars of the two tests from templates should look alike. If one were
# harder, its lower score could come from new databases or from hard questions, and you could not tell which. The bar of
# `test_natural` looks different: its shares were not chosen, they follow from what was asked. So compare its score with the
# others only difficulty by difficulty, as lesson 06 does. (Data without difficulties show bars of one colour, `unrated`.)
#
# What do the queries use?

# %%
clauses = {"JOIN": " JOIN ", "GROUP BY": " GROUP BY ", "ORDER BY": " ORDER BY ", "HAVING": " HAVING ",
           "subquery": r"\( ?SELECT "}
queries = {name: rows.to_pandas()["gold"] for name, rows in whole.items() if len(rows)}
uses = pd.DataFrame({
    name: {clause: column.str.contains(pattern, case=False).mean() for clause, pattern in clauses.items()}
    for name, column in queries.items()
})
uses.map("{:.1%}".format)

# %% [markdown]
# A number says in which share of the queries a clause occurs. Compare the columns: the training rows and the two tests from templates
# look alike. `validation`, which has few rows, and questions as people ask them have nested queries (`subquery`) more often.
#
# In this lesson the keywords of a query in their order are its *shape*. (The data card, `data/README.md`, compares whole queries
# and finds more shapes.) How many shapes are there, and how often does each occur?

# %%
keywords = ("SELECT", "DISTINCT", "COUNT", "SUM", "AVG", "MIN", "MAX", "JOIN", "WHERE", "GROUP BY", "HAVING",
            "ORDER BY", "LIMIT", "CASE", "UNION", "OVER")
found = frame["gold"].str.upper().str.findall(rf"\b({'|'.join(keywords)})\b")
frame["shape"] = found.str.join(" ")
shapes = frame["shape"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
print(f"{len(shapes)} shapes in train")
pd.concat([shapes.head(5), shapes.iloc[5:].tail(5)]).to_frame()

# %% [markdown]
# First come the most frequent shapes, then the rarest. A few shapes make up much of the data, and others are seen only once or
# twice. This is called a *long tail*. Expect the model to be weak on the rare ones.
#
# ## Lengths
#
# The book counts the words of a row in a column `total_length` and sorts rows into three groups (*bins*): 10 to 100 words, 101
# to 300, and 301 to 1000. The same with the column names of this course:

# %%
columns = ["schema", "question", "gold"]
frame["total_length"] = sum(frame[column].str.split().str.len() for column in columns)
bins = {"10-100": (10, 100), "101-300": (101, 300), "301-1000": (301, 1000)}
for name, (low, high) in bins.items():
    count = frame["total_length"].between(low, high).sum()
    print(f"{name} words: {count:,} rows, {count / len(frame):.1%}")

# %% [markdown]
# With the shipped data all rows fall in the middle bin, because each shows a whole schema. Now count *tokens*, the pieces that
# lesson 01 showed. The model computes something for each token, so the time depends on tokens and not on words. And one row of the
# training can hold only so many of them.

# %%
tokenizer = models.load_tokenizer(profile)
lengths = data.lengths(whole["train"], tokenizer)
edges = [high for low, high in bins.values() if low < lengths["words"].max()]
figure = plots.lengths(lengths, edges, profile.max_length)

# %% [markdown]
# On the left you see the words, with the ends of the bins as dashed lines. On the right you see the tokens of the whole chat; the
# red line is the longest chat that this profile trains on. Rows have more tokens than words. Why? And what are they made of?

# %%
for text in (row["question"], row["gold"]):
    pieces = tokenizer(text, add_special_tokens=False)["input_ids"]
    print(f"{len(text)} characters, {len(pieces)} tokens, "
          f"{len(pieces) / len(text):.2f} tokens a character: {text}")
print(f"the schema: {len(tokenizer(row['schema'], add_special_tokens=False)['input_ids'])} tokens")

# %% [markdown]
# "Tokens a character" is the number of tokens divided by the number of characters. A Korean word often carries a particle or an
# ending, and so is more than one token. Brackets, commas and quotes are tokens of their own. Still the first two lines have fewer tokens
# than characters: on average one token covers more than one character. With SQL most tokenizers do that. With Korean only a
# tokenizer that knows Korean does it, as those of the course do. Another one may cut a syllable into two or three tokens, and
# then training takes longer. So look at these numbers before you choose a base model.
#
# The last line shows the price of a whole schema: nearly all tokens of a row belong to it. That is why in lesson 03 many
# questions share one reading of it.

# %%
longest = int((lengths["tokens"] > profile.max_length).sum())
print(lengths.groupby("difficulty")["tokens"].describe()[["mean", "50%", "max"]].round().astype(int))
print(f"{longest} of {len(lengths):,} rows are longer than {profile.max_length} tokens")

# %% [markdown]
# `50%` is the median: half of the rows are not longer than this. Hard rows are little longer than easy ones, because both show a
# whole schema. The last line counts the rows that do not fit. Such a row would lose its end, and the end is the answer. So
# lesson 03 leaves it out, and says how many it left out. The shipped data fit. With the Hub dataset or your own rows, look at
# this line first. If many rows are too long, show fewer tables in `schema`, as exercise 2 does, or raise `max_length` in
# `helpers/profiles.py` if your memory allows it.
#
# ## Chat messages
#
# Chat models read a conversation: who speaks, and what. The book turns each row into three messages, with the schema in the
# system message. With the column names of this course:

# %%
def create_conversation(row: dict) -> dict:
    """A row as the book's three messages."""
    system = "You translate questions into SQL.\n\nSCHEMA:\n" + row["schema"]
    return {"messages": [
        {"role": "system", "content": system},
        {"role": "user", "content": row["question"]},
        {"role": "assistant", "content": row["gold"]},
    ]}


create_conversation(row)["messages"]

# %% [markdown]
# The system message says what to do, the user asks, and the assistant answers. The model is to learn to write the last message.
# The course makes the same three messages, with a system prompt in its own words. The schema is in the system message, so the
# user's message is the question and nothing else. (In lesson 03 one schema serves several questions.)

# %%
data.messages(row)

# %% [markdown]
# Above the schema stands one short line, and it is the same in all rows. It is short on purpose: every row repeats it, and every
# token costs time.
#
# The tokenizer's *chat template* turns messages into one string. One mark opens a message and another one closes it. In ChatML,
# the format of the book, these are `<|im_start|>` and `<|im_end|>`. The small model of the `cpu` profile uses marks that are in
# its vocabulary: `<start_of_turn>` and `<end_of_turn>`.

# %%
print(tokenizer.apply_chat_template(data.messages(row), tokenize=False))

# %% [markdown]
# You see the three messages between their marks. Later, when the model has to answer, the text stops after the opening mark of
# the last message, and the model goes on from there.
#
# ## The split
#
# The book keeps 5% of the rows for the test, drawn at random. The course keeps some back too, but by a rule.
#
# ### Optional: what is wrong with a random draw
#
# The book's call is `train_test_split(test_size=0.05)`. Call it twice:

# %%
one_piece = datasets.concatenate_datasets([rows for rows in whole.values() if len(rows)])
first, second = (one_piece.train_test_split(test_size=0.05) for _ in range(2))
print(f"{len(first['train']):,} rows for training, {len(first['test'])} for the test")
print("the same test questions both times:", set(first["test"]["id"]) == set(second["test"]["id"]))

# %% [markdown]
# Without a `seed` each call draws other rows. Run such a notebook again, and you test on rows that the first run has trained on.
# With `seed=42` the draw is the same every time.
#
# A random draw has a second fault. Data may ask for one query in two ways. Then one of the two questions may go to the training
# and the other to the test, and the model only has to remember the answer. Let us ask some questions twice, split both ways,
# and count:

# %%
asked = whole["train"].select(range(min(500, len(whole["train"]))))
reworded = asked.map(lambda row: {"question": "다시 묻습니다. " + row["question"]})
twice = datasets.concatenate_datasets([asked, reworded])
drawn = twice.train_test_split(test_size=0.05, seed=42)
nothing = twice.select([])
at_random = dict.fromkeys(data.SPLITS, nothing) | {"train": drawn["train"], "test_seen": drawn["test"]}
for name, splits in {"at random": at_random, "as the course does it": data.split_up(twice)}.items():
    leaked = data.leaks(splits)["query"]
    print(f"{name}: {leaked} of {len(splits['test_seen'])} test queries are known from training")

# %% [markdown]
# At random nearly every test query is known. As the course does it, none is.
#
# ### How the course splits
#
# The course first makes groups. Rows on the same tables that have the same query or the same question are in one group. Then
# each group goes to one part as a whole. So no query and no question of the test is known from training. This is the rule for
# all data that come in one piece, such as those of the Hub.
#
# The test gets 5% of the rows. From a small set that would be too few: 5% of 60 rows are three rows, and a score on three
# questions says nothing. So the test gets at least 20 rows, or a fifth of all rows if a fifth is less than 20. `validation`
# gets as many as the test, up to 1,000.
#
# ## Does a test row leak?
#
# A score is worth something only if the tests ask what training did not show. There are three ways to leak: the same question
# on the same tables, the same query on the same tables, or a database of `test_unseen` that was trained on. The next cell looks
# for the first two in all tests. One more space, a last semicolon or another way to store Hangul (가 as one character, or
# composed of ㄱ and ㅏ) does not make a new question. The answer `SELECT '답할 수 없음'` may come again; it tells nothing.

# %%
leaks = data.leaks(whole)
leaks

# %% [markdown]
# Three zeros: nothing leaks. The next figure shows the same for the databases of the shipped data.

# %%
named = every[every["db_id"] != ""]
if len(named):
    counts = pd.crosstab(named["db_id"], named["split"]).reindex(columns=list(whole), fill_value=0)
    figure = plots.split_map(counts.sort_values("test_unseen", kind="stable"))
else:
    print("These rows do not say which database they are about.")

# %% [markdown]
# One bar is one database. Most bars mix four colours. The last eight have two: their databases are in `test_unseen` and
# `test_natural`, and no training row shows them.
#
# ## What this profile trains on
#
# A laptop has minutes, not hours. On `cpu` lesson 03 may take any of the rows: it measures how fast the machine is, and takes
# as many rows as fit into the minutes. `t4` and `gpu24` take a fixed number of rows (`train_rows`), and every profile may
# take a part of the test rows (`test_rows`).
#
# The first thousand rows may not be like the rest. So the part is *stratified*: every difficulty and every template has its
# share, up to a whole row, if the rows name them. The rarest templates may be left out. (The hand-written questions count as one template.) Here is a part of a thousand rows:

# %%
part = data.sample(whole["train"], 1_000)
both = {"all of train": whole["train"], "a part of 1,000 rows": part}
for name, rows in both.items():
    tokens = data.lengths(rows, tokenizer)["tokens"]
    print(f"{name}: {len(rows):,} rows, {len(set(rows['template']))} templates, "
          f"{tokens.sum():,} tokens, {tokens.mean():.0f} a row")

# %% [markdown]
# Compare the templates and the tokens per row (the number before "a row" is the mean): the part is like the whole. Training time grows with
# the sum of the tokens, not with the number of rows.

# %%
parts = pd.DataFrame({name: pd.Series(rows["difficulty"]).value_counts() for name, rows in both.items()}).T
parts = parts[[level for level in levels if level in parts]]
figure = plots.shares(parts, "The part has the shares of the whole")

# %% [markdown]
# The two bars have the same shares, to a percent or so.
#
# ## Optional: JSON files
#
# The book makes the chats with `map` and writes them to JSON files with `to_json`, and the training reads the files. One chat
# per line, in UTF-8, readable in any editor. These are the rows of your profile:

# %%
splits = data.load(profile)
for name in ("train", "test_seen"):
    chats = splits[name].map(create_conversation, remove_columns=splits[name].column_names)
    chats.to_json(artifacts.path("data", f"{name}.json"), force_ascii=False)
written = str(artifacts.path("data", "train.json"))
again = datasets.load_dataset("json", data_files=written, split="train")
assert again.to_list() == [create_conversation(row) for row in splits["train"]]
print(f"train.json holds {len(again):,} chats, its only column is {again.column_names[0]}")

# %% [markdown]
# The file gives back what was written. `force_ascii=False` keeps Hangul readable; without it you would see codes such as
# `\uc774`. The later lessons do not need these files: they call `data.load` again.
#
# ## Optional: your own rows
#
# A file with `ko_instruction`, `input` and `response` is enough, one JSON object per line; a JSON list or a CSV file works
# too. This file has 60 good rows and three odd ones: SQL that does not parse, a question that is missing, and a row that is
# there twice.

# %%
mine = [{
    "ko_instruction": f"나이가 {age}세 이상인 직원의 이름은?",
    "input": "CREATE TABLE staff (name TEXT, age INTEGER);",
    "response": f"SELECT name FROM staff WHERE age >= {age}",
} for age in range(20, 80)]
odd = [{"response": "SELECT FROM WHERE"}, {"ko_instruction": None}, {"response": mine[0]["response"] + ";"}]
artifacts.write_jsonl(artifacts.path("mine.jsonl"), mine + [mine[0] | change for change in odd])
own = data.load(profile, source=artifacts.path("mine.jsonl"))
{name: len(rows) for name, rows in own.items()}

# %% [markdown]
# The first line says what was dropped and why: three rows, each for its reason. The 60 others are split by the rule above: 36
# for `train`, 12 for `validation` and 12 for `test_seen`. `test_unseen` and `test_natural` stay empty.
#
# To run the whole course on your rows, set the environment variable `COURSE_DATA` to the file before you start, for example
# `COURSE_DATA=mine.jsonl make course`. The path may start at the folder of the course. If a file cannot be used, the course
# stops with one sentence that says why, such as this one:

# %%
lacking = artifacts.path("lacking.jsonl")
artifacts.write_jsonl(lacking, [{"question": "몇 명?", "input": "...", "response": "..."}])
try:
    data.load(profile, source=lacking)
except artifacts.CourseError as error:
    print(error)

# %% [markdown]
# The sentence names what is missing, what there is, and what a row needs.
#
# ## Checkpoint

# %%
assert set(splits) == set(data.SPLITS) and len(splits["train"]) and len(splits["test_seen"])
assert not any(leaks.values())
assert set(splits["train"].column_names) >= {"question", "schema", "gold", "db_id"}
assert longest < len(lengths), f"No row fits into {profile.max_length} tokens: show fewer tables in each row."
assert len(part) == min(1_000, len(whole["train"]))
assert {name: len(rows) for name, rows in own.items()} == {
    "train": 36, "validation": 12, "test_seen": 12, "test_unseen": 0, "test_natural": 0}
print("Lesson 02: you know what the model will read.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** Take the Korean comments of tables and columns out of a schema. How many tokens does that save? What is lost?

# %%
def without_comments(schema):
    ...

# %%
from exercises import lesson_02 as check

passed = check.without_comments(without_comments, whole["test_seen"]["schema"][:20])

# %% tags=["solution"] jupyter={"source_hidden": true}
def without_comments(schema):
    return "\n".join(line.split(" -- ")[0] for line in schema.splitlines())


pair = (row["schema"], without_comments(row["schema"]))
with_comments, without = (len(tokenizer(text)["input_ids"]) for text in pair)
print(f"{with_comments} tokens with comments, {without} without")
assert check.without_comments(without_comments, whole["test_seen"]["schema"][:20])

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# A shipped schema needs far fewer tokens without its comments. But the comments connect the Korean noun with the English name.
# Without them the model has to guess.
#
# </details>

# %% [markdown]
# **2.** *Optional.* How much easier is it if the schema shows only the tables of the query? Write a function that returns the row
# with such a schema, and count the tokens.

# %%
def cut(row):
    ...

# %%
full = whole["test_natural"] if len(whole["test_natural"]) else whole["test_seen"]
passed = check.cut(cut, full.select(range(min(50, len(full)))))

# %% tags=["solution"] jupyter={"source_hidden": true}
def cut(row: dict) -> dict:
    """The row's schema with the tables that its query uses; with all of them where it uses none."""
    today, *parts = row["schema"].split("CREATE TABLE ")
    used = set(re.findall(r"\w+", row["gold"]))
    kept = [part for part in parts if set(re.findall(r"\w+", part)[:1]) & used] or parts
    return {"schema": (today + "".join("CREATE TABLE " + part for part in kept)).rstrip()}


short = full.map(cut)
for name, rows in {"whole schema": full, "tables of the query": short}.items():
    print(f"{name}: {data.lengths(rows, tokenizer)['tokens'].mean():.0f} tokens a row")
print(short[0]["schema"], short[0]["question"], sep="\n\n")
assert check.cut(cut, full.select(range(min(50, len(full)))))

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# With the shipped data a cut row has far fewer tokens. And the task is easier: only columns are left to choose from, and two
# tables mean a join. But to cut the schema, you have to know the answer. A user does not, so a score on such rows promises too
# much. If you have time, let the model of lesson 05 answer the cut rows, and compare the score with that on whole schemas.
#
# </details>

# %% [markdown]
# **3.** Plant a leak: put one row of `test_seen` into `train`. Does the check of this lesson find it?

# %%
planted = ...

# %%
passed = check.planted(planted, whole)

# %% tags=["solution"] jupyter={"source_hidden": true}
planted = datasets.DatasetDict(whole)
planted["train"] = datasets.concatenate_datasets([whole["train"], whole["test_seen"].select([0])])
print(data.leaks(planted))
assert check.planted(planted, whole)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# `question` now reads 1: the check finds the row. `query` counts it too, because its query is known from training as well.
#
# </details>
