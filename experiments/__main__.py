"""Run the experiments of lesson 08: `python -m experiments`, which is what `make experiments` does.

Every finished run is a row of `data/experiments.jsonl` at once, every batch of answers a few rows of `data/predictions/`.
Stop it anywhere and start it again: it goes on with what is missing.
"""

import argparse
import dataclasses
import os

from pqdm.threads import pqdm
from tqdm import tqdm

import experiments
from helpers import artifacts, data, inference, models, profiles, training


def main() -> None:
    """Answer all test questions, and measure every run of the plan that has no row yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", choices=profiles.PROFILES, help="the machine's own if not given")
    parser.add_argument("--only", metavar="EXPERIMENT", help="for example batch_size, or answers")
    parser.add_argument(
        "--jobs", type=int, default=1, help="runs at a time, each on its share of the processor's cores; one on a GPU"
    )
    asked = parser.parse_args()
    if asked.profile:
        os.environ["COURSE_PROFILE"] = asked.profile
    profile = profiles.detect()
    if asked.only in (None, "answers"):
        answer_everything(profile)
    runs = [run for run in experiments.plan(profile) if asked.only in (None, run.experiment)]
    if not runs and asked.only != "answers":
        names = sorted({"answers", *(run.experiment for run in experiments.plan(profile))})
        parser.error(f"there is no experiment {asked.only!r}: choose one of {', '.join(names)}")
    file = artifacts.repository() / "data" / "experiments.jsonl"
    os.environ["OMP_NUM_THREADS"] = str(max(1, os.cpu_count() // asked.jobs))  # of the processes that the runs have
    with tqdm(total=len(runs), desc="experiments", unit="run") as bar:

        def measured(run: experiments.Run) -> None:
            row = experiments.measure(run, profile, file)
            end = row["checkpoints"][-1]
            right = ", ".join(f"{split} {end[split]['correct']} of {end[split]['total']}" for split in data.TESTS)
            bar.write(f"{run.experiment}, {run.name}, seed {run.seed}: {right}, {row['seconds']:.0f} s")
            bar.update()

        pqdm(runs, measured, n_jobs=asked.jobs, disable=True, exception_behaviour="immediate")


def answer_everything(profile: profiles.Profile) -> None:
    """Let the adapter of lesson 03 answer every question of every test: `data/predictions/all_<test>.jsonl`."""
    adapter = artifacts.path("adapter")
    name = training.adapter_id(adapter)
    splits = data.load(dataclasses.replace(profile, train_rows=1, test_rows=None), "shipped")
    tokenizer, model = models.load_tokenizer(profile, adapter), models.merge(adapter, profile)
    for split in data.TESTS:
        file = artifacts.repository() / "data" / "predictions" / f"all_{split}.jsonl"
        inference.predict(
            model,
            tokenizer,
            list(splits[split]),
            split,
            file,
            name,
            max_new_tokens=profile.max_new_tokens,
            batch_size=profile.generation_batch,
        )


if __name__ == "__main__":
    main()
