import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, asyncProperty, nat, record, uint8Array } from 'fast-check';
import { utf8 } from '../../../src/core/base/bytes.ts';
import { isFailure } from '../../../src/core/base/failure.ts';
import { NodeNewFile } from '../../../src/node/nodeNewFile.ts';

describe('NodeNewFile.rewrite', () => {
  it('puts other bytes in the place of written ones, and goes on at the end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mdist-rewrite-'));
    try {
      const file = await NodeNewFile.create(join(folder, 'out'));
      await file.write(utf8('0123456789'));
      await file.rewrite(2, utf8('ab'));
      await file.write(utf8('-end'));
      await rejects(file.rewrite(13, utf8('xx')), /no such bytes/);
      await file.commit();
      strictEqual(await readFile(join(folder, 'out'), 'utf8'), '01ab456789-end');
      await rejects(file.rewrite(0, utf8('x')), /no such bytes/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('NodeNewFile.copyFrom', () => {
  let folder = '';
  let source = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdist-new-'));
    source = join(folder, 'source');
    await writeFile(source, 'abcdefghij', { mode: 0o400 });
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function check(length: number, tail: string, expected: string): Promise<void> {
    const path = join(folder, 'out');
    const file = await NodeNewFile.create(path, { mode: 0o640 });
    await file.copyFrom(source, length);
    await file.write(utf8(tail));
    await file.commit();
    strictEqual(await readFile(path, 'utf8'), expected);
    if (process.platform !== 'win32') strictEqual((await stat(path)).mode & 0o777, 0o640);
  }

  it('begins with a part of another file', () => check(4, '-tail-and-more', 'abcd-tail-and-more'));
  it('cuts off what was copied beyond the end', () => check(4, '-', 'abcd-'));
  it('copies a whole file', () => check(10, '', 'abcdefghij'));

  it('shows the file that it commits once it is ended, whether it shrinks or grows', async () => {
    const bytes = uint8Array({ maxLength: 40 });
    const cases = record({ original: bytes, kept: nat(40), tails: array(bytes, { maxLength: 3 }) });
    await assert(
      asyncProperty(cases, async ({ original, kept, tails }) => {
        const path = join(folder, 'any');
        const length = Math.min(kept, original.length);
        await writeFile(join(folder, 'original'), original);
        const file = await NodeNewFile.create(path);
        await file.copyFrom(join(folder, 'original'), length);
        for (const tail of tails) await file.write(Uint8Array.from(tail));
        await file.endAtPosition();
        const seen = await readFile(file.temporaryPath);
        await file.commit();
        const expected = Buffer.concat([original.subarray(0, length), ...tails]);
        deepStrictEqual([seen, await readFile(path)], [expected, expected]);
      }),
      { numRuns: 60 },
    );
    await Promise.all(['any', 'original'].map((name) => rm(join(folder, name))));
  });

  it('goes on after an end', async () => {
    const path = join(folder, 'ended');
    const file = await NodeNewFile.create(path);
    await file.copyFrom(source, 4);
    await file.endAtPosition();
    await file.write(utf8('-'));
    await file.commit();
    strictEqual(await readFile(path, 'utf8'), 'abcd-');
    await rejects(file.endAtPosition(), /not being written any more/);
    await rm(path);
  });

  it('refuses a source that became too short, and leaves nothing behind', async () => {
    const file = await NodeNewFile.create(join(folder, 'short'));
    await rejects(file.copyFrom(source, 11), (error) => isFailure(error, 'file-changed'));
    await rejects(file.copyFrom(join(folder, 'absent'), 1), (error) => isFailure(error, 'file-not-found'));
    await file.discard();
    deepStrictEqual((await readdir(folder)).toSorted(), ['out', 'source']);
  });

  it('begins nothing that was begun already', async () => {
    const file = await NodeNewFile.create(join(folder, 'begun'));
    await file.write(utf8('x'));
    await rejects(file.copyFrom(source, 1), /begun already/);
    await file.discard();
  });
});
