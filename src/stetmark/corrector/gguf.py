"""Read the tensors and the vocabulary out of a GGUF file into numpy, with no package for it.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, version 3. Only what the pinned SmolLM2
file holds is understood: F32, F16, Q4_1 and Q8_0 tensors.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stetmark.errors import DataError

__all__ = ["Floats", "Gguf"]

Floats = npt.NDArray[np.float32]

_SCALARS = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}
_STRING, _ARRAY = 8, 9
_BLOCK = 32
#: ggml type -> bytes that hold 32 weights.
_F32, _F16, _Q4_1, _Q8_0 = 0, 1, 3, 8
_BLOCK_BYTES = {_F32: 128, _F16: 64, _Q4_1: 20, _Q8_0: 34}


class Gguf:
    """A GGUF file, mapped into memory.

    Args:
        path: The file.

    Raises:
        DataError: The file is no GGUF file of version 3.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._data = np.memmap(path, dtype=np.uint8, mode="r")
            self._bytes = memoryview(self._data)  # type: ignore[arg-type]  # numpy's stubs miss it
        except (OSError, ValueError) as error:
            raise DataError(f"cannot be read: {error}", path=path) from error
        self._at = 0
        if len(self._bytes) < 24 or bytes(self._bytes[:4]) != b"GGUF" or self._one("<I", at=4) != 3:
            raise DataError("not a GGUF version 3 file", path=path, hint="download it again")
        self._at = 8
        n_tensors, n_fields = self._one("<Q"), self._one("<Q")
        #: Everything the file says about itself: hyperparameters, tokens, merges.
        self.fields: dict[str, Any] = {}
        for _ in range(n_fields):
            key = self._string()
            self.fields[key] = self._value(self._one("<I"))
        self._tensors: dict[str, tuple[tuple[int, ...], int, int]] = {}
        for _ in range(n_tensors):
            name = self._string()
            shape = tuple(self._one("<Q") for _ in range(self._one("<I")))
            kind, offset = self._one("<I"), self._one("<Q")
            self._tensors[name] = (shape[::-1], kind, offset)
        align = int(self.fields.get("general.alignment", 32))
        self._start = -(-self._at // align) * align

    def _one(self, code: str, at: int | None = None) -> Any:
        where = self._at if at is None else at
        (value,) = struct.unpack_from(code, self._bytes, where)
        if at is None:
            self._at += struct.calcsize(code)
        return value

    def _string(self) -> str:
        size = self._one("<Q")
        self._at += size
        return bytes(self._bytes[self._at - size : self._at]).decode("utf-8")

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            inner, count = self._one("<I"), self._one("<Q")
            return [self._value(inner) for _ in range(count)]
        return self._one(_SCALARS[kind])

    def tensor(self, name: str) -> Floats:
        """Give a tensor as float32, outermost dimension first.

        Raises:
            DataError: There is none of that name, or it is stored in a way that is not understood.
        """
        if name not in self._tensors:
            raise DataError(f"contains no tensor {name!r}", path=self._path)
        shape, kind, offset = self._tensors[name]
        if kind not in _BLOCK_BYTES:
            raise DataError(f"tensor {name!r} has type {kind}, which is not supported", path=self._path)
        count = int(np.prod(shape))
        begin = self._start + offset
        raw = np.asarray(self._data[begin : begin + count // _BLOCK * _BLOCK_BYTES[kind]])
        return np.ascontiguousarray(_floats(raw, kind).reshape(shape))


def _floats(raw: npt.NDArray[np.uint8], kind: int) -> Floats:
    if kind == _F32:
        return raw.view(np.float32).copy()
    if kind == _F16:
        return raw.view(np.float16).astype(np.float32)
    blocks = raw.reshape(-1, _BLOCK_BYTES[kind])
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    if kind == _Q8_0:
        result: Floats = blocks[:, 2:].view(np.int8).astype(np.float32) * scale
        return result
    least = blocks[:, 2:4].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([blocks[:, 4:] & 15, blocks[:, 4:] >> 4], axis=1)
    return nibbles.astype(np.float32) * scale + least
