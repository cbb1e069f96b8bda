import { strictEqual } from 'node:assert/strict';
import { maskCommonSecrets } from '../../../../../src/core/engines/log/maskCommonSecrets.ts';

function check(text: string, expected: string): void {
  strictEqual(maskCommonSecrets(text), expected);
}

describe('masking what looks like a secret', () => {
  it('goes by the usual names and forms', () => {
    check('storePassword=hunter22 x', 'storePassword=••• x');
    check('"password": "hunter22"', '"password": "•••"');
    check('-Pandroid.injected.signing.key.password=hunter22', '-Pandroid.injected.signing.key.password=•••');
    check('--ks-pass pass:sample --out a', '--ks-pass ••• --out a');
    check('-storepass sample u.apk', '-storepass ••• u.apk');
    check('cap build --keystorealiaspass x1 y', 'cap build --keystorealiaspass ••• y');
    check('Authorization: Bearer abcdefgh12345', 'Authorization: Bearer •••');
    check('https://joe:hunter22@host/a', 'https://joe:•••@host/a');
    check('MY_API_KEY: abc123', 'MY_API_KEY: •••');
    check(`token ghp_${'a'.repeat(36)}.`, 'token •••.');
    check('AKIAABCDEFGHIJKLMNOP', '•••');
  });

  it('leaves sentences', () => {
    for (const text of ['keystore password was incorrect', 'Wrong password?', 'https://host:8080/a', 'unexpected token }'])
      check(text, text);
  });
});
