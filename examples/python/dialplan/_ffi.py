# SPDX-License-Identifier: MIT
"""The library as cffi sees it (ABI mode): no compiler is needed, only the header without preprocessor and the shared
library. $DIALPLAN_FFI_HEADER and $DIALPLAN_LIBRARY name them; otherwise pkg-config is asked, and the loader."""
import os
import subprocess
from typing import Optional

import cffi


def _variable(name: str) -> Optional[str]:
    try:
        done = subprocess.run(["pkg-config", f"--variable={name}", "dialplan"], capture_output=True, text=True)
    except OSError:
        return None
    return done.stdout.strip() or None


def _header() -> str:
    named = os.environ.get("DIALPLAN_FFI_HEADER")
    path = named or os.path.join(_variable("pkgdatadir") or "/usr/local/share/dialplan", "dialplan_ffi.h")
    with open(path, encoding="utf-8") as file:
        return file.read()


def _library() -> str:
    named = os.environ.get("DIALPLAN_LIBRARY")
    folder = _variable("libdir")
    return named or (os.path.join(folder, "libdialplan.so.0") if folder else "libdialplan.so.0")


ffi = cffi.FFI()
ffi.cdef(_header())
lib = ffi.dlopen(_library())


class Error(Exception):
    """A failure, with its place where it has one (line and column from 1, 0: none)."""

    def __init__(self, status: int, record=None) -> None:
        self.status = status
        self.name = text(lib.dialplan_status_name(status))
        self.code = text(record.code) if record else ""
        self.path = text(record.path) if record else ""
        self.message = (text(record.message) if record else "") or text(lib.dialplan_status_message(status))
        self.line, self.column, self.source = (record.line, record.column, record.source) if record else (0, 0, 0)
        place = f"{self.line}:{self.column}: " if self.line else ""
        super().__init__(f"{place}{self.message} [{self.code or self.name}]")


def text(pointer) -> str:
    """A text that ends with a NUL; "" for NULL."""
    return ffi.string(pointer).decode() if pointer else ""


def name_of(function, number: int) -> Optional[str]:
    pointer = function(number)
    return text(pointer) if pointer else None


def remark(status: int) -> bool:
    """Whether an event was taken, with something to say about it."""
    return lib.DIALPLAN_W_STALE <= status <= lib.DIALPLAN_W_TOO_FAR


def call(function, *arguments):
    """A function that takes an error record last. -> DIALPLAN_OK or a remark, or an Error."""
    record = ffi.new("dialplan_error *")
    status = function(*arguments, record)
    if status and not remark(status):
        raise Error(status, record)
    return status


def written(function, *arguments) -> str:
    """The text that a function of the form f(…, out, cap, len[, err]) writes."""
    length = ffi.new("uint64_t *")
    tail = [ffi.NULL] if len(ffi.typeof(function).args) == len(arguments) + 4 else []
    for cap in (0, None):
        cap = length[0] if cap is None else cap
        out = ffi.new("char[]", cap) if cap else ffi.NULL
        status = function(*arguments, out, cap, length, *tail)
        if status:
            raise Error(status)
    return ffi.buffer(out, length[0])[:].decode() if length[0] else ""
