# %% [markdown]
# # 06 · Exact match, and better measures
#
# **You score the model by string, by structure and by execution, and you learn how far each score can be trusted.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/06_exact_match.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/06_exact_match.ipynb)
#
# You will be able to
# - compute exact match as the book does, and put an interval around it,
# - say why a string is too strict a measure, and score by structure and by execution instead,
# - build a small database that tells two queries apart,
# - say what a score is worth: put beside it what one reaches without any training,
# - compare two ways of answering on the same questions with a paired test,
# - find what decoding and sampling do to a score, and how many questions a comparison needs.
#
# Time: about three minutes on `cpu`, depending on the processor, most of it for sampled answers; T4 and 80 GB are not
# measured yet.
#
# This lesson covers section 4.2.10 of the book and a part of its discussion:
#
# | Step of the book | Its name in the code | Here |
# |---|---|---|
# | cut off the end mark | `<\|im_end\|>` | Exact match, the book's way |
# | compare two strings | `==` | Exact match, the book's way |
# | the mean of the booleans | `sum(...) / len(...)` | Exact match, the book's way |
# | sampled answers | `do_sample`, `temperature`, `top_p` | Greedy against sampled |
# | a sample of 1,500 | `shuffle(seed=42).select(range(1500))` | The book's score, with its interval |

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
import re
import sqlite3

import pandas as pd
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.simplify import simplify

import plots
import sqlscore
from baselines import string_matching
from helpers import artifacts, data, inference, models, profiles, stats, training

profile = profiles.detect()
facts = artifacts.read_json(artifacts.repository() / "data" / "facts.json")
pd.set_option("display.max_colwidth", 100)

# %% [markdown]
# ## The predictions
#
# Lesson 05 left its answers in `artifacts/predictions/`. If you have not run it, the lesson takes the course's own copy: the
# answers of one real run on `cpu`. The two are never mixed.

# %%
own = artifacts.path("predictions", "tuned_test_seen.jsonl").exists()
folder = artifacts.path("predictions") if own else artifacts.repository() / "data" / "predictions"


def load(name: str) -> list[dict]:
    """The answers of your own run, or else those shipped with the course; none where there are none."""
    return artifacts.read_jsonl(folder / f"{name}.jsonl")


# %% tags=["nbval-ignore-output"]
names = itertools.product(("base", "examples", "tuned"), data.TESTS)
answers = {name: rows for name in map("_".join, names) if (rows := load(name))}
tests = [split for split in data.TESTS if f"tuned_{split}" in answers]
assert tests, "No answers: run notebooks/05_inference.ipynb first."
print("These are the answers of your own model." if own
      else "No model of yours yet: these answers are shipped with the course.")
pd.Series({tuple(name.split("_", 1)): len(rows) for name, rows in answers.items()}).unstack()[tests]

# %% [markdown]
# Each row is a way of answering, each column a test. `base` is the model before training, asked with the question alone;
# `examples` is the same model with three examples in the prompt; `tuned` is the model after training. The untrained model
# answered fewer questions, because it does not stop by itself: most of its answers run to the limit.
#
# - `test_seen` asks new questions about databases that training has shown.
# - `test_unseen` asks about databases that training has not shown. The questions of both are made from templates.
# - `test_natural` asks about databases of both kinds. Its questions were written one by one, as people ask them.
#
# ## Exact match, the book's way
#
# Section 4.2.10 of the book takes three steps: cut off the end mark, compare two strings, take the mean of the booleans. The
# book's model ends an answer with `<|im_end|>`. Other models use other marks, so the cell knows three of them.

# %%
def cleaned(text: str) -> str:
    """An answer without its end mark."""
    for mark in ("<|im_end|>", "<end_of_turn>", "<|eot_id|>"):
        text = text.replace(mark, "")
    return text.strip()


golds = ["SELECT name FROM player", "SELECT COUNT(*) FROM player",
         "SELECT team FROM player", "SELECT age FROM player"]
replies = ["SELECT name FROM player<|im_end|>", "SELECT COUNT(*) FROM player<end_of_turn>",
           "SELECT Team FROM player<|im_end|>", "SELECT name FROM player<|im_end|>"]
matches = [cleaned(reply) == gold for reply, gold in zip(replies, golds)]
print(matches)
print(f"exact match: {sum(matches)} of {len(matches)} = {sum(matches) / len(matches):.0%}")

# %% [markdown]
# Two of four match. The third reply differs by one capital letter, and SQL does not care about it: as a string it is wrong
# all the same. The fourth asks for another column and is wrong indeed.
#
# ## A score has an interval
#
# The test questions are a sample. Other questions of the same kind would have given another score. An **interval** says which
# true scores fit the sample. Wilson's formula computes it, here at the usual 95%: of a hundred such intervals, about 95 hold
# the true score.

# %%
for right, total in [(6, 10), (60, 100), (600, 1000)]:
    print(f"{right:4} of {total:4} right: {stats.wilson(right, total)}")

