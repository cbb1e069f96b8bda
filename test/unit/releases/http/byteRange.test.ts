import assert from 'node:assert/strict';
import { parseByteRange, type ContentRange } from '../../../../src/releases/http/byteRange.ts';

function check(header: string | undefined, sizeBytes: number, expected: ContentRange | 'unsatisfiable' | undefined): void {
  assert.deepEqual(parseByteRange(header, sizeBytes), expected, `${header} of ${sizeBytes}`);
}

describe('byte range', () => {
  it('takes first-last, first- and -suffix', () => {
    check('bytes=0-0', 10, { start: 0, end: 1 });
    check('bytes=2-5', 10, { start: 2, end: 6 });
    check('bytes=2-', 10, { start: 2, end: 10 });
    check('bytes=-3', 10, { start: 7, end: 10 });
    check('BYTES= 2-5 ', 10, { start: 2, end: 6 });
  });

  it('cuts what reaches past the end', () => {
    check('bytes=8-99', 10, { start: 8, end: 10 });
    check('bytes=-99', 10, { start: 0, end: 10 });
    check('bytes=0-999999999999999', 10, { start: 0, end: 10 });
  });

  it('says that a range outside the content cannot be satisfied', () => {
    check('bytes=10-', 10, 'unsatisfiable');
    check('bytes=10-11', 10, 'unsatisfiable');
    check('bytes=-0', 10, 'unsatisfiable');
    check('bytes=0-', 0, 'unsatisfiable');
    check('bytes=-1', 0, 'unsatisfiable');
  });

  it('ignores what it does not serve', () => {
    for (const header of [
      undefined,
      '',
      'bytes',
      'bytes=',
      'bytes=-',
      'bytes=5-2',
      'bytes=0-1,3-4',
      'items=0-1',
      'bytes=a-b',
      'bytes=1.5-2',
    ])
      check(header, 10, undefined);
    check(`bytes=${'9'.repeat(40)}-`, 10, undefined);
  });
});
