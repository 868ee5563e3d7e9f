# %% [markdown]
# # 06 · Exact match, and better measures
#
# **You score the model by string, by structure and by execution, and you learn how far each score can be trusted.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/06_exact_match.ipynb)
#
# You will be able to
# - compute exact match as the book does, and put an interval around it,
# - say why a string is too strict a measure, and score by structure and by execution instead,
# - see on three rows of data why two queries are not the same,
# - compare two models on the same questions with a paired test,
# - find what decoding and sampling do to a score, and how many questions a comparison needs.
#
# Time: about a minute on `cpu`, most of it for sampled answers; T4 and 80 GB are not measured yet.

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
import pandas as pd

import plots
import sqlscore
from helpers import artifacts, data, inference, models, profiles, stats, training

profile = profiles.detect()
facts = artifacts.read_json(artifacts.repository() / "data" / "facts.json")
pd.set_option("display.max_colwidth", 100)

# %% [markdown]
# ## The predictions
#
# Lesson 05 left its answers in `artifacts/predictions/`. Where it has not been run, the course's own copy is taken: the
# answers of one real run on `cpu`. The two are never mixed.

# %%
own = artifacts.path("predictions", "tuned_test_seen.jsonl").exists()
folder = artifacts.path("predictions") if own else artifacts.repository() / "data" / "predictions"


def load(name: str) -> list[dict]:
    """The answers of your own run, or else those shipped with the course; none where there are none."""
    return artifacts.read_jsonl(folder / f"{name}.jsonl")


# %% tags=["nbval-ignore-output"]
names = [f"{model}_{split}" for model in ("base", "tuned") for split in ("test_seen", "test_unseen")]
answers = {name: rows for name in names if (rows := load(name))}
assert answers, "No answers to score: run notebooks/05_inference.ipynb first."
print("These are the answers of your own model." if own
      else "No model of yours yet: these answers are shipped with the course.")
pd.Series({name: len(rows) for name, rows in answers.items()}, name="answers").to_frame()

# %% [markdown]
# `base` is the model before training, `tuned` after it. `test_seen` asks new questions about databases that training has
# shown; `test_unseen` asks about databases that it has not. The base model answered fewer questions, since it rambles on
# to the limit of each answer.
#
# ## Exact match, the book's way
#
# Section 4.2.10 of the book: cut the end mark off, compare two strings, take the mean of the booleans. The book's end mark is
# `<|im_end|>`; that of the small model is `<end_of_turn>`, and Llama 3 has a third one.

# %% tags=["nbval-ignore-output"]
def cleaned(text: str) -> str:
    """An answer without its end mark."""
    for mark in ("<|im_end|>", "<end_of_turn>", "<|eot_id|>"):
        text = text.removesuffix(mark)
    return text.strip()


row = answers["tuned_test_seen"][0]
print(f"raw:     {row['predicted']!r}")
print(f"cleaned: {cleaned(row['predicted'])!r}")
print(f"gold:    {row['gold']!r}")

# %% tags=["nbval-ignore-output"]
matches = [cleaned(row["predicted"]) == row["gold"] for row in answers["tuned_test_seen"]]
print(matches[:10])
print(f"exact match: {sum(matches) / len(matches):.2%} of {len(matches)}")

# %% [markdown]
# One number. But these questions are a sample: others of the same kind would have given another number. Wilson's interval
# says which true scores the sample leaves plausible, at the usual 95%.

# %%
def interval(correct) -> stats.Interval:
    """Share of True in a list or column, with its interval."""
    return stats.wilson(sum(correct), len(correct))


# %% tags=["nbval-ignore-output"]
exact = {
    name: interval([sqlscore.exact_match(row["gold"], row["predicted"]) for row in rows])
    for name, rows in answers.items()
}
for name, score in exact.items():
    print(f"{name:18} {score}")

# %% tags=["nbval-ignore-output"]
groups = {"base model": {}, "tuned model": {}}
for name, score in exact.items():
    model, split = name.split("_", 1)
    groups[f"{model} model"][split] = score
plots.score_intervals(groups, "Exact match before and after training");

