"""Chats of several questions, none longer than a row of the training, and nothing lost in silence."""

import pytest

from helpers import chats, models, profiles
from helpers.artifacts import CourseError


class Words:
    """A tokenizer that counts words."""

    def apply_chat_template(self, chats, tokenize):
        return [" ".join(message["content"] for message in chat) for chat in chats]

    def __call__(self, texts, add_special_tokens):
        return {"input_ids": [text.split() for text in texts]}


def rows(count: int, schema: str = "CREATE TABLE t (a INTEGER)") -> list[dict]:
    return [{"schema": schema, "question": f"질문 {n}", "gold": f"SELECT {n}"} for n in range(count)]


def questions(talks) -> list[str]:
    return sorted(message["content"].split("\n\n")[-1] for talk in talks for message in talk if message["role"] == "user")


def test_every_row_is_asked_once_in_chats_that_fit():
    given = [*rows(7), *[row | {"question": row["question"] + " b"} for row in rows(6, "CREATE TABLE u (b TEXT)")]]
    whole = chats.conversations(given, 5)
    assert max(chats.lengths(whole, Words())) > 22
    fitting = chats.conversations(given, 5, tokenizer=Words(), max_length=22)
    assert max(chats.lengths(fitting, Words())) <= 22
    assert questions(fitting) == questions(whole) == sorted(row["question"] for row in given)
    assert all(talk[0]["role"] == "system" and "CREATE TABLE" in talk[0]["content"] for talk in fitting)


def test_a_question_that_does_not_fit_is_left_out_and_counted(capsys):
    long = rows(2, "CREATE TABLE wide (" + ", ".join(f"c{n} TEXT -- 열 {n}" for n in range(60)) + ")")
    fitting = chats.conversations([*rows(3), *long], 5, tokenizer=Words(), max_length=40)
    assert len(questions(fitting)) == 3
    assert capsys.readouterr().out == "2 questions are left out: with their tables they are longer than 40 tokens.\n"


def test_where_no_question_fits_one_sentence_says_what_to_do():
    with pytest.raises(CourseError, match="all 3 are longer than the 8 tokens of a row. Give the profile a larger max_length"):
        chats.conversations(rows(3), 5, tokenizer=Words(), max_length=8)


def test_nothing_is_said_where_all_fit(capsys):
    assert len(questions(chats.conversations(rows(5), 5, tokenizer=Words(), max_length=400))) == 5
    assert capsys.readouterr().out == ""


@pytest.mark.slow
def test_lengths_are_those_of_the_training():
    tokenizer = models.load_tokenizer(profiles.PROFILES["cpu"])
    talks = chats.conversations(rows(6), 4)
    whole = [tokenizer.apply_chat_template(talk, chat_template=models.training_template(tokenizer))["input_ids"] for talk in talks]
    assert chats.lengths(talks, tokenizer) == [len(ids) for ids in whole]
