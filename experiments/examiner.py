"""What a model under training is worth: its loss on unseen questions, and its answers to the test questions."""

from pathlib import Path
from typing import TYPE_CHECKING

import torch

import sqlscore
from helpers import data, inference, models

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedModel

VALIDATION_ROWS = 32  # at most, and no more than half as many as training rows: a short run is not to wait for its loss


class Examiner:
    """Scores a model on the rows of `splits`, in a dense copy: a forward pass in eval mode can spoil NF4 layers for training."""

    def __init__(self, profile, splits, folder: Path):
        self.profile, self.splits, self.folder = profile, splits, folder
        self.tokenizer = models.load_tokenizer(profile)
        self.learned = set(map(sqlscore.normalize, splits["train"]["gold"]))

    def examine(self, model: "PeftModel") -> dict:
        """Validation loss, right answers on the three tests, and answers that are copied from the training rows.

        Args:
            model: a model with a LoRA adapter; it is left as it is.

        Returns:
            `validation_loss` (mean over answer tokens, in nats), each of `helpers.data.TESTS` (`correct`, `total`), and
            `copied`: answers to test questions that are word for word an answer of the training rows.
        """
        model.save_pretrained(self.folder)
        dense = models.merge(self.folder, self.profile)
        rows = [(split, row) for split in data.TESTS for row in self.splits[split]]
        answers = inference.generate(  # all tests at once: a few questions take as many decoding steps as one
            dense,
            self.tokenizer,
            [inference.prompt(self.tokenizer, row) for _, row in rows],
            max_new_tokens=self.profile.max_new_tokens,
            batch_size=self.profile.generation_batch,
            progress=False,
        )
        found = {"validation_loss": round(self.loss(dense), 4)}
        found |= {split: {"correct": 0, "total": len(self.splits[split])} for split in data.TESTS}
        for (split, row), answer in zip(rows, answers, strict=True):
            found[split]["correct"] += sqlscore.exact_match(row["gold"], answer)
        return found | {"copied": sum(sqlscore.normalize(answer) in self.learned for answer in answers)}

    @torch.inference_mode()
    def loss(self, model: "PreTrainedModel | PeftModel") -> float:
        """Mean loss over the answer tokens of the first validation rows."""
        total = count = 0
        rows = min(VALIDATION_ROWS, len(self.splits["validation"]), max(1, len(self.splits["train"]) // 2))
        for row in self.splits["validation"].select(range(rows)):
            start = len(self.tokenizer(inference.prompt(self.tokenizer, row), add_special_tokens=False)["input_ids"])
            text = inference.prompt(self.tokenizer, row) + row["gold"] + models.end_of_turn(self.tokenizer)
            ids = torch.tensor([self.tokenizer(text, add_special_tokens=False)["input_ids"]], device=model.device)
            answer = ids[0, start:]
            logits = model(ids, logits_to_keep=len(answer) + 1).logits[0, :-1].float()
            total += torch.nn.functional.cross_entropy(logits, answer, reduction="sum").item()
            count += len(answer)
        return total / count
