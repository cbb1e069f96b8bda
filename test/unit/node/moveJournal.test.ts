/** Files that belong together, and a process that is killed before each step of moving them to their places. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utf8 } from '../../../src/core/base/bytes.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { useTemporaryFolder } from './support/temporaryFolder.ts';

const module = new URL('../../../src/node/nodeFileSystem.ts', import.meta.url).href;

describe('files that are moved together by a process that is killed', function () {
  const at = useTemporaryFolder();
  const files = new NodeFileSystem();
  const keystore = (): string => at('signing', 'upload.p12');
  const recovery = (): string => at('safe', 'recovery.txt');

  /** Ends before the step with this number, counted from 1; tells whether there was one. */
  function isKilledBefore(step: number): boolean {
    const program = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const { NodeFileSystem } = await import(${JSON.stringify(module)});
      let left = ${step};
      for (const name of ['openSync', 'writeSync', 'linkSync', 'renameSync', 'rmSync']) {
        const real = fs[name];
        fs[name] = (...args) => {
          if (--left === 0) process.kill(process.pid, 'SIGKILL');
          return real(...args);
        };
      }
      syncBuiltinESMExports();
      await new NodeFileSystem().writeFiles([
        { path: ${JSON.stringify(recovery())}, bytes: Buffer.from('new') },
        { path: ${JSON.stringify(keystore())}, bytes: Buffer.from('new') },
      ]);
      // Removed files are counted too, and nothing after the last one.
      process.exit(0);`;
    const { signal, status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    // Windows knows no signals: a killed process ends with 1, as one that fails does, but says nothing.
    const isKilled = signal === 'SIGKILL' || (process.platform === 'win32' && status === 1 && stderr === '');
    ok(isKilled || status === 0, `${status} ${signal} ${stderr}`);
    return isKilled;
  }

  function contents(): readonly (string | undefined)[] {
    return [recovery(), keystore()].map((path) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    });
  }

  function prepare(old: string | undefined): void {
    for (const folder of ['signing', 'safe']) {
      rmSync(at(folder), { recursive: true, force: true });
      mkdirSync(at(folder));
    }
    if (old === undefined) return;
    for (const path of [recovery(), keystore()]) writeFileSync(path, old);
  }

  for (const old of [undefined, 'old'])
    it(`are both there or none after the next look at either place${old === undefined ? '' : ', where they replace others'}`, async () => {
      let step = 1;
      for (; ; step++) {
        prepare(old);
        if (!isKilledBefore(step)) break;
        await files.settle(step % 2 === 0 ? keystore() : recovery());
        const [one, other] = contents();
        strictEqual(one, other, `killed before step ${step}`);
        ok(one === old || one === 'new');
        // What is left next to them goes with the next write at each place.
        for (const path of [keystore(), recovery()]) await files.writeFile(path, utf8('later'));
        deepStrictEqual([readdirSync(at('signing')), readdirSync(at('safe'))], [['upload.p12'], ['recovery.txt']], `step ${step}`);
      }
      ok(step > 7);
    });

  it('are taken back when one that waited is gone', async () => {
    let found = 0;
    for (let step = 1; step < 12; step++) {
      prepare('old');
      if (!isKilledBefore(step)) break;
      const waiting = readdirSync(at('signing')).find((name) => name.endsWith('.tmp'));
      if (waiting === undefined || contents()[0] !== 'new') continue;
      found++;
      rmSync(join(at('signing'), waiting));
      await files.settle(keystore());
      deepStrictEqual(contents(), ['old', 'old']);
    }
    ok(found > 0);
  });

  it('are not moved for a note that somebody else put there', async () => {
    prepare('old');
    writeFileSync(at('victim'), 'precious');
    const mark = 'ffffffffffff';
    const notes = (text: string): void => {
      const path = at('signing', `.upload.p12.${mark}.moves`);
      writeFileSync(path, text);
      // Of another machine, so that nothing but its age says that its process has ended.
      utimesSync(path, 0, 0);
    };
    const hostile = [
      [{ from: keystore(), to: at('victim'), kept: `${at('victim')}.${mark}.kept`, file: '1:1' }],
      [{ from: at('signing', `.upload.p12.${mark}.tmp`), to: at('victim'), kept: at('victim'), file: '1:1' }],
      [{ from: at('victim'), to: keystore(), kept: `${keystore()}.${mark}.kept`, file: '1:1' }],
      [{ from: at('signing', `.upload.p12.${mark}.tmp`), to: keystore(), kept: at('victim'), file: '1:1' }],
      [{ from: 1 }],
      {},
      [],
    ];
    for (const each of [...hostile.map((note) => JSON.stringify(note)), '{', '', '['.repeat(100_000)]) {
      notes(each);
      await files.settle(keystore());
      deepStrictEqual([readFileSync(at('victim'), 'utf8'), ...contents()], ['precious', 'old', 'old']);
      deepStrictEqual(readdirSync(at('signing')), ['upload.p12']);
    }
  });
});
