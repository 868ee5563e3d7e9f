"""How much memory QLoRA training takes, part by part, before anything is loaded.

Counts, not guesses: parameters come from the model's own classes, built without storage on torch's meta device, and each
part is the sum of the tensors that the libraries keep. One GB is 10^9 bytes. Cards are sold in GiB of 2^30 bytes, 1.07 GB,
and the driver keeps some of them.
"""

import pandas as pd
import torch
from tabulate import tabulate
from transformers import AutoModelForCausalLM, LlamaConfig, PretrainedConfig, PreTrainedModel

from helpers import artifacts, profiles

# The published shape of the model of the GPU profiles, so that no download is needed to count.
CONFIGS = {
    profiles.LARGE: LlamaConfig(
        vocab_size=128_256, hidden_size=4_096, intermediate_size=14_336, num_hidden_layers=32, num_attention_heads=32,
        num_key_value_heads=8, tie_word_embeddings=False,
    ),
}  # fmt: skip
GB = 1e9
COMPUTE = 2  # bytes of a number in bfloat16 and in float16
RESERVE = 1.5  # GB for CUDA itself and for gaps between tensors: a margin, not a measurement
TILE = (4_096, 32_768)  # tokens and words that trl projects at once, see `logits`
UNMEASURED = "not measured"


def estimate(profile: profiles.Profile, config: PretrainedConfig | None = None) -> pd.Series:
    """Peak memory of training with NF4 weights and LoRA on a GPU, in GB.

    Activations and logits do not quite peak at the same moment, so with checkpointing the sum is a little high.

    Args:
        profile: rank, row length, batch, type, attention and checkpointing count.
        config: shape of a Llama-like model; `None` takes that of the profile's model.

    Returns:
        One value a part: `weights`, `adapters`, `gradients`, `optimizer`, `activations`, `logits`.
    """
    config = config or CONFIGS[profile.model_id]
    trained = adapter_parameters(config, profile.lora_rank)
    kept = adapter_bytes(profile)
    parts = {
        "weights": weights(config),
        # In float16, autocast keeps a copy in the compute type beside the float32 adapters.
        "adapters": trained * (kept if kept == COMPUTE else kept + COMPUTE),
        "gradients": trained * kept,
        "optimizer": trained * 2 * kept,  # AdamW's two running means, in the adapters' own type (torch.optim.AdamW)
        "activations": activations(profile, config),
        "logits": logits(profile, config),
    }
    return pd.Series(parts, name=profile.name) / GB


def answering(profile: profiles.Profile, dense: bool, tokens: int = 2_048, config: PretrainedConfig | None = None) -> float:
    """GB of answering a batch of questions with the adapter beside dense or NF4 weights.

    Args:
        profile, config: as in `estimate`.
        dense: the base in the compute type; else in NF4.
        tokens: of one question with its answer; keys and values of all of them are kept in every layer.
    """
    config = config or CONFIGS[profile.model_id]
    base = skeleton(config).num_parameters() * COMPUTE if dense else weights(config)
    adapters = adapter_parameters(config, profile.lora_rank) * 4  # peft loads them in float32
    width = config.num_key_value_heads * config.hidden_size // config.num_attention_heads
    cache = profile.generation_batch * tokens * config.num_hidden_layers * 2 * width * COMPUTE
    return (base + adapters + cache) / GB


def verdict(profile: profiles.Profile, card: float, config: PretrainedConfig | None = None) -> str:
    """Whether training fits a card of `card` GB, in one sentence."""
    needed = estimate(profile, config).sum() + RESERVE
    answer = "fits" if needed <= card else "does not fit"
    return f"{needed:.1f} GB with a reserve of {RESERVE}: {answer} a card of {card:.0f} GB"


def weights(config: PretrainedConfig) -> int:
    """Bytes of the frozen model: linear layers of the decoder in NF4, all else (embeddings, head, norms) dense.

    NF4 with double quantization (Dettmers et al., "QLoRA", 2023, section 3; `bitsandbytes.functional.quantize_4bit`):
    half a byte a weight, one byte of scale for 64 weights, four bytes of scale for 256 scales, and for each layer the
    tables of the 16 and the 256 values that the codes stand for, and one offset.
    """
    model = skeleton(config)
    linear = [layer.weight.numel() for layer in _projections(model)]
    dense = sum(parameter.numel() for parameter in model.parameters()) - sum(linear)
    return dense * COMPUTE + sum(map(nf4_bytes, linear))


