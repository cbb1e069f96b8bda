/** Keys with self-signed certificates for tests. Keys are made once a process and algorithm, as RSA keys are slow to make. */

import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type NameInput } from '../../src/core/formats/x509/distinguishedNameText.ts';
import { createSelfSignedCertificate } from '../../src/core/formats/x509/createCertificate.ts';
import { type SignatureHash } from '../../src/core/formats/x509/signatureAlgorithms.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';

export type ThrowAwayAlgorithm =
  | 'rsa-512'
  | 'rsa-1024'
  | 'rsa-2048'
  | 'rsa-3072'
  | 'rsa-4096'
  | 'ec-p256'
  | 'ec-p384'
  | 'ec-p521'
  | 'ec-secp256k1'
  | 'dsa-1024'
  | 'dsa-2048'
  | 'ed25519';

const curves = { 'ec-p256': 'P-256', 'ec-p384': 'P-384', 'ec-p521': 'P-521', 'ec-secp256k1': 'secp256k1' } as const;
const keys = new Map<string, KeyObject>();

function generate(algorithm: ThrowAwayAlgorithm): KeyObject {
  const [type, size] = algorithm.split('-');
  if (type === 'rsa') return generateKeyPairSync('rsa', { modulusLength: Number(size) }).privateKey;
  if (type === 'dsa')
    return generateKeyPairSync('dsa', { modulusLength: Number(size), divisorLength: size === '1024' ? 160 : 256 }).privateKey;
  if (algorithm === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  return generateKeyPairSync('ec', { namedCurve: curves[algorithm as keyof typeof curves] }).privateKey;
}

/** The same key for the same algorithm and label within a process. */
export function throwAwayKey(algorithm: ThrowAwayAlgorithm, label = ''): KeyObject {
  const name = `${algorithm}/${label}`;
  const key = keys.get(name) ?? generate(algorithm);
  keys.set(name, key);
  return key;
}

export interface ThrowAwayOptions {
  readonly algorithm?: ThrowAwayAlgorithm;
  /** Different labels give different keys of the same algorithm. */
  readonly label?: string;
  readonly subject?: NameInput;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly hash?: SignatureHash;
}

export function throwAwayIdentity(options: ThrowAwayOptions = {}): SigningIdentity {
  const privateKey = throwAwayKey(options.algorithm ?? 'rsa-2048', options.label);
  const certificate = createSelfSignedCertificate({
    subject: options.subject ?? [
      { type: 'CN', value: `Throw-away ${options.algorithm ?? 'rsa-2048'}` },
      { type: 'O', value: 'Tests' },
      { type: 'C', value: 'US' },
    ],
    notBefore: options.notBefore ?? new Date('2026-01-01T00:00:00Z'),
    notAfter: options.notAfter ?? new Date('2056-01-01T00:00:00Z'),
    serialNumber: Uint8Array.of(0x12, 0x34, 0x56),
    privateKey,
    ...(options.hash && { hash: options.hash }),
  });
  return { privateKey, certificates: [certificate] };
}

/** The same key and certificate in every process: Ed25519 has no chance in its signatures. For seeds that must not change. */
export function fixedIdentity(): SigningIdentity {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const certificate = createSelfSignedCertificate({
    subject: [
      { type: 'CN', value: 'Fixed Ünïcode' },
      { type: 'EMAILADDRESS', value: 'a@example.com' },
    ],
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2056-01-01T00:00:00Z'),
    serialNumber: Uint8Array.of(1),
    privateKey,
  });
  return { privateKey, certificates: [certificate] };
}
