"""LLM-as-judge: one verdict a prediction over any server that speaks OpenAI's chat completions."""

from judge.bill import Bill
from judge.calibration import known_pairs
from judge.judging import judge_all
from judge.prompt import render, swap_order
from judge.summary import Score, score
from judge.verdict import Verdict, parse_verdict

__all__ = ["Bill", "Score", "Verdict", "judge_all", "known_pairs", "parse_verdict", "render", "score", "swap_order"]
