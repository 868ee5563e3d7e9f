# %% [markdown]
# # 08 · What moves the score
#
# **You take the explanations that a score is usually given (batch size, an easy sample, luck, over-fitting) and turn each
# into a question that a measurement answers.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/08_what_moves_the_score.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/08_what_moves_the_score.ipynb)
#
# You will be able to
# - say how far a score strays by the luck of the sample, and when luck is no explanation any more,
# - tell what the composition of a test set can do to a score, and what it cannot,
# - compare settings over several seeds, and say "cannot be told apart" when that is the truth,
# - find where a long run begins to memorise, and find out whether a run can be repeated.
#
# Time: about five minutes on a fast `cpu`, more on a slow one, nearly all of it for the small runs; T4 and 80 GB are not
# measured yet. Sections marked *Optional* can be left out.
#
# | in the discussion that ends chapter 4.2 | here |
# |---|---|
# | 62.80% on 1,500 sampled rows, 58.85% on all of them: is the full set harder? | "The book's two scores", "Can the mix of questions do it?" |
# | was the sample a lucky one? | "The test set: size and luck" |
# | batch 3 is faster than batch 1, but adapts less | "Batch size" |
# | large batches are more stable | "Stability" |
# | batch 1 may over-fit | "Over-fitting" |

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
from dataclasses import replace

import numpy as np
import pandas as pd
from tqdm import tqdm

import experiments
import plots
import sqlscore
from helpers import artifacts, data, profiles, stats

profile = profiles.detect()
data_folder = artifacts.repository() / "data"
facts = artifacts.read_json(data_folder / "facts.json")

# %% [markdown]
# ## Four words
#
# - **Standard error**: how far a score usually lies from the true share, only because of which questions were drawn. Ask 100
#   questions of a model that answers half of all questions right, and the standard error is 5 points.
# - **95% interval**: the values that fit what was measured; about two standard errors to each side.
# - **p-value**: how often chance alone gives a difference at least as large as the measured one. A p-value of `0.01` means one
#   time in a hundred.
# - **Seed**: the number that starts the random draws of a run. Here it decides the first LoRA weights and the order of the rows.
#
# The book explains its two scores and its choice of a batch size. Each explanation may be right. None can be believed before
# it is measured.
#
# ## Where the numbers come from
#
# There are three sources.
#
# 1. The **book's** figures. They are in `data/facts.json`, each with its source.
# 2. The **shipped runs**, in `data/experiments.jsonl`, one line a run. They took more than an hour. `make experiments` repeats
#    them.
# 3. **Your own** runs. Each section trains a small version here and now. They are too small to decide anything. They show that
#    everything really runs. They take the shipped rows, even if lesson 03 trained on rows of your own: only the shipped rows
#    have databases that training has not seen.

# %%
measured = experiments.rows()
own = profile.name if any(row["profile"] == profile.name for row in measured) else "cpu"
shipped = [row for row in measured if row["profile"] == own]
assert shipped, "No runs in data/experiments.jsonl: fetch the repository again, or run `make experiments`."
table = pd.DataFrame(shipped)
table["minutes"] = table["seconds"] / 60
columns = {"runs": ("key", "size"), "settings": ("name", "nunique"), "seeds": ("seed", "nunique")}
table.groupby("experiment", sort=False).agg(**columns, minutes=("minutes", "sum")).round(1)

# %%
for what in ("profile", "model", "machine", "versions"):
    print(f"{what}: {', '.join(dict.fromkeys(str(row[what]) for row in shipped))}")

# %% [markdown]
# The table says how many runs each experiment has, and how many minutes they trained. The lines below it say which model and
# which machine that was.
#
# **The shipped runs are of another model than yours.** They were made with SmolLM2-135M-Instruct, the small model that the course
# used before Gemma 3 270M, in bfloat16 on a processor with units for it (AMX). The machine had two cores, and each run used one
# of them (`threads`). Nobody has made these runs with the present model yet.
#
# **And they are of an earlier edition of the data.** All its questions came from templates, so there is no `test_natural` in these
# runs. Each prompt held only the tables that its query needs, and now it holds the whole schema of the database. So compare shipped
# runs with shipped runs, and your own with your own.
#
# One more limit: **a small model on short questions is not a model of 8 billion parameters on 249,097 rows.** What holds here
# need not hold there. The method does, and `make experiments` on a GPU gives the figures for the large model.
#
# ## The test set: size and luck
#
# The model of the shipped runs, trained as in lesson 03, has answered 1,200 test questions of that edition, about half of them on
# seen databases and the others on unseen ones. The file holds each question with its schema, its gold query and the answer, so
# nothing of the present rows is mixed in. Exact match is good enough here, because luck acts on every measure in the same way.

