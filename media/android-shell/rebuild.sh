#!/bin/sh
# Builds classes.dex of the shell from src/, byte for byte as it is committed.
#
#   rebuild.sh [OUTPUT]      default: classes.dex beside this script
#
# Needs JDK 17 or older: the last that writes class files of Java 7, the newest that dx reads. JAVAC names the compiler and
# DX the dexer; by default dx is run out of the jars that Debian's libgradle-android-plugin-java and libguava-java install.
# stubs/ holds the signatures of Android that src/ uses, and nothing else of Android: no SDK is needed, and no stub is packed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here/classes.dex}
javac=${JAVAC:-javac}
jars=/usr/share/java/com.android.tools.build.builder.jar:/usr/share/java/guava.jar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/stubs" "$work/classes"
# The order of the files is that of their bytes, whatever the user's locale is.
LC_ALL=C
export LC_ALL
compile() { "$javac" --release 7 -Xlint:all,-options,-deprecation,-cast -encoding UTF-8 -g:none "$@"; }
compile -nowarn -d "$work/stubs" $(find "$here/stubs" -name '*.java' | sort)
compile -Werror -cp "$work/stubs" -d "$work/classes" $(find "$here/src" -name '*.java' | sort)
if [ -n "${DX:-}" ]; then
  "$DX" --dex --output="$work/classes.dex" "$work/classes"
else
  java -cp "$jars" com.android.dx.command.Main --dex --output="$work/classes.dex" "$work/classes"
fi
cp "$work/classes.dex" "$output"
