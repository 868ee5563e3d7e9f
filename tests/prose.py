"""Find figures in prose, and tell which of them nothing vouches for.

A figure is a percentage, a number with a unit of measurement, a number with two or more decimals,
or a count from a thousand up written with a comma. Inline code, code blocks and addresses are
settings, not claims, and are left out; so are versions and section numbers such as 4.2.10. Units are known in English and Korean.
"""

import re
from dataclasses import dataclass

UNITS = {
    "%": r"%",
    "per second": r"(?:tokens|queries|questions|rows|steps|answers)(?:/s\b|/sec\b| (?:a|per) second)|(?:토큰|쿼리|질문|행|스텝|답)/초",
    "hours": r"(?:h|hours?)\b|시간",
    "minutes": r"(?:min|minutes?)\b|분(?!의|류|할)",  # 3분의 1 is a third
    "milliseconds": r"(?:ms|milliseconds?)\b|밀리초",
    "seconds": r"(?:s|sec|seconds?)\b|초(?!과)",
    "memory": r"(?:[GMk]i?B)\b",
    "speed": r"(?:[GT]FLOPS?(?:/s)?|it/s)",
    "times": r"(?:x|×|times)(?!\w)|배(?!치|열)",
    "standard errors": r"standard errors?\b",
}
NUMBER = r"(?<![\w.,])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w]*\.\d)"
FIGURE = re.compile(rf"({NUMBER})(?:[ -]?({'|'.join(UNITS.values())}))?")
NOT_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\$[^$\n]+\$|<!--.*?-->|\]\([^)]*\)|https?://\S+", re.DOTALL)


@dataclass(frozen=True)
class Figure:
    """A number as it is written, its value, and the kind of its unit (`None` for a bare number)."""

    text: str
    value: float
    decimals: int
    unit: str | None

    def agrees(self, number: float) -> bool:
        """Whether `number`, rounded as this figure is, gives this figure."""
        return round(number, self.decimals) == round(self.value, self.decimals)


def figures(text: str) -> list[Figure]:
    """Every number in a text with the unit that follows it."""
    found = []
    for match in FIGURE.finditer(text):
        digits, unit = match[1], match[2]
        kind = next((name for name, pattern in UNITS.items() if unit and re.fullmatch(pattern, unit)), None)
        decimals = len(digits.partition(".")[2])
        found.append(Figure(match[0], float(digits.replace(",", "")), decimals, kind))
    return found


def claims(markdown: str) -> list[Figure]:
    """The figures of a text that state something measured."""
    prose = NOT_PROSE.sub(" ", markdown)
    prose = re.sub(r"표준 오차의\s+(?:약\s+)?([\d.]+)배", r"\1 standard errors", prose)
    return [figure for figure in figures(prose) if figure.unit or figure.decimals >= 2 or "," in figure.text]


def vouched(claim: Figure, outputs: list[str], facts: list[str]) -> bool:
    """Whether an output or a fact holds a claim.

    Args:
        claim: from `claims`.
        outputs: texts of the notebook's outputs; a unit may stand anywhere in the same output (a table's
            heading, say), and a percentage may be shown there as a fraction.
        facts: texts from `data/facts.json`; there the number and the kind of unit must stand side by side.
    """
    same = {claim.unit, None} if claim.unit == "times" else {claim.unit}  # "7,716 times" is a count
    if any(fact.unit in same and claim.value == fact.value for text in facts for fact in figures(text)):
        return True
    for text in outputs:
        for shown in figures(text):
            if claim.unit in (None, shown.unit) and claim.agrees(shown.value):
                return True
            if claim.unit == "%" and shown.unit is None and shown.decimals and claim.agrees(100 * shown.value):
                return True
            in_heading = claim.unit not in (None, "%") and re.search(rf"(?<![a-z]){UNITS[claim.unit]}", text)
            if in_heading and shown.unit is None and claim.agrees(shown.value):
                return True
    return False


def unvouched(markdown: str, outputs: list[str], facts: list[str]) -> list[str]:
    """The figures of a text that nothing vouches for, as they are written."""
    return [claim.text for claim in claims(markdown) if not vouched(claim, outputs, facts)]
