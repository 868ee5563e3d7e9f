"""The rows of the experiments as tables: one line a run, or one line a scoring along the way."""

from statistics import mean, median

import pandas as pd

from experiments import seeds

SPLITS = {"seen": "test_seen", "unseen": "test_unseen", "natural": "test_natural"}


def runs(rows: list[dict], experiment: str) -> pd.DataFrame:
    """The runs of one experiment, each with its settings, what it cost and how its model scored in the end.

    Args:
        rows: from `rows` or `measure`.
        experiment: `batch_size`, `over_fitting`, `packing` or `repeat`.

    Returns:
        One line a run, in the order of `rows`: `name`, `seed`, every setting; `seconds`, `tokens`, `places`,
        `tokens_per_second`, `peak_memory_gb`, `gradient_noise`, `weights`; `padding` (share of the places without a token),
        `late_loss` (training loss, mean over the last quarter of the run: the same rows whatever the batch), `roughness` (of the
        loss in the second half, nats; None in a run of one or two steps), `gradient_norm` (median over the steps); and the
        columns of `curves` at the end of the run, of which a run that was not scored has `step` alone. No line where nothing was
        measured.
    """
    return pd.DataFrame([_line(row) for row in rows if row["experiment"] == experiment])


def curves(rows: list[dict], experiment: str) -> pd.DataFrame:
    """The runs of one experiment along the way.

    Returns:
        One line a scoring: `name`, `seed`, `step`, `epoch`, `train_loss` and `validation_loss` (nats a token), `seen`,
        `unseen` and `natural` (share of right answers; runs of an earlier edition were not asked the third), `questions` (of
        each test), `answers` (to all tests), `copied` (those of them that stand word for word in the training rows).
    """
    chosen = [row for row in rows if row["experiment"] == experiment]
    return pd.DataFrame([{**_title(row), **_scored(point)} for row in chosen for point in row["checkpoints"]])


def _title(row):
    return {"name": row["name"], "seed": row["seed"]}


def _line(row):
    loss = [each for each in row["loss"] if each]  # 0.0: a row that was cut before its first answer
    cost = ("seconds", "tokens", "places", "tokens_per_second", "peak_memory_gb", "gradient_noise", "weights")
    return {
        **_title(row),
        **row["settings"],
        **{name: row[name] for name in cost},
        "padding": 1 - row["tokens"] / row["places"],
        "late_loss": mean(loss[-max(1, len(loss) // 4) :]),
        "roughness": seeds.roughness(loss[len(loss) // 2 :]) if len(loss) > 2 else None,
        "gradient_norm": median(row["gradient_norm"]),
        **(_scored(row["checkpoints"][-1]) if row["checkpoints"] else {"step": row["steps"][-1]}),
    }


def _scored(point):
    kept = ("step", "epoch", "train_loss", "validation_loss", "copied")
    shares = {name: point[split]["correct"] / point[split]["total"] for name, split in SPLITS.items() if split in point}
    asked = sum(point[split]["total"] for split in SPLITS.values() if split in point)
    return {**{name: point[name] for name in kept}, **shares, "questions": point["test_seen"]["total"], "answers": asked}
