#!/bin/sh
# Makes app/src/main/jniLibs again, with clang and lld and without an NDK. Devices with pages of 16 KB load them too.
set -eu
cd "$(dirname "$0")"
for pair in arm64-v8a:aarch64-linux-android21 x86_64:x86_64-linux-android21; do
  folder=../app/src/main/jniLibs/${pair%%:*}
  mkdir -p "$folder"
  clang --target="${pair##*:}" -O1 -shared -fPIC -nostdlib -fuse-ld=lld -Wl,-z,max-page-size=16384 -Wl,-soname,libshop.so \
    -Wl,--build-id=none -Wl,--strip-all -o "$folder/libshop.so" shop.c
done