# %% [markdown]
# Training made the difference, and it carries over to databases that the model has never seen. Whether it carries over
# in full, the intervals tell: where two of them hardly overlap, the sample is large enough to say so; where they overlap
# much, it is not.
#
# `sql.exact_match` is a little kinder than the book: it also folds white space outside quotes and drops a last semicolon.

# %%
print(sqlscore.normalize("```sql\nSELECT  name\nFROM t WHERE city = '서울  중구';\n```<end_of_turn>"))

# %% [markdown]
# The two blanks inside the quotes are still there: they belong to the value.
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
# **Structure** first. sqlglot parses a query into a tree; then everything is levelled out that cannot change the meaning:
# case, aliases, quotes, the order of conditions, the direction of a comparison. What is left can be compared.

# %%
print(sqlscore.canonical(gold, schema))
print(sqlscore.canonical(other, schema))

# %% [markdown]
# Structure still misses queries that reach the same rows by another way, say a subquery instead of a join. So
# **execution**: run both and compare what they return. There are two questions to settle. Which rows? Rows that happen to be
# there may not tell a wrong query from a right one, so databases are *built* from the two queries: with values on both
# sides of every bound and exactly on it, with NULLs, duplicates, and joins without a partner. And what if the model
# writes something harmful? The query runs in a sandbox that can only read, in memory, within a budget.

# %%
hostile = {
    "deletes": "DELETE FROM player",
    "never ends": "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT SUM(x) FROM r",
    "fills memory": "SELECT hex(randomblob(1e9))",
    "opens a file": "ATTACH 'other.db' AS other",
    "two statements": "SELECT name FROM player; DROP TABLE player",
}
for name, query in hostile.items():
    print(f"{name:15} {sqlscore.compare(schema, gold, query).reason}")

# %% [markdown]
# Each of them counts as wrong, and nothing else happens. When two queries differ, `compare` shows the smallest database on
# which they do. Here is the classic slip, `>=` for `>`:

# %%
sqlscore.compare(schema, gold, gold.replace(">", ">="))

# %% [markdown]
# One player who is exactly thirty tells them apart. Random rows would seldom have had one.
#
# ## String, structure, execution
#
# `sql.evaluate` does all three for a list of predictions, in parallel. Each shipped database is tried first, with its
# own rows; then the built ones.

# %% tags=["nbval-ignore-output"]
databases = {row["db_id"]: data.database(row["db_id"]) for rows in answers.values() for row in rows}
scored = {name: sqlscore.evaluate(rows, databases=databases) for name, rows in answers.items()}

# %% tags=["nbval-ignore-output"]
measures = ["exact", "canonical", "execution"]
scores = {
    name: {measure: interval(known.eq(True)) for measure in measures if len(known := table[measure].dropna())}
    for name, table in scored.items()
}
left_out = sum(table["execution"].isna().sum() for table in scored.values())
print(f"{left_out} answers are left out of the execution score: their gold query cannot run on its tables.")
pd.DataFrame(scores).map(str).T

# %% tags=["nbval-ignore-output"]
tuned = {name.removeprefix("tuned_"): row for name, row in scores.items() if name.startswith("tuned_")}
plots.score_intervals(tuned, "Three measures of the same answers");

# %% [markdown]
# Each measure is kinder than the one before it, never stricter: the same string has the same structure, and the same
# structure gives the same result. What lies between string and execution are right answers that exact match calls wrong.
# They are few here, for training has taught the model the very style of the references; a model that writes SQL in its own
# way, like the second query on `player` above, would lose more.

# %% tags=["nbval-ignore-output"]
tables = [table for name, table in scored.items() if name.startswith("tuned_")]
everything = pd.concat(tables, ignore_index=True)
everything["predicted"] = everything["predicted"].map(sqlscore.normalize)
unfair = everything[~everything["exact"] & everything["execution"].eq(True)]
print(f"{len(unfair)} answers return the right result without being the gold string")
unfair[["gold", "predicted"]].head(8)

# %% [markdown]
# And the other way round: answers that look right, and are wrong. `compare` shows on which rows.