# %%
files = sorted((data_folder / "predictions").glob("all_test_*.jsonl"))
answers = pd.DataFrame([row for file in files for row in artifacts.read_jsonl(file)])
assert answers["model"].nunique() == 1, "Answers of two models: run `python -m experiments --only answers`."
answers["right"] = [
    sqlscore.exact_match(gold, predicted) for gold, predicted in zip(answers["gold"], answers["predicted"])
]
right = answers["right"].to_numpy()
share = right.mean()
print(f"{right.sum()} of {len(right)} answers are right: {share:.1%}")

# %% [markdown]
# About two of three answers are right. Now imagine that you had asked fewer questions, or more. Draw two thousand samples of
# each size, and score every one of them. A question may be drawn twice. The model is always the same, so what differs between
# the samples is luck.

# %%
rng = np.random.default_rng(1)
draws = {size: [rng.choice(right, size).mean() for _ in range(2000)] for size in (100, 500, 1500)}
errors = {size: stats.standard_error(share, size) for size in draws}
figure = plots.samples(draws, errors, share, "One model, 2,000 samples of each size")

# %% [markdown]
# Each colour is one size. With 100 questions the scores of one and the same model lie far apart; with 1,500 they lie close
# together. The curves are what theory expects: a bell around the true share p, with the standard error
# $\sqrt{p(1-p)/n}$ as its width. Four times the questions halve the width, no more.
#
# ### Optional: a part of a test set
#
# You can also draw **without** repetition, as one takes a part of a test set to save time. Then the sample is a piece of
# the whole. The larger the piece, the less its score can differ from that of the whole. The whole set has no luck left at all.

# %%
lines = []
for size in range(100, len(right) + 1, 100):
    for drawn, repeat in (("with repetition", True), ("without", False)):
        scores = [rng.choice(right, size, replace=repeat).mean() for _ in range(2000)]
        theory = stats.standard_error(share, size, population=None if repeat else len(right))
        lines.append({"drawn": drawn, "size": size, "spread": np.std(scores), "theory": theory})
spread = pd.DataFrame(lines)
figure = plots.spread(spread, "Standard deviation of a score, by size of the sample")

# %% [markdown]
# The dots (samples) lie on the lines (theory). The lower line has the *finite population correction* $\sqrt{(N-n)/(N-1)}$.
# Take the lower line if you ask "what would the whole test set have scored?". Take the upper line if you ask "how good is the
# model on questions of this kind?": then even the whole test set is only a sample.
#
# ### The book's two scores
#
# The same judge gave 62.80% on a sample of 1,500, and 58.85% (7,716 of 13,111) on the whole test set. Was the sample lucky?

# %%
taken, whole = facts["book_sample"]["value"], facts["book_test_rows"]["value"]
yes, all_yes = round(facts["book_judge_sample"]["value"] * taken), facts["book_judge_yes"]["value"]
apart = yes / taken - all_yes / whole
error = stats.standard_error(all_yes / whole, taken)
print(f"{yes} of {taken:,} against {all_yes:,} of {whole:,}: {100 * apart:.2f} points apart")
print(f"one standard error of a sample of {taken:,} is {100 * error:.2f} points")
print(f"the gap is {apart / error:.1f} standard errors")

# %% [markdown]
# A gap of three standard errors is rare. To be exact, one more thing must be known: were the 1,500 among the 13,111?
#
# The book's notebook shows how the sample was drawn: `eval_dataset.shuffle(seed=42).select(range(1500))`. So it is a random
# sample of *a* test set. But the split into training and test rows was made **without** a seed. The 13,111 were answered in a
# second notebook. If that notebook split again, its test set was another one. So work out both cases.

# %%
cases = {
    "1,500 out of the 13,111": stats.gap(yes, taken, all_yes, whole, part=True),
    "1,500 other questions": stats.gap(yes, taken, all_yes, whole, part=False),
}
for case, gap in cases.items():
    chance = f"p = {gap.p_value:.4f}, or one time in {1 / gap.p_value:,.0f}"
    print(f"{case}: {gap.standard_errors:.2f} standard errors, {chance}")

# %% [markdown]
# In both cases chance gives such a gap less than one time in three hundred. The same without a formula: draw a million samples
# of 1,500 from an urn with 13,111 balls, 7,716 of them white.

# %%
urn = rng.hypergeometric(all_yes, whole - all_yes, taken, 1_000_000)
lucky = (urn >= yes).sum()
print(f"{lucky:,} of {len(urn):,} random samples score as high as the book's, or higher: "
      f"one in {len(urn) / max(1, lucky):,.0f}")
