"""Regenerate the shipped dataset from data/domains: `python data/build.py`, or check it with `--check`.

`--only DB_ID` prints what one domain gives (faults of its definition, DDL, sample questions) and writes nothing.
"""

import argparse
import importlib
import sys
from pathlib import Path

from builder import dataset, ddl, drafts, rows, soundness

HERE = Path(__file__).parent


def domains(only: str = "") -> list:
    """The domains of data/domains in alphabetical order, or the one called `only`."""
    found = sorted(path.stem for path in (HERE / "domains").glob("*.py"))
    if only and only not in found:
        sys.exit(f"data/domains/{only}.py does not exist; there are: {', '.join(found)}")
    return [importlib.import_module(f"domains.{stem}").DOMAIN for stem in found if only in ("", stem)]


def show(domain) -> None:
    """Print one domain's faults, its DDL, a few rows and sample questions."""
    print("\n".join(soundness.faults(domain)) or f"{domain.id}: sound")
    filled = rows.fill(domain)
    for table in domain.tables:
        print(ddl.create(table), *filled[table.name][:3], sep="\n")
    for row in drafts.write(domain, 60):
        print("", f"[{row['difficulty']}, {row['template']}] {row['ko_instruction']}", row["instruction"], row["response"], sep="\n")


def write(made: dict) -> None:
    """Write the generated files and remove scripts of databases that are no more."""
    for old in sorted((HERE / "databases").glob("*.sql")):
        if f"databases/{old.name}" not in made:
            old.unlink()
    for name, text in made.items():
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="DB_ID", help="print what one domain gives")
    chosen = parser.parse_args()
    found = domains(chosen.only)
    if chosen.only:
        return show(found[0])
    write(dataset.files(found))


if __name__ == "__main__":
    main()
