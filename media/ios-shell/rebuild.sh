#!/bin/sh
# Builds the executable of the iOS shell from src/, byte for byte as it is committed.
#
#   rebuild.sh [OUTPUT]      default: Shell beside this script
#
# Needs clang and lld of LLVM 19; CC and LD name them. Neither a Mac nor anything of Apple is needed: stubs/ holds the declarations and the
# names of symbols that src/ uses, written by hand. Both version fields say 15.0, the version whose interface the declarations describe.
# There is no room for a signature of the linker, but for a command that names one: the product signs every package by itself.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here/Shell}
cc=${CC:-clang-19}
ld=${LD:-ld64.lld-19}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The order of the files is that of their bytes, whatever the user's locale is.
LC_ALL=C
export LC_ALL
cd "$here"
for source in src/*.c src/*.m; do
  case $source in *.m) language='-fobjc-arc -fblocks' ;; *) language= ;; esac
  # Blocks and delegates have arguments that not every one of them reads.
  "$cc" --target=arm64-apple-ios15.0 -std=gnu17 $language -Os -g0 -ffreestanding -fno-exceptions -fno-stack-protector \
    -Wall -Wextra -Wpedantic -Wno-unused-parameter -Werror -Istubs -c "$source" -o "$work/$(basename "$source").o"
done
"$ld" -arch arm64 -platform_version ios 15.0 15.0 -execute -pie -e _main -headerpad 0x400 -no_adhoc_codesign -dead_strip -x \
  -o "$work/Shell" "$work"/*.o stubs/*.tbd
cp "$work/Shell" "$output"
