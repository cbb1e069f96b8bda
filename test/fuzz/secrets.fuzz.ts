/** Any file of a web folder or a package is looked through for secrets, so it must be soon, whatever it is. */

import { deflateRawSync, gzipSync } from 'node:zlib';
import { concatBytes, toBase64, utf8 } from '../../src/core/base/bytes.ts';
import { recognizeSecret } from '../../src/core/assets/secrets/recognizeSecret.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const der = Uint8Array.of(0x30, 0x20, 2, 1, 0, ...Array.from({ length: 29 }, (_, index) => index));
const pem = encodePem('PRIVATE KEY', der);

export const target: FuzzTarget = {
  name: 'secrets',
  seeds: async () => [
    utf8(pem),
    utf8(JSON.stringify({ type: 'service_account', private_key: pem })),
    utf8('//registry.example/:_authToken=abc\n# x\n'),
    utf8('storePassword=x\nkeyPassword=${A}\n'),
    utf8('machine a login b password c\n'),
    utf8('export API_TOKEN="abcdefgh"\n'),
    utf8(toBase64(der)),
    der,
    new Uint8Array(gzipSync(pem)),
    concatBytes(
      Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0),
      new Uint8Array(16),
      Uint8Array.of(1, 0, 0, 0, 0x61),
      deflateRawSync(pem),
    ),
  ],
  run: async (bytes) => await Promise.all(['a.txt', '.env', 'a.json', '.netrc'].map((name) => recognizeSecret(name, bytes))),
};
