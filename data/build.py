"""Regenerate the shipped dataset from data/domains: `python data/build.py`.

`--check` writes nothing: it regenerates everything in memory, compares it byte for byte with the files and runs all checks.
`--only DB_ID` prints what one domain gives: the faults of its definition, its DDL and sample questions.
"""

import argparse
import importlib
import sys
from pathlib import Path

from builder import checks, create_table, dataset, drafts, rows, soundness

HERE = Path(__file__).parent
CARDS = ("README.md", "README.ko.md")


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
        print(create_table.create(table), *filled[table.name][:3], sep="\n")
    for row in drafts.write(domain, 60, drafts.Written(set(), set())):
        print(
            "",
            f"[{row['difficulty']}, {row['template']}] {row['ko_instruction']}",
            row["instruction"],
            row["response"],
            sep="\n",
        )


def made() -> tuple:
    """Everything that is generated, {path below data/: text}, and the faults that the checks find in it."""
    found = domains()
    faults = [fault for domain in found for fault in soundness.faults(domain)]
    splits = dataset.splits(found)
    files = dataset.files(found, splits, {name: (HERE / name).read_text(encoding="utf-8") for name in CARDS})
    scripts = {domain.id: files[f"databases/{domain.id}.sql"] for domain in found}
    return files, faults + checks.faults(splits, scripts, found)


def stale(files: dict) -> list:
    """One sentence for every file that is not, byte for byte, what is generated."""
    found = [
        f"data/{name} differs from what build.py makes"
        for name, text in files.items()
        if not (HERE / name).exists() or (HERE / name).read_bytes() != text.encode()
    ]
    return found + [f"data/{old} is made by no domain" for old in leftovers(files)]


def leftovers(files: dict) -> list:
    """Scripts of databases that are no more."""
    return [name for path in sorted((HERE / "databases").glob("*.sql")) if (name := f"databases/{path.name}") not in files]


def write(files: dict) -> None:
    """Write the generated files and remove what no domain makes."""
    for old in leftovers(files):
        (HERE / old).unlink()
    for name, text in files.items():
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_bytes(text.encode())


def main() -> None:
    """Read the command line; leave with 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare and check, write nothing")
    parser.add_argument("--only", default="", metavar="DB_ID", help="print what one domain gives")
    chosen = parser.parse_args()
    if chosen.only:
        return show(domains(chosen.only)[0])
    files, faults = made()
    if chosen.check:
        faults = stale(files) + faults
    else:
        write(files)
    print("\n".join(faults) or f"{len(files)} files {'checked' if chosen.check else 'written'}, no fault.")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
