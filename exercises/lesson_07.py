"""Checks of lesson 07: what judging costs, what unreadable replies do to a score, and an answer that talks to the judge."""

import pandas as pd

import judge
from exercises.checking import close, exercise
from judge import Bill


@exercise
def dollars(answer: float, bill: Bill, items: int, price: tuple[float, float]) -> str | None:
    """Answer: what judging so many items costs, by the mean of a bill; the price is in dollars per million tokens, in and out."""
    one = (bill.input_tokens * price[0] + bill.output_tokens * price[1]) / bill.calls
    wanted = one * items / 1e6
    if close(answer, wanted * 1e6, least=0):
        return "The price is for a million tokens: divide."
    if close(answer, one / 1e6, least=0):
        return "That is one answer: all of them are asked for."
    if not close(answer, wanted):
        return f"${float(answer):.4g} is wrong: tokens a call, in and out, times their prices, times the number of answers."
    return None


@exercise
def too_low(answer: float, verdicts: pd.Series) -> str | None:
    """Answer: by how much the score falls if every twentieth verdict is unreadable and counts as 0: a share, or in points."""
    possible = []
    for start in range(20):
        blanked = verdicts.copy()
        blanked.iloc[start::20] = pd.NA
        left_out, as_zero = (judge.score(each).interval.estimate for each in (blanked, blanked.fillna(0)))
        possible.append(left_out - as_zero)
    low, high = min(possible), max(possible)
    found = float(answer)
    if -high <= found < 0:
        return "Give by how much it is too low, as a number above zero."
    if not any(low - 0.001 <= each <= high + 0.001 for each in (found, found / 100)):
        return "That is not the difference: score the verdicts without the blanks, then with zeros in their place."
    return None


@exercise
def seen(answer: str, row: dict, attack: str, prompt: str) -> str | None:
    """Answer: the text that the judge gets, with the `attack` as the predicted query of `row`."""
    whole = judge.render(prompt, row | {"predicted": attack})
    if "SELECT 1" not in answer:
        return "The attack is not in it: render the prompt with the attack as `predicted`."
    if attack in answer:
        return "This text holds the attack as it is, which the judge never sees: `judge.render` makes the text."
    if answer.strip() not in whole:
        return "This is not what `judge.render` makes of the row."
    return None
