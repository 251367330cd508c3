# SPDX-License-Identifier: MIT
"""Arrays of the library's structures in memory that Python shares: nothing is copied, neither on the way in nor on the
way out. Any writable buffer will do (bytearray, mmap, a NumPy array), and columns are views of it."""
from typing import Any, Optional

from ._ffi import ffi

_FORMATS = {"int64_t": "q", "uint64_t": "Q", "int32_t": "i", "uint32_t": "I", "int16_t": "h", "uint16_t": "H",
            "int8_t": "b", "uint8_t": "B"}


class Table:
    """Rows of one structure or number: Table("dialplan_contact", 1000), or over a buffer that is there."""

    def __init__(self, structure: str, rows: int, buffer: Optional[Any] = None) -> None:
        self.structure, self.stride = structure, ffi.sizeof(structure)
        self.buffer = bytearray(rows * self.stride) if buffer is None else buffer
        self._bytes = memoryview(self.buffer).cast("B")
        if len(self._bytes) < rows * self.stride:
            raise ValueError(f"{rows} rows of {structure} take {rows * self.stride} bytes, found {len(self._bytes)}")
        self.rows = rows
        self.pointer = ffi.cast(f"{structure} *", ffi.from_buffer(self._bytes, require_writable=True))
        self._fields = dict(getattr(ffi.typeof(structure), "fields", ()))

    def __len__(self) -> int:
        return self.rows

    def __getitem__(self, row: int):
        """A row, whose fields are read and written in place."""
        if not -self.rows <= row < self.rows:
            raise IndexError(row)
        return self.pointer[row % self.rows]

    def __setitem__(self, row: int, value: Any) -> None:
        self[row]
        self.pointer[row % self.rows] = value

    def column(self, name: str) -> memoryview:
        """A view of one field of all rows."""
        field = self._fields[name]
        size = ffi.sizeof(field.type)
        view = self._bytes[:self.rows * self.stride].cast(_FORMATS[field.type.cname])
        return view[field.offset // size::self.stride // size]
