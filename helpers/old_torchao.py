"""Let peft work beside a torchao that is too old for it, as Colab's machines have one."""

import sys

from peft.import_utils import is_torchao_available


def overlook() -> None:
    """Let peft take a torchao that it finds too old for absent; nothing of the course uses torchao.

    Without this peft puts LoRA on no dense layer. Colab has 0.10, for its torchtune; peft asks for 0.16, in which parts are gone
    that torchtune imports. So the old one stays as it is, and peft, which is the course's own, is told.
    """
    try:
        is_torchao_available()
    except ImportError:
        for name, module in list(sys.modules.items()):
            if name.startswith("peft.") and hasattr(module, "is_torchao_available"):
                module.is_torchao_available = lambda: False
