"""The simulated memory peak: against the formula, against torch's own count of real tensors, and what is stored."""

import dataclasses
import re

import pytest
import torch
from transformers import LlamaConfig

from helpers import memory, profiles

simulate_memory = pytest.importorskip("tools.simulate_memory", reason="this torch has no MemTracker")

SHAPE = LlamaConfig(
    vocab_size=32_768, hidden_size=256, intermediate_size=896, num_hidden_layers=6, num_attention_heads=8, num_key_value_heads=2,
    tie_word_embeddings=False,
)  # fmt: skip


def profile(**changes) -> profiles.Profile:
    settings = {"max_length": 512, "lora_rank": 16, "gradient_accumulation": 1}
    return dataclasses.replace(profiles.PROFILES["gpu24"], **settings | changes)
