"""Regenerate the shipped dataset from data/domains: `python data/build.py`, or check it with `--check`.

`--only DB_ID` prints what one domain gives (faults of its definition, DDL, sample questions) and writes nothing.
"""

import argparse
import importlib
import sys
from pathlib import Path

from builder import ddl, rows, soundness

HERE = Path(__file__).parent


def domains(only: str = "") -> list:
    """The domains of data/domains in alphabetical order, or the one called `only`."""
    found = sorted(path.stem for path in (HERE / "domains").glob("*.py"))
    if only and only not in found:
        sys.exit(f"data/domains/{only}.py does not exist; there are: {', '.join(found)}")
    return [importlib.import_module(f"domains.{stem}").DOMAIN for stem in found if only in ("", stem)]


def show(domain) -> None:
    """Print one domain's faults, its DDL and a few rows."""
    print("\n".join(soundness.faults(domain)) or f"{domain.id}: sound")
    filled = rows.fill(domain)
    for table in domain.tables:
        print(ddl.create(table), *filled[table.name][:3], sep="\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="DB_ID", help="print what one domain gives")
    chosen = parser.parse_args()
    for domain in domains(chosen.only):
        show(domain)


if __name__ == "__main__":
    main()