# %% [markdown]
# The same share three times. Ten questions leave nearly everything open; a thousand narrow the score to a few points. To
# halve an interval you need four times as many questions. Now the real answers:

# %% tags=["nbval-ignore-output"]
def interval(correct) -> stats.Interval:
    """Share of True in a list or column, with its interval."""
    return stats.wilson(sum(correct), len(correct))


groups = {"base": {}, "tuned": {}}
for name, rows in answers.items():
    model, split = name.split("_", 1)
    if model in groups:
        score = interval([cleaned(row["predicted"]) == row["gold"] for row in rows])
        groups[model][split] = score
        print(f"{name:18} {score}")
        assert score.low <= score.estimate <= score.high
plots.score_intervals(groups, "Exact match before and after training");

# %% [markdown]
# The bars are the scores, the thin lines their intervals. Where the intervals of base and tuned model do not overlap, luck does
# not explain the difference: training made it. Then compare the tests. If two intervals overlap much, the sample is too small
# to say which test is harder. And what is a score *worth*? The section "Baselines beside every score" comes back to that.
#
# `sqlscore.exact_match` is a little kinder than the book. It knows the end marks of all common models, takes a query out of a
# code fence (the three backticks of Markdown), makes one blank of all white space between two words outside quotes, and drops
# comments and the last semicolon.

# %%
reply = "SQL:\n```sql\nSELECT  name -- the players\nFROM t WHERE city = '서울  중구';\n```<end_of_turn>"
print(sqlscore.normalize(reply))

# %% [markdown]
# Label, fence, comment and mark are gone. The two blanks inside the quotes are still there, because they belong to the value.
#
# ## Why a string is too strict
#
# These two queries ask for the same thing. As strings they differ nearly everywhere.

# %%
schema = "CREATE TABLE player (name TEXT, age INTEGER, team TEXT)"
gold = "SELECT name FROM player WHERE age > 30 AND team = '두산'"
other = "select P.name from player as P where '두산' = P.team and not P.age <= 30"
print("same string:   ", sqlscore.exact_match(gold, other))
print("same structure:", sqlscore.canonical_match(gold, other, schema))
print("same result:   ", sqlscore.execution_match(schema, gold, other))

# %% [markdown]
# Exact match calls the second query wrong. The two other measures call it right. How do they know?
#
# ## Structure: the same tree
#
# sqlglot parses a query into a tree. A tree has no blanks, and it does not matter whether `AND` was written in capital or
# small letters. There are only parts; names are kept as they were written. Here is the condition of the second query.

# %%
tree = sqlglot.parse_one(other, read="sqlite")
print(repr(tree.args["where"].this))

# %% [markdown]
# An `And` with two operands: an `EQ` (equals) and a `Not` around an `LTE` (less than or equal). The writer is still free in
# some things: aliases, the order of conditions, the direction of a comparison, capital letters in names. Two tools of sqlglot
# remove these differences. `qualify` gives every column its table, and writes names in small letters:

# %%
columns = {"player": {"name": "TEXT", "age": "INTEGER", "team": "TEXT"}}
tree = qualify(tree, schema=columns, dialect="sqlite", quote_identifiers=False)
print(tree.sql("sqlite"))

# %% [markdown]
# Every column now says where it comes from, and every result has a name. Now the aliases can go, because there is only one
# table. Then `simplify` sorts the operands and writes each comparison in one way:

# %%
def normal_form(query: str) -> str:
    """A query on one table, written in the one way that all its spellings share."""
    tree = sqlglot.parse_one(query, read="sqlite")
    tree = qualify(tree, schema=columns, dialect="sqlite", quote_identifiers=False)
    for column in tree.find_all(exp.Column):
        column.set("table", None)
    for table in tree.find_all(exp.Table):
        table.set("alias", None)
    tree.set("expressions", [result.unalias() for result in tree.expressions])
    return simplify(tree, dialect="sqlite").sql("sqlite")


for query in (gold, other):
    print(normal_form(query))

# %% [markdown]
# The two lines are equal: the queries have the same structure. `sqlscore.canonical` does the same for hard cases: several
# tables, one table read twice, queries inside queries, text in double quotes. It also keeps simplify from computing with
# constants, because SQLite compares numbers and texts by rules of its own.

# %%
staff = "CREATE TABLE emp (name TEXT, dept TEXT, pay INTEGER)"
for condition in ("x.dept = e.dept", "x.dept = x.dept"):
    query = f"SELECT name FROM emp e WHERE pay > (SELECT AVG(pay) FROM emp x WHERE {condition})"
    print(sqlscore.canonical(query, staff).replace(" WHERE emp_00", "\n  WHERE emp_00"))

