import { strictEqual } from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { canVerifyMlDsa } from '../../../../../src/core/signing/android/mlDsa.ts';

it('ML-DSA signatures are checked where the runtime makes them', () => {
  const generate: (type: string) => unknown = generateKeyPairSync as never;
  const canMake = (() => {
    try {
      return generate('ml-dsa-65') !== undefined;
    } catch {
      return false;
    }
  })();
  strictEqual(canVerifyMlDsa(), canMake);
});
