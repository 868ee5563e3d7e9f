"""The memory peak of the GPU profiles' training, simulated without a card and without weights: `python -m tools.simulate_memory`.

A second opinion beside the formula of `helpers/memory.py`. The 8B model is built with shapes only (torch's `FakeTensorMode`), its
layers become bitsandbytes' `Linear4bit`, peft adds the adapters, trl its loss, and one step of training runs: forward,
backward, AdamW, and the next forward and backward, when everything is held at once. torch's `MemTracker` adds up the tensors.

The device is a pretended one. torch's build for processors has no `cuda` at all: the backward pass stops there with "PyTorch is
not linked with support for cuda devices". So the device is one of torch's own kind for foreign accelerators (`PrivateUse1`), and
what only kernels for a card do is said here in three short functions: see `CARD`. What a card takes beside tensors (CUDA itself,
the workspace of matrix products, gaps between tensors) is not simulated.
"""

import datetime
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from importlib import metadata
from unittest import mock

import torch
from bitsandbytes import functional as bnb
from bitsandbytes.nn import Linear4bit
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.distributed._tools.mem_tracker import MemTracker
from torch.utils import backend_registration
from transformers import AutoModelForCausalLM, PretrainedConfig
from transformers.integrations import replace_with_bnb_linear
from trl.trainer.utils import add_fused_lm_head

from helpers import artifacts, memory, models, profiles

RESULTS = artifacts.repository() / "data" / "simulated_memory.json"
DEVICE = "pretended"
SETTINGS = ("dtype", "max_length", "batch_size", "gradient_accumulation", "lora_rank", "gradient_checkpointing")
LIBRARIES = ("torch", "transformers", "trl", "peft", "bitsandbytes")


def efficient_attention(
    query: Tensor, key: Tensor, value: Tensor, attn_mask: Tensor, scale: float | None = None, **others: object
) -> Tensor:
    """`scaled_dot_product_attention` with a mask as torch computes it on a card: the mask as numbers, in rows of a multiple of 8."""
    shape = (*query.shape[:2], query.shape[2], key.shape[2])
    none, never = (torch.scalar_tensor(number, dtype=query.dtype, device=query.device) for number in (0.0, float("-inf")))
    bias = torch.where(attn_mask, none, never)
    if missing := -shape[3] % 8:
        bias = nn.functional.pad(bias, (0, missing))[..., : shape[3]]
    kernel = torch.ops.aten._scaled_dot_product_efficient_attention
    return kernel(query, key, value, bias.expand(shape), compute_log_sumexp=True, scale=scale)[0]


def in_place(*tensors: object, **options: object) -> None:
    """A kernel that writes into memory it is given: trl's Triton kernels, and its product that adds up in float32."""