# %% [markdown]
# The first query compares each person with the average of the own department, the second with the average of all. The numbers
# say which of the two readings of `emp` a column means, so the two stay different.
#
# ## Execution: the same result
#
# Structure misses queries that reach the same rows by another way, for example a subquery instead of a join. So run both
# queries and compare what they return. But on which rows? Rows that happen to be there may not tell a wrong query from a
# right one. So build the rows **from the queries**: for every number in them one less, the number itself and one more; for
# every text the text itself and another one; and NULL for both. (Here the numbers are ages and the texts are
# teams. The names of the players are only numbered.)

# %%
def database_for(*queries: str) -> sqlite3.Connection:
    """Players on both sides of every bound in the queries, in and out of every team, and without either."""
    trees = [sqlglot.parse_one(query, read="sqlite") for query in queries]
    literals = [node for tree in trees for node in tree.find_all(exp.Literal)]
    numbers = {int(node.this) for node in literals if node.is_number}
    ages = sorted({number + step for number in numbers for step in (-1, 0, 1)}) + [None]
    teams = sorted({node.this for node in literals if node.is_string}) + ["another team", None]
    rows = [(f"player {n}", *both) for n, both in enumerate(itertools.product(ages, teams))]
    connection = sqlite3.connect(":memory:")
    connection.execute(schema)
    connection.executemany("INSERT INTO player VALUES (?, ?, ?)", rows)
    return connection


slip = gold.replace(">", ">=")
print(*database_for(gold, slip).execute("SELECT * FROM player"), sep="\n")

# %% [markdown]
# Twelve rows: four ages, each with three teams. One of them is a player of 두산 who is exactly thirty. Now `slip`, which says
# `>=` where the gold query says `>`, and the harmless `other`:

# %%
for query in (gold, other, slip):
    rows = database_for(gold, query).execute(query).fetchall()
    print(f"{sorted(rows)}  {query}")

# %% [markdown]
# `other` returns what the gold query returns. `slip` also returns the player who is exactly thirty, so it is wrong. That is the
# whole idea. `sqlscore.execution_match` does the same for joins, groups, dates, subqueries and ties, on many databases, and
# `sqlscore.compare` then takes away every row that is not needed to see the difference:

# %%
sqlscore.compare(schema, gold, slip)

# %% [markdown]
# One player is enough. Random rows would seldom have had one of exactly that age.
#
# What if the model writes something harmful? The query runs in a sandbox: in memory, reading only, with limits for the steps of
# work, the memory and the rows.

# %%
hostile = {
    "deletes": "DELETE FROM player",
    "never ends": "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT SUM(x) FROM r",
    "fills memory": "SELECT hex(randomblob(1e9))",
    "opens a file": "ATTACH 'other.db' AS other",
    "two statements": "SELECT name FROM player; DROP TABLE player",
}
for name, query in hostile.items():
    verdict = sqlscore.compare(schema, gold, query)
    print(f"{name:15} {verdict.match}: {verdict.reason}")

# %% [markdown]
# Each of them counts as wrong, with its reason, and nothing else happens.
#
# <details><summary>Optional: how <code>sqlscore</code> decides, and what it does not cover</summary>
#
# The folder `sqlscore/` has a short README. It says how each of the three measures decides, on which rows the queries run, and
# when the order of rows counts. It also says what stays open: execution on built rows can show that two queries differ; it can
# never prove that they are equal.
#
# </details>
#
# ## What cannot be scored
#
# Sometimes the *gold* query itself does not run: it has a mistake, or its tables are described for another database system, in
# words that cannot be translated for SQLite. Then execution says `None`: neither right nor wrong.

# %%
rows = [
    {"schema": schema, "gold": gold, "predicted": other},
    {"schema": schema, "gold": gold, "predicted": slip},
    {"schema": schema, "gold": "SELECT nmae FROM player", "predicted": "SELECT name FROM player"},
]
small = sqlscore.evaluate(rows)
print(small["execution"].tolist())
print("as a mean of what could be scored:", small["execution"].dropna().astype(bool).mean())
print(*sqlscore.unscored(small).items())

# %% [markdown]
# The third row says something about the data and nothing about the model. So it is left out of the mean, and `unscored` says
# how many rows that are, and why. Counted as wrong, the score would have been one in three instead of one in two.
#
# ## String, structure, execution
#
# `sqlscore.evaluate` computes all three for a list of predictions. Where the course ships a database, its own rows are tried
# first, then the built ones.

# %% tags=["nbval-ignore-output"]
ids = {row["db_id"] for rows in answers.values() for row in rows}
databases = {name: data.database(name) for name in ids}
scored = {split: sqlscore.evaluate(answers[f"tuned_{split}"], databases=databases) for split in tests}
measures = ["exact", "canonical", "execution"]


def summary(table: pd.DataFrame) -> dict:
    """Each measure's share of right answers, with its interval, among those that it can score."""
    known = {measure: table[measure].dropna() for measure in measures}
    return {measure: interval(column.eq(True)) for measure, column in known.items() if len(column)}


scores = {split: summary(table) for split, table in scored.items()}
assert all("exact" in row for row in scores.values())
pd.DataFrame(scores).map(str).T

