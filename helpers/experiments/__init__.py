"""The experiments of lesson 08: what is varied (`plan`), one run of it (`trial`), what was measured (`record`), and
that as tables (`tables`)."""

from helpers.experiments.plan import Run, plan
from helpers.experiments.record import measure, rows
from helpers.experiments.tables import curves, runs

__all__ = ["Run", "curves", "measure", "plan", "rows", "runs"]
