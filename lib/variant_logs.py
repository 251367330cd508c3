#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes lib/variant_logs.inc: log2 of the middles of 64 equal parts of [1, 2), in units of 2^-40.

Fifty decimal digits are computed, so that every entry is rounded from the true value on any machine.

usage: lib/variant_logs.py >lib/variant_logs.inc
"""
from decimal import Decimal, getcontext

getcontext().prec = 50
print("/* SPDX-License-Identifier: MIT */")
print("/* round(2^40 * log2(1 + (2 i + 1) / 128)), i = 0 ... 63. Written by lib/variant_logs.py. */")
for first in range(0, 64, 4):
    row = [1 + Decimal(2 * i + 1) / 128 for i in range(first, first + 4)]
    print(" ".join(f"{int((x.ln() / Decimal(2).ln() * 2**40).to_integral_value())}," for x in row))