samples = {"random samples of 1,500": urn[:20_000] / taken}
figure = plots.chance(samples, taken, yes / taken, "the book's sample", "Is it luck?")

# %% [markdown]
# The red line is the book's sample. Random samples hardly ever reach it. (This counts samples that are too *high*; the p-values
# above count both directions, so they are about twice as large.) Luck is possible, but unlikely. How much of the gap is left,
# if chance may do all that it does in 95% of the samples?

# %%
margin = 1.96 * cases["1,500 out of the 13,111"].standard_error
print(f"gap {100 * apart:.2f} points; chance explains up to {100 * margin:.2f}; "
      f"left over: at least {100 * (apart - margin):.2f}")
assert apart > margin

# %% [markdown]
# Something else differed between the two measurements, unless a very unlikely sample was drawn. Go through the explanations.
#
# **Excluded**, or too small:
#
# - *The sample was chosen, or the file was sorted.* No: `shuffle(seed=42)` draws at random.
# - *Unreadable replies were counted differently.* No: the replies of both runs are public. None of the 1,500 is unreadable, and
#   3 of the 13,111 are. The next cell says what those 3 can do.
# - *The sample asks easier topics.* No: what the judge's replies speak of (patients, joins, sorting, groups, dates, counts,
#   averages) has nearly the same shares in both sets. No share differs by more than 1.7 standard errors.
# - *Over-fitting.* A model that has memorised its training rows cannot score higher on 1,500 test rows than on 13,111, if it was
#   trained on neither. And if the second notebook split again, most of its test rows *were* training rows. That would make the
#   score of the 13,111 higher, not lower.
#
# **Left:**
#
# - The two sets were answered in two separate runs. The second one loaded the model in float16.
# - Answers were sampled (`temperature=0.7`, `top_p=0.95`), so each run gives other answers. Lesson 06 measures what that does.
# - The judge may answer differently when it is asked again (lesson 07).
# - The book trained with batch 1 and with batch 3. Perhaps the two runs used different adapters.
# - Luck, about one time in three hundred or less.
#
# The public material does not decide between these. Two runs that keep their answers and their settings would.

# %%
unreadable = facts["book_replies_cut"]["value"]
print(f"if all {unreadable} unreadable replies were right: {100 * unreadable / whole:.2f} points more")
print(f"the gap: {100 * apart:.2f} points")
assert unreadable / whole < 0.01 * apart

# %% [markdown]
# The unreadable replies explain less than a hundredth of the gap.
#
# ### Can the mix of questions do it?
#
# Some questions are harder than others. A sample with more easy ones scores higher. First, how different are the questions? The
# figure shows each difficulty, and each shape of the query (`template` in the data). Shapes with less than 20 questions are
# taken together.

# %%
count = answers["template"].map(answers["template"].value_counts())
answers["shape"] = answers["template"].where(count >= 20, "rare shapes")
rates = {}
for by in ("difficulty", "shape"):
    groups = answers.groupby(by)["right"].agg(["mean", "sum", "count"])
    for name, (_, correct, asked) in groups.sort_values("mean", ascending=False).iterrows():
        rates[f"{name} ({asked:.0f})"] = stats.wilson(int(correct), int(asked))
figure = plots.intervals(rates, "Exact match by difficulty and by shape (questions)")

# %% [markdown]
# Each dot is a score, each line its 95% interval. `hard` and `medium` cannot be told apart: each score lies inside the interval of
# the other. One shape stands out: `order_by`, with no right answer at all. Look at the answers before you go on.

# %%
sorts = answers[answers["template"] == "order_by"]
for _, row in sorts.head(3).iterrows():
    print(f"{row['question']}\n  gold:      {row['gold']}\n  predicted: {row['predicted']}")

# %% [markdown]
# The questions ask for *all* rows in an order. The model answers with the *first* row only: it adds `LIMIT 1`. And it writes `DESC`
# where the question asks for ascending order. How often?

# %%
for name, queries in {"gold": sorts["gold"], "the model": sorts["predicted"]}.items():
    print(f"{name}: {queries.str.contains('LIMIT 1').sum()} of {len(queries)} with LIMIT 1, "
          f"{queries.str.contains(' DESC').sum()} with DESC")
repaired = sorts["predicted"].str.replace(" LIMIT 1", "")
mended = [sqlscore.exact_match(gold, predicted) for gold, predicted in zip(sorts["gold"], repaired)]
print(f"without LIMIT 1, {sum(mended)} of {len(mended)} would be right")

# %% [markdown]
# `LIMIT 1` alone spoils nearly half of these answers. Where does the model have it from? The rows
# that it learned from are no longer shipped. But they were made from the same templates as these questions. So look at all gold
# queries with `ORDER BY`:

