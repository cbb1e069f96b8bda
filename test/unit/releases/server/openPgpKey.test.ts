import { strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes, fromBase64, utf8 } from '../../../../src/core/base/bytes.ts';
import { signingKeyOf } from '../../../../src/releases/server/inspection/openPgpKey.ts';

/** Made by GnuPG 2.2. */
const fingerprint = '08DB1E80D453EEAF59D828BBA425452863342BA8';
const encoded =
  'iHUEABYIAB0WIQQI2x6A1FPur1nYKLukJUUoYzQrqAUCaw3BGQAKCRCkJUUoYzQrqMW7AQCQKbXmfVd82GAKv+rrjqOlqcAB/9TO+29gGR1LV+mV1AEAoBGzMChuh9zsi/WDr4SYZbqS9HKN7ktnHNVGYkXDsgo=';
const signature = fromBase64(encoded);

describe('the key of an OpenPGP signature', () => {
  it('is its fingerprint, armored or not, and behind a signed text', () => {
    strictEqual(signingKeyOf(signature), fingerprint);
    const block = `-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG v2\n\n${encoded.slice(0, 64)}\r\n${encoded.slice(64)}\n=n0HU\n-----END PGP SIGNATURE-----\n`;
    strictEqual(signingKeyOf(utf8(block)), fingerprint);
    strictEqual(signingKeyOf(utf8(block.replace('Version: GnuPG v2\n', ''))), fingerprint);
    strictEqual(signingKeyOf(utf8(`-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhi\n${block}`)), fingerprint);
  });

  it('is the key ID of old signatures', () => {
    const id = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 0xab);
    strictEqual(signingKeyOf(concatBytes(Uint8Array.of(0x88, 19, 3, 5, 0, 0, 0, 0, 0), id, new Uint8Array(4))), '01020304050607AB');
    // Version 4, the ID alone, in the part that is not signed; the length of the packet in two bytes.
    const body = concatBytes(Uint8Array.of(4, 0, 1, 8, 0, 0, 0, 10, 9, 16), id, new Uint8Array(4));
    strictEqual(signingKeyOf(concatBytes(Uint8Array.of(0x89, 0, body.length), body)), '01020304050607AB');
    strictEqual(signingKeyOf(concatBytes(Uint8Array.of(0xc2, body.length), body)), '01020304050607AB');
  });

  it('is not known of other bytes', () => {
    for (const text of ['', 'hello', '-----BEGIN PGP SIGNATURE-----', '-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----'])
      strictEqual(signingKeyOf(utf8(text)), null, text);
    strictEqual(signingKeyOf(signature.subarray(0, 40)), null);
    // A public key.
    strictEqual(signingKeyOf(Uint8Array.of(0x98, 3, 4, 0, 0)), null);
  });

  it('is a fingerprint, an ID or nothing, whatever the bytes are', () => {
    const change = fc.record({ at: fc.nat(signature.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const bytes = Uint8Array.from(signature);
        for (const { at, value } of changes) bytes[at] = value;
        const key = signingKeyOf(bytes);
        strictEqual(key === null || /^(?:[\dA-F]{16}|[\dA-F]{40}|[\dA-F]{64})$/.test(key), true);
      }),
      { numRuns: 1000 },
    );
  });
});
