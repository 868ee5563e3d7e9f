"""Scoring a predicted SQL query against the right one, in three ways.

- `exact_match`: the same string, once end marks and white space are out of the way.
- `canonical_match`: the same structure, once case, aliases and the order of conditions are.
- `execution_match`: the same result on every database tried; `compare` shows where they part.
- `evaluate`: all three over a file of predictions; `unscored` counts what could not be scored, and why.

README.md says how each of them decides.
"""

from .comparison import Comparison, compare
from .execution import execution_match
from .scoring import evaluate, unscored
from .structure import canonical, canonical_match
from .text import exact_match, normalize

__all__ = [
    "Comparison",
    "canonical",
    "canonical_match",
    "compare",
    "evaluate",
    "exact_match",
    "execution_match",
    "normalize",
    "unscored",
]
