"""How one question writes values: quote marks, numbers, dates; and the English for amounts."""

import random
from dataclasses import dataclass

from builder import korean

WON = {
    "원": "won",
    "분": "minutes",
    "시간": "hours",
    "일": "days",
    "점": "points",
    "명": "people",
    "년": "years",
    "개월": "months",
    "초": "seconds",
}


@dataclass(frozen=True)
class Style:
    """How one question writes: text values in quote marks or not, and numbers as 30000, 30,000, 3만 or 삼만."""

    rng: random.Random
    quotes: bool
    numbers: str
    iso_dates: bool

    @classmethod
    def drawn(cls, rng: random.Random) -> "Style":
        """A style by chance; the unusual ones are rare."""
        return cls(rng, rng.random() < 0.2, rng.choices(["comma", "digits", "만", "words"], [30, 48, 18, 4])[0], rng.random() < 0.4)


def is_or_are(noun: str) -> str:
    """The English noun with its verb: rating is, points are."""
    many = noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and " of " not in noun
    return f"{noun} {'are' if many else 'is'}"


def quoted(value: str, style: Style) -> str:
    """A text value in a question: as it is, or (always where it has a blank) in quote marks."""
    return f"'{value}'" if " " in value or style.quotes else value


def sql_number(value) -> str:
    """A number as SQL: 3 or 4.5, never 4.50."""
    return str(int(value)) if float(value).is_integer() else str(round(value, 2))


def amount(value, unit: str, style: Style) -> str:
    """A number and its unit as people write them: 30,000원, 30000원, 3만 원, 삼만 원, 4.5점."""
    text = sql_number(value)
    if value < 1000 or "." in text:
        return text + unit
    if value >= 10**8 or (value >= 10_000 and value % 1000 == 0 and style.numbers in ("만", "words")):
        words = style.numbers == "words" and unit == "원"
        return f"{korean.hangul(int(value)) if words else korean.in_man(int(value))} {unit}"
    return text + unit if style.numbers == "digits" else f"{int(value):,}{unit}"


def english_amount(value, unit: str) -> str:
    """A number and its unit in English; a counter that English does not use is left out."""
    text = f"{int(value):,}" if float(value).is_integer() else sql_number(value)
    word = WON.get(unit, unit if unit.isascii() else "")
    if word == "%" or unit == "℃":
        return text + unit
    return f"{text} {word}".strip()


def day(iso: str, style: Style) -> str:
    """A date as people write it."""
    return iso if style.iso_dates else korean.spoken_date(iso)
