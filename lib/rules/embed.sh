#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: embed.sh PACK.yaml... : the texts of the packs as C, in the order of their names. Bytes and not strings,
# because a string of C may be short of a pack's length; od and sed, because every machine that builds has them.
set -e
export LC_ALL=C
names=
for file; do
  name=$(basename "$file" .yaml)
  id=$(printf %s "$name" | tr - _)
  names="$names $name"
  echo "static const unsigned char text_$id[] = {"
  od -An -v -tu1 "$file" | sed 's/^ *//; s/ *$//; s/  */,/g; s/$/,/'
  echo "};"
done
echo "static const dp_pack packs[] = {"
for name in $names; do
  echo "    {\"$name\", text_$(printf %s "$name" | tr - _), sizeof text_$(printf %s "$name" | tr - _)},"
done
echo "};"
