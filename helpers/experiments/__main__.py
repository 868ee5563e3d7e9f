"""Run the experiments of lesson 08: `python -m helpers.experiments`, which is what `make experiments` does.

Every finished run is a row of `data/experiments.jsonl` at once. Stop it anywhere and start it again: it goes on with the
runs that are missing.
"""

import argparse
import os

from tqdm import tqdm

from helpers import artifacts, experiments, profiles


def main() -> None:
    """Measure every run of the plan that has no row yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", choices=profiles.PROFILES, help="the machine's own if not given")
    parser.add_argument("--only", metavar="EXPERIMENT", help="for example batch_size")
    asked = parser.parse_args()
    if asked.profile:
        os.environ["COURSE_PROFILE"] = asked.profile
    profile = profiles.detect()
    runs = [run for run in experiments.plan(profile) if asked.only in (None, run.experiment)]
    if not runs:
        names = sorted({run.experiment for run in experiments.plan(profile)})
        parser.error(f"there is no experiment {asked.only!r}: choose one of {', '.join(names)}")
    file = artifacts.repository() / "data" / "experiments.jsonl"
    for run in (bar := tqdm(runs, desc="experiments", unit="run")):
        row = experiments.measure(run, profile, file)
        end = row["checkpoints"][-1]
        bar.write(f"{run.experiment}, {run.name}, seed {run.seed}: seen {end['test_seen']['correct']} and unseen "
                  f"{end['test_unseen']['correct']} of {end['test_seen']['total']}, {row['seconds']:.0f} s")


if __name__ == "__main__":
    main()
