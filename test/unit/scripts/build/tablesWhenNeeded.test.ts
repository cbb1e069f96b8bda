import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle, type BuiltBundle } from '../../../../scripts/build/buildBundle.ts';
import { failureRow } from '../../../../src/core/base/failureRow.ts';
import { failureTable } from '../../../../src/core/base/failureTable.ts';

describe('the table of failures in bundles', () => {
  let folder = '';
  let built: BuiltBundle;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tables-'));
    const furtherEntries = [{ entry: 'src/core/base/failureTable.ts', outfile: 'failureTable.cjs' }];
    built = await buildBundle(
      { name: 'failures', entry: 'src/core/base/failure.ts', outfile: 'failure.cjs', furtherEntries, format: 'chunks' },
      { folder, minify: true },
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is not loaded at the start, and rebuilt when its sources change', () => {
    ok(built.start);
    deepStrictEqual(
      built.start.modules.filter((path) => /Failures\.ts$|failureTable/.test(path)),
      [],
    );
    const sources = ['src/core/base/failureRow.ts', 'src/core/base/failureTable.ts', 'src/core/base/storeFailures.ts'];
    deepStrictEqual(
      sources.filter((path) => !built.inputs.includes(path)),
      [],
    );
  });

  it('gives each failure the same kind, message and hint as the sources', () => {
    const { Failure, isFailure } = createRequire(import.meta.url)(join(folder, 'failure.cjs'));
    for (const code of Object.keys(failureTable).filter((each): each is keyof typeof failureTable => each in failureTable)) {
      const failure: unknown = Failure.of(code, {});
      ok(isFailure(failure, code) && failure instanceof Error && 'hint' in failure && 'kind' in failure);
      const { kind, message, hint } = failureRow(code);
      deepStrictEqual([failure.kind, failure.message, failure.hint], [kind, message, hint]);
    }
    strictEqual(Failure.of('file-not-found', { path: 'a' }).message, 'File not found: a');
  });
});
