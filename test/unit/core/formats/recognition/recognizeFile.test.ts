import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { concatBytes, emptyBytes, fromHex, latin1, toBase64, toHex, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import {
  derBitString,
  derContext,
  derInteger,
  derNull,
  derObjectIdentifier,
  derSequence,
  derSetOf,
  derTime,
} from '../../../../../src/core/formats/asn1/derWriter.ts';
import { encodeSignedData } from '../../../../../src/core/formats/cms/encodeSignedData.ts';
import { encodePem } from '../../../../../src/core/formats/pem/pem.ts';
import { type FileKind } from '../../../../../src/core/formats/recognition/fileKind.ts';
import { recognizeFile } from '../../../../../src/core/formats/recognition/recognizeFile.ts';
import { createCertificateRequest } from '../../../../../src/core/formats/x509/certificateRequest.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { writeJks } from '../../../../support/jksWriter.ts';
import { pfx, pkcs12Mac } from '../../../../support/pkcs12Pieces.ts';
import { throwAwayIdentity, throwAwayKey } from '../../../../support/throwAwayIdentity.ts';

const certificate = throwAwayIdentity({ algorithm: 'rsa-2048' }).certificates[0];
const rsa = throwAwayKey('rsa-2048');
const ec = throwAwayKey('ec-p256');
const pkcs8 = rsa.export({ type: 'pkcs8', format: 'der' });
const profile = new ApplePki().profile();
const jks = fixture('jks-ec.jks');
const p12 = fixture('openssl-default.p12');

function fixture(name: string): Bytes {
  return new Uint8Array(readFileSync(new URL(`../../../../fixtures/keystores/${name}`, import.meta.url)));
}

function contentInfo(type: string): Bytes {
  return derSequence(derObjectIdentifier(type), derContext(0, derSequence(derInteger(0), derSetOf(), derSequence(derNull()))));
}

const algorithm = derSequence(derObjectIdentifier('1.2.3'));

describe('recognizing a file', () => {
  function check(name: string, bytes: Bytes, expected: FileKind): void {
    it(`${name} is ${expected}`, () => {
      const { kind, encoding } = recognizeFile(bytes);
      deepStrictEqual([kind, encoding], [expected, undefined]);
    });
  }

  check('a JKS keystore', writeJks({ entries: [], password: 'x' }), 'jks');
  check('a JCEKS keystore', fromHex('cececece00000002') ?? emptyBytes, 'jceks');
  check('a BKS keystore', fixture('bks.keystore'), 'bks');
  check('an UBER keystore', fixture('uber.keystore'), 'uber');
  check('a BCFKS keystore', fixture('bcfks.keystore'), 'bcfks');
  check('an empty file', emptyBytes, 'empty');
  check('zero bytes', new Uint8Array(4096), 'zeros');
  check('a certificate', certificate, 'certificate');
  check('a certificate in PEM', utf8(encodePem('CERTIFICATE', certificate)), 'certificate');
  check('key and certificate in PEM', utf8(encodePem('CERTIFICATE', certificate) + encodePem('PRIVATE KEY', pkcs8)), 'pem-identity');
  check('PKCS #8', pkcs8, 'private-key');
  check('encrypted PKCS #8', rsa.export({ type: 'pkcs8', format: 'der', cipher: 'aes-128-cbc', passphrase: 'x' }), 'private-key');
  check('PKCS #1', rsa.export({ type: 'pkcs1', format: 'der' }), 'private-key');
  check('SEC 1', ec.export({ type: 'sec1', format: 'der' }), 'private-key');
  check('a key in PEM (.p8)', utf8(encodePem('PRIVATE KEY', pkcs8)), 'private-key');
  check('a public key', createPublicKey(ec).export({ type: 'spki', format: 'der' }), 'public-key');
  check('a public key in PEM', utf8(encodePem('PUBLIC KEY', certificate)), 'public-key');
  check('a request', createCertificateRequest([{ type: 'CN', value: 'Jane' }], rsa), 'certificate-request');
  check('a request in PEM', utf8(encodePem('CERTIFICATE REQUEST', certificate)), 'certificate-request');
  const names = derSequence(algorithm, derSequence(), derTime(new Date('2026-01-01T00:00:00Z')));
  check('a revocation list', derSequence(names, algorithm, derBitString(new Uint8Array(8))), 'revocation-list');
  check('a provisioning profile', profile, 'provisioning-profile');
  check('a damaged profile', profile.with(20, 0x7f), 'provisioning-profile');
  check('a certificate chain (.p7b)', encodeSignedData({ certificates: [certificate], signerInfos: [] }), 'certificate-bundle');
  check('a certificate chain in PEM', utf8(encodePem('PKCS7', certificate)), 'certificate-bundle');
  check('S/MIME', contentInfo('1.2.840.113549.1.7.3'), 'smime-encrypted');
  check('an OpenSSH key', utf8(encodePem('OPENSSH PRIVATE KEY', pkcs8)), 'ssh-key');
  check('a public OpenSSH key', utf8('ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ ada@host\n'), 'ssh-key');
  check('a PuTTY key', utf8('PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n'), 'ssh-key');
  check('a keychain', utf8('kych\0\u0001\0\0'), 'keychain');
  check('PEM without its end', utf8('-----BEGIN CERTIFICATE-----\nMIIC\n'), 'pem-incomplete');
  check('other PEM', utf8(encodePem('DH PARAMETERS', certificate)), 'pem-other');
  check('a web page', utf8('\n<!DOCTYPE html><html></html>'), 'web-page');
  check('a web page with a byte order mark', utf8('\uFEFF<!-- saved from url --><HTML lang="en">'), 'web-page');
  check('XHTML', utf8('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>'), 'web-page');
  check('an answer of S3', utf8('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>'), 'server-answer');
  check('an answer of GitHub', utf8('{\n  "message": "Bad credentials",\n  "status": "401"\n}'), 'server-answer');
  check('an answer in words', utf8('404: Not Found'), 'server-answer');
  check('JSON', utf8('{ "type": "service_account" }'), 'json');
  check('a property list', utf8('<?xml version="1.0"?><!DOCTYPE plist PUBLIC "">'), 'property-list');
  check('a binary property list', utf8('bplist00\u0001\u0002\0'), 'property-list');
  check('a pointer of Git LFS', utf8('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'), 'lfs-pointer');
  check('a pointer of git-annex', utf8('/annex/objects/SHA256E-s2500--00.p12\n'), 'annex-pointer');
  check('a link as text', utf8('../keys/upload.jks'), 'link-text');
  check('a link as text on Windows', utf8('C:\\keys\\upload.p12\r\n'), 'link-text');
  check('a shortcut', utf8('[InternetShortcut]\r\nURL=https://example.com\r\n'), 'shortcut');
  check('a companion file of macOS', fromHex('0005160700020000') ?? emptyBytes, 'apple-double');
  check('a message of GPG', fixtureOfGpg('8c0d04090302'), 'gpg-encrypted');
  check('a message of GPG for a key', fixtureOfGpg('85010c03'), 'gpg-encrypted');
  check('a message of GPG in armor', utf8('-----BEGIN PGP MESSAGE-----\n\njA0ECQMC\n=abcd\n-----END PGP MESSAGE-----\n'), 'gpg-encrypted');
  check('openssl enc', concatBytes(utf8('Salted__'), certificate), 'openssl-encrypted');
  check('age', utf8('age-encryption.org/v1\n-> X25519 abc\n'), 'age-encrypted');
  check('Ansible Vault', utf8('$ANSIBLE_VAULT;1.1;AES256\n6162\n'), 'ansible-encrypted');
  check('git-crypt', fromHex('00474954435259505400aabb') ?? emptyBytes, 'git-crypt-encrypted');
  check('a zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0xff), 'zip');
  check('gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'archive');
  check('tar', concatBytes(utf8('upload.p12'), new Uint8Array(247), utf8('ustar'), new Uint8Array(250)), 'archive');
  check('PNG', fromHex('89504e470d0a1a0a0000') ?? emptyBytes, 'image');
  check('PDF', utf8('%PDF-1.7\n'), 'document');
  check('a text', utf8('hello'), 'text');
  check('base64 of a text', utf8(toBase64(utf8('a text that is long enough to be taken for base64'))), 'text');
  check('other DER', derSequence(derNull()), 'unknown');
  check('a certificate that was cut off', certificate.subarray(0, 300), 'certificate');
  check('a key that was cut off', pkcs8.subarray(0, 300), 'truncated');
  check('noise that begins as DER', Uint8Array.of(0x30, 0x82, 0xff, 0xff, 0xee, 1), 'unknown');
  check('noise', Uint8Array.of(0xff, 0xfe, 1, 0, 2, 0), 'unknown');
  check('JKS saved as text', utf8(new TextDecoder().decode(jks)), 'replaced-text');
  check('PKCS #12 saved as text', utf8(new TextDecoder().decode(p12)), 'replaced-text');
  check(
    'JKS without its highest bits',
    jks.map((byte) => byte & 0x7f),
    'seven-bit',
  );
  check(
    'PKCS #12 without its highest bits',
    p12.map((byte) => byte & 0x7f),
    'seven-bit',
  );

  it('PKCS #12 is pkcs12, whole or cut off', async () => {
    const bytes = await pfx([], pkcs12Mac('x'));
    for (const length of [bytes.length, 40, 20]) strictEqual(recognizeFile(bytes.subarray(0, length)).kind, 'pkcs12');
  });
});

function fixtureOfGpg(start: string): Bytes {
  return concatBytes(fromHex(start) ?? emptyBytes, p12.subarray(100, 200));
}

function utf16(text: string, mark = '\uFEFF'): Bytes {
  return new Uint8Array(Buffer.from(mark + text, 'utf16le'));
}

/** As xxd, hexdump -C, certutil -encodehex and hexdump print a file. */
function dump(bytes: Bytes, form: 'xxd' | 'hexdump' | 'certutil' | 'words'): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = Buffer.from(bytes.subarray(at, at + 16));
    const text = row.toString('latin1').replace(/[^ -~]/g, '.');
    const each = [...row].map((byte) => byte.toString(16).padStart(2, '0'));
    const pairs = row.toString('hex').match(/.{1,4}/g) ?? [];
    const halves = `${each.slice(0, 8).join(' ')}  ${each.slice(8).join(' ')}`.padEnd(49);
    if (form === 'xxd') lines.push(`${at.toString(16).padStart(8, '0')}: ${pairs.join(' ').padEnd(39)}  ${text}`);
    if (form === 'hexdump') lines.push(`${at.toString(16).padStart(8, '0')}  ${halves} |${text}|`);
    if (form === 'certutil') lines.push(`${at.toString(16).padStart(4, '0')}\t${halves}   ${text}`);
    if (form === 'words')
      lines.push(`${at.toString(16).padStart(7, '0')} ${pairs.map((pair) => pair.slice(2) + pair.slice(0, 2)).join(' ')}`);
  }
  if (form === 'hexdump' || form === 'words') lines.push(bytes.length.toString(16).padStart(8, '0'));
  return `${lines.join('\n')}\n`;
}

describe('undoing an encoding', () => {
  function check(name: string, bytes: Bytes, original: Bytes, kind: FileKind, encoding: RegExp): void {
    it(`finds ${kind} in ${name}`, () => {
      const found = recognizeFile(bytes);
      strictEqual(found.kind, kind);
      ok(encoding.test(found.encoding ?? ''), found.encoding);
      // What follows the file in a dump is cut to whole pairs.
      strictEqual(toHex(found.bytes).slice(0, original.length * 2), toHex(original));
      deepStrictEqual(found.given, bytes);
    });
  }

  const base64 = toBase64(p12);
  const wrapped = (base64.match(/.{1,76}/g) ?? []).join('\r\n');
  for (const [name, text, encoding] of [
    ['base64', base64, /^base64 text$/],
    ['base64 of MIME', wrapped, /^base64 text$/],
    ['base64 without padding, with the URL alphabet', Buffer.from(p12).toString('base64url'), /^base64 text$/],
    ['base64 of base64', toBase64(utf8(base64)), /^base64 text$/],
    ['base64 with \\n for its line breaks', wrapped.replaceAll('\r\n', String.raw`\n`), /^base64 text$/],
    ['base64 with percent signs', base64.replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D'), /^base64 text$/],
    ['base64 behind a byte order mark', `\uFEFF${base64}`, /^base64 text$/],
    ['quoted base64', `"${base64}"\n`, /quotation/],
    ['base64 of JSON', `'${base64}',`, /quotation/],
    ['a data: URI', `data:application/x-pkcs12;base64,${base64}`, /data:/],
    ['a data: URI in quotes', `"data:application/octet-stream;name=a.p12;base64,${base64}"`, /data:/],
    ['a line of .env', `KEYSTORE_BASE64=${base64}\n`, /name/],
    ['a line of .env with quotes', `export KEYSTORE="${base64}"\n`, /name/],
    ['a line of YAML', `keystore: ${base64}\n`, /name/],
    ['a line of PowerShell', `$env:KEYSTORE = "${base64}"`, /name/],
    ['hexadecimal', toHex(p12), /hexadecimal/],
    ['hexadecimal with colons', (toHex(p12).match(/../g) ?? []).join(':'), /hexadecimal/],
    ['an array of C', `{ ${(toHex(p12).match(/../g) ?? []).map((pair) => `0x${pair}`).join(', ')} };`, /hexadecimal/],
    ['what xxd prints', dump(p12, 'xxd'), /hexadecimal/],
    ['what hexdump -C prints', dump(p12, 'hexdump'), /hexadecimal/],
    ['what certutil -encodehex writes', dump(p12, 'certutil'), /hexadecimal/],
    ['what certutil -encode writes', `-----BEGIN CERTIFICATE-----\r\n${wrapped}\r\n-----END CERTIFICATE-----\r\n`, /certutil/],
    ['PEM of PKCS12', encodePem('PKCS12', p12), /certutil/],
  ] as const)
    check(name, utf8(text), p12, 'pkcs12', encoding);

  check('base64 in UTF-16', utf16(base64), p12, 'pkcs12', /UTF-16/);
  check('base64 in UTF-16 without a mark', utf16(base64, ''), p12, 'pkcs12', /UTF-16/);
  check(
    'what hexdump prints',
    utf8(dump(jks.subarray(0, jks.length - (jks.length % 2)), 'words')),
    jks.subarray(0, 64),
    'jks',
    /hexadecimal/,
  );
  check('base64', utf8(toBase64(jks)), jks, 'jks', /^base64 text$/);
  check('base64', utf8(toBase64(profile)), profile, 'provisioning-profile', /^base64 text$/);
  check('base64', utf8(toBase64(certificate)), certificate, 'certificate', /^base64 text$/);

  const pem = encodePem('CERTIFICATE', certificate);
  check('base64 of PEM', utf8(toBase64(utf8(pem))), utf8(pem), 'certificate', /^base64 text$/);
  check('PEM in UTF-16', utf16(pem), utf8(pem), 'certificate', /UTF-16/);
  it('finds a certificate in PEM whose line breaks were lost', () => {
    for (const text of [pem.replaceAll('\n', ' '), pem.replaceAll('\n', String.raw`\n`), `"${pem.replaceAll('\n', String.raw`\r\n`)}"`]) {
      const { kind, isPem, encoding } = recognizeFile(utf8(text));
      deepStrictEqual([kind, isPem, encoding], ['certificate', true, 'PEM text without its line breaks']);
    }
  });

  const http = utf8('HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n');
  check('what curl -i saves', concatBytes(http, p12), p12, 'pkcs12', /HTTP/);
  for (const [name, bytes, kind] of [
    ['a keystore', jks, 'jks'],
    ['a .p12', p12, 'pkcs12'],
    ['a profile', profile, 'provisioning-profile'],
  ] as const) {
    check(`${name} with CRLF line ends`, latin1(Buffer.from(bytes).toString('latin1').replaceAll('\n', '\r\n')), bytes, kind, /CRLF/);
    check(`${name} taken for Latin-1`, utf8(Buffer.from(bytes).toString('latin1')), bytes, kind, /Latin-1/);
  }

  it('tells the files of fastlane match', () => {
    strictEqual(recognizeFile(utf8(toBase64(concatBytes(utf8('Salted__'), p12)))).kind, 'match-encrypted');
    strictEqual(recognizeFile(utf8(toBase64(concatBytes(utf8('match_encrypted_v2__'), p12)))).kind, 'match-encrypted');
  });

  it('leaves alone what it cannot be sure of', () => {
    strictEqual(recognizeFile(p12).encoding, undefined);
    strictEqual(recognizeFile(concatBytes(p12, utf8('\r\n'))).encoding, undefined);
    strictEqual(recognizeFile(utf8(pem)).encoding, undefined);
    strictEqual(recognizeFile(utf8(pem.replaceAll('\n', '\r\n'))).encoding, undefined);
  });

  it('ends soon for any layers', () => {
    let text = toBase64(p12);
    for (let layer = 0; layer < 6; layer++) text = toBase64(utf8(text));
    strictEqual(recognizeFile(utf8(text)).kind, 'text');
  });
});
