"""Python imports this at its start: every file that it opens for writing, or moves into place, is noted by process."""

import os
import sys

WRITING = os.O_WRONLY | os.O_RDWR
if "NOTED_WRITES" in os.environ:
    noted = open(f"{os.environ['NOTED_WRITES']}.{os.environ.get('RANK', '-')}", "a", buffering=1)

    def watch(event, arguments):
        if event == "open" and isinstance(arguments[0], str) and (arguments[2] or 0) & WRITING:
            print(arguments[0], file=noted)
        elif event == "os.rename":
            print(arguments[1], file=noted)

    sys.addaudithook(watch)
