"""What makes training bearable without a GPU: logits only where they are scored, and compiled layers."""

import torch
from trl import SFTTrainer


class CompletionTrainer(SFTTrainer):
    """`SFTTrainer` that asks the model for logits only where there is a label to score.

    trl does this by itself on a GPU; on a CPU it projects every position onto the whole vocabulary,
    prompts included, which is half of a small model's time. The loss is the same.

    Beside a float16 model the adapters are float32: trl makes them bfloat16, and float16 scales its loss,
    for which torch has no bfloat16 kernel on a GPU (pytorch issue 127176): a T4 would fail at the first step.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.model.config.dtype == torch.float16:
            for parameter in self.model.parameters():
                if parameter.requires_grad:
                    parameter.data = parameter.data.float()

    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        if inputs["input_ids"].is_cuda or self.label_smoother is not None:
            return super().compute_loss(model, inputs, return_outputs, num_items_in_batch)
        labels = inputs.pop("labels")[:, 1:]  # position i predicts token i + 1
        scored = (labels != -100).any(0).nonzero().squeeze(1)  # in any row of the batch
        outputs = model(**inputs, use_cache=False, logits_to_keep=scored)
        labels = labels[:, scored].flatten()
        loss = torch.nn.functional.cross_entropy(outputs.logits.flatten(0, 1).float(), labels, reduction="sum")
        # The count is over all processes, and their gradients are averaged.
        shared = num_items_in_batch is not None
        loss = loss / (num_items_in_batch / self.accelerator.num_processes if shared else (labels != -100).sum())
        return (loss, outputs) if return_outputs else loss


def compile_layers(model) -> bool:
    """Compile the decoder layers with `torch.compile`, where there is no GPU and a C++ compiler works.

    A CPU spends much of a small model's time between the matrix products; compiled, the steps in between
    are fused, and training takes about a quarter less. It costs half a minute once a machine, which short
    runs do not earn back. The results differ by rounding only.

    Args:
        model: a causal language model, with or without an adapter; compiled in place, at its first forward pass.

    Returns:
        Whether the layers are compiled.
    """
    if torch.cuda.is_available() or not _compiler_works():
        return False
    (layers,) = {module for name, module in model.named_modules() if name.endswith("model.layers")}
    for layer in layers:
        layer.compile(dynamic=True)  # rows differ in length
    return True


def _compiler_works() -> bool:
    """Compile something small: the only sure test for compiler, headers and OpenMP."""
    try:
        numbers = torch.ones(8, requires_grad=True)
        torch.compile(lambda x: (x * 2 + 1).sum())(numbers).backward()
    except Exception:  # torch raises its own, the operating system's and the compiler's errors here
        return False
    return True