# %%
sorting = answers.loc[answers["gold"].str.contains(" ORDER BY "), "gold"]
share_of_one = sorting.str.endswith("LIMIT 1").mean()
print(f"{len(sorting)} gold queries sort, and {share_of_one:.0%} of them end in LIMIT 1")

# %% [markdown]
# Most sorted queries of this kind ask for the largest or the smallest row. If the training rows were alike, a small model learned
# "sort" and "`DESC LIMIT 1`" as one thing. Then the remedy is more rows that sort without a limit, not more training.
#
# ### Only the mix
#
# Now let *only* the mix of questions vary: replace every answer by the mean of its group. Samples of these differ in which groups
# they contain, and in nothing else.

# %%
def group_means(by) -> np.ndarray:
    """For every answer the share of right ones in its group."""
    return answers.groupby(by)["right"].transform("mean").to_numpy()


def scores_of_samples(values) -> np.ndarray:
    return np.array([rng.choice(values, taken).mean() for _ in range(2000)])


alone = {f"{by} alone": group_means(by) for by in ("difficulty", "shape")}
kinds = {"everything": right, **alone}
composed = {kind: scores_of_samples(values) for kind, values in kinds.items()}
title = "What varies between samples of 1,500"
figure = plots.chance(composed, taken, share + apart, "as far off as the book's sample", title)

# %%
for kind, scores in composed.items():
    low, high = np.quantile(scores - share, [0.025, 0.975])
    part = (scores.std() / composed["everything"].std()) ** 2
    print(f"{kind:16} {100 * low:+.2f} to {100 * high:+.2f} points in 95% of the samples, "
          f"{part:.0%} of the variance")

# %% [markdown]
# The wide histogram has all luck in it; the narrow ones have the mix alone. The mix of a *random* sample is a part of its luck,
# not something beside it. It moves the score by about one point, and the standard error above contains that already. So a large
# random sample is not harder than a small one.
#
# A sample that is **not** random is different. How many questions would you have to exchange to get a gap like the book's?
# Take questions from the weakest group away and put questions from the strongest group in.

# %%
for by in ("difficulty", "shape"):
    group = answers.groupby(by)["right"].mean()
    moved = apart / (group.max() - group.min())
    weakest, strongest = (f"{name} ({group[name]:.0%})" for name in (group.idxmin(), group.idxmax()))
    print(f"by {by}: {moved:.1%} of the sample, from {weakest} to {strongest}")

# %% [markdown]
# By shape a few percent of the sample are enough. So never take the first 1,500 lines of a file: it may be sorted. The
# course draws its samples at random, with the right share of each difficulty and template.
#
# The largest step of this kind is in lesson 06: one model, three tests. `test_natural` holds questions as people ask them, the other
# two hold questions from templates. What a test is made of can move a score as far as anything else in this lesson.
#
# ## Batch size
#
# The same rows, the same tokens, the same base weights: once in steps of one row, once in steps of three, once of eight.
# Three seeds each. Larger batches make fewer steps. So each larger batch is tried twice: at the *same* learning rate, and at a
# rate that is *scaled* by the square root of the batch, as is usual for Adam.

# %%
batches = experiments.runs(shipped, "batch_size")
settings = ["batch_size", "learning_rate", "tokens", "step"]
found = ["late_loss", "validation_loss", "seen", "unseen", "tokens_per_second", "peak_memory_gb"]
batches.groupby("name", sort=False)[settings + found].mean().T.round(4)

# %% [markdown]
# The means over the seeds. `step` is the number of steps. `late_loss` is the training loss over the last quarter of the run;
# a loss is a mean over tokens (in nats, the unit of the natural logarithm), and lower is better. `seen` and `unseen` are shares
# of right answers. Means hide what a single run does, so look at the runs.

# %%
score_panels = {"seen": "right answers, seen databases", "unseen": "right answers, unseen databases"}
figure = plots.runs(
    batches, score_panels, "Batch size and score: a dot a seed, a bar their mean", share=True
)

# %%
cost_panels = {
    "validation_loss": "validation loss",
    "tokens_per_second": "tokens per second",
    "peak_memory_gb": "peak memory, GB",
}
figure = plots.runs(batches, cost_panels, "Batch size, loss and cost")

# %% [markdown]
# A dot is one run, a bar is the mean of three. Where dots of two settings mix, one run more or less could turn the result around.
#
# Now the conclusion. `experiments.against_control` compares each setting with batch 1. It takes the spread between seeds
# into account and returns an interval of the difference. If the interval contains 0, the verdict is "cannot be told apart".

