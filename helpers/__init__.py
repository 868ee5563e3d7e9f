"""What the lessons share."""

import logging

# A warning at every first import, about a faster kernel that is not installed: nothing that a learner should mend.
logging.getLogger("bitsandbytes.backends.cpu.ops").setLevel(logging.ERROR)
