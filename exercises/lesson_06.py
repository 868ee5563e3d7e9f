"""Checks of lesson 06: two counts that differ, how large a sample has to be, and how far small samples reach."""

from exercises.checking import exercise
from helpers import stats
from sqlscore import Comparison


@exercise
def shown(answer: Comparison) -> str | None:
    """Answer: what `compare` shows of `COUNT(*)` and `COUNT(name)`."""
    if answer.match is not False:
        return f"These two are not told apart ({answer.reason}): compare COUNT(*) with COUNT(name) on one table."
    if answer.gold is None or answer.predicted is None or answer.gold.shape != (1, 1) or answer.predicted.shape != (1, 1):
        return "There should be one number on each side: count the rows of one table."
    if abs(answer.gold.iloc[0, 0] - answer.predicted.iloc[0, 0]) < 1:
        return "Both counts are the same here: is one of them COUNT(name)?"
    return None


@exercise
def size(answer: int, reach: float = 0.01) -> str | None:
    """Answer: the number of questions with which the interval of a score near one half reaches `reach` to either side."""
    count = int(answer)
    low, high = (stats.wilson(count // 2, count).high - 0.5 for count in (count + count % 2, max(2, round(count * 0.98) // 2 * 2)))
    if low > reach * 1.001:
        return f"With {count:,} questions the interval still reaches {100 * low:.2f} points: take more."
    if high <= reach:
        return f"{count:,} questions are more than needed: a smaller sample does it too."
    return None


@exercise
def extremes(answer: tuple[float, float]) -> str | None:
    """Answer: the lowest and the highest score of a thousand samples of 50, where 360 of 600 answers are right."""
    low, high = map(float, answer)
    if low > high:
        return "The lowest comes first."
    if high > 1:
        return "Give shares from 0 to 1."
    if not 0.30 <= low <= 0.46 or not 0.74 <= high <= 0.88:
        return f"A thousand samples of 50 hardly ever reach from {low:.0%} to {high:.0%}: draw them from all 600 answers."
    return None
