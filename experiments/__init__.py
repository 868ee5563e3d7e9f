"""The experiments of lesson 08: what is varied (`plan`), one run of it (`trial`), what was measured (`record`), and
that as tables (`tables`)."""

from experiments.plans import Run, plan
from experiments.record import measure, rows
from experiments.tables import curves, runs

__all__ = ["Run", "curves", "measure", "plan", "rows", "runs"]