# %%
def against(table, control: str, measures) -> pd.DataFrame:
    """Every setting against the control, over seeds: difference, limits, verdict."""
    lines = []
    for measure in measures if table["seed"].nunique() > 1 else []:
        runs = {name: found for name, found in table.groupby("name", sort=False)[measure]}
        for name, difference in experiments.against_control(runs.pop(control), runs).items():
            direction = "higher" if difference.estimate > 0 else "lower"
            said = direction if difference.excludes(0) else "cannot be told apart"
            limits = {"difference": difference.estimate, "from": difference.low, "to": difference.high}
            what = {"measure": measure, "setting": name, "control": control}
            lines.append({**what, **limits, "verdict": said})
    return pd.DataFrame(lines).round(3)


# %%
compared = against(batches, "batch 1", ["tokens_per_second", "validation_loss", "seen", "unseen"])
compared

# %% [markdown]
# Each line says what one setting does to one measure, compared with batch 1. Read the last column against the book's sentence:
#
# - *"Batch 3 is faster."* Not here: no verdict on `tokens_per_second` is "higher". These runs used one core each, and one row is
#   enough to keep a core busy. On a GPU it can be different, because one row leaves most of a GPU idle.
# - *"It adapts less."* Yes: the validation loss of every larger batch is higher, at the scaled rate, too. Fewer steps learn less
#   from the same rows.
#
# Where the verdict is "cannot be told apart", `from` and `to` say how large a difference may have been missed.
#
# <details><summary>Optional: the test behind the verdicts</summary>
#
# It is Dunnett's test. It compares several settings with one control at once, with one estimate of the spread between seeds.
# With four comparisons at 95% each, chance would show a difference more often than one time in twenty. So the four intervals of
# a measure are made wide enough to hold *together* at 95%.
#
# </details>
#
# The questions bring luck as well. All runs answer the same questions, so most of it cancels in a difference. Still, each score
# has an interval of its own:

# %%
asked = int(batches["questions"].iloc[0])
single = stats.wilson(round(batches["seen"].iloc[0] * asked), asked)
print(f"one question of {asked} is {1 / asked:.1%}")
print(f"the score of a single run, for questions of this kind: {single}")
correct = batches[["seen", "unseen"]].mul(batches["questions"], axis=0).to_numpy().sum()
print(f"in all runs together {correct:.0f} of {2 * batches['questions'].sum()} answers are right")

# %% [markdown]
# The interval of a single run is wide, because it has few questions. If nearly no answer is right, or nearly every one, scores
# cannot tell settings apart. The validation loss can: it falls as soon as a right answer becomes more likely.
#
# ### Optional: noise in a step
#
# Each step follows the gradient of its few rows. That is the gradient of all rows, plus noise. The *noise scale* is the batch size
# at which noise is as large as signal. It was measured on single rows at the end of the runs with batch 1. With batch $B$, noise is
# $\sqrt{\text{scale}/B}$ times the signal.

# %%
scale = batches["gradient_noise"].dropna()
sizes = sorted(batches["batch_size"].unique())
noise = pd.Series({f"batch {size}": np.sqrt(scale.mean() / size) for size in sizes})
print(f"noise scale: {scale.mean():.0f} rows (seeds: {', '.join(f'{each:.0f}' for each in scale)})")
noise.rename("noise over signal").round(2).to_frame()

# %% [markdown]
# Above 1, a step is mostly noise, and only many steps together find the way. A batch far below the noise scale wastes nothing. A
# batch far above it computes the same direction again and again.
#
# ### Here and now
#
# Two small runs on your machine, one seed each: real training, real answers. They prove nothing about batch size, because one
# seed shows no spread. The profile says how many questions they train on: few, because each brings the whole schema of its database
# with it. Four questions of each of the three tests are answered, and answers are cut at half of the usual length, so that you need
# not wait. A run that exists already is not made again.