# %% tags=["nbval-ignore-output"]
wrong = everything[everything["execution"].eq(False)]
near = wrong.loc[(wrong["gold"].str.len() - wrong["predicted"].str.len()).abs().sort_values().index]
for _, row in near.head(2).iterrows():
    print(f"question:  {row['question']}\ngold:      {row['gold']}\npredicted: {row['predicted']}")
    display(sqlscore.compare(row["schema"], row["gold"], row["predicted"], databases.get(row["db_id"])))

# %% [markdown]
# ## Where it is hard
#
# One score hides much. By difficulty, and by the shape of the query:

# %% tags=["nbval-ignore-output"]
hits = everything.dropna(subset="execution")
hits = hits.assign(execution=hits["execution"].eq(True))
order = ["easy", "medium", "hard"]  # a reader's own levels come behind
others = sorted(set(hits["difficulty"]) - set(order))
hits["difficulty"] = pd.Categorical(hits["difficulty"], [*order, *others])
levels = hits.groupby(["split", "difficulty"], observed=True)
levels[measures].mean().round(3).assign(rows=levels.size())

# %% tags=["nbval-ignore-output"]
shapes = hits.groupby("template")["execution"].agg(["size", "sum", "mean"])
shapes["interval"] = [
    str(stats.wilson(int(right), int(size))) for right, size in zip(shapes["sum"], shapes["size"])
]
shapes[shapes["size"] > 3].sort_values("mean")[["size", "mean", "interval"]].round(3).head(12)

# %% [markdown]
# These are the dozen hardest shapes of which there are more than three rows. Read the intervals, not only the means: with
# so few rows a shape can score nearly anything by chance.
#
# ## Base against tuned, question by question
#
# Both models answered the same questions, so compare them question by question. Where both are right or both wrong,
# nothing is learnt; what counts is how often only one of them is right. McNemar's exact test asks whether that could be
# a fair coin.

# %% tags=["nbval-ignore-output"]
before = pd.concat([table for name, table in scored.items() if name.startswith("base_")])
before = before.set_index("id")["execution"]
after = everything.set_index("id")["execution"].reindex(before.index)
before, after = (column.eq(True).to_numpy() for column in (before, after))
pairs = stats.mcnemar(before, after)
print(f"only the base model is right: {pairs.only_first}, "
      f"only the tuned one: {pairs.only_second}, p = {pairs.p_value:.2g}")
print(f"difference: {stats.paired_bootstrap(before, after)}")

# %% [markdown]
# Where p is small and the interval of the difference does not reach zero, no luck of the sample explains it.
#
# ## What decoding does to a score
#
# A model answers in tokens. `decode` turns them into text, and for years it also *cleaned up* that text, as if it were
# English prose: no blank before punctuation, none before `'s`. Llama-3 tokenizers shipped with that on. Here is the
# clean-up at work; transformers 5 still has it, behind a setting that could not warn more loudly.

# %% tags=["nbval-ignore-output"]
tokenizer = models.load_tokenizer(profile)
tokenizer.clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output = True


def decoded(query: str) -> str:
    """A query as it comes back from its tokens when decode cleans up."""
    tokens = tokenizer.encode(query, add_special_tokens=False)
    return tokenizer.decode(tokens, clean_up_tokenization_spaces=True)


# %%
for condition in ("= 'spender s'", "!= '전화'", "= '전화'"):
    query = f"SELECT a FROM t WHERE b {condition}"
    print(f"{query}\n{decoded(query)}\n")

# %% [markdown]
# Nobody made a mistake there, and yet the first two strings are no longer equal to themselves. So send the *gold* answers
# of your own test set through it. A perfect model would answer exactly those; the share that survives is the best
# exact match that any model could reach.

# %% tags=["nbval-ignore-output"]
dataset = data.load(profile)
tests = [dataset[split] for split in ("test_seen", "test_unseen")]
golds = [row["gold"] for rows in tests for row in rows]
survived = [decoded(gold) == gold for gold in golds]
print(f"{len(golds) - sum(survived)} of {len(golds)} gold answers change; "
      f"the ceiling is {sum(survived) / len(golds):.1%}")

