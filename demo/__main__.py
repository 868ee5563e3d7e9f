"""`python -m demo`: load the trained model and open the page in the browser."""

import argparse
import sys

from helpers.artifacts import CourseError
from helpers.language import translate


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m demo", description="Ask the tuned model in the browser.")
    parser.add_argument("file", nargs="?", default="", help="a SQLite or CSV file of yours, to begin with")
    parser.add_argument("--port", type=int, help="of the page; without it the first free one from 7860 on")
    parser.add_argument("--no-browser", action="store_true", help="open no browser, only print the address")
    options = parser.parse_args(arguments)
    print(translate("Loading the model ..."), flush=True)
    from demo import asking, page  # they load torch, which takes a while

    try:
        built = page.build(asking.load(), own=options.file)
        address = page.launch(built, server_port=options.port, inbrowser=not options.no_browser, prevent_thread_lock=True)
    except (CourseError, OSError) as error:  # no adapter; the port is taken
        print(error, file=sys.stderr)
        return 1
    print(translate(f"Ask at {address} (Ctrl-C ends it)"), flush=True)
    built.block_thread()
    return 0


if __name__ == "__main__":
    sys.exit(main())
