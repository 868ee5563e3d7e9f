"""English grammar for what columns, rows and figures are called."""

import re

PAST = re.compile(r" per | of |(paid|sold|claimed|produced|billed|burned|charged|shipped|insured)$")  # "of" would follow badly
UNCOUNTED = ("staff", "pay", "stock", "experience", "attendance", "mileage", "rainfall", "tonnage", "usage", "credit")


def plural(noun: str) -> str:
    """The plural of a noun phrase: cities, years of study; a mass noun stays as it is."""
    head, of, rest = noun.partition(" of ")
    if of:
        return plural(head) + of + rest
    if noun.endswith(("species", *UNCOUNTED)):
        return noun
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def count(number: int, one: str, many: str) -> str:
    """1 order, 3 orders."""
    return f"{number} {one if number == 1 else many}"


def figure_of(figure: str, rows: str) -> str:
    """A figure with its rows: the average price of cars, the longest game length among games, the total amount across orders."""
    word, _, noun = figure.partition(" ")
    if word == "total" or (word == "average" and PAST.search(noun)):
        return f"{figure} across {rows}"
    return f"{figure} {'of' if word == 'average' else 'among'} {rows}"


def owned(owner: str, noun: str) -> str:
    """A noun with its owner, for a list: store name, account type (of an account), station's number of riders."""
    if noun.startswith(owner):
        return noun
    return f"{owner}'s {noun}" if " of " in noun else f"{owner} {noun}"
