import { rejects, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { fromUtf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { DocumentFileSystem } from '../../../../../src/extension/shared/workspace/documentFileSystem.ts';
import { textDifference } from '../../../../../src/extension/shared/workspace/textDifference.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';

describe('DocumentFileSystem', () => {
  const files = new DocumentFileSystem(new MemoryFiles({ '/a': 'disk', '/b': 'disk' }), (path) => (path === '/a' ? 'unsavéd' : undefined));

  it('says what the editor says', async () => {
    strictEqual(fromUtf8(await files.readFile('/a', { maxBytes: 100 })), 'unsavéd');
    strictEqual((await files.stat('/a'))?.sizeBytes, 8);
  });

  it('passes everything else to the disk', async () => {
    strictEqual(fromUtf8(await files.readFile('/b', { maxBytes: 100 })), 'disk');
    strictEqual(await files.stat('/c'), undefined);
  });

  it('keeps the limit of a reading', async () => {
    await rejects(files.readFile('/a', { maxBytes: 3 }), (error) => isFailure(error, 'file-too-large'));
  });
});

describe('textDifference', () => {
  it('is the smallest replacement, and makes the one text the other', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', '\r\n', '\n', '"'), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const { start, end, inserted } = textDifference(before, after);
        strictEqual(before.slice(0, start) + inserted + before.slice(end), after);
      }),
      { numRuns: 500 },
    );
  });
});
