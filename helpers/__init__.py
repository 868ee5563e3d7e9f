"""What the lessons share."""

import ctypes
import logging
import os

# A warning at every first import, about a faster kernel that is not installed: nothing that a learner should mend.
logging.getLogger("bitsandbytes.backends.cpu.ops").setLevel(logging.ERROR)

# Read when torch is loaded: threads that wait for each other sleep. Else they turn in circles on a core that another program
# shares: with one of two cores taken, a training step took 3.0 times as long, and so 1.8 times.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _keep_freed_memory() -> None:
    """Have the C library keep what is freed: a training step frees and takes gigabytes, which the system would clear anew.

    A training step became a tenth shorter. `models.free_memory` gives back what is kept. Only glibc can do this (man mallopt).
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # not Linux, or another C library
        return
    M_TRIM_THRESHOLD, M_MMAP_MAX = -1, -4
    mallopt(M_MMAP_MAX, 0)
    mallopt(M_TRIM_THRESHOLD, 2**31 - 1)


_keep_freed_memory()