# %%
for split, table in scored.items():
    left_out = sqlscore.unscored(table)
    print(f"{split}: {left_out.sum()} answers could not be scored by execution", *left_out.index, sep="\n  ")

# %% [markdown]
# Each row of the table is one test that the tuned model has answered, each column one measure with its interval. The list below
# it says what was left out: with the course's own data, nothing.

# %% tags=["nbval-ignore-output"]
assert all(row["exact"].estimate <= row["canonical"].estimate for row in scores.values())
plots.score_intervals(scores, "Three measures of the same answers");

# %% [markdown]
# Each measure is at least as kind as the one before it: the same string has the same structure, and the same structure nearly
# always gives the same result. (The checkpoint tests the first for each test, the second up to one answer in a hundred.) Between string and execution lie right answers that exact match calls wrong.
# Training has taught the model the style of the gold queries, so there are few of them where the questions resemble those of
# training. A model that writes SQL in its own way would lose more.

# %% tags=["nbval-ignore-output"]
everything = pd.concat(scored.values(), ignore_index=True)
everything["predicted"] = everything["predicted"].map(sqlscore.normalize)
unfair = everything[~everything["exact"] & everything["execution"].eq(True)]
assert not unfair["predicted"].eq(unfair["gold"]).any()
print(f"{len(unfair)} answers return the right result without being the gold string")
unfair[["gold", "predicted"]].head(8)

# %% [markdown]
# Read two or three pairs: what did the model write in another way? Now the other way round: answers that look right and are
# wrong. `compare` shows the rows.

# %% tags=["nbval-ignore-output"]
wrong = everything[everything["execution"].eq(False)]
near = wrong.loc[(wrong["gold"].str.len() - wrong["predicted"].str.len()).abs().sort_values().index]
for _, row in near.head(2).iterrows():
    print(f"question:  {row['question']}\ngold:      {row['gold']}\npredicted: {row['predicted']}")
    shown = sqlscore.compare(row["schema"], row["gold"], row["predicted"], databases.get(row["db_id"]))
    assert shown.match is False
    display(shown)

# %% [markdown]
# Under each pair stand the smallest rows that tell it apart, then what each query returns on them.
#
# ## Where it is hard
#
# One score hides much. Here it is by difficulty:

# %% tags=["nbval-ignore-output"]
hits = everything.dropna(subset="execution")
hits = hits.assign(execution=hits["execution"].eq(True))
order = ["easy", "medium", "hard"]  # a reader's own levels come behind
others = sorted(set(hits["difficulty"]) - set(order))
hits["difficulty"] = pd.Categorical(hits["difficulty"], [*order, *others])
levels = hits.groupby(["split", "difficulty"], observed=True)
table = levels[measures].mean().round(3).assign(rows=levels.size())
assert table["rows"].sum() == len(hits)
table

# %% [markdown]
# Each row is one test and one level, with the share of right answers by each measure. Compare the levels inside one test, then
# one level across the tests.
#
# **Optional: by the shape of the query.** Questions from templates know their shape. The dozen hardest shapes of which there are
# more than three rows:

# %% tags=["nbval-ignore-output"]
shapes = hits[hits["template"] != "natural"].groupby("template")["execution"].agg(["size", "sum", "mean"])
shapes["interval"] = [str(stats.wilson(*map(int, row))) for row in shapes[["sum", "size"]].to_numpy()]
assert (shapes["sum"] <= shapes["size"]).all()
shapes[shapes["size"] > 3].sort_values("mean")[["size", "mean", "interval"]].round(3).head(12)

# %% [markdown]
# Read the intervals, not only the means: with so few rows a shape can get nearly any score by chance.
#
# ## Baselines beside every score
#
# What is a score worth? Nobody knows, before somebody has answered the same questions in a cheap way. That is a **baseline**.
# The cheapest way that we could think of is a program of three hundred lines. The comments of a schema name its tables, columns
# and values in Korean. `baselines.string_matching` looks these words up in the question, knows a few phrases such as 이상 and
# 가장 높은, and puts a query together. It has seen no training row, and nothing in it learns. Here is the same wish twice, once
# in the words of the schema, once as people say it:

# %%
shops = """CREATE TABLE shop ( -- 가게
 name TEXT, -- 상호
 gu TEXT, -- 자치구: 마포구, 종로구
 rating REAL -- 평점(점)
);"""
for question in ("자치구가 마포구인 가게의 상호를 알려 주세요.", "평점이 가장 높은 가게의 상호는 무엇인가요?",
                 "마포에 어떤 집들 있어?", "제일 맛있는 데가 어디야?"):
    print(f"{question}\n  {string_matching.answer(question, shops)}")

