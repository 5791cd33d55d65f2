"""Make `corrector/han_counts.xz`, the figures behind the Chinese corrector, from Apache Lucene's "smartcn".

    python bench/han_counts.py lucene-analysis-smartcn-*.jar [-o src/stetmark/corrector/han_counts.xz]

The jar holds the word and word-pair counts of ICTCLAS 1.0, contributed to Apache Lucene under the Apache
License 2.0. Only figures are taken over: 32 bits of the hash of each word, or of each pair that was counted
three times or more, and round(8 ln count). The jar is at Maven Central and in Debian's liblucene8-java.
"""

from __future__ import annotations

import argparse
import lzma
import struct
import zipfile
from pathlib import Path

import numpy as np

from stetmark.corrector.chinese_counts import hash_of, unpack_counts

FOLDER = "org/apache/lucene/analysis/cn/smart/hhmm/"
LEAST_PAIR, LEAST_WORD = 3, 1
TYPES = {"C": ">u2", "I": ">i4", "J": ">i8", "S": ">i2"}


class JavaArrays:
    """Reads the arrays that a Java ObjectOutputStream wrote; nothing but arrays."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.handles = data, 4, []

    def _take(self, shape: str) -> int:
        (value,) = struct.unpack_from(shape, self.data, self.at)
        self.at += struct.calcsize(shape)
        return value

    def _class(self):
        tag = self._take(">B")
        if tag == 0x70:
            return None
        if tag == 0x71:
            return self.handles[self._take(">i") - 0x7E0000]
        if tag != 0x72:
            raise ValueError(f"no class description but {tag:#x}")
        size = self._take(">H")
        name = self.data[self.at : self.at + size].decode()
        self.at += size + 8 + 1 + 2 + 1  # name, serial number, flags, no fields, end of annotations
        self.handles.append(name)
        self._class()
        return name

    def read(self):
        tag = self._take(">B")
        if tag == 0x70:
            return None
        if tag == 0x71:
            return self.handles[self._take(">i") - 0x7E0000]
        if tag != 0x75:
            raise ValueError(f"no array but {tag:#x}")
        kind = self._class()[1]
        handle = len(self.handles)
        self.handles.append(None)
        size = self._take(">i")
        if kind in TYPES:
            found = np.frombuffer(self.data, TYPES[kind], size, self.at)
            self.at += found.nbytes
        else:
            found = [self.read() for _ in range(size)]
        self.handles[handle] = found
        return found


def words_of(data: bytes) -> dict[str, int]:
    """coredict.mem: rows in the order of GB 2312, each with the rest of its words and their counts."""
    reader = JavaArrays(data)
    reader.read(), reader.read()
    rows, counts = reader.read(), reader.read()
    found: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row is None:
            continue
        first = bytes([index // 94 + 0xA1, index % 94 + 0xA1]).decode("gb2312", errors="ignore")
        for rest, count in zip(row, counts[index], strict=True):
            word = first + "".join(map(chr, rest if rest is not None else ()))
            if first:
                found[word] = max(found.get(word, 0), int(count))
    return found


def pack(hashes: np.ndarray, counts: np.ndarray) -> bytes:
    order = np.argsort(hashes, kind="stable")
    hashes, first = np.unique(hashes[order], return_index=True)
    counts = counts[order][first]
    gaps = np.diff(hashes, prepend=np.uint32(0)).astype("<u4")
    planes = gaps.view(np.uint8).reshape(-1, 4).T.tobytes()
    figures = np.round(8 * np.log(counts)).astype(np.uint8).tobytes()
    return lzma.compress(struct.pack("<I", len(hashes)) + planes + figures, preset=9 | lzma.PRESET_EXTREME)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("jar", type=Path)
    parser.add_argument("-o", type=Path, default=Path("src/stetmark/corrector/han_counts.xz"))
    args = parser.parse_args()
    with zipfile.ZipFile(args.jar) as jar:
        words = words_of(jar.read(FOLDER + "coredict.mem"))
        reader = JavaArrays(jar.read(FOLDER + "bigramdict.mem"))
    hashes, counts = reader.read(), reader.read()
    kept = counts >= LEAST_PAIR
    pairs = (hashes[kept].astype("u8") >> np.uint64(32)).astype("<u4")
    words = {word: count for word, count in words.items() if count >= LEAST_WORD}
    singles = np.array([hash_of(word) >> 32 for word in words], "<u4")
    packed = pack(
        np.concatenate([singles, pairs]),
        np.concatenate([np.array(list(words.values())), counts[kept]]).astype(float),
    )
    args.o.write_bytes(packed)
    print(
        f"{len(words):,} words ({sum(words.values()):,} counted), {len(pairs):,} pairs, {len(packed):,} bytes"
    )
    print(f"{len(unpack_counts(packed)):,} figures can be read back")


if __name__ == "__main__":
    main()
