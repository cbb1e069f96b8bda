import { match, notStrictEqual, strictEqual } from 'node:assert/strict';
import { checkNewPassword } from '../../../../src/core/assets/keystore/createKeystore.ts';
import { generatePassword } from '../../../../src/core/assets/generatePassword.ts';
import { systemRandom } from '../../../../src/node/systemRandom.ts';

describe('generatePassword', () => {
  it('gives six groups that every tool takes and no one mistakes', () => {
    const password = generatePassword(systemRandom);
    match(password.reveal(), /^([a-km-np-z2-9]{5}-){5}[a-km-np-z2-9]{5}$/);
    strictEqual(checkNewPassword(password).length, 0);
    notStrictEqual(generatePassword(systemRandom).reveal(), password.reveal());
  });

  it('uses every byte, and every character as often as the others', () => {
    const given = (first: number): string =>
      generatePassword({ bytes: (count) => Uint8Array.from({ length: count }, (_, at) => first + at) }).reveal();
    strictEqual(given(0), 'abcde-fghij-kmnpq-rstuv-wxyz2-34567');
    strictEqual(given(32), given(0));
  });
});
