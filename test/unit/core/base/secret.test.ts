import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { inspect } from 'node:util';
import { Secret } from '../../../../src/core/base/secret.ts';

describe('Secret', () => {
  it('shows its value in no textual form', () => {
    const secret = new Secret('marker-password');
    const forms = [`${secret}`, String(secret), JSON.stringify({ secret }), inspect(secret), inspect({ deep: { secret } })];
    deepStrictEqual(
      forms.filter((form) => form.includes('marker')),
      [],
    );
    strictEqual(secret.reveal(), 'marker-password');
  });
});
