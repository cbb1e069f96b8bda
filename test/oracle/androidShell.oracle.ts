/** The committed shell is what its sources make, and Android's own verifier of dex files accepts it. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askJudge, judge } from './support/judges.ts';

const shell = new URL('../../media/android-shell/', import.meta.url).pathname;

describe('the Android shell', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'shell-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is rebuilt byte for byte', () => {
    const env = { ...process.env, JAVAC: judge('javac'), DX: judge('dx') };
    const rebuilt = join(folder, 'classes.dex');
    execFileSync('sh', [join(shell, 'rebuild.sh'), rebuilt], { env, stdio: 'pipe' });
    strictEqual(readFileSync(rebuilt).equals(readFileSync(join(shell, 'classes.dex'))), true);
  });

  it('passes dexdump, holds only its own classes and asks for no newer Android than it may', () => {
    const { exitCode, stdout } = askJudge('dexdump', ['-f', join(shell, 'classes.dex')]);
    strictEqual(exitCode, 0);
    strictEqual(/magic\s+: 'dex\\n035\\0'/.test(stdout), true);
    const classes = [...stdout.matchAll(/Class descriptor\s+: '(.*)'/g)].map(([, name = '']) => name);
    deepStrictEqual(
      classes.filter((name) => !name.startsWith('Ldev/mobiledist/shell/')),
      [],
    );
    deepStrictEqual(
      ['MainActivity', 'CaptureProvider'].filter((name) => !classes.includes(`Ldev/mobiledist/shell/${name};`)),
      [],
    );
  });
});
