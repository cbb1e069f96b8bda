/**
 * The server's own certificate authority: made on first use and kept, so that a phone that trusts it once trusts every later start. It issues
 * certificates for the addresses of this machine alone. EC P-256 and SHA-256, as iOS and Android ask for.
 */

import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { latin1, utf8, type Bytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { generateKey } from '../../core/assets/keystore/generateKey.ts';
import { derBitString, derContextPrimitive, derObjectIdentifier, derSequence } from '../../core/formats/asn1/derWriter.ts';
import { encodePem } from '../../core/formats/pem/pem.ts';
import { createCertificate, createSelfSignedCertificate } from '../../core/formats/x509/createCertificate.ts';
import { type NameInput } from '../../core/formats/x509/distinguishedNameText.ts';
import { type Clock } from '../../core/ports/clock.ts';
import { type Random } from '../../core/ports/random.ts';
import { errorCode } from '../../node/fileFailure.ts';
import { writeTogether } from '../../node/writeTogether.ts';

export interface Authority {
  /** Of its certificate, PEM; to be trusted by clients. */
  readonly certificatePath: string;
  readonly certificate: X509Certificate;
  readonly name: NameInput;
  readonly privateKey: KeyObject;
}

export interface TlsIdentity {
  /** PEM, the leaf first. */
  readonly certificate: string;
  readonly privateKey: string;
}

interface AuthorityWorld {
  readonly clock: Clock;
  readonly random: Random;
}

const day = 24 * 60 * 60 * 1000;
const authorityDays = 3650;
/** iOS takes at most 825 days from authorities that people install, browsers 398. */
const leafDays = 397;
/** Clocks of phones are not always right. */
const earlierDays = 1;
const serialBytes = 16;

/** Bits 5 and 6: keyCertSign and cRLSign. Bit 0: digitalSignature (RFC 5280 4.2.1.3). */
const authorityUsage = derBitString(Uint8Array.of(0x06), 1);
const leafUsage = derBitString(Uint8Array.of(0x80), 7);
const serverAuth = '1.3.6.1.5.5.7.3.1';

/** Fails with `server-data-unusable` when what is there cannot be read. */
export async function openAuthority(folder: string, world: AuthorityWorld): Promise<Authority> {
  const certificatePath = join(folder, 'authority.pem');
  const keyPath = join(folder, 'authority-key.pem');
  const [certificateText, keyText] = await Promise.all([readText(certificatePath), readText(keyPath)]);
  if (certificateText !== undefined && keyText !== undefined)
    try {
      const certificate = new X509Certificate(certificateText);
      const privateKey = createPrivateKey(keyText);
      const [, commonName = ''] = /^CN=(.*)$/m.exec(certificate.subject) ?? [];
      if (!certificate.checkPrivateKey(privateKey)) throw new Error('the key does not belong to the certificate');
      return { certificatePath, certificate, privateKey, name: [{ type: 'CN', value: commonName }] };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw Failure.of('server-data-unusable', { path: certificatePath, reason }, { cause: error });
    }
  // A new authority in place of a half one would take the trust from every device that has the old one.
  const there = certificateText === undefined ? keyText && keyPath : certificatePath;
  if (there !== undefined) {
    const reason = `${phrase('the other file of the certificate authority is missing')}: ${there === keyPath ? certificatePath : keyPath}`;
    throw Failure.of('server-data-unusable', { path: there, reason });
  }
  const name = [
    {
      type: 'CN',
      value: `Mobile Distribution on ${hostname()
        .replace(/[^\w.-]/g, '-')
        .slice(0, 40)}`,
    },
  ];
  const privateKey = await generateKey('ec-p256');
  const der = createSelfSignedCertificate({
    subject: name,
    ...validity(world.clock, authorityDays),
    serialNumber: serialOf(world.random),
    privateKey,
    isCa: true,
    extensions: [{ oid: '2.5.29.15', isCritical: true, value: authorityUsage }],
  });
  await writeTogether([
    { path: certificatePath, bytes: utf8(encodePem('CERTIFICATE', der)) },
    { path: keyPath, bytes: utf8(String(privateKey.export({ type: 'pkcs8', format: 'pem' }))), mode: 0o600 },
  ]);
  return { certificatePath, certificate: new X509Certificate(der), privateKey, name };
}

/** For these addresses and names; a new key each time. */
export async function issueCertificate(authority: Authority, hosts: readonly string[], world: AuthorityWorld): Promise<TlsIdentity> {
  const privateKey = await generateKey('ec-p256');
  const [first = 'localhost'] = hosts;
  const der = createCertificate({
    subject: [{ type: 'CN', value: first }],
    ...validity(world.clock, leafDays),
    serialNumber: serialOf(world.random),
    publicKey: createPublicKey(privateKey),
    issuer: { name: authority.name, privateKey: authority.privateKey },
    extensions: [
      { oid: '2.5.29.19', isCritical: true, value: derSequence() },
      { oid: '2.5.29.15', isCritical: true, value: leafUsage },
      { oid: '2.5.29.37', value: derSequence(derObjectIdentifier(serverAuth)) },
      { oid: '2.5.29.17', value: derSequence(...hosts.map(alternativeName)) },
    ],
  });
  return {
    certificate: `${encodePem('CERTIFICATE', der)}${encodePem('CERTIFICATE', new Uint8Array(authority.certificate.raw))}`,
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

/** `iPAddress` or `dNSName` of RFC 5280 4.2.1.6. */
function alternativeName(host: string): Bytes {
  return isIP(host) === 0 ? derContextPrimitive(2, latin1(host)) : derContextPrimitive(7, addressBytes(host));
}

function addressBytes(address: string): Bytes {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.').map(Number));
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groups = (text: string | undefined): readonly number[] =>
    text === undefined || text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail)];
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

function validity(clock: Clock, days: number) {
  const start = clock.now().getTime() - earlierDays * day;
  return { notBefore: new Date(start), notAfter: new Date(start + days * day) };
}

/** Positive, as RFC 5280 wants it. */
function serialOf(random: Random): Bytes {
  const bytes = Uint8Array.from(random.bytes(serialBytes));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw Failure.of('server-data-unusable', { path, reason: errorCode(error) ?? String(error) }, { cause: error });
  }
}
