import { strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { compareVersions } from '../../../../src/core/versions/compareVersions.ts';

function check(lower: string, higher: string): void {
  strictEqual(compareVersions(lower, higher), -1, `${lower} < ${higher}`);
  strictEqual(compareVersions(higher, lower), 1, `${higher} > ${lower}`);
}

describe('compareVersions', () => {
  it('compares segment by segment as numbers', () => {
    check('1.9', '1.10');
    check('1.4', '1.4.1');
    check('9', '10.0');
    check('1.99999999999999999998', '1.99999999999999999999');
  });

  it('takes absent segments, leading zeros and what follows a plus for nothing', () => {
    for (const [a, b] of [
      ['1.4', '1.4.0'],
      ['1.04', '1.4'],
      ['1.4+7', '1.4+8'],
    ] as const)
      strictEqual(compareVersions(a, b), 0);
  });

  it('puts a suffix before the version without one', () => {
    check('1.4.0-beta.1', '1.4.0');
    check('1.4.0-beta.2', '1.4.0-beta.10');
    check('1.4.0-beta', '1.4.0-beta.1');
    check('1.4.0-1', '1.4.0-beta');
  });

  it('is an order, whatever the texts are', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^\d{1,3}(\.\d{1,2}){0,3}(-[a-z0-9.]{1,4})?$/));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        strictEqual(compareVersions(a, b) + compareVersions(b, a), 0);
        const [x = '', y = '', z = ''] = [a, b, c].toSorted(compareVersions);
        strictEqual(compareVersions(x, y) <= 0 && compareVersions(y, z) <= 0 && compareVersions(x, z) <= 0, true);
      }),
    );
  });
});
