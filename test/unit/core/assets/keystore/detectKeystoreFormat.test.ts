import { strictEqual } from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { detectKeystoreFormat } from '../../../../../src/core/assets/keystore/detectKeystoreFormat.ts';
import { toBase64, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import {
  derBitString,
  derContext,
  derInteger,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derSequence,
} from '../../../../../src/core/formats/asn1/derWriter.ts';
import { encodePem } from '../../../../../src/core/formats/pem/pem.ts';
import { pfx, pkcs12Mac } from '../../../../support/pkcs12Pieces.ts';
import { writeJks } from '../../../../support/jksWriter.ts';
import { throwAwayIdentity, throwAwayKey } from '../../../../support/throwAwayIdentity.ts';

const certificate = throwAwayIdentity({ algorithm: 'rsa-2048' }).certificates[0];
const rsa = throwAwayKey('rsa-2048');
const ec = throwAwayKey('ec-p256');

function signedData(content: string): Bytes {
  const inside = derSequence(derInteger(1), derOctetString(utf8(content)));
  return derSequence(derObjectIdentifier('1.2.840.113549.1.7.2'), derContext(0, inside));
}

describe('detectKeystoreFormat', () => {
  function check(name: string, bytes: Bytes, expected: string): void {
    it(`${name} is ${expected}`, () => {
      const { format, issue } = detectKeystoreFormat(bytes);
      strictEqual(format ?? issue?.code, expected);
    });
  }

  const jks = writeJks({ entries: [], password: 'x' });
  check('a JKS keystore', jks, 'jks');
  check('an empty file', new Uint8Array(0), 'keystore-empty');
  check('a certificate', certificate, 'keystore-is-certificate');
  check('PKCS #8', rsa.export({ type: 'pkcs8', format: 'der' }), 'keystore-is-private-key');
  check(
    'encrypted PKCS #8',
    rsa.export({ type: 'pkcs8', format: 'der', cipher: 'aes-128-cbc', passphrase: 'x' }),
    'keystore-is-private-key',
  );
  check('PKCS #1', rsa.export({ type: 'pkcs1', format: 'der' }), 'keystore-is-private-key');
  check('SEC 1', ec.export({ type: 'sec1', format: 'der' }), 'keystore-is-private-key');
  check('a public key', createPublicKey(ec).export({ type: 'spki', format: 'der' }), 'keystore-is-public-key');
  check(
    'a request',
    derSequence(
      derSequence(derInteger(0), derSequence(), createPublicKey(ec).export({ type: 'spki', format: 'der' }), derContext(0)),
      derSequence(derObjectIdentifier('1.2.3')),
      derBitString(new Uint8Array(8)),
    ),
    'keystore-is-certificate-request',
  );
  check('a provisioning profile', signedData('<!DOCTYPE plist><key>ProvisionedDevices</key>'), 'keystore-is-provisioning-profile');
  check('a certificate chain (.p7b)', signedData('x'), 'keystore-is-certificate');
  check('PEM', utf8(encodePem('CERTIFICATE', certificate)), 'keystore-is-pem');
  check('a web page', utf8('\n<!DOCTYPE html><html></html>'), 'keystore-is-web-page');
  check('a property list', utf8('<?xml version="1.0"?><!DOCTYPE plist PUBLIC "">'), 'keystore-is-property-list');
  check('a pointer of Git LFS', utf8('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'), 'keystore-is-lfs-pointer');
  check('JKS as base64', utf8(toBase64(writeJks({ entries: [], password: 'xyz' })).repeat(1)), 'keystore-is-base64');
  check('other base64', utf8(toBase64(utf8('a text that is long enough to be taken for base64'))), 'keystore-is-text');
  check('a text', utf8('hello'), 'keystore-is-text');
  check('a zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0xff), 'keystore-is-archive');
  check('other DER', derSequence(derNull()), 'keystore-unknown-format');
  check('a certificate that was cut off', certificate.subarray(0, 300), 'keystore-is-certificate');
  check('a key that was cut off', rsa.export({ type: 'pkcs8', format: 'der' }).subarray(0, 300), 'keystore-truncated');
  check('noise that begins as DER', Uint8Array.of(0x30, 0x82, 0xff, 0xff, 0xee, 1), 'keystore-unknown-format');
  check('noise', Uint8Array.of(0xff, 0xfe, 0, 1), 'keystore-unknown-format');

  it('PKCS #12 is pkcs12, whole or cut off', async () => {
    const bytes = await pfx([], pkcs12Mac('x'));
    for (const length of [bytes.length, 40, 20]) strictEqual(detectKeystoreFormat(bytes.subarray(0, length)).format, 'pkcs12');
  });
});
