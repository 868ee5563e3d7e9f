"""Several runs: what differs between settings beyond what differs between seeds, and how restless a run is."""

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import dunnett

from helpers.stats import Interval


def against_control(
    control: ArrayLike, others: dict[str, ArrayLike], confidence: float = 0.95, seed: int = 0
) -> dict[str, Interval]:
    """Difference of each setting from one control, over seeds, with intervals that hold together: Dunnett's test.

    Args:
        control: the measure in the runs of the control, one number a seed.
        others: the same for each other setting, by name.
        confidence: that all intervals hold at once; with many settings one would else differ by chance.
        seed: of the numerical integration behind the limits.

    Means minus the control's mean, with one spread between seeds estimated from all settings together (C. Dunnett, JASA 50,
    1955, p. 1096-1121). With one other setting it is the pooled t interval.

    Returns:
        `Interval` by name, in the unit of the measure. Where no setting varies between seeds it is a point.

    Raises:
        ValueError: there is no other setting, a setting without runs, or no setting with two of them.
    """
    control, others = np.asarray(control, dtype=float), {name: np.asarray(runs, dtype=float) for name, runs in others.items()}
    groups = [control, *others.values()]
    if len(groups) < 2 or not all(map(len, groups)) or max(map(len, groups)) < 2:
        raise ValueError("a control, another setting, a run of each and two of one are needed to tell settings from seeds")
    means = {name: float(runs.mean() - control.mean()) for name, runs in others.items()}
    if all(np.ptp(runs) == 0 for runs in groups):
        return {name: Interval(mean, mean, mean) for name, mean in means.items()}
    with warnings.catch_warnings():  # runs of one setting may well be equal, such as scores of few questions
        warnings.filterwarnings("ignore", "Precision loss", RuntimeWarning)
        found = dunnett(*others.values(), control=control, rng=np.random.default_rng(seed)).confidence_interval(confidence)
    limits = zip(means.items(), found.low, found.high, strict=True)
    return {name: Interval(mean, float(low), float(high)) for (name, mean), low, high in limits}


def roughness(values: Sequence[float] | np.ndarray) -> float:
    """How much a curve jumps from point to point, as a standard deviation around its trend, in its own unit.

    sqrt(mean of squared successive differences / 2): a slow trend drops out (J. von Neumann, Annals of Mathematical
    Statistics 12, 1941, p. 367-395).

    Raises:
        ValueError: there are less than two points.
    """
    if len(values) < 2:
        raise ValueError("a curve of two points at least is needed")
    return float(np.sqrt(np.mean(np.diff(values) ** 2) / 2))
