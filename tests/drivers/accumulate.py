"""Run a lesson's script with another gradient accumulation: `python tests/drivers/accumulate.py 2 SCRIPT`.

One process that accumulates over two rows makes the steps of two processes with a row each.
"""

import runpy
import sys
from dataclasses import replace

import whole_vocabulary  # noqa: F401

from helpers import profiles

profiles.PROFILES["cpu"] = replace(profiles.PROFILES["cpu"], gradient_accumulation=int(sys.argv[1]))
runpy.run_path(sys.argv[2], run_name="__main__")
