"""Graphics cards as torch shows them, and torch made to see one where there is none.

The sizes are those that torch itself names (`get_device_properties`, or the sentence of an out-of-memory error), as people
quote them in public issues. They are a little smaller than what is printed on the box.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from unittest import mock

import torch

MIB = 2**20
CONTEXT = 450 * MIB  # about what CUDA takes of a card before the first tensor; nothing here depends on the exact figure


@dataclass(frozen=True)
class Card:
    """A CUDA device.

    Attributes:
        name: as the driver names it.
        total: MiB.
        capability: of its computing units, such as (7, 5); from (8, 0) on there is bfloat16.
        taken: MiB that other programs hold.
    """

    name: str
    total: int
    capability: tuple[int, int]
    taken: int = 0

    @property
    def free(self) -> int:
        """Bytes that torch could still get."""
        return max(0, (self.total - self.taken) * MIB - CONTEXT)


T4 = Card("Tesla T4", 15_095, (7, 5))
L4 = Card("NVIDIA L4", 22_559, (8, 9))
A100_40 = Card("NVIDIA A100-SXM4-40GB", 40_339, (8, 0))
A100_80 = Card("NVIDIA A100-SXM4-80GB", 81_050, (8, 0))
H100 = Card("NVIDIA H100 80GB HBM3", 81_090, (9, 0))
RTX_3060 = Card("NVIDIA GeForce RTX 3060", 12_032, (8, 6))
RTX_4090 = Card("NVIDIA GeForce RTX 4090", 24_207, (8, 9))
MIG_3G_20GB = Card("NVIDIA A100-SXM4-40GB MIG 3g.20gb", 19_968, (8, 0))
MIG_2G_10GB = Card("NVIDIA A100-SXM4-40GB MIG 2g.10gb", 9_856, (8, 0))
MIG_1G_5GB = Card("NVIDIA A100-SXM4-40GB MIG 1g.5gb", 4_864, (8, 0))


@contextmanager
def seen(*cards: Card) -> Iterator[None]:
    """Inside the `with` block torch sees these cards; nothing can be computed on them."""

    def properties(device: int = 0) -> SimpleNamespace:
        card = cards[device or 0]
        major, minor = card.capability
        return SimpleNamespace(name=card.name, total_memory=card.total * MIB, major=major, minor=minor)

    answers = {
        "is_available": lambda: True,
        "device_count": lambda: len(cards),
        "current_device": lambda: 0,
        "get_device_properties": properties,
        "get_device_capability": lambda device=0: cards[device or 0].capability,
        "mem_get_info": lambda device=0: (cards[device or 0].free, cards[device or 0].total * MIB),
        "memory_reserved": lambda device=0: 0,
    }
    with ExitStack() as stack:
        for name, answer in answers.items():
            stack.enter_context(mock.patch.object(torch.cuda, name, answer))
        stack.enter_context(mock.patch.object(torch.version, "cuda", "12.8"))
        yield