def autocast_linear(rows: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`linear` under autocast: float32 weights are copied to the type of the rows."""
    return torch._C._nn.linear(rows, weight.to(rows.dtype), bias)


CARD = {
    "torch.nn.functional.scaled_dot_product_attention": efficient_attention,
    "torch.nn.functional.linear": autocast_linear,
    "trl.kernels.chunked_logprob._forward_tile": in_place,
    "trl.kernels.chunked_logprob._backward_tile": in_place,
    "trl.kernels.chunked_logprob._addmm_fp32": in_place,
    "torch.is_autocast_enabled": lambda device=None: device is None,  # peft asks without a device
}


class Pretended(FakeTensorMode):
    """Tensors without memory on a device that nothing can be copied to."""

    avoid_device_init = True


class NoModules(nullcontext):
    """In place of torch's `ModTracker`: it keeps the inputs of checkpointed layers, and hooks frozen weights, which torch refuses."""

    is_bw = False

    def register_user_hooks(self, *hooks: object) -> None:
        """Nothing is hooked."""

    clear_user_hooks = register_user_hooks


class Tracker(MemTracker):
    """`MemTracker` for the sum alone, without its records of every module."""

    def __init__(self):
        super().__init__()
        self._mod_tracker = NoModules()

    def _update_peak_stats(self, peak_state: object) -> None:
        self._peak_mem[DEVICE] = max(self.now(), self._peak_mem.get(DEVICE, 0))

    def now(self) -> int:
        """Bytes on the pretended device."""
        return sum(parts["Total"] for device, parts in self._curr_mem_snap.items() if device.type == DEVICE)

    def highest(self) -> int:
        """The most bytes there since the last `with`."""
        return self._peak_mem[DEVICE]


@contextmanager
def pretended_card() -> Iterator[None]:
    """Tensors without memory, on a device that is not there, with what a card's kernels do differently."""
    if not hasattr(torch, DEVICE):
        backend_registration._setup_privateuseone_for_python_backend(DEVICE)
    with ExitStack() as stack:
        for name, function in CARD.items():
            stack.enter_context(mock.patch(name, function))
        stack.enter_context(mock.patch.object(torch.amp, "is_autocast_available", lambda device: device == "cpu"))
        stack.enter_context(Pretended())
        stack.enter_context(mock.patch.dict(bnb.name2qmap, dynamic=torch.empty(256, device=DEVICE)))  # the codes of the scales
        yield


def blueprint(profile: profiles.Profile, config: PretrainedConfig) -> PeftModel:
    """Lesson 03's model as transformers, bitsandbytes, peft and trl make it, on torch's meta device."""
    dtype = getattr(torch, profile.dtype)
    lora = LoraConfig(
        r=profile.lora_rank, lora_alpha=profile.lora_alpha, lora_dropout=profile.lora_dropout,
        target_modules=models.PROJECTIONS, task_type="CAUSAL_LM",
    )  # fmt: skip
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(config, dtype=dtype, attn_implementation="sdpa")
        replace_with_bnb_linear(model, ["lm_head"], models.nf4(profile))
        model.is_loaded_in_4bit = True  # peft asks
        tuned = get_peft_model(model, lora, low_cpu_mem_usage=True)
    tuned.enable_input_require_grads()
    add_fused_lm_head(model, outputs=("log_probs", "entropy", "is_top1"))  # as trl's SFTTrainer calls it
    if profile.gradient_checkpointing:
        model.activation_checkpointing_enable({"use_reentrant": False})
    return tuned.train()


def put_on_card(model: PeftModel, profile: profiles.Profile) -> None:
    """Give the model's weights their place on the pretended device: NF4 with its scales, adapters in the type of the course."""
    types = {2: getattr(torch, profile.dtype), 4: torch.float32}
    for module in model.modules():
        for name, kept in [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]:
            dtype = types[memory.adapter_bytes(profile)] if kept.requires_grad else kept.dtype
            if isinstance(module, Linear4bit):
                weight = torch.empty(module.out_features, module.in_features, dtype=types[2], device=DEVICE)
                placed, state = bnb.quantize_4bit(weight, compress_statistics=True, quant_type="nf4", quant_storage=types[2])
            else:
                placed, state = torch.empty(kept.shape, dtype=dtype, device=DEVICE), None
            if isinstance(kept, nn.Parameter):
                placed = nn.Parameter(placed, requires_grad=kept.requires_grad)
            if state:  # an ordinary parameter with a state: bitsandbytes' own class cannot hold a tensor without memory
                placed.quant_state = state
            setattr(module, name, placed)


def simulate(profile: profiles.Profile, config: PretrainedConfig | None = None) -> dict[str, float]:
    """Simulate two steps of training; the second one finds AdamW's two means in their place.

    Args:
        profile: rank, row length, batch, type and checkpointing count; attention is torch's own, whatever the profile says.
        config: shape of a Llama-like model; `None` takes that of the profile's model.

    Returns:
        GB of the weights with the adapters (`model`), with the optimizer's state (`between_steps`), at the end of a forward pass
        (`before_backward`), and at the fullest moment (`peak`).
    """
    model, tracker, found = blueprint(profile, config or memory.CONFIGS[profile.model_id]), Tracker(), {}
    shape, columns = (profile.batch_size, profile.max_length), ("input_ids", "labels", "position_ids")
    with pretended_card():
        with tracker:
            put_on_card(model, profile)
            found["model"] = tracker.now()
        optimizer = torch.optim.AdamW((each for each in model.parameters() if each.requires_grad), fused=True)
        for _ in range(2):
            with tracker:  # a new peak
                rows = {name: torch.zeros(shape, dtype=torch.long, device=DEVICE) for name in columns}
                for _ in range(profile.gradient_accumulation):
                    loss = model(**rows, fused_lm_head=True).loss
                    found["before_backward"] = tracker.now()
                    loss.backward()
                    del loss
                optimizer.step()
                optimizer.zero_grad()
                found |= {"between_steps": tracker.now(), "peak": tracker.highest()}
    return {moment: size / memory.GB for moment, size in found.items()}


def row(name: str) -> dict:
    """A row of `data/simulated_memory.json`: settings, versions, and GB, simulated and by the formula."""
    profile = profiles.PROFILES[name]
    found = {moment: round(size, 2) for moment, size in simulate(profile).items()}
    return {
        "profile": name,
        "date": datetime.date.today().isoformat(),
        "versions": {library: metadata.version(library) for library in LIBRARIES},
        **{key: getattr(profile, key) for key in SETTINGS},
        "attention": "sdpa",
        "simulated_gb": found.pop("peak"),
        "moments_gb": found,
        "calculated_gb": round(float(memory.estimate(profile).sum()), 2),
    }


def main() -> None:
    """Simulate every GPU profile, print what comes of it, and write `data/simulated_memory.json`."""
    warnings.filterwarnings("ignore", module="torch.distributed._tools")
    rows = []
    for name in profiles.NEEDED:
        rows.append(row(name))
        print(rows[-1], file=sys.stderr, flush=True)
    artifacts.write_json(RESULTS, rows)


if __name__ == "__main__":
    main()
