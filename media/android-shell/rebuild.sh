#!/bin/sh
# Builds classes.dex of the shell from src/ and updates.dex, which packages with an update check contain as well, from updates/, byte for byte as
# they are committed.
#
#   rebuild.sh [FOLDER]      default: the folder of this script
#
# Needs JDK 17 or older: the last that writes class files of Java 7, the newest that dx reads. JAVAC names the compiler and
# DX the dexer; by default dx is run out of the jars that Debian's libgradle-android-plugin-java and libguava-java install.
# stubs/ holds the signatures of Android that both use, and nothing else of Android: no SDK is needed, and no stub is packed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here}
javac=${JAVAC:-javac}
jars=/usr/share/java/com.android.tools.build.builder.jar:/usr/share/java/guava.jar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/stubs" "$work/classes" "$work/updates"
# The order of the files is that of their bytes, whatever the user's locale is.
LC_ALL=C
export LC_ALL
compile() { "$javac" --release 7 -Xlint:all,-options,-deprecation,-cast -encoding UTF-8 -g:none "$@"; }
dex() {
  if [ -n "${DX:-}" ]; then
    "$DX" --dex --output="$work/$2" "$work/$1"
  else
    java -cp "$jars" com.android.dx.command.Main --dex --output="$work/$2" "$work/$1"
  fi
}
compile -nowarn -d "$work/stubs" $(find "$here/stubs" -name '*.java' | sort)
compile -Werror -cp "$work/stubs" -d "$work/classes" $(find "$here/src" -name '*.java' | sort)
compile -Werror -cp "$work/stubs" -d "$work/updates" $(find "$here/updates" -name '*.java' | sort)
dex classes classes.dex
dex updates updates.dex
cp "$work/classes.dex" "$work/updates.dex" "$output"