# %% [markdown]
# The first two queries are right: 자치구, 마포구, 상호 and 평점 stand in the question as they stand in the schema. In the last two
# questions none of these words is left. A person knows that 마포 is 마포구, and that the best shop is the one with the highest
# 평점. The program has nothing to hold on to.
#
# So there are four ways to answer every test: string matching, the base model with the question alone, the base model with
# three examples, and the tuned model. To be fair to the base model, which does not stop by itself: where an answer has no end
# mark, its first line counts.

# %%
def first_line(row: dict) -> dict:
    """The row, and of an answer that found no end only the first line."""
    text = row["predicted"].strip()
    return row | {"predicted": text if cleaned(text) != text else text.partition("\n")[0]}


for text in ("SELECT name FROM shop\nSELECT gu, gu, gu, gu", "SELECT name\nFROM shop<end_of_turn>"):
    print(repr(first_line({"predicted": text})["predicted"]))

# %% [markdown]
# The first answer ran on and is cut; the second one ended by itself and stays as it is. Now score all four:

# %% tags=["nbval-ignore-output"]
ways = {"string": "string matching", "base": "base model", "examples": "base, 3 examples", "tuned": "tuned model"}
looked_up = {
    split: [row | {"predicted": string_matching.answer(row["question"], row["schema"])}
            for row in answers[f"tuned_{split}"]]
    for split in tests
}
compared = {"string": {split: sqlscore.evaluate(rows, databases=databases) for split, rows in looked_up.items()}}
for way in ("base", "examples"):
    compared[way] = {split: sqlscore.evaluate(list(map(first_line, rows)), databases=databases)
                     for split in tests if (rows := answers.get(f"{way}_{split}"))}
compared["tuned"] = scored
assert all(len(compared["string"][split]) == len(scored[split]) for split in tests)

# %% tags=["nbval-ignore-output"]
both = [(split, way) for split in tests for way in ways if split in compared[way]]
beside = {(split, ways[way]): summary(compared[way][split]) for split, way in both}
counts = {(split, ways[way]): len(compared[way][split]) for split, way in both}
assert len(beside) >= 2 * len(tests)
pd.DataFrame(beside).T.reindex(columns=["exact", "execution"]).map(str).assign(questions=counts)

# %% [markdown]
# Each row is one way of answering one test, with its two scores and the number of questions behind them. As a figure:

# %% tags=["nbval-ignore-output"]
bars = {measure: {split: {} for split in tests} for measure in ("exact", "execution")}
for (split, name), row in beside.items():
    for measure in bars:
        if measure in row:
            bars[measure][split][name] = row[measure]
assert all(len(group) > 1 for group in bars["exact"].values())
plots.baselines(bars);

# %% [markdown]
# A group of bars for each test. Always look at the grey bar first: it is what the words alone are worth.
#
# On `test_seen` and `test_unseen`, see how far up it goes. A program that understands nothing gets there, because these
# questions are made from templates, and many of them name columns and values by the very words of the comments. So **a score
# that string matching reaches says little**: it may come from understanding or from looking words up, and the score cannot
# tell which.
#
# On `test_natural` the grey bar all but disappears. This is what people ask. "제일 비싼 차 뭐야" says neither 가격 nor 차량 번호. Whoever
# answers it has to know that 비싼 is about a price, that the most expensive one comes first in descending order, and that 뭐야
# wants to know which car. None of that can be looked up. So what the tuned model scores here, string matching does not explain.
# When somebody asks how good your model is, give this score, with its interval.
#
# And ask of every score that you read: what does the cheapest way reach on the same questions?
#
# ## The same questions, pair by pair
#
# Is the tuned model better than a baseline, or was it lucky? Compare the two on the questions that both have answered, question
# by question. Where both are right, or both wrong, you learn nothing about the difference. What counts is how often only one of
# them is right. Suppose the two were equally good. Then each such question would be a toss of a fair coin, and **McNemar's
# test** asks how often a coin would fall at least as unevenly as this, to either side. That share is the **p-value**. Ten such
# questions as an example:

# %%
for only_second in (5, 7, 9, 10):
    first = [False] * only_second + [True] * (10 - only_second)
    second = [not right for right in first]
    print(f"only the second is right {only_second:2} times, only the first {10 - only_second}: "
          f"p = {stats.mcnemar(first, second).p_value:.3f}")

# %% [markdown]
# Seven to three can well be chance. Ten to none hardly can: a fair coin falls ten times on the same side only about twice in a
# thousand trials. The usual limit is 0.05. Now the tuned model against each baseline, on each test:

# %% tags=["nbval-ignore-output"]
def paired(way: str, splits: list[str]):
    """Which questions a baseline and the tuned model got right by execution: two arrays, question by question."""
    both = [pd.concat([compared[name][split] for split in splits]) for name in (way, "tuned")]
    both = both[0].merge(both[1], on=["split", "id"], suffixes=("_first", "_second"))
    return both[["execution_first", "execution_second"]].dropna().astype(bool).to_numpy().T


