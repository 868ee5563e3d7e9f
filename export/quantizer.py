"""A GGUF file again with fewer bits a weight: ggml's own functions write the numbers, by the rules of `llama-quantize`.

The package `xllamacpp` carries those functions, but not that program.
"""

import ctypes
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import xllamacpp
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter, LlamaFileType

from helpers.artifacts import CourseError

Kind = GGMLQuantizationType
KINDS = {"Q8_0": LlamaFileType.MOSTLY_Q8_0, "Q4_0": LlamaFileType.MOSTLY_Q4_0, "Q4_K_M": LlamaFileType.MOSTLY_Q4_K_M}
NARROW = {Kind.Q4_K: Kind.Q5_0, Kind.Q6_K: Kind.Q8_0}  # for rows whose length is no multiple of 256
SENSITIVE = ("attn_v.weight", "ffn_down.weight")  # more bits in some layers of a Q4_K_M file
PORTION = 16_384  # rows at a time
OWN = ("GGUF.", "general.architecture", "general.file_type")  # entries that the writer makes itself


def quantize(source: str | Path, file: str | Path, kind: str) -> Path:
    """Write the GGUF file `source` again with fewer bits a weight.

    Args:
        source: a GGUF file of 16- or 32-bit numbers.
        file: the smaller one; made whole or not at all, and not made again where it is newer than `source`.
        kind: `Q8_0`, `Q4_K_M`, or `Q4_0`, which takes four bits for every matrix, without exceptions.

    Raises:
        CourseError: the kind is unknown, or `source` is no such file.
    """
    source, file = Path(source), Path(file)
    if kind not in KINDS:
        raise CourseError(f"{kind} is no kind of file that the course makes: choose one of {', '.join(KINDS)}.")
    if file.exists() and file.stat().st_mtime >= source.stat().st_mtime:
        return file
    try:
        reader = GGUFReader(source)
    except ValueError as error:
        raise CourseError(f"{source.name} is no whole GGUF file ({error}): delete it and make it again.") from error
    made = file.with_suffix(".part")
    writer = GGUFWriter(made, reader.get_field("general.architecture").contents())
    _copy_metadata(reader, writer)
    writer.add_file_type(KINDS[kind])
    chosen = {tensor.name: chosen_kind(tensor.name, tensor.data.shape, kind, _layers(reader)) for tensor in reader.tensors}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for tensor in reader.tensors:
            new = chosen[tensor.name]
            data = tensor.data if new is None else _quantized(tensor.data, new, pool)
            writer.add_tensor(tensor.name, data, raw_dtype=new or tensor.tensor_type)
    for write in (writer.write_header_to_file, writer.write_kv_data_to_file, writer.write_tensors_to_file, writer.close):
        write()
    os.replace(made, file)
    return file


def chosen_kind(name: str, shape: tuple[int, ...], kind: str, layers: int) -> Kind | None:
    """In which kind of numbers `llama-quantize` writes a tensor; None leaves it as it is.

    Args:
        name: of the tensor, such as `blk.3.ffn_down.weight`.
        shape: rows and columns.
        kind: of the file, a name of `KINDS`.
        layers: of the model.

    A Q4_K_M file has Q6_K instead of Q4_K for the last matrix, which may be the tokens' table, and for two matrices of the
    first and the last eighth of the layers and of every third one between. Blocks of both have 256 weights: rows whose
    length is no multiple of that get the next larger kind in blocks of 32.
    """
    if len(shape) < 2 or name.endswith("_norm.weight"):
        return None
    if kind != "Q4_K_M":
        return Kind[kind]
    more = name in ("output.weight", "token_embd.weight")
    if name.endswith(SENSITIVE):
        layer, eighth = int(name.split(".")[1]), layers // 8
        more = layer < eighth or layer >= 7 * layers // 8 or (layer - eighth) % 3 == 2
    wanted = Kind.Q6_K if more else Kind.Q4_K
    return NARROW[wanted] if shape[-1] % 256 else wanted


def _layers(reader: GGUFReader) -> int:
    return reader.get_field(f"{reader.get_field('general.architecture').contents()}.block_count").contents()


def _copy_metadata(reader: GGUFReader, writer: GGUFWriter) -> None:
    for name, field in reader.fields.items():
        if not name.startswith(OWN):
            inner = field.types[-1] if field.types[0] == GGUFValueType.ARRAY else None
            writer.add_key_value(name, field.contents(), field.types[0], sub_type=inner)


def _quantized(rows: np.ndarray, kind: Kind, pool: ThreadPoolExecutor) -> np.ndarray:
    """The rows as bytes of that kind."""
    block, size = GGML_QUANT_SIZES[kind]
    made = np.empty((len(rows), rows.shape[1] // block * size), dtype=np.uint8)
    library = ctypes.CDLL(xllamacpp.xllamacpp.__file__)
    library.ggml_quantize_chunk.restype = ctypes.c_size_t
    library.ggml_quantize_chunk.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, *[ctypes.c_int64] * 3, ctypes.c_void_p]

    def one(start: int) -> None:
        part = np.ascontiguousarray(rows[start : start + PORTION], dtype=np.float32)
        place = made[start : start + PORTION]
        written = library.ggml_quantize_chunk(kind, part.ctypes.data, place.ctypes.data, 0, *part.shape, None)
        assert written == place.nbytes, (written, place.nbytes)

    list(pool.map(one, range(0, len(rows), PORTION)))
    return made
