"""The experiments of lesson 08: what is varied (`plans`), one run of it (`trial`), what was measured (`record`), that as tables
(`tables`), and what differs beyond the seeds (`seeds`)."""

from experiments.plans import Run, plan
from experiments.record import measure, rows
from experiments.seeds import against_control
from experiments.tables import curves, runs

__all__ = ["Run", "against_control", "curves", "measure", "plan", "rows", "runs"]