def nf4_bytes(count: int) -> int:
    """Bytes of one layer of `count` weights, see `weights`."""
    scales = -(-count // 64)
    return -(-count // 2) + scales + -(-scales // 256) * 4 + (16 + 256 + 1) * 4


def adapter_parameters(config: PretrainedConfig, rank: int) -> int:
    """Trained numbers: LoRA adds rank x (inputs + outputs) to each linear layer of the decoder (Hu et al., 2021)."""
    return sum(rank * (layer.in_features + layer.out_features) for layer in _projections(skeleton(config)))


def adapter_bytes(profile: profiles.Profile) -> int:
    """Bytes of a trained number: trl keeps adapters of quantized models in bfloat16; float16 scales the loss, in float32."""
    return 4 if profile.dtype == "float16" else COMPUTE


def activations(profile: profiles.Profile, config: PretrainedConfig) -> int:
    """Bytes of what the backward pass needs from the decoder.

    With checkpointing, that is the input of every layer (`transformers.GradientCheckpointingLayer`) and the inside of
    the one layer that is being recomputed; without, the inside of every layer. Both times a few gradients are in flight.
    """
    tokens, wide = profile.batch_size * profile.max_length, config.intermediate_size
    recomputed = layer_activations(profile, config) if profile.gradient_checkpointing else 0
    # The gradients of the two widest activations and of one as wide as the model; one layer's weights unpacked to multiply.
    in_flight = COMPUTE * (tokens * (2 * wide + config.hidden_size) + config.hidden_size * wide)
    return saved(profile, config) + recomputed + in_flight


def saved(profile: profiles.Profile, config: PretrainedConfig, mask_bytes: int = 1) -> int:
    """Bytes that autograd holds of the decoder at the end of its forward pass; arguments as in `layer_activations`."""
    tokens, width = profile.batch_size * profile.max_length, config.hidden_size
    layer = COMPUTE * tokens * width if profile.gradient_checkpointing else layer_activations(profile, config, mask_bytes)
    return config.num_hidden_layers * layer + tokens * (4 * width + 4)  # the last norm keeps its input in float32


def layer_activations(profile: profiles.Profile, config: PretrainedConfig, mask_bytes: int = 1) -> int:
    """Bytes that autograd saves inside one decoder layer of a Llama with LoRA on its seven projections.

    Counted in the forward passes of transformers' `LlamaDecoderLayer` and peft's `Linear4bit`; the frozen weights need no
    activations of their own, only the adapters do.

    Args:
        profile, config: as in `estimate`.
        mask_bytes: of one place in a dropout mask: 1 on a GPU, 2 on a CPU, where it has the compute type.
    """
    tokens, width, wide = profile.batch_size * profile.max_length, config.hidden_size, config.intermediate_size
    heads, head = config.num_attention_heads, config.hidden_size // config.num_attention_heads
    flash = profile.attention == "flash_attention_2"
    groups = config.num_key_value_heads if flash else heads  # with a mask, sdpa repeats keys and values for every head
    norms = 2 * (4 * width + 4)  # both norms keep their input in float32, and one factor a token
    attention = COMPUTE * (2 * width + 2 * groups * head) + 4 * heads  # queries, output, keys, values; a sum a head
    feed_forward = COMPUTE * 3 * wide  # gate, up, and the gate after its activation function
    # What the adapters read: with dropout a copy for each of the seven; without, they share, and one is the attention's output.
    read = 6 * width + wide if profile.lora_dropout else 2 * width + wide
    dropped = mask_bytes * read if profile.lora_dropout else 0
    adapters = COMPUTE * (read + 7 * profile.lora_rank) + dropped
    # A row of packed examples has a mask of its length squared under sdpa; flash attention takes their lengths instead.
    mask = 0 if flash else COMPUTE * profile.batch_size * profile.max_length**2
    return tokens * (norms + attention + feed_forward + adapters) + mask


def logits(profile: profiles.Profile, config: PretrainedConfig) -> int:
    """Bytes of the loss, if every token were scored.

    trl 1.16 never holds all logits on a GPU: `trl.kernels.chunked_logprob` projects a tile of tokens x words, folds it into
    the loss, and computes it again in the backward pass; beside it the hidden states and their gradient, that in float32 too.
    """
    tokens = profile.batch_size * profile.max_length
    tile = min(tokens, TILE[0]) * min(config.vocab_size, TILE[1]) * COMPUTE
    return tile + tokens * config.hidden_size * (2 * COMPUTE + 4)


def whole_logits(profile: profiles.Profile, config: PretrainedConfig | None = None) -> float:
    """GB of the loss as it used to be: all logits in the compute type, in float32, and their gradients in both."""
    config = config or CONFIGS[profile.model_id]
    return profile.batch_size * profile.max_length * config.vocab_size * 2 * (COMPUTE + 4) / GB


def stored(name: str) -> dict[str, dict]:
    """The newest row for each profile of `gpu_results` (`tests/gpu_check.py` measures) or `simulated_memory` (`tools` simulates)."""
    return {row["profile"]: row for row in artifacts.read_json(artifacts.repository() / "data" / f"{name}.json")}


def profiles_table() -> str:
    """The README's table of the GPU profiles: what is calculated and simulated, and what was measured on a card, if anything."""
    rows, found, simulated = [], stored("gpu_results"), stored("simulated_memory")
    for name, free in profiles.NEEDED.items():
        profile, row = profiles.PROFILES[name], found.get(name, {})
        rows.append((
            f"`{name}`", profile.dtype, profile.lora_rank, f"{profile.max_length:,}",
            f"{estimate(profile).sum():.1f} GB", f"{simulated[name]['simulated_gb']:.1f} GB", f"{free:.0f} GB",
            f"{row['peak_gb']:.1f} GB" if row else UNMEASURED,
            f"{row['tokens_per_second']:,.0f} tokens/s" if row else UNMEASURED,
            f"{row['card']}, {row['date']}" if row else "–",
        ))  # fmt: skip
    headers = ("profile", "type", "rank", "row", "calculated peak", "simulated peak", "asks for", "measured peak", "speed", "on")
    return tabulate(rows, headers=headers, tablefmt="github", disable_numparse=True)


def skeleton(config: PretrainedConfig) -> PreTrainedModel:
    """The model without storage, on torch's meta device: shapes only."""
    with torch.device("meta"):
        return AutoModelForCausalLM.from_config(config)


def _projections(model) -> list[torch.nn.Linear]:
    """The linear layers of the decoder: all but the head, which is not quantized."""
    return [layer for layer in model.model.layers.modules() if isinstance(layer, torch.nn.Linear)]
