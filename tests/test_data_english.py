"""The English of template questions: plurals, figures with their rows, amounts, and whose attribute it is."""

import random
import sys

import pytest

from helpers import artifacts

sys.path.insert(0, str(artifacts.repository() / "data"))

from builder import conditions, english, pieces, wording
from builder.definition import date, measure

STYLE = wording.Style(random.Random(0), False, "digits", True)


def term(column):
    return conditions.Term(column.name, column.korean, column.english, column)


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("name", "names"),
        ("city", "cities"),
        ("weekday", "weekdays"),
        ("branch", "branches"),
        ("species", "species"),
        ("year of study", "years of study"),
        ("overtime pay", "overtime pay"),
    ],
)
def test_plurals(noun, many):
    assert english.plural(noun) == many


def test_one_row_is_counted_in_the_singular():
    assert [english.count(number, "order", "orders") for number in (1, 2)] == ["1 order", "2 orders"]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("average price", "average price of cars"),
        ("average amount paid", "average amount paid across cars"),
        ("average number of seats", "average number of seats across cars"),
        ("total price", "total price across cars"),
        ("highest price", "highest price among cars"),
        ("average price per night", "average price per night across cars"),
    ],
)
def test_a_figure_takes_the_preposition_that_fits(figure, words):
    assert english.figure_of(figure, "cars") == words


@pytest.mark.parametrize(
    ("value", "unit", "noun", "words"),
    [
        (3, "명", "crew size", "3 people"),
        (3, "명", "number of students", "3"),
        (40, "세", "age", "40"),
        (500, "만원", "asking price", "5,000,000 won"),
        (3.5, "%", "interest rate", "3.5%"),
    ],
)
def test_amounts_keep_their_unit_unless_the_noun_counts(value, unit, noun, words):
    assert wording.english_amount(value, unit, noun) == words


def test_a_range_in_units_of_ten_thousand_won_is_said_in_won():
    condition = conditions.between(term(measure("price", "희망가", "asking price", "만원", 1, 9)), 30, 50, STYLE)
    assert condition.english == "whose asking price is between 300,000 and 500,000 won"


@pytest.mark.parametrize(("months", "words"), [(1, "the past month"), (3, "the past 3 months")])
def test_recent_months_are_counted(months, words):
    column = term(date("ordered", "주문일", "order date", "2025-01-01", "2025-12-31"))
    assert conditions.lately(column, "2025-12-31", months, STYLE).english == f"whose order date is within {words}"


def test_superlatives_fit_their_noun():
    mileage, time = (term(measure("m", "주행거리", noun, "km", 1, 9, more="긴")) for noun in ("mileage", "riding time"))
    assert [pieces.extreme(each, "DESC") for each in (mileage, time)] == ["highest", "longest"]


@pytest.mark.parametrize(
    ("owner", "noun", "words"),
    [
        ("store", "name", "store name"),
        ("account", "account type", "account type"),
        ("station", "number of riders", "station's number of riders"),
    ],
)
def test_a_noun_is_listed_with_its_owner(owner, noun, words):
    assert english.owned(owner, noun) == words