# %% [markdown]
# Our values are Korean, so little is lost here: at most the blank before a `!=`. English values are hit hard, for many
# of them begin with one of the letters that the clean-up takes for a shortened word. In a set of 7,780 rows with English
# values in lower case, 11.5% of the gold answers changed: a perfect model could have scored 88.5% at most.
#
# The strings are damaged; does the meaning survive?

# %% tags=["nbval-ignore-output"]
english = ["SELECT a FROM t WHERE b = 'spender s'", "SELECT a FROM t WHERE b != 'men' AND c = 'seoul'"]
changed = [gold for gold in golds if decoded(gold) != gold] + english
for query in changed[-3:]:
    print(decoded(query))
    print(f"  same string: {sqlscore.exact_match(query, decoded(query))}, "
          f"same structure: {sqlscore.canonical_match(query, decoded(query))}")

# %% [markdown]
# Structure and execution do not mind, which is one more reason to use them. In this course `decode` never cleans up.
#
# ## Greedy against sampled
#
# The book answered with sampling at temperature 0.7: each token is drawn by lot. The score is then a random variable.
# Here the same few questions are answered greedily and with three seeds. Without a trained model of yours there is nothing
# to sample from, and the shipped answers are shown.

# %% tags=["nbval-ignore-output"]
adapter = artifacts.path("adapter")
split = "test_unseen" if len(dataset["test_unseen"]) else "test_seen"
questions = list(dataset[split].select(range(min(24, len(dataset[split])))))
sampling = {"do_sample": True, "temperature": 0.7}
runs = {"greedy": {}, **{f"seed_{seed}": sampling | {"seed": seed} for seed in (1, 2, 3)}}
trained = (adapter / "adapter_config.json").exists()
print("Your adapter answers." if trained
      else "No trained model here: shipped answers, if any, are shown (run lesson 03 for your own).")

# %% tags=["nbval-ignore-output"]
name = training.adapter_id(adapter) if trained else None
files = {run: artifacts.path("predictions", f"sampling_{run}.jsonl") for run in runs}
missing = [
    run for run in runs
    if trained and not inference.is_answered(questions, split, files[run], f"{name} {run}")
]
model = models.merge(adapter, profile) if missing else None
size = {"max_new_tokens": profile.max_new_tokens, "batch_size": profile.generation_batch}
for run in missing:
    own_tokenizer = models.load_tokenizer(profile, adapter)
    inference.predict(
        model, own_tokenizer, questions, split, files[run], f"{name} {run}", **size, **runs[run]
    )
del model
models.free_memory()

# %% [markdown]
# The answers are kept in `artifacts/predictions/`, so nothing is sampled twice. Score them:

# %% tags=["nbval-ignore-output"]
sampled = {
    run: sqlscore.evaluate(rows, databases=databases) for run in runs if (rows := load(f"sampling_{run}"))
}
if sampled:
    shares = {
        run: {measure: table[measure].eq(True).mean() for measure in measures}
        for run, table in sampled.items()
    }
    display(pd.DataFrame(shares).T.round(3))
    texts = pd.DataFrame({
        run: table.set_index("id")["predicted"] for run, table in sampled.items() if run != "greedy"
    })
    different = (texts.nunique(axis=1) > 1).sum()
    print(f"{different} of {len(texts)} questions got different answers from different seeds")

# %% [markdown]
# The greedy row is the same each time it is run; the others depend on a seed that says nothing about the model. Sampling
# has its uses, but a measurement wants greedy answers.
#
# ## The book's score, with its interval
#
# The book reports 56.87% exact match on a sample of 1,500 rows. What does that sample allow us to say?

# %%
score, size = facts["book_exact_match"]["value"], facts["book_sample"]["value"]
book = stats.wilson(round(score * size), size)
print(f"exact match on {size:,}: {book}, plus or minus {(book.high - book.low) / 2:.1%}")

