"""One batch of prompts continued, at no more work than it needs: a beginning is read once, and what has ended is set aside."""

from contextlib import ExitStack, contextmanager

import torch
from torch.nn.functional import pad
from torch.utils.mkldnn import MkldnnLinear
from transformers import DynamicCache, PreTrainedModel, PreTrainedTokenizerBase, StoppingCriteria

from helpers import models


class Decoder:
    """`model.generate` for batches in which many prompts begin alike and answers differ in length.

    - Questions on the same tables begin with the same tokens. A model keeps what it has read (keys and values of the attention)
      in a cache; the beginning's part is computed once and copied to each question. Servers call it prefix caching.
    - A batch ends with its longest answer. When half of the answers have ended, the others go on without them.

    Both leave every answer what it is alone, but for rounding. Use it in a `with` block: see `_contiguous_head`, `_packed_weights`.
    """

    def __init__(self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase):
        self.model, self.tokenizer = model, tokenizer
        self.ends, self.mark = models.ends(tokenizer), models.end_of_turn(tokenizer)
        self.read = {}  # beginning, as token ids: the keys and values of each layer
        self.prepared = ExitStack()

    def __enter__(self) -> "Decoder":
        self.prepared.enter_context(_contiguous_head(self.model))
        self.prepared.enter_context(_packed_weights(self.model))
        return self

    def __exit__(self, *error) -> None:
        self.prepared.close()

    def order(self, prompt: str) -> tuple:
        """A key to sort prompts by: the longest beginning first, those of one beginning together."""
        beginning = prompt.rsplit(self.mark, 2)[0]
        return -len(beginning), beginning, -len(prompt)

    @torch.inference_mode()
    def answer(self, prompts: list[str], max_new_tokens: int, **options) -> list[str]:
        """Continue the prompts, in one batch.

        Args:
            prompts: rendered chat prompts.
            max_new_tokens: limit of an answer, in tokens.
            options: of `model.generate`, such as `do_sample`.

        Returns:
            One answer a prompt, in order, up to and with the mark that ended it.
        """
        batch = self.tokenizer(prompts, return_tensors="pt", padding=True, padding_side="left", add_special_tokens=False)
        ids, mask = batch["input_ids"].to(self.model.device), batch["attention_mask"].to(self.model.device)
        width, cache, answers = ids.shape[1], self._cache(ids, mask), {}
        ends, rows = torch.tensor(self.ends, device=ids.device), torch.arange(len(prompts), device=ids.device)
        options |= {"eos_token_id": self.ends, "pad_token_id": self.tokenizer.pad_token_id}
        while len(rows):
            left = width + max_new_tokens - ids.shape[1]
            stop = [_HalfEnded(width, ends)]
            ids = self.model.generate(
                ids, attention_mask=mask, past_key_values=cache, max_new_tokens=left, stopping_criteria=stop, **options
            )
            done = _ended(ids, width, ends) | (ids.shape[1] == width + max_new_tokens)
            answers |= zip(rows[done].tolist(), (self.decode(tokens) for tokens in ids[done, width:].tolist()))
            ids, mask, rows = ids[~done], pad(mask[~done], (0, ids.shape[1] - mask.shape[1]), value=1), rows[~done]
            cache.batch_select_indices((~done).nonzero().squeeze(1))
        return [answers[row] for row in range(len(prompts))]

    def decode(self, tokens: list[int]) -> str:
        """The text up to and with the first end mark. No clean-up: it would move spaces inside of literals."""
        until = next((place + 1 for place, token in enumerate(tokens) if token in self.ends), len(tokens))
        return self.tokenizer.decode(tokens[:until], clean_up_tokenization_spaces=False)

    def _cache(self, ids: torch.Tensor, mask: torch.Tensor) -> DynamicCache:
        """A cache that holds the beginnings of the prompts, as far as the longest remainder leaves room; else an empty one.

        The rows stay padded on the left: a shorter prompt's beginning stands further to the right, and what of it reaches into
        the columns of the remainders is read again with those.
        """
        beginnings = [self._beginning(row[real.bool()].tolist()) for row, real in zip(ids, mask)]
        if len(set(beginnings)) > len(beginnings) / 2:  # hardly any is shared
            return DynamicCache()
        self.read = {beginning: self.read.get(beginning) or self._states(beginning) for beginning in set(beginnings)}
        padding = (mask == 0).sum(1).tolist()
        columns = min(before + len(beginning) for before, beginning in zip(padding, beginnings))

        def placed(states: torch.Tensor, before: int) -> torch.Tensor:
            return pad(states[:, :, : max(0, columns - before)], (0, 0, min(before, columns), 0))

        rows = [
            [[placed(states, before) for states in layer] for layer in self.read[beginning]]
            for before, beginning in zip(padding, beginnings)
        ]
        return DynamicCache([[torch.cat(states) for states in zip(*layers)] for layers in zip(*rows)] if columns else None)

    def _beginning(self, tokens: list[int]) -> tuple[int, ...]:
        """All turns but the last: up to and with the last but one end mark."""
        mark = self.tokenizer.convert_tokens_to_ids(self.mark)
        marks = [place for place, token in enumerate(tokens) if token == mark]
        return tuple(tokens[: marks[-2] + 1]) if len(marks) > 1 else ()

    def _states(self, tokens: tuple[int, ...]) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """Keys and values of every layer, each of shape (1, heads, tokens, width of a head)."""
        cache = DynamicCache()
        if tokens:
            self.model.get_decoder()(torch.tensor([tokens], device=self.model.device), past_key_values=cache)  # no logits
        return [(layer.keys, layer.values) for layer in cache.layers]


class _HalfEnded(StoppingCriteria):
    """Stops the whole batch when half of the rows hold an end mark behind the prompts."""

    def __init__(self, width: int, ends: torch.Tensor):
        self.width, self.ends = width, ends

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **_) -> torch.Tensor:
        ended = _ended(input_ids, self.width, self.ends)
        return torch.full_like(ended, 2 * ended.sum() >= len(ended))


def _ended(ids: torch.Tensor, width: int, ends: torch.Tensor) -> torch.Tensor:
    return torch.isin(ids[:, width:], ends).any(1)


@contextmanager
def _contiguous_head(model):
    """Hand the last positions of a batch of prompts to the head as a block of their own.

    As a slice of all positions they would make torch copy the head's weights once for every prompt, a sixth of the time
    that the answers took on two cores.
    """
    head = model.get_output_embeddings()
    hook = head.register_forward_pre_hook(lambda _, inputs: (inputs[0].contiguous(), *inputs[1:]))
    try:
        yield
    finally:
        hook.remove()


@contextmanager
def _packed_weights(model):
    """On a processor that computes in float32, lay the weights out once in the order in which oneDNN multiplies.

    torch gives such products to MKL, which is slow at the few rows of a decoding step: on an AMD processor with AVX2 a step of
    25 questions took 670 ms, and so 420. It holds the weights twice while it lasts.
    """
    layers = []
    if model.device.type == "cpu" and torch.backends.mkldnn.is_available():
        layers = [layer for layer in model.modules() if type(layer) is torch.nn.Linear and layer.weight.dtype == torch.float32]
    try:
        for layer in layers:
            layer.forward = MkldnnLinear(layer, torch.float32).forward
        yield
    finally:
        for layer in layers:
            layer.__dict__.pop("forward", None)