lines = {}
for split, way in itertools.product(tests, ("string", "base", "examples")):
    if split in compared[way] and len((both := paired(way, [split]))[0]):
        pairs, difference = stats.mcnemar(*both), stats.paired_bootstrap(*both)
        assert 0 <= pairs.p_value <= 1 and pairs.only_first + pairs.only_second <= len(both[0])
        lines[split, ways[way]] = [len(both[0]), pairs.only_first, pairs.only_second, f"{pairs.p_value:.2g}", difference]
headings = ["questions", "only the baseline", "only the tuned", "p", "tuned minus baseline"]
pd.DataFrame(lines, index=headings).T.map(str)

# %% [markdown]
# Each row counts the questions that only one of the two got right. If p is small, chance does not explain it. But these are
# several tests at once, and of twenty tests one is below 0.05 by chance. So be strict: multiply p by the number of rows before
# you compare it with the limit (*Bonferroni's correction*).
#
# The last column is the difference of the two scores with an interval from the **bootstrap**: draw as many questions again from
# these questions, with repetition, compute the difference, do so ten thousand times, and keep the middle 95%. If the interval
# does not reach zero, chance alone hardly explains the difference.
#
# **Optional: words of their own.** Does the model only look words up as well? Split each test in two: questions that name every
# column of their query by the word of its comment (or by one of its listed values), and questions that use words of their own
# for at least one column.

# %%
def own_words(question: str, schema: str, gold: str) -> bool:
    """Whether a column of the query is named neither by its comment's word nor by a value that the comment lists."""
    names = set(re.findall(r"\w+", gold))
    for table in string_matching.read(schema)[0]:
        for column in table.columns if table.name in names else ():
            used = column.name in names and column.name != "id" and not column.parent
            if used and not any(word in question for word in (column.noun, *column.values)):
                return True
    return False


for question in ("평점이 가장 높은 가게의 상호는 무엇인가요?", "제일 맛있는 데가 어디야?"):
    print(question, own_words(question, shops, "SELECT name FROM shop ORDER BY rating DESC LIMIT 1"))

# %% tags=["nbval-ignore-output"]
everyone = {way: pd.concat(compared[way].values()).set_index(["split", "id"]) for way in ("string", "tuned")}
asked = everyone["tuned"][["question", "schema", "gold"]]
parts = pd.DataFrame({name: everyone[way]["execution"].eq(True) for way, name in ways.items() if way in everyone})
parts["words"] = ["of their own" if own_words(*row) else "of the schema" for row in asked.to_numpy()]
assert parts.notna().all(axis=None)
parts = parts.groupby(["split", "words"])
parts.mean().round(3).assign(questions=parts.size())

# %% [markdown]
# In the rows "of their own", string matching has little to find. What the tuned model scores there shows whether it has learned
# what words mean.
#
# ## Optional: what decoding does to a score
#
# A model answers in tokens, and `decode` turns them into text. For years `decode` also *cleaned up* that text, as if it were
# English prose: no blank before punctuation, none before `'s`. Llama-3 tokenizers shipped with that switched on. Here is the
# clean-up at work; transformers 5 still has it, behind a setting whose name is a warning.

# %%
tokenizer = models.load_tokenizer(profile)
tokenizer.clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output = True


def decoded(query: str) -> str:
    """A query as it comes back from its tokens when decode cleans up."""
    tokens = tokenizer.encode(query, add_special_tokens=False)
    return tokenizer.decode(tokens, clean_up_tokenization_spaces=True)


for condition in ("= 'spender s'", "!= '전화'", "= '전화'"):
    query = f"SELECT a FROM t WHERE b {condition}"
    print(f"{query}\n{decoded(query)}\n")

# %% [markdown]
# The queries were right, and yet the first two lost a blank: as strings they no longer equal the originals. So send the
# *gold* answers of your own test set through it. A perfect model would answer exactly those. The share that survives is the
# best exact match that any model could reach.

# %% tags=["nbval-ignore-output"]
dataset = data.load(profile)
golds = [gold for split in data.TESTS for gold in dataset[split]["gold"]]
survived = [decoded(gold) == gold for gold in golds]
assert 0 < sum(survived) <= len(golds)
print(f"{len(golds) - sum(survived)} of {len(golds)} gold answers change; "
      f"the ceiling is {sum(survived) / len(golds):.1%}")

# %% [markdown]
# Our values are Korean, so little is lost here: a blank before a `!=`, or one at the edge of a text in quotes. English values
# suffer more, because many of them begin with a letter that the clean-up takes for a shortened word. In a set of 7,780 rows with English values in lower
# case, 11.5% of the gold answers changed: a perfect model could have scored 88.5% at most.
#
# The strings are damaged. Is the meaning damaged, too?

# %%
for query in ("SELECT a FROM t WHERE b = 'spender s'", "SELECT a FROM t WHERE b != 'men' AND c = 'seoul'"):
    print(decoded(query))
    print(f"  same string: {sqlscore.exact_match(query, decoded(query))}, "
          f"same structure: {sqlscore.canonical_match(query, decoded(query))}")

