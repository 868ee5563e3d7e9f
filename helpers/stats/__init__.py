"""How much a score can be trusted: intervals, paired tests, agreement, sample sizes, and what several runs say together.

A score on n questions is one draw from what it might have been on others. Everything here takes
plain numbers or numpy arrays and rests on scipy or scikit-learn.
"""

from .interval import Interval
from .paired import Paired, cohen_kappa, mcnemar, paired_bootstrap
from .proportions import Gap, gap, sample_size, standard_error, wilson
from .runs import against_control, roughness

__all__ = [
    "Gap",
    "Interval",
    "Paired",
    "against_control",
    "cohen_kappa",
    "gap",
    "mcnemar",
    "paired_bootstrap",
    "roughness",
    "sample_size",
    "standard_error",
    "wilson",
]
