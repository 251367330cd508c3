#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does examples/packaging/debian make packages that Debian would take? They are built from the source archive in a
# scratch folder, source and binaries, and lintian must find no error and no warning.
source tests/checks/counting

for tool in dpkg-buildpackage dh lintian; do
  command -v "$tool" >/dev/null && continue
  skip "there is no $tool here (debhelper, lintian)"
  finish
  exit
done

make=${MAKE:-make}
unset MAKEFLAGS MFLAGS MAKEOVERRIDES BUILD # that of the make that runs this
"$make" -s BUILD="$scratch" dist >"$scratch/said"
archive=$(tail -n 1 "$scratch/said")
name=$(basename "$archive" .tar.gz) # libdialplan-0.1.0
version=${name##*-}
mv "$archive" "$scratch/${name%-*}_$version.orig.tar.gz"
tar -C "$scratch" -xzf "$scratch/${name%-*}_$version.orig.tar.gz"
cp -R examples/packaging/debian "$scratch/$name/"

# The tests run outside of this; the archive that `make distcheck` checks is the same.
if (cd "$scratch/$name" && DEB_BUILD_OPTIONS="nocheck parallel=${JOBS:-2}" dpkg-buildpackage -us -uc) \
  >"$scratch/said" 2>&1; then
  pass
else
  tail -n 60 "$scratch/said"
  fail "the packages cannot be built"
  finish
fi

holds() { # $1: package, $2...: files that it must have
  local package=$1 file
  dpkg-deb --fsys-tarfile "$scratch/${package}_$version-1_$(dpkg --print-architecture).deb" | tar -t >"$scratch/files"
  shift
  for file; do grep -qE "^\./usr/$file\$" "$scratch/files" || echo "$file"; done | faults "$package lacks" || true
}
holds libdialplan0 'lib/[^/]*/libdialplan\.so\.0' "lib/[^/]*/libdialplan\.so\.$version"
holds libdialplan-dev include/dialplan.h include/dialplan/base.h 'lib/[^/]*/libdialplan\.a' 'lib/[^/]*/libdialplan\.so' \
  'lib/[^/]*/pkgconfig/dialplan\.pc' share/dialplan/dialplan_ffi.h 'share/man/man3/libdialplan\.3\.gz'
holds dialplan bin/dialplan share/dialplan/phones.txt share/dialplan/campaign.schema.json share/man/man1/dialplan.1.gz \
  share/man/man5/dialplan-campaign.5.gz share/man/man7/dialplan-pipes.7.gz \
  share/bash-completion/completions/dialplan share/zsh/vendor-completions/_dialplan \
  share/fish/vendor_completions.d/dialplan.fish

# Who uploads, and for which bug report, is for those to say who do.
others=bogus-mail-host,bogus-mail-host-in-debian-changelog,initial-upload-closes-no-bugs
lintian --allow-root --no-cfg --suppress-tags "$others" "$scratch"/*.changes 2>&1 | grep -E '^[EW]:' | faults "lintian" || true
finish
