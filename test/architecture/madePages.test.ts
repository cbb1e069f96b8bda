import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { madePages } from '../../scripts/docs/madePages.ts';

describe('files that are made from tables', () => {
  for (const { path, text } of madePages()) {
    it(`${path} is what npm run docs writes`, () => deepStrictEqual(readFileSync(path, 'utf8').split('\n'), text.split('\n')));
  }
});
