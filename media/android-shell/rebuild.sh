#!/bin/sh
# Builds classes.dex of the shell from src/, byte for byte as it is committed.
#   rebuild.sh [OUTPUT]     default: classes.dex beside this script
# Needs JDK 17 (the last javac that writes Java 7 class files, the newest that dx reads) and, in DX_CLASSPATH or at
# Debian's places, dx (com.android.dx, in builder-2.2.2.jar of libgradle-android-plugin-java) and Guava.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
output=${1:-$here/classes.dex}
classpath=${DX_CLASSPATH:-/usr/share/java/com.android.tools.build.builder.jar:/usr/share/java/guava.jar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/stubs" "$work/classes"
# The locale's order would decide the order of the files.
LC_ALL=C
export LC_ALL
javac --release 7 -nowarn -Xlint:-options -encoding UTF-8 -g:none -d "$work/stubs" $(find "$here/stubs" -name '*.java' | sort)
javac --release 7 -Werror -Xlint:all,-options,-deprecation,-cast -encoding UTF-8 -g:none -cp "$work/stubs" -d "$work/classes" $(find "$here/src" -name '*.java' | sort)
java -cp "$classpath" com.android.dx.command.Main --dex --output="$work/classes.dex" "$work/classes"
cp "$work/classes.dex" "$output"
