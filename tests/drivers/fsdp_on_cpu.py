"""Run a script with FSDP on CPUs: `accelerate launch ... tests/drivers/fsdp_on_cpu.py SCRIPT`.

accelerate shards models on accelerators alone; told to do so on CPUs it trains data parallel and says nothing. torch can
shard on both. This changes that one decision, runs the script as it is, and counts which weights were spread.
"""

import runpy
import sys

import whole_vocabulary  # noqa: F401
from accelerate.state import AcceleratorState, PartialState
from accelerate.utils import DistributedType
from torch.distributed.tensor import DTensor

decide = AcceleratorState.__init__


def shard_on_cpus(self, *args, fsdp_plugin=None, **options):
    decide(self, *args, fsdp_plugin=fsdp_plugin, **options)
    if fsdp_plugin is not None and self.distributed_type == DistributedType.MULTI_CPU:
        self.distributed_type = DistributedType.FSDP
        if self._mixed_precision != "no":
            fsdp_plugin.set_mixed_precision(self._mixed_precision)
        self.fsdp_plugin = fsdp_plugin
        PartialState._shared_state["distributed_type"] = self.distributed_type


if __name__ == "__main__":
    AcceleratorState.__init__ = shard_on_cpus
    model = runpy.run_path(sys.argv[1], run_name="__main__")["trainer"].model
    weights = dict(model.named_parameters())
    spread = [name for name, weight in weights.items() if isinstance(weight, DTensor)]
    quantized = [name for name in spread if name.endswith("base_layer.weight")]
    print(f"{len(spread)} of {len(weights)} weights are spread, {len(quantized)} of them in NF4")
