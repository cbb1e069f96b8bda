/** Options in GRADLE_OPTS, read back as the scripts of the wrapper read them: those before Gradle 7 with `eval`, later ones with `xargs`. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { quotedForWrapper } from '../../../../../src/core/engines/gradle/gradleOptions.ts';
import { skipCurrent } from '../../../../support/currentRunnable.ts';

const options = [
  '-Da=/home/ada/mdist',
  "-Da=/home/o'brien/mdist",
  '-Da=/home/my "own" folder/x',
  `-Da=/home/it's "both"/x`,
  '-Da=/$(touch x)/`id`/$HOME;&|<>*?[a]{b}~!#%PATH%',
  '-Da=/a\\b',
  '-Da=/ñ漢/x',
];

/** Of `gradlew`, with `printf` in the place of Java. */
const scripts = {
  'before Gradle 7': `eval set -- $GRADLE_OPTS '"$@"'; printf '%s\\n' "$@"`,
  'of Gradle 7 and later': `eval "set -- $(printf '%s\\n' "$GRADLE_OPTS" | xargs -n1 | sed ' s~[^-[:alnum:]+,./:=@_]~\\\\&~g; ' | tr '\\n' ' ')" '"$@"'; printf '%s\\n' "$@"`,
};

describe('options for the script of the wrapper', () => {
  for (const [what, script] of Object.entries(scripts))
    it(`arrive as they are with scripts ${what}`, () => {
      if (process.platform === 'win32') skipCurrent('the script is for a shell of POSIX');
      const value = options.map((option) => quotedForWrapper(option, 'linux')).join(' ');
      const { stdout } = spawnSync('/bin/sh', ['-c', script], { env: { PATH: '/usr/bin:/bin', GRADLE_OPTS: value }, encoding: 'utf8' });
      deepStrictEqual(stdout.trimEnd().split('\n'), options);
    });

  it('are in double quotes for the batch file, which no path of Windows has', () => {
    strictEqual(quotedForWrapper('-Da=C:\\Users\\ada', 'windows'), '-Da=C:\\Users\\ada');
    strictEqual(quotedForWrapper('-Da=C:\\Users\\A & B', 'windows'), '"-Da=C:\\Users\\A & B"');
  });

  it('are left out where a line break is among them', () => {
    strictEqual(quotedForWrapper('-Da=/a\nb', 'linux'), undefined);
  });
});
