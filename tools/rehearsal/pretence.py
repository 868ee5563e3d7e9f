"""What a kernel of a rehearsal believes: it has a card, and less to do. The lessons' cells are executed as they are."""

import ast
import os
from dataclasses import replace

import torch
from accelerate import Accelerator

from helpers import machine, profiles
from tools.rehearsal import cards

CAST = {"t4": cards.T4, "gpu24": cards.L4, "gpu80": cards.H100}  # which card stands for a profile
FEWER = {"train_rows": 240, "test_rows": 24, "base_rows": 24, "served_rows": 4}  # in place of thousands; all else is the profile's

# Checks that a model of this size, or one that has learned for a minute, need not pass: (lesson, condition, why).
RELEASED = (
    ("01_setup", "model.num_parameters() > 100000000.0", "the model is tiny"),
)  # fmt: skip


def begin(name: str) -> None:
    """Called before the first cell of a kernel: from now on this process has the card of a profile.

    Args:
        name: of the profile.
    """
    with cards.seen(CAST[name]):
        found = machine.gpu()
    machine.gpu = profiles.gpu = lambda: found
    profiles.PROFILES[name] = replace(profiles.PROFILES[name], **FEWER)
    os.environ.pop("COURSE_PROFILE", None)  # the card decides
    _scale_float16()
    from IPython import get_ipython

    get_ipython().ast_transformers.append(Release({condition for _, condition, _ in RELEASED}))


class Release(ast.NodeTransformer):
    """Turns `assert condition` into a printed line where the condition is one of `conditions` and does not hold."""

    def __init__(self, conditions: set[str]):
        self.conditions = conditions

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        """The assertion itself, or an `if` that prints."""
        condition = ast.unparse(node.test)
        if condition not in self.conditions:
            return node
        (said,) = ast.parse(f"print({SAID + condition!r})").body
        return ast.fix_missing_locations(ast.copy_location(ast.If(ast.UnaryOp(ast.Not(), node.test), [said], []), node))


SAID = "Not asked of a rehearsal: "


def _scale_float16() -> None:
    """Have a processor train in float16 as a card does: autocast, and a loss that is scaled. accelerate leaves that out."""
    usual = Accelerator.__init__

    def init(self, *args, **kwargs):
        usual(self, *args, **kwargs)
        if self.mixed_precision == "fp16":
            self.native_amp, self.scaler = True, torch.amp.GradScaler("cpu")

    Accelerator.__init__ = init
