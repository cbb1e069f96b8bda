import { strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classpathOf } from './support/findJudge.ts';
import { judge } from './support/judges.ts';
import { judgeRow } from './support/judgeTable.ts';

const shell = 'media/android-shell';

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

describe('the prebuilt Android shell', () => {
  it('is, byte for byte, what its sources make', () => {
    judge('javac');
    judge('dx');
    const { source } = judgeRow('dx');
    const folder = mkdtempSync(join(tmpdir(), 'mobile-distribution-shell-'));
    try {
      const output = join(folder, 'classes.dex');
      const env = { ...process.env, DX_CLASSPATH: source.kind === 'debian-unpacked' ? classpathOf(source) : '' };
      execFileSync(join(shell, 'rebuild.sh'), [output], { env, stdio: 'pipe' });
      strictEqual(sha256(output), sha256(join(shell, 'classes.dex')));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
