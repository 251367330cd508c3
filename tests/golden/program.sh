#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The golden cases, asked through the program.
exec "${PYTHON:-python3}" tests/golden/run_program.py "$@"
