import assert from 'node:assert/strict';
import { formatByteSize } from '../../../../src/core/base/byteSize.ts';

function check(bytes: number, expected: string): void {
  assert.equal(formatByteSize(bytes), expected);
}

describe('byte size', () => {
  it('is short and in powers of 1000', () => {
    check(0, '0 bytes');
    check(999, '999 bytes');
    check(1000, '1.0 kB');
    check(48_213, '48.2 kB');
    check(99_949, '99.9 kB');
    check(99_951, '100 kB');
    check(999_499, '999 kB');
    check(999_500, '1.0 MB');
    check(17_968_807, '18.0 MB');
    check(2_000_000_000, '2.0 GB');
    check(5e15, '5000 TB');
  });
});
