#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiles zones.txt into fat/ and slim/ with zic: run it after a change of that text and commit what it made.
set -eu
cd "$(dirname "$0")"
for form in fat slim; do
  rm -rf "$form"
  mkdir "$form"
  zic -b "$form" -d "$form" zones.txt
  sed -n '1s/# version //p' zones.txt >"$form/+VERSION"
done
