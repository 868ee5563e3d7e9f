"""LLM-as-judge: one verdict a prediction over any server that speaks OpenAI's chat completions."""

from helpers.judge.bill import Bill
from helpers.judge.calibration import known_pairs
from helpers.judge.prompt import render, swap_order
from helpers.judge.run import judge_all
from helpers.judge.score import Score, score
from helpers.judge.verdict import Verdict, parse_verdict

__all__ = ["Bill", "Score", "Verdict", "judge_all", "known_pairs", "parse_verdict", "render", "score", "swap_order"]
