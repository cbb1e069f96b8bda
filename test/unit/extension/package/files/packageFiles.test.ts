/** What is at the path of a record is taken for the package only when it is the one that was recorded. */

import { deepStrictEqual, rejects } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { requirePackageFile, requireRecordedContent } from '../../../../../src/extension/package/files/packageFiles.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';

const path = '/out/shop.apk';
const recorded = 'the package';
const record = packageRecord({ path, sizeBytes: recorded.length, sha256: createHash('sha256').update(recorded).digest('hex') });

describe('the content that a record demands', () => {
  it('is that of the package, of which nothing stays open', async () => {
    const files = new MemoryFiles({ [path]: recorded });
    await requireRecordedContent(files, path, record);
    deepStrictEqual(files.unfinished, []);
  });

  for (const [what, text] of [
    ['another file of equal size', recorded.toUpperCase()],
    ['a longer file that begins like it', `${recorded}!`],
    ['its beginning', recorded.slice(0, -1)],
    ['an empty file', ''],
  ] as const)
    it(`is not that of ${what}`, async () => {
      const files = new MemoryFiles({ [path]: utf8(text) });
      await rejects(requireRecordedContent(files, path, record), (error) => isFailure(error, 'package-file-changed'));
      deepStrictEqual(files.unfinished, []);
    });

  it('is asked of a file that is there', async () => {
    const files = new MemoryFiles({ '/out/folder/x': '' });
    for (const absent of ['/out/none.apk', '/out/folder'])
      await rejects(requirePackageFile(files, absent), (error) => isFailure(error, 'package-file-missing'));
  });
});