# %% tags=["nbval-ignore-output"]
quick = replace(profile, max_new_tokens=profile.max_new_tokens // 2)  # most gold queries are shorter
small = {"rows": profile.trial_rows, "test_rows": 4}
here = [experiments.Run("batch_size", f"batch {size}", batch_size=size, **small) for size in (1, 3)]
live = [experiments.measure(run, quick) for run in tqdm(here, desc="batch size", unit="run")]
experiments.runs(live, "batch_size").set_index("name")[["step", "seconds", *found, "natural"]]

# %%
steps = [len(run["steps"]) for run in live]
print(f"the same tokens: {live[0]['tokens'] == live[1]['tokens']}, fewer steps: {steps[0] > steps[1]}")
assert live[0]["tokens"] == live[1]["tokens"] and steps[0] > steps[1]

# %% [markdown]
# The same rows, fewer steps: that is all that a batch of three changes before the model learns anything.
#
# ## Stability
#
# Are larger batches more stable? Measure it: how much does the loss jump from step to step? *Roughness* is its standard deviation
# around the trend, in the second half of a run. And how long is the gradient? The figure has all batch sizes, and packed and padded
# rows.

# %%
packings = experiments.runs(shipped, "packing")
stability_panels = {"roughness": "roughness of the loss", "gradient_norm": "gradient norm (median)"}
figure = plots.runs(
    pd.concat([batches, packings]), stability_panels, "Stability: a dot a seed, a bar their mean"
)

# %% [markdown]
# Yes: the larger the batch, the smaller both. But the mean of $B$ independent rows varies $\sqrt B$ times less than one row. So
# some calm is plain arithmetic, and says nothing about the model. Is there more than that?

# %%
same_rate = batches[batches["rate"] == "same"].groupby("batch_size")["roughness"].mean()
calm = pd.DataFrame({"roughness": same_rate, "against batch 1": same_rate / same_rate.iloc[0]})
calm["expected"] = 1 / np.sqrt(calm.index / calm.index[0])
calm.round(3)

# %% [markdown]
# `against batch 1` is what was measured, `expected` is what arithmetic gives. Arithmetic explains most of the calm. And calm is
# no goal in itself. Does it help the scores? The verdicts above say no.
#
# ### The same run twice
#
# Same settings, same seed: is the result the same? If not, two runs may differ for no reason at all. First the shipped pair, and
# one more run with another seed:


# %%
def same(first: dict, second: dict) -> str:
    """Whether two runs ended with the same weights, or how far their losses came apart."""
    if first["weights"] == second["weights"]:
        return f"the same weights to the last bit ({first['weights']})"
    apart = max(abs(one - other) for one, other in zip(first["loss"], second["loss"]))
    return f"other weights; at one step the losses are {apart:.4f} apart"


first, second, other, *_ = [row for row in shipped if row["experiment"] == "repeat"]
print("shipped, the same seed:", same(first, second))
print("shipped, another seed:", same(first, other))

# %% [markdown]
# The same seed gives the same weights to the last bit. Another seed gives another model. Now a pair of your own: the first of
# it is the run with batch 1 from above. The second need not be scored (`checkpoints=0`), since only the weights are compared.

# %% tags=["nbval-ignore-output"]
again = experiments.measure(replace(here[0], name="batch 1, once more", checkpoints=0), quick)
print("yours:", same(live[0], again))

# %%
assert abs(live[0]["loss"][0] - again["loss"][0]) < 0.01, "the same seed does not even begin alike"

# %% [markdown]
# If your weights are the same, the seed decides everything on your machine, with these versions and this number of threads. Another
# machine may add numbers in another order and get other weights. So expect a row of `data/experiments.jsonl` to come out
# within the spread of its seeds, not to the digit.
#
# ## Over-fitting
#
# A model over-fits when it memorises its training rows and gets worse on others. To see it, train on few rows, many times over.
# Watch two losses: on the rows that it learns, and on validation rows that it never learns. While both fall, it is learning. When
# the second one rises, memorising begins.

# %%
curves = experiments.curves(shipped, "over_fitting")
first_run = curves[curves["name"] == curves["name"].iloc[0]]
figure = plots.learning(first_run, f"A long run on few rows: {first_run['name'].iloc[0]}")

# %% [markdown]
# On the left, both losses fall; the dashed line marks the lowest validation loss. On the right are the answers: right ones, and
# *copied* ones, which are word for word the answer to some training question. A copied answer comes from memory and is nearly
# always wrong, because no test question has the answer of a training question on the same schema.
#
# The same with a smaller rank of LoRA, and with dropout (in training, a random part of what goes into LoRA's matrices is set to
# zero):

# %%
epoch_panels = {
    "validation_loss": "validation loss",
    "seen": "right, seen databases",
    "unseen": "right, unseen databases",
}
figure = plots.along(curves, epoch_panels, "Rank and dropout along the epochs")


# %%
def memorising(curve) -> dict:
    """Where the validation loss of a run is lowest, how far it rose since, and what came of it."""
    lowest, last = curve.loc[curve["validation_loss"].idxmin()], curve.iloc[-1]
    turned = lowest["step"] < last["step"]
    asked = int(last["questions"])
    intervals = {
        split: str(stats.wilson(round(last[split] * asked), asked)) for split in ("seen", "unseen")
    }
    return {
        "memorising begins": f"after epoch {lowest['epoch']:.0f}" if turned else "not within the run",
        "rise of the loss": round(last["validation_loss"] - lowest["validation_loss"], 3),
        "copied": f"{last['copied']:.0f} of {last['answers']:.0f}",
        **intervals,
    }


pd.DataFrame({name: memorising(curve) for name, curve in curves.groupby("name", sort=False)}).T

# %% [markdown]
# Eight passes over 100 rows are hardly enough to over-fit: the loss rises by next to nothing, and almost no answer is
# copied. `seen` and `unseen` are the scores at the end with their intervals. The intervals overlap, so these single runs do not
# tell which setting is best.
#
# The loss may rise while the score stays. That is no contradiction: the loss punishes a model that is *sure* of a mistake, the
# score only counts mistakes.
#
# Does batch 1 over-fit, then? The book trains for one epoch: every row is new when the model meets it, so there is nothing
# to remember yet. Over-fitting would show as a large gap between the validation loss and the training loss. Compare
# the gaps of the runs with different batch sizes:

# %%
gaps = batches.assign(gap=batches["validation_loss"] - batches["late_loss"])
against(gaps, "batch 1", ["gap"])

# %% [markdown]
# If batch 1 over-fitted, the gap would be *lower* with larger batches. It cannot be told apart. So these runs do not support
# the book's explanation.
#
# A small run of your own: a few questions, four times over.

# %% tags=["nbval-ignore-output"]
few_rows = {**small, "rows": max(4, profile.trial_rows // 2), "epochs": 4, "checkpoints": 2}
few = experiments.Run("over_fitting", f"{few_rows['rows']} questions", **few_rows)
long_run = experiments.measure(few, quick)
own_curve = experiments.curves([long_run], "over_fitting")
figure = plots.learning(own_curve, f"{few_rows['rows']} questions, four times over")

# %%
losses = long_run["loss"]
each = len(losses) // few.epochs  # steps in one pass
print("the loss of the last pass is lower than that of the first:", sum(losses[-each:]) < sum(losses[:each]))
assert sum(losses[-each:]) < sum(losses[:each]), "it has not even learned its few questions"

# %% [markdown]
# The model remembers its few questions. Whether it understands more than before, the validation loss says.
#
# ## Packing or not
#
# The same examples, one question each: packed into full rows, or padded, two in a batch. Padding costs time. Packing changes
# what a step consists of. Does the score change?

# %%
packing_panels = {
    "seconds": "seconds of training",
    "padding": "padding, share of the places",
    "step": "steps",
}
figure = plots.runs(packings, packing_panels, "What packing saves")

# %% [markdown]
# Packed rows hold no padding. The number of steps differs as well.

# %%
figure = plots.runs(
    packings, score_panels, "Packing and score: a dot a seed, a bar their mean", share=True
)

# %% [markdown]
# The dots of packed and padded runs mix. The verdicts:

# %%
against(
    packings,
    "padded",
    ["seconds", "tokens_per_second", "padding", "validation_loss", "seen", "unseen"],
)

# %% [markdown]
# Padding is lower, as it must be. Nothing else can be told apart: these runs show no loss of score by packing, and no gain of
# time. (`from` and `to` say how large a difference they may have missed.) Little time can be gained, because little of a padded
# row is empty. The more the lengths in a batch differ, the more packing saves. Now a pair of your own. It is not scored, because
# so short a training would show nothing:

# %% tags=["nbval-ignore-output"]
packed = experiments.Run("packing", "packed", questions_per_chat=1, checkpoints=0, **small)
pair = [packed, replace(packed, name="padded", packing=False, batch_size=2)]
both = [experiments.measure(run, quick) for run in tqdm(pair, desc="packing", unit="run")]
columns = ["seconds", "padding", "step", "late_loss"]
experiments.runs(both, "packing").set_index("name")[columns]

# %%
print("packing has fewer places to compute than padding:", both[0]["places"] < both[1]["places"])
assert both[0]["places"] < both[1]["places"], "packing has saved nothing"

# %% [markdown]
# Fewer places mean less work for the same text.
#
# ## More minutes
#
# Without a GPU the course trains for a few minutes only. What would more minutes give? `make minutes` ran lesson 03 again with 20
# and with 40 minutes, with nothing else changed, and let each model answer the tests. Here they are, beside the course's own run:

# %%
trainings = pd.DataFrame(artifacts.read_jsonl(data_folder / "minutes.jsonl"))
took = ["minutes", "train_questions", "train_tokens", "train_seconds", "train_tokens_per_second"]
trainings[took]

# %%
def interval(training: pd.Series, test: str) -> stats.Interval:
    """A test's score by execution, with its 95% interval."""
    asked = training[f"n_{test}"]
    return stats.wilson(round(training[f"execution_{test}"] * asked), asked)


grown = {name: [interval(training, test) for _, training in trainings.iterrows()] for test, name in data.TESTS.items()}
matched = {name: trainings[f"baseline_string_{test}"].iloc[0] for test, name in data.TESTS.items()}
figure = plots.longer(trainings["minutes"].tolist(), grown, matched)

# %%
pd.DataFrame(grown, index=pd.Index(trainings["minutes"], name="minutes")).map(str)

# %% [markdown]
# Dots are scores with their intervals; a dotted line is what string matching reaches on the same test.
#
# - On both tests from templates the first doubling changes everything. After ten minutes the model writes SQL, but often with a
#   wrong name or value, and string matching is at least as good. After twenty the model is far ahead. There *time* is the limit: it
#   had seen only a part of the training questions. The second doubling brings less; most of it repeats.
# - On the questions that people ask, the second doubling brings nothing that can be told from chance. The training rows begin with
#   both kinds in turn, so within twenty minutes the model has seen all questions that were written by hand. More of the same
#   questions does not help; more *such questions*, or a larger model, might. Nobody has measured that yet.
#
# Each point is one run with one seed. No other setting in this lesson has so large an effect: before you compare settings, ask
# whether the model has been trained for long enough to show a difference.
#
# ## What may be said
#
# All verdicts of this lesson in one table: each setting compared with its control.

# %%
packing = against(packings, "padded", ["tokens_per_second", "validation_loss", "seen", "unseen"])
verdicts = pd.concat([compared, packing])
verdicts.pivot(index=["control", "setting"], columns="measure", values="verdict") if len(verdicts) else None

# %% [markdown]
# In these runs larger batches learn less from the same rows, and none is faster on one core. No harm of packing can be seen.
# This is a small model, some hundred rows at most, and one machine. The table shows *how* such questions are answered, not
# what the answers are for the book's model. `make experiments` on a GPU asks them again.
#
# ## Checkpoint

# %%
disagreement = (spread["spread"] - spread["theory"]).abs()
assert disagreement.max() < 0.1 * spread["theory"].max(), "theory and samples disagree"
assert all(2.5 < gap.standard_errors < 3.5 and gap.p_value < 0.01 for gap in cases.values())
assert all(composed[kind].std() < composed["everything"].std() for kind in alone)
assert {"batch_size", "over_fitting", "packing", "repeat"} <= {row["experiment"] for row in shipped}
assert batches["tokens"].nunique() == 1, "the batch sizes were not compared on the same tokens"
assert curves.groupby(["name", "seed"])["train_loss"].last().max() < curves["validation_loss"].max()
assert {row["profile"] for row in [*live, again, long_run, *both]} == {profile.name}
print("Lesson 08: done. You know what moves a score, and what only seems to.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** A colleague scores ten random samples of 1,500 and reports the best one. How much higher is that score, for the same model? Give it
# in standard errors (`errors[1500]`); `draws[1500]` holds two thousand scores to draw from.

# %%
gain = ...

# %%
from exercises import lesson_08 as check

passed = check.gain(gain)

# %% tags=["solution"] jupyter={"source_hidden": true}
best = [max(rng.choice(draws[1500], 10)) for _ in range(2000)]
gain = (np.mean(best) - share) / errors[1500]
print(f"by {100 * (np.mean(best) - share):.1f} points on average, {gain:.1f} standard errors")
assert check.gain(gain)

# %% [markdown]
# **2.** Groups with few questions have extreme rates by chance. How much of the variance do shapes explain that mean nothing?
# Shuffle the column `shape` of `answers`, and see: `group_means` gives each answer the mean of its group.

# %%
explained = ...

# %%
passed = check.explained(explained, answers)

# %% tags=["solution"] jupyter={"source_hidden": true}
shuffled = group_means(answers["shape"].sample(frac=1, random_state=1).to_numpy())
for what, means in (("shapes", group_means("shape")), ("shuffled shapes", shuffled)):
    print(f"{what} explain {means.var() / right.var():.1%} of the variance")
explained = shuffled.var() / right.var()
assert check.explained(explained, answers)

# %% [markdown]
# **3.** Two settings differ by five points on seen databases. How many seeds does each need, so that you see the difference four
# times out of five? The cell takes the spread between seeds from the runs with different batch sizes.

# %%
between = np.sqrt(batches.groupby("name")["seen"].var().mean())  # standard deviation between seeds
seeds = ...

# %%
passed = check.seeds(seeds, between)

# %% tags=["solution"] jupyter={"source_hidden": true}
seeds = max(1, int(np.ceil(2 * ((1.96 + 0.84) * between / 0.05) ** 2)))
print(f"seeds differ by {100 * between:.1f} points (standard deviation): {seeds} seeds for each setting")
assert check.seeds(seeds, between)
