"""`python -m export.quantizer SOURCE TARGET FILETYPE PURE`: llama.cpp's quantizer, in a process of its own.

The library and `xllamacpp` hold two releases of llama.cpp, whose symbols must not meet in one process.
"""

import os
import sys


def main(source: str, target: str, file_type: str, pure: str) -> int:
    """Write `target`, and return llama.cpp's exit code: 0 is success.

    Args:
        source, target: paths of GGUF files.
        file_type: a number of `enum llama_ftype`.
        pure: `1` for every matrix in that type; else llama.cpp gives some tensors more bits.
    """
    from llama_cpp_py_sync._cffi_bindings import get_ffi, get_lib

    ffi, lib = get_ffi(), get_lib()
    lib.llama_backend_init()
    options = ffi.new("llama_model_quantize_params *", lib.llama_model_quantize_default_params())
    options.ftype, options.pure = int(file_type), pure == "1"
    options.nthread = os.cpu_count() or 1
    return lib.llama_model_quantize(source.encode(), target.encode(), options)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
