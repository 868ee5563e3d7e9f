# %% [markdown]
# # 10 · Use it
#
# **You ask your model in a page of your own, on a database of your own, make it small enough for any laptop, and publish the
# page.**
#
# [![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/korean-text2sql/course/blob/main/notebooks/10_use_it.ipynb)
#
# You will be able to
# - ask the model in the browser, and say what keeps its SQL from doing harm,
# - bring a SQLite file or a CSV, and tell the model about it in the form that it was trained on,
# - publish the page as a Space, with a model card that links to it.
#
# | the book | here |
# |---|---|
# | chapter 4.2 | nothing: there, the chapter ends with the scores |
#
# Words that you do not know are in the [glossary](01_setup.ipynb#Glossary); sections marked *Optional* can be left out.
#
# Time: not measured yet, neither on `cpu` nor on T4 and 80 GB.

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
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import hub
import sqlscore
from demo import asking, page, sources
from helpers import artifacts, data, inference, models, profiles
from hub import model_card, space

# %%
import gradio as gr
import pandas as pd
from gradio_client import Client
from huggingface_hub import RepoCard

print(hub.connect())
profile = profiles.detect()
shipped = artifacts.repository() / "data"
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
shown = pd.DataFrame([ask(question) for question in examples])
shown.drop(columns="question")

# %%
print(*examples, sep="\n")
assert shown["SQL"].str.len().gt(0).all() and shown["outcome"].str.len().gt(0).all()

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
rows = [data.renamed(row) for row in artifacts.read_jsonl(shipped / "test_natural.jsonl")]
same = [
    inference.prompt(tokenizer, row)
    == inference.prompt(tokenizer, {"schema": sources.schema(row["db_id"]), "question": row["question"]})
    for row in rows
]
print(f"{sum(same)} of {len(same)} prompts are the same, letter by letter")
assert all(same)

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
place = TemporaryDirectory()
sales = Path(place.name, "매출.csv")
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
letter = Path(place.name, "letter.db")
letter.write_text("Dear reader")
opened = client.predict("cafe", str(letter), "en", api_name="/open")
print(opened[0]["value"])
letter.unlink()

# %% [markdown]
# ## Smaller and faster: GGUF

# %% [markdown]
# ## Ollama

# %% [markdown]
# ## Help at answering time

# %% [markdown]
# ## Publish the page
#
# A *Space* is a repository on the Hub whose files the Hub runs. Put the page there, and others can ask your model without
# installing anything. It needs four things: the program that starts it, the code that the program uses, the list of packages, and
# a card.

# %%
published = artifacts.read_json(artifacts.require(artifacts.path("hub.json"), "04_hub_upload"))
name = published["repo_id"]
notice = model_card.NOTICES.get(model_card.LICENCES.get(profile.model_id), "")
contents = space.contents(name, profile, notice)
print(contents["app.py"].decode())

# %% [markdown]
# This is the program. It names your adapter, loads it, and opens the page. One thing is different: visitors cannot name files,
# because there they would be files of the server. What else is in it?

# %%
print(Counter(path.split("/")[0] for path in contents))
head = contents["README.md"].decode().split("---")[1]
print(re.sub(r"sdk_version: .*", "sdk_version: (this one)", head))

# %% [markdown]
# The head of the card tells the Hub how to run the Space. `models` links it to your model: the page of the model then shows the
# Space. Publish it. As in lesson 04 it is private, nothing is sent twice, and without `HF_TOKEN` all of it goes to the server
# on this machine, which keeps the files but does not run them.

# %% tags=["nbval-ignore-output"]
sent = space.publish(name, profile, notice)
again = space.publish(name, profile, notice)
print(f"{len(sent.files)} files in the Space {sent.repo_id}, {'private' if sent.private else 'public'}")
assert not again.changed

# %%
folder = hub.read_back(sent)
assert all((folder / path).is_file() for path in contents)
card = RepoCard.load(folder / "README.md")
print(f"every file came back as it was sent; the card says {card.data['sdk']}, {card.data['app_file']}")
assert card.data["models"] == [name]