# %% [markdown]
# The strings differ and the structure does not. That is one more reason to score by structure and execution. In this course
# `decode` never cleans up.
#
# ## Greedy against sampled
#
# The book asks its single example question greedily: it always takes the most likely token. Its evaluation loop, however,
# *samples*, with `temperature=0.7` and `top_p=0.95`: each token is drawn by lot. The temperature sharpens the chances, and
# `top_p` keeps only the likeliest tokens that make up 95% together. For a model that gives four tokens these chances:

# %%
chances = pd.Series({"name": 0.60, "age": 0.25, "team": 0.13, "goals": 0.02})
sharper = chances ** (1 / 0.7)
sharper /= sharper.sum()
kept = sharper[sharper.cumsum() - sharper < 0.95]
steps = {"model": chances, "temperature 0.7": sharper, "and top_p 0.95": kept / kept.sum()}
pd.DataFrame(steps).fillna(0).round(3)

# %% [markdown]
# The likeliest token gains and the least likely one is never drawn. Still, about three times in ten the model does *not* write the
# token that it thinks best. So the score of a sampled run is a matter of chance as well.
#
# Here a few questions are answered greedily and with three seeds. Without a trained model of yours there is nothing to sample
# from, and the shipped answers are shown.

# %% tags=["nbval-ignore-output"]
adapter = artifacts.path("adapter")
split = "test_unseen" if len(dataset["test_unseen"]) else "test_seen"
questions = list(dataset[split].select(range(min(24, len(dataset[split])))))
sampling = {"do_sample": True, "temperature": 0.7, "top_p": 0.95}
runs = {"greedy": {}, **{f"seed_{seed}": sampling | {"seed": seed} for seed in (1, 2, 3)}}
trained = (adapter / "adapter_config.json").exists()
assert questions and len(runs) == 4
print("Your adapter answers." if trained
      else "No trained model here: shipped answers, if any, are shown (run lesson 03 for your own).")

# %% tags=["nbval-ignore-output"]
who = training.adapter_id(adapter) if trained else None
labels = {run: f"{who} {run} {options}" for run, options in runs.items()} if trained else {}
files = {run: artifacts.path("predictions", f"sampling_{run}.jsonl") for run in runs}
missing = [run for run in labels if not inference.is_answered(questions, split, files[run], labels[run])]
model = models.merge(adapter, profile) if missing else None
size = {"max_new_tokens": profile.max_new_tokens, "batch_size": profile.generation_batch}
for run in missing:
    own_tokenizer = models.load_tokenizer(profile, adapter)
    inference.predict(model, own_tokenizer, questions, split, files[run], labels[run], **size, **runs[run])
assert all(files[run].exists() for run in labels)
del model
models.free_memory()

# %% [markdown]
# A bar for each run that had to be answered; answers are kept in `artifacts/predictions/`, so nothing is sampled twice. Score
# them:

# %% tags=["nbval-ignore-output"]
found = {run: rows for run in runs if (rows := load(f"sampling_{run}"))}
sampled = {run: sqlscore.evaluate(rows, databases=databases) for run, rows in found.items()}
shares = {run: {m: table[m].eq(True).mean().round(3) for m in measures} for run, table in sampled.items()}
texts = pd.DataFrame({run: list(table["predicted"]) for run, table in sampled.items() if run != "greedy"})
different = (texts.nunique(axis=1) > 1).sum()
assert different <= len(texts)
print(f"{different} of {len(texts)} questions got different answers from different seeds")
pd.DataFrame(shares).T

# %% [markdown]
# The greedy row is the same each time you run it. The others depend on a seed that says nothing about the model. Sampling has
# its uses. For a measurement, take greedy answers.
#
# ## The book's score, with its interval
#
# The book reports 56.87% exact match on a sample of 1,500 rows. What does that sample allow us to say?

# %%
score, size = facts["book_exact_match"]["value"], facts["book_sample"]["value"]
book = stats.wilson(round(score * size), size)
print(f"exact match on {size:,}: {book}, plus or minus {(book.high - book.low) / 2:.1%}")

# %% [markdown]
# So two samples may differ by two percentage points although the model is the same. Two models, each with a sample of its own:
# how many questions does each need, if a test is to see a given difference in four of five tries?

# %%
better = pd.Series([0.10, 0.05, 0.03, 0.02, 0.01], name="true difference")
needed = [stats.sample_size(score, score + difference) for difference in better]
pd.DataFrame({
    "true difference": better.map("{:.0%}".format),
    "questions for each model": [f"{n:,}" for n in needed],
})

# %% [markdown]
# Half the difference needs four times as many questions. A single point needs tens of thousands.
#
# The book also compares two samples: the judge of lesson 07 gave 62.80% on 1,500 rows and 58.85% on all 13,111. (The second
# score counts 7,716 replies as “right”. Two of them are cut off in the middle and are no valid JSON, which changes the share by a
# hundredth of a point or two.) Suppose that both scores came from samples of equal size. Telling them apart in four of five
# tries would take this many rows on each side:

