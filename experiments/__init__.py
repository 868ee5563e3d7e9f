"""The experiments of lesson 08: what is varied (`plans`), one run of it (`trial`), what was measured (`record`), that as tables
(`frames`), and what differs beyond the seeds (`seeds`)."""

from experiments.frames import curves, runs
from experiments.plans import Run, plan
from experiments.record import measure, rows
from experiments.seeds import against_control

__all__ = ["Run", "against_control", "curves", "measure", "plan", "rows", "runs"]