# %% [markdown]
# On the real Hub, two more things. A private Space that uses a private model needs a *secret* `HF_TOKEN` that may read the
# model: you find it in the settings of the Space. And the free hardware of a Space has no GPU. The small model of `cpu` runs on
# it; an 8B model needs a Space with a GPU, which costs money by the hour.
#
# ### The model card links to it
#
# Write the card as in lesson 04. It finds out itself that there is a Space now:

# %% tags=["nbval-ignore-output"]
adapter = artifacts.require(artifacts.path("adapter"), "03_sft_with_packing")
record, scores = artifacts.read_json(adapter / "training.json"), model_card.scores(adapter)
written = model_card.write(name, profile, record, scores, models.origin(profile))
hub.remember(hub.publish(adapter, written, name))
link = next(line for line in RepoCard.load(name).text.splitlines() if "/spaces/" in line)
print(link)
assert f"spaces/{name}" in link

# %% [markdown]
# Who finds the model finds the page, and who finds the page finds the model.
#
# ## Checkpoint

# %%
assert all(same) and len(shown) == len(examples)
assert hashlib.sha256(sales.read_bytes()).hexdigest() == before
assert sent.kind == "space" and f"spaces/{name}" in link
print("Lesson 10: done. Your model can be asked.")

# %% [markdown]
# ## Exercises
#
# **1.** How much do the comments in the schema help? Take them out, ask some questions of the test that people wrote both
# ways, and compare how many results are right.

# %% jupyter={"source_hidden": true} tags=["solution", "nbval-ignore-output"]
some = [row for row in rows if row["gold"] != data.UNANSWERABLE][:: max(1, len(rows) // 24)][:24]
bare = [row | {"schema": re.sub(r" *--.*", "", row["schema"]).strip()} for row in some]


def right(asked: list[dict]) -> int:
    """How many answers give the right result on the shipped rows."""
    answers = answerer(asked)
    return sum(
        bool(sqlscore.execution_match(row["schema"], row["gold"], answer, data.database(row["db_id"])))
        for row, answer in zip(some, answers)
    )


found = {"with comments": right(some), "without": right(bare)}
print(f"of {len(some)} questions: {found}")
assert max(found.values()) <= len(some)

# %% [markdown]
# The comments are the only Korean in a schema. Without them the model has to guess which English name a Korean word means. With so
# few questions the two numbers are uncertain: lesson 06 tells you by how much.
#
# **2.** Does the Space start somewhere else? Run its program in the folder that came back from the Hub, with nothing of the
# course but its files, until it says where it listens.

# %% jupyter={"source_hidden": true} tags=["solution", "nbval-ignore-output"]
with TemporaryDirectory() as elsewhere:
    there = shutil.copytree(folder, Path(elsewhere, "space"))
    apart = {"COURSE_ARTIFACTS": str(there / "artifacts"), "PYTHONPATH": str(there), "PYTHONUNBUFFERED": "1"}
    program = subprocess.Popen([sys.executable, "app.py"], cwd=there, env=os.environ | apart, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
    said = []
    for line in program.stdout:
        said.append(line)
        if "Running on" in line:
            break
    program.kill()
    program.wait()
print(said[-1])
assert "Running on" in said[-1], "".join(said[-5:])

# %% [markdown]
# It starts. The adapter came from the Hub, as it would there.
#
# **3.** What does the page do with a file that another program is writing to? Make a SQLite file in write-ahead mode
# (`PRAGMA journal_mode = WAL`), add a row without closing the connection, and open the file.

# %% jupyter={"source_hidden": true} tags=["solution"]
busy = Path(place.name, "busy.db")
with sqlite3.connect(busy) as other:
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE note (text TEXT)")
    other.execute("INSERT INTO note VALUES ('new')")
print(client.predict("cafe", str(busy), "en", api_name="/open")[0]["value"])
other.close()
print(client.predict("cafe", str(busy), "SELECT * FROM note", "en", api_name="/run")[1]["data"])
assert sources.run(str(busy), "SELECT * FROM note").rows == [["new"]]

# %% [markdown]
# While the other program is at work, the newest rows lie in a second file. Reading the first one alone would give an old answer
# without saying so; therefore the page refuses. Once the connection is closed, all rows are in the file.
