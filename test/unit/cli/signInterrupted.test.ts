/** Signing a large iOS package as a separate process, stopped in the middle: nothing half-written takes the place of anything. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ApplePki, p12Of, p12Password } from '../../support/applePki.ts';
import { appContent, appRoot, packContent } from '../../support/sealedApps.ts';
import { signableMachO } from '../../support/signableMachO.ts';

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const codeBytes = 24 * 1024 * 1024;

describe('signing that is stopped in the middle', () => {
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mdist-stopped-'));
    const pki = new ApplePki('rsa-2048', 'bench');
    const leaf = pki.leaf();
    const code = signableMachO({ filetype: 6, codeBytes });
    // Slow to pack: nothing in it repeats at once.
    for (let at = 8192, value = 1; at < codeBytes; at += 4, value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0)
      if (value % 3 > 0) code[at] = value >>> 24;
    const content = { ...appContent(), [`${appRoot}/Frameworks/Core.framework/Core`]: code };
    writeFileSync(join(folder, 'a.ipa'), await packContent(content));
    writeFileSync(join(folder, 'd.p12'), await p12Of([leaf]));
    writeFileSync(join(folder, 'p.mobileprovision'), pki.profile({ certificates: [leaf], identifier: '*' }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const files = (): readonly string[] => readdirSync(folder).toSorted();
  const inputs = ['a.ipa', 'd.p12', 'p.mobileprovision'] as const;

  function start(out: string): ChildProcess {
    const signing = ['--certificate', 'd.p12', '--certificate-password', 'env:P', '--profile', 'p.mobileprovision', '--out', out];
    return spawn(process.execPath, [main, 'package', 'sign', 'a.ipa', ...signing], {
      cwd: folder,
      env: { ...process.env, P: p12Password },
      stdio: 'ignore',
    });
  }

  async function ended(child: ChildProcess): Promise<number | null> {
    return await new Promise((resolve) => child.once('close', resolve));
  }

  /** A temporary file next to the output, into which something was written. */
  async function untilWriting(): Promise<void> {
    for (let tries = 0; tries < 3000; tries++) {
      const begun = files().find((name) => !(inputs as readonly string[]).includes(name) && /tmp/.test(name));
      if (begun !== undefined && (statSync(join(folder, begun), { throwIfNoEntry: false })?.size ?? 0) > 0) return;
      await wait(10);
    }
  }

  it('by Ctrl+C: nothing is left', async function () {
    if (process.platform === 'win32') this.skip();
    const child = start('out.ipa');
    await untilWriting();
    child.kill('SIGINT');
    deepStrictEqual([await ended(child), files()], [130, [...inputs]]);
  });

  it('by the system: what is there stays whole, and the next signing sweeps up', async () => {
    const before = readFileSync(join(folder, 'a.ipa'));
    const child = start('a.ipa');
    await untilWriting();
    child.kill('SIGKILL');
    await ended(child);
    ok(readFileSync(join(folder, 'a.ipa')).equals(before));
    strictEqual(files().length, inputs.length + 1);
    strictEqual(await ended(start('a.ipa')), 0);
    deepStrictEqual(files(), [...inputs]);
    ok(!readFileSync(join(folder, 'a.ipa')).equals(before));
  });
});
