import { deepStrictEqual } from 'node:assert/strict';
import { matchesGlob } from 'node:path';
import { importReaders } from '../../../../../src/core/settings/import/importReaders.ts';
import { filesOfOtherTools } from '../../../../../src/extension/signing/assets/filesOfOtherTools.ts';

describe('filesOfOtherTools', () => {
  it('are the files that settings are taken from', () => {
    const read = importReaders.flatMap(({ files }) => files).map((name) => `app/${name.replace('*', 'Hello')}`);
    deepStrictEqual(
      read.filter((path) => !filesOfOtherTools.some((glob) => matchesGlob(path, glob))),
      [],
    );
    deepStrictEqual(
      filesOfOtherTools.filter((glob) => !read.some((path) => matchesGlob(path, glob))),
      [],
    );
  });
});
