/** A file of signing, read or not, and who else may have it. */

import { deepStrictEqual, rejects } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { Failure } from '../../../../src/core/base/failure.ts';
import { openSigningFile } from '../../../../src/core/workflow/openSigningFile.ts';
import { keyFileIssues } from '../../../../src/core/workflow/stores/keyFileIssues.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

const bytes = utf8('key');
const path = '/app/upload.p12';

async function world(mode: number, isTracked: boolean | undefined = false, files = new MemoryFiles({ '/app/folder/x': '' })) {
  await files.writeFile(path, bytes, { mode });
  return workflowWorld(files, { sourceControl: { describe: async () => ({ author: 'Ada' }), isTracked: async () => isTracked } });
}

function failing(error: Error): MemoryFiles {
  return Object.assign(new MemoryFiles(), {
    readFile: async () => {
      throw error;
    },
  });
}

describe('a file of signing', () => {
  for (const [what, mode, isTracked, expected] of [
    ['of its owner', 0o600, false, { isReadableByAll: false, isTracked: false }],
    ['of a group', 0o640, false, { isReadableByAll: false, isTracked: false }],
    ['of everyone', 0o644, false, { isReadableByAll: true, isTracked: false }],
    ['in git', 0o600, true, { isReadableByAll: false, isTracked: true }],
    ['where git is not known', 0o600, undefined, { isReadableByAll: false, isTracked: false }],
  ] as const)
    it(`is read: ${what}`, async () => {
      deepStrictEqual(await openSigningFile(await world(mode, isTracked), path, 3), { path, bytes, ...expected });
    });

  it('is not read where there is none, or it is a folder or too large', async () => {
    const closed = { isReadableByAll: false, isTracked: false };
    const open = async (at: string, most: number) => await openSigningFile(await world(0o644, true), at, most);
    deepStrictEqual(await open('/app/none', 3), { path: '/app/none', obstacle: { kind: 'missing' }, ...closed });
    deepStrictEqual(await open('/app/folder', 3), { path: '/app/folder', obstacle: { kind: 'folder' }, ...closed });
    deepStrictEqual(await open(path, 2), { path, obstacle: { kind: 'too-large', sizeBytes: 3 }, ...closed });
  });

  it('is not read where the system refuses it, for a reason without the path', async () => {
    const refused = failing(Failure.of('file-unreadable', { path, reason: 'permission denied' }));
    deepStrictEqual((await openSigningFile(await world(0o600, false, refused), path, 3)).obstacle, {
      kind: 'unreadable',
      reason: 'permission denied',
    });
    const broken = await world(0o600, false, failing(new TypeError('a defect')));
    await rejects(openSigningFile(broken, path, 3), TypeError);
  });
});

describe('the key for a store', () => {
  it('is reported where others have it, with the path as it was written', async () => {
    const found = async (mode: number, isTracked: boolean, at = path) =>
      withWholeTexts(await keyFileIssues(await world(mode, isTracked), at, 'keys/play.json')).map(
        ({ code, params, place }) => `${code} ${params['path']} ${place?.file}`,
      );
    const [tracked, readable] = ['tracked', 'readable'].map((what) => `store-key-${what} keys/play.json keys/play.json`);
    deepStrictEqual(await found(0o600, false), []);
    deepStrictEqual(await found(0o600, true), [tracked]);
    deepStrictEqual(await found(0o644, false), [readable]);
    deepStrictEqual(await found(0o644, true), [tracked, readable]);
    deepStrictEqual(await found(0o644, true, '/app/folder'), []);
    deepStrictEqual(await found(0o644, true, '/dev/none'), []);
  });
});
