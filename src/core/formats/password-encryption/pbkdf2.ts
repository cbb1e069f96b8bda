/**
 * PBKDF2-params and scrypt-params (RFC 8018 appendix A.2, RFC 7914 section 7): reading them, and deriving in a worker thread
 * of the crypto library, so that nothing blocks.
 */

import { pbkdf2, scrypt } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { type Asn1Node } from '../asn1/asn1Node.ts';
import { nameOfObjectIdentifier } from '../asn1/objectIdentifierNames.ts';
import { parseAlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';
import { type DerivationBudget, type DerivationInput } from './derivationBudget.ts';
import { TooManyIterations, UnsupportedEncryption } from './passwordEncryptionErrors.ts';

/** One derivation in the crypto library's threads, as a promise. */
async function derived(start: (done: (error: Error | null, key: Bytes) => void) => void): Promise<Bytes> {
  return await new Promise((resolve, reject) => {
    start((error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** Pseudorandom functions by identifier (RFC 8018 appendix B.1.2), as node:crypto names their hash. */
const hashesOfPrf: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
  '1.2.840.113549.2.12': 'sha512-224',
  '1.2.840.113549.2.13': 'sha512-256',
};

/** The hash of an `hmacWith…` identifier. Throws `UnsupportedEncryption`. */
export function hashOfPrf(oid: string): string {
  const hash = Object.hasOwn(hashesOfPrf, oid) ? hashesOfPrf[oid] : undefined;
  if (hash === undefined) throw new UnsupportedEncryption(nameOfObjectIdentifier(oid));
  return hash;
}

export interface Pbkdf2Parameters {
  readonly kind: 'pbkdf2';
  readonly hash: string;
  readonly salt: Bytes;
  readonly iterations: number;
  readonly keyLength: number | undefined;
}

export interface ScryptParameters {
  readonly kind: 'scrypt';
  readonly salt: Bytes;
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

export function parsePbkdf2Parameters(node: Asn1Node): Pbkdf2Parameters {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const salt = cursor.octets('salt');
  const iterations = cursor.count('iterationCount');
  const keyLength = cursor.optional('INTEGER');
  const prf = cursor.hasMore ? parseAlgorithmIdentifier(cursor.next('prf')).oid : '1.2.840.113549.2.7';
  // An INTEGER of one or two bytes; ciphers have at most 128.
  const length = keyLength?.content.reduce((value, byte) => value * 256 + byte, 0);
  return { kind: 'pbkdf2', hash: hashOfPrf(prf), salt, iterations, keyLength: length };
}

export function parseScryptParameters(node: Asn1Node): ScryptParameters {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  return {
    kind: 'scrypt',
    salt: cursor.octets('salt'),
    cost: cursor.count('costParameter'),
    blockSize: cursor.count('blockSize'),
    parallelization: cursor.count('parallelizationParameter'),
  };
}

async function deriveScrypt(parameters: ScryptParameters, password: Bytes, length: number, budget: DerivationBudget): Promise<Bytes> {
  const { salt, cost, blockSize, parallelization } = parameters;
  const work = cost * blockSize * parallelization;
  budget.spend(Number.isSafeInteger(work) ? work : Number.MAX_SAFE_INTEGER);
  const memory = 128 * blockSize * (cost + parallelization + 2);
  if (memory > 256 * 1024 * 1024) throw new TooManyIterations(cost);
  try {
    const options = { N: cost, r: blockSize, p: parallelization, maxmem: memory * 2 };
    return await derived((done) => scrypt(password, salt, length, options, done));
  } catch {
    throw new UnsupportedEncryption(`scrypt with N=${cost}, r=${blockSize}, p=${parallelization}`);
  }
}

export async function deriveKey(
  parameters: Pbkdf2Parameters | ScryptParameters,
  password: Bytes,
  length: number,
  budget: DerivationBudget,
): Promise<Bytes> {
  if (parameters.kind === 'scrypt') return await deriveScrypt(parameters, password, length, budget);
  if (parameters.iterations < 1) throw new UnsupportedEncryption('PBKDF2 without iterations');
  budget.spend(parameters.iterations);
  const input = { ...parameters, password, length };
  try {
    return await (budget.begun(input) ?? derivePbkdf2(input));
  } catch {
    throw new UnsupportedEncryption(`PBKDF2 with ${parameters.hash}`);
  }
}

/** For a later `deriveKey` of the same; scrypt takes memory and is not begun without need. */
export function beginKey(parameters: Pbkdf2Parameters | ScryptParameters, password: Bytes, length: number, budget: DerivationBudget): void {
  if (parameters.kind === 'scrypt' || parameters.iterations < 1) return;
  const input = { ...parameters, password, length };
  budget.begin(input, () => derivePbkdf2(input));
}

async function derivePbkdf2({ password, salt, iterations, length, hash }: DerivationInput): Promise<Bytes> {
  return await derived((done) => pbkdf2(password, salt, iterations, length, hash, done));
}