# %% [markdown]
# So two runs may differ by two percentage points, and nothing need have changed. How many questions would each of two
# models need, if a test is to see a given difference four times out of five?

# %%
better = pd.Series([0.10, 0.05, 0.03, 0.02, 0.01], name="true difference")
needed = [stats.sample_size(score, score + difference) for difference in better]
pd.DataFrame({
    "true difference": better.map("{:.0%}".format),
    "questions for each model": [f"{n:,}" for n in needed],
})

# %% [markdown]
# The book also compares settings and samples: the judge of lesson 07 gave 62.80% on 1,500 rows and 58.85% on all 13,111.
# Telling two such scores apart takes this many rows on each side:

# %%
print(f"{stats.sample_size(facts['book_judge_sample']['value'], facts['book_judge_all']['value']):,}")

# %% [markdown]
# A sample of 1,500 was too small for that comparison. Asking both models the *same* questions is cheaper, because luck
# that strikes both cancels: that is what the paired test above does.
#
# ## For the report
#
# The scores go into `artifacts/report.json`, where the last page of the course picks them up. The base model's is taken
# over both test sets.

# %% tags=["nbval-ignore-output"]
found = {f"em_{split}": row["exact"].estimate for split, row in tuned.items()}
found |= {
    f"execution_{split}": row["execution"].estimate for split, row in tuned.items() if "execution" in row
}
found |= {f"n_{split}": len(answers[f"tuned_{split}"]) for split in tuned}
untrained = [row for name, rows in answers.items() if name.startswith("base_") for row in rows]
matched = sum(sqlscore.exact_match(row["gold"], row["predicted"]) for row in untrained)
found["em_base"] = matched / len(untrained)
artifacts.record(**found)
pd.Series(found, name="recorded").to_frame()

# %% [markdown]
# ## Checkpoint

# %%
for name, table in scored.items():
    runnable = table[table["execution"].notna()]
    assert (runnable["exact"] <= runnable["canonical"]).all(), name
    assert (runnable["canonical"] <= runnable["execution"].astype(bool)).mean() > 0.99, name
helped = pairs.only_second > pairs.only_first and pairs.p_value < 0.05
assert helped or len(before) < 50, "training has not helped: see lesson 03"  # so few questions cannot tell
assert 0 < sum(survived) <= len(golds)
assert all(sqlscore.canonical_match(gold, decoded(gold)) for gold in english)
assert book.low < score < book.high and needed == sorted(needed)
print("Lesson 06: done. The scores are in the report.")

# %% [markdown]
# ## Exercises
#
# **1.** A colleague writes `COUNT(name)` where the reference has `COUNT(*)`. Is it the same? Let `compare` decide, and
# explain the row that it shows.

# %% jupyter={"source_hidden": true} tags=["solution"]
shown = sqlscore.compare(schema, "SELECT COUNT(*) FROM player", "SELECT COUNT(name) FROM player")
assert shown.match is False and shown.database["player"]["name"].isna().all()
print("COUNT(name) leaves out rows without a name:",
      shown.gold.iloc[0, 0], "against", shown.predicted.iloc[0, 0])

# %% [markdown]
# **2.** How large must a sample be for the interval of a score near one half to reach no more than one percentage point to
# either side?

# %% jupyter={"source_hidden": true} tags=["solution"]
size = next(n for n in range(1000, 20_000, 2) if stats.wilson(n // 2, n).high - 0.5 <= 0.01)
print(f"{size:,} questions")
assert 9_000 < size < 10_000

# %% [markdown]
# **3.** Take your model's answers on the seen databases and pretend that you had scored only fifty of them. Draw fifty at random
# a thousand times: how far apart are the lowest and the highest score?

# %% jupyter={"source_hidden": true} tags=["solution", "nbval-ignore-output"]
right = scored["tuned_test_seen"]["execution"].eq(True).astype(float)
draws = [right.sample(min(50, len(right)), random_state=seed).mean() for seed in range(1000)]
print(f"from {min(draws):.0%} to {max(draws):.0%}; on all {len(right)} rows: {right.mean():.1%}")
assert min(draws) <= right.mean() <= max(draws)
