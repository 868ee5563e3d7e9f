"""The model behind the page: the adapter of lesson 03 on its base model, asked exactly as it was trained."""

from dataclasses import dataclass

from transformers import PreTrainedModel, PreTrainedTokenizerBase

import hub
import sqlscore
from demo.sources import Trouble
from helpers import inference, models, profiles

MOST_TOKENS = 2_048  # of a prompt: schemas of the training have a few hundred


@dataclass(frozen=True)
class Answerer:
    """Turns questions into SQL: `Answerer(...)(rows)`."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    profile: profiles.Profile

    def __call__(self, rows: list[dict]) -> list[str | Trouble]:
        """The SQL for each row, in one batch; a `Trouble` for a row that is too long.

        Args:
            rows: each with a `schema` and a `question`.
        """
        prompts = [inference.prompt(self.tokenizer, row) for row in rows]
        lengths = [len(ids) for ids in self.tokenizer(prompts, add_special_tokens=False)["input_ids"]] if prompts else []
        short = [prompt for prompt, length in zip(prompts, lengths) if length <= MOST_TOKENS]
        size = self.profile.generation_batch
        texts = iter(
            inference.generate(self.model, self.tokenizer, short, self.profile.max_new_tokens, batch_size=size, progress=False)
        )
        return [
            sqlscore.normalize(next(texts)) if length <= MOST_TOKENS else Trouble("long_question", length=length, most=MOST_TOKENS)
            for length in lengths
        ]


def load() -> Answerer:
    """The trained model of this machine, or the one that `COURSE_ADAPTER` names.

    Raises:
        CourseError: there is none; the sentence names the lesson that makes it.
    """
    profile = profiles.detect()
    adapter = hub.adapter(profile)
    return Answerer(models.merge(adapter, profile), models.load_tokenizer(profile, adapter), profile)
