#!/bin/sh
# Builds Shell from src/ and ShellWithUpdates, the executable of packages with an update check, from src/ and updates/, byte for byte as they are
# committed.
#
#   rebuild.sh [FOLDER]      default: the folder of this script
#
# Needs clang and lld of LLVM 19; CC and LD name them. Neither a Mac nor anything of Apple is needed: stubs/ holds the declarations and the
# names of symbols that src/ uses, written by hand. Both version fields say 15.0, the version whose interface the declarations describe.
# There is no room for a signature of the linker, but for a command that names one: the product signs every package by itself.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here}
cc=${CC:-clang-19}
ld=${LD:-ld64.lld-19}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The order of the files is that of their bytes, whatever the user's locale is.
LC_ALL=C
export LC_ALL
mkdir "$work/src" "$work/updates"
cd "$here"
for source in src/*.c src/*.m updates/*.c updates/*.m; do
  case $source in *.m) language='-fobjc-arc -fblocks' ;; *) language= ;; esac
  # Blocks and delegates have arguments that not every one of them reads.
  "$cc" --target=arm64-apple-ios15.0 -std=gnu17 $language -Os -g0 -ffreestanding -fno-exceptions -fno-stack-protector \
    -Wall -Wextra -Wpedantic -Wno-unused-parameter -Werror -Istubs -c "$source" -o "$work/$source.o"
done
link() {
  program=$1
  shift
  "$ld" -arch arm64 -platform_version ios 15.0 15.0 -execute -pie -e _main -headerpad 0x400 -no_adhoc_codesign -dead_strip -x \
    -o "$work/$program" "$@" stubs/*.tbd
}
link Shell "$work"/src/*.o
link ShellWithUpdates "$work"/src/*.o "$work"/updates/*.o
cp "$work/Shell" "$work/ShellWithUpdates" "$output"
