import { deepStrictEqual } from 'node:assert/strict';
import { phraseStrings } from '../../../../scripts/l10n/phraseStrings.ts';

describe('phraseStrings', () => {
  it('finds what is marked, by itself and in tables', () => {
    const text = `
      const reasons = phrases({ EIO: 'the disk reported an error', 'a-b': 'b' });
      throw Failure.of('x', { reason: phrase('it is a folder'), path: 'c' });
      other('d'); this.phrase('e');
    `;
    deepStrictEqual(phraseStrings(new Map([['a.ts', text]])), ['b', 'it is a folder', 'the disk reported an error']);
  });
});
