import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinChunks, joinedFile } from '../../../../scripts/build/joinChunks.ts';

const chunks = new Map([
  ['entry.cjs', 'const{a}=require("./A.cjs");module.exports={a,late:()=>Promise.resolve().then(()=>require("./late.cjs"))};'],
  ['A.cjs', 'const{b}=require("./B.cjs");const fs=require("node:fs");module.exports={a:b+1,late:()=>require("./late.cjs"),fs};'],
  ['B.cjs', 'globalThis.joinedChunkRuns=(globalThis.joinedChunkRuns??0)+1;module.exports={b:1};'],
  ['late.cjs', 'const{b}=require("./B.cjs");module.exports={late:b+10};'],
  ['other.cjs', 'module.exports={other:require("./late.cjs").late};'],
]);

describe('chunks in one file', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'chunks-'))));
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'joinedChunkRuns');
    rmSync(folder, { recursive: true });
  });

  function load(name: string): unknown {
    for (const [file, text] of joinChunks(chunks, ['A.cjs', 'B.cjs'])) writeFileSync(join(folder, file), text);
    return createRequire(join(folder, 'x.cjs'))(`./${name}`);
  }

  it('take the place of those that are joined', () => {
    deepStrictEqual([...joinChunks(chunks, ['A.cjs', 'B.cjs']).keys()].toSorted(), ['entry.cjs', 'late.cjs', 'other.cjs', joinedFile]);
    strictEqual(joinChunks(chunks, []), chunks);
  });

  it('give the entry, what it calls for later and other programs the same chunks, each evaluated once', async () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the chunk above
    const entry = load('entry.cjs') as { readonly a: number; readonly late: () => Promise<unknown> };
    strictEqual(entry.a, 2);
    deepStrictEqual(await entry.late(), { late: 11 });
    deepStrictEqual(load('other.cjs'), { other: 11 });
    strictEqual(Reflect.get(globalThis, 'joinedChunkRuns'), 1);
  });

  it('are evaluated when they are asked for', () => {
    load(joinedFile);
    strictEqual(Reflect.get(globalThis, 'joinedChunkRuns'), undefined);
  });
});
