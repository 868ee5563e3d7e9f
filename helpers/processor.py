"""In which number type this processor multiplies faster, measured in half a second: the `cpu` profile computes in it."""

import os
import time
from functools import lru_cache
from typing import NamedTuple

from helpers.artifacts import CourseError

SHAPE = (512, 640, 2_048)  # the largest product of a decoder layer of the small model: tokens, width in, width out
TASTE = (64, 640, 640)  # without units for bfloat16 the large one takes seconds, so a small one is tried first
HOPELESS = 0.25  # of float32's rate
SECONDS = 0.25


class Processor(NamedTuple):
    """Rates of a matrix product at the model's shapes, in GFLOP/s, and the vector instructions that torch uses here."""

    float32: float
    bfloat16: float
    capability: str

    @property
    def dtype(self) -> str:
        """The faster type, or the one that `COURSE_DTYPE` names."""
        wanted = os.environ.get("COURSE_DTYPE")
        if wanted and wanted not in ("float32", "bfloat16"):
            raise CourseError(f"COURSE_DTYPE={wanted!r} is unknown: choose float32 or bfloat16, or unset it.")
        return wanted or ("bfloat16" if self.bfloat16 > self.float32 else "float32")

    @property
    def kind(self) -> str:
        """`bf16` where bfloat16 is the faster type, else `avx512` or, for all that is slower or unknown, `avx2`."""
        if self.bfloat16 > self.float32:
            return "bf16"
        return "avx512" if self.capability.startswith("AVX512") else "avx2"

    def __str__(self) -> str:
        wish = ", because COURSE_DTYPE says so" if os.environ.get("COURSE_DTYPE") else ""
        return (f"This processor multiplies {self.float32:,.0f} GFLOP/s in float32 and {self.bfloat16:,.1f} in bfloat16 (kind {self.kind}): "
                f"the course computes in {self.dtype}{wish}.")


@lru_cache
def measure() -> Processor:
    """Measure this processor, once in a process."""
    import torch

    float32 = _rate(torch.float32, SHAPE)
    taste = _rate(torch.bfloat16, TASTE)
    bfloat16 = _rate(torch.bfloat16, SHAPE) if taste > HOPELESS * float32 else taste
    return Processor(float32, bfloat16, torch.backends.cpu.get_cpu_capability())


def _rate(dtype, shape: tuple[int, int, int]) -> float:
    """GFLOP/s of the fastest of the products that fit into `SECONDS`, at least two: other programs only ever slow one down."""
    import torch

    rows, inner, columns = shape
    left, right = torch.ones(rows, inner, dtype=dtype), torch.ones(inner, columns, dtype=dtype)
    begin, fastest, times = time.perf_counter(), float("inf"), 0
    while times < 2 or time.perf_counter() - begin < SECONDS:
        start = time.perf_counter()
        left @ right
        fastest, times = min(fastest, time.perf_counter() - start), times + 1
    return 2 * rows * inner * columns / fastest / 1e9
