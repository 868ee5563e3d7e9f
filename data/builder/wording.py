"""How one question writes values: quote marks, numbers, dates; and the English for amounts."""

import random
from dataclasses import dataclass

from builder import korean

UNITS = {  # English for the units that it counts in
    "원": "won", "만원": "won", "분": "minutes", "시간": "hours", "일": "days", "점": "points", "명": "people", "년": "years",
    "개월": "months", "초": "seconds", "마리": "animals", "살": "years", "세": "years", "건": "cases", "회": "times", "쪽": "pages",
    "권": "books", "곳": "places", "주": "weeks", "박": "nights", "대": "vehicles", "개": "pieces", "장": "sheets", "층": "floors",
    "인": "people", "번": "times", "호": "units", "학점": "credits", "세대": "households", "석": "seats", "잔": "cups", "상자": "boxes", "평": "pyeong", "편": "films", "톤": "tonnes", "시": "o'clock", "면": "spaces", "㎡": "㎡", "㎍/㎥": "㎍/㎥",
}  # fmt: skip

COUNTING = ("number of", "maximum number of", "RBI count", "GPA", "age", "driver age")  # no unit after these


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
    many = noun.endswith("s") and not noun.endswith(("ss", "us", "is", "species")) and " of " not in noun
    return f"{noun} {'are' if many else 'is'}"


def quoted(value: str, style: Style) -> str:
    """A text value in a question: as it is, or in quote marks, always where it has a blank or one syllable (축종이 '개'인)."""
    return f"'{value}'" if " " in value or len(value) == 1 or style.quotes else value


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
        text = korean.hangul(int(value)) if words else korean.in_man(int(value))
        return text + (unit if text[-1].isdigit() else f" {unit}")
    return text + unit if style.numbers == "digits" else f"{int(value):,}{unit}"


def english_amount(value, unit: str, noun: str = "") -> str:
    """A number and its unit in English, without the unit where the noun that it is said of counts already: number of racks."""
    if noun.startswith(COUNTING):
        unit = ""
    if unit == "만원":
        value, unit = value * 10_000, "원"
    text = f"{int(value):,}" if float(value).is_integer() else sql_number(value)
    word = UNITS.get(unit, unit if unit.isascii() else "")
    if word == "%" or unit == "℃":
        return text + unit
    return f"{text} {word}".strip()


def day(iso: str, style: Style) -> str:
    """A date as people write it."""
    return iso if style.iso_dates else korean.spoken_date(iso)
