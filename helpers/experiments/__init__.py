"""The experiments of lesson 08: what is varied (`plan`), one run of it (`trial`), and what was measured (`record`)."""

from helpers.experiments.plan import Run, live, plan
from helpers.experiments.record import measure, rows

__all__ = ["Run", "live", "measure", "plan", "rows"]