# %%
all_rows, yes = facts["book_test_rows"]["value"], facts["book_judge_yes"]["value"]
print(f"{stats.sample_size(facts['book_judge_sample']['value'], facts['book_judge_all']['value']):,} rows")
print(f"strictly parsed: {yes - 2:,} of {all_rows:,} = {(yes - 2) / all_rows:.2%}")

# %% [markdown]
# So two samples of 1,500 would be too small for a gap like this one. The book's second score has far more rows, so 1,500 against
# 13,111 does tell them apart: lesson 08 does that test. Asking both models the *same* questions is cheaper, because a lucky
# choice of questions favours both alike. The paired test above uses that.
#
# ## For the report
#
# The scores go into `artifacts/report.json`. The model card of lesson 04 reads them there when you run that lesson again.
# `em_base`, the base model's exact match, is taken over all tests.

# %%
baselines = ("string", "base", "examples")
kinds = ("em", "execution", "n", *(f"baseline_{way}" for way in baselines))
found = dict.fromkeys(map("_".join, itertools.product(kinds, data.TESTS)))  # None: what an earlier run had goes
for split, row in scores.items():
    found[f"em_{split}"], found[f"n_{split}"] = row["exact"].estimate, len(answers[f"tuned_{split}"])
    found[f"execution_{split}"] = row["execution"].estimate if "execution" in row else None
    for way in baselines:
        if reached := beside.get((split, ways[way]), {}).get("execution"):
            found[f"baseline_{way}_{split}"] = reached.estimate
found["em_base"] = float(pd.concat(compared["base"].values())["exact"].mean())
artifacts.record(**found)
print("recorded:", *sorted(name for name, value in found.items() if value is not None), sep="\n  ")

# %% [markdown]
# `em` is exact match, `execution` and `baseline` are execution match, `n` is the number of the tuned model's answers.
#
# ## Checkpoint

# %%
def values(query: str) -> list[str]:
    """What stands between quotes: a blank that is lost there, as in "Seoul , Korea", changes the meaning."""
    return query.replace('"', "'").split("'")[1::2]


for split, table in scored.items():
    runnable = table[table["execution"].notna()]
    assert (runnable["exact"] <= runnable["canonical"]).all(), split
    assert (runnable["canonical"] <= runnable["execution"].astype(bool)).mean() > 0.99, split
before, after = paired("base", list(compared["base"]))
trained_on = stats.mcnemar(before, after)
helped = trained_on.only_second > trained_on.only_first and trained_on.p_value < 0.05
assert helped or len(before) < 50, "training has not helped: see lesson 03"  # so few cannot tell
assert normal_form(gold := "SELECT name FROM player WHERE age > 30 AND team = '두산'") == normal_form(other)
assert normal_form(gold) != normal_form(slip)
spared = [query for query in golds if values(query) == values(decoded(query))]
assert all(sqlscore.canonical_match(query, decoded(query)) is not False for query in spared)
assert book.low < score < book.high and needed == sorted(needed)
print("Lesson 06: done. The scores are in the report.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** A colleague writes `COUNT(name)` where the gold query has `COUNT(*)`. Is it the same? Let `compare` decide on `schema`, and explain
# the row that it shows.

# %%
shown = ...

# %%
from exercises import lesson_06 as check

passed = check.shown(shown)

# %% tags=["solution"] jupyter={"source_hidden": true}
shown = sqlscore.compare(schema, "SELECT COUNT(*) FROM player", "SELECT COUNT(name) FROM player")
assert shown.database["player"]["name"].isna().all()
print("COUNT(name) leaves out rows without a name:",
      shown.gold.iloc[0, 0], "against", shown.predicted.iloc[0, 0])
assert check.shown(shown)

# %% [markdown]
# **2.** How large must a sample be, so that the interval of a score near one half reaches no more than one percentage point to
# either side?

# %%
size = ...

# %%
passed = check.size(size)

# %% tags=["solution"] jupyter={"source_hidden": true}
size = next(n for n in range(1000, 20_000, 2) if stats.wilson(n // 2, n).high - 0.5 <= 0.01)
print(f"{size:,} questions")
assert check.size(size)

# %% [markdown]
# **3.** Suppose that a model is right on 360 of 600 questions, and that you score only fifty of them. Draw fifty at random a
# thousand times: how far apart are the lowest and the highest score?

# %%
lowest, highest = ..., ...

# %%
passed = check.extremes((lowest, highest))

# %% tags=["solution"] jupyter={"source_hidden": true}
right = pd.Series([1.0] * 360 + [0.0] * 240)
draws = [right.sample(50, random_state=seed).mean() for seed in range(1000)]
lowest, highest = min(draws), max(draws)
print(f"from {lowest:.0%} to {highest:.0%}; on all {len(right)} questions: {right.mean():.0%}")
assert check.extremes((lowest, highest))
