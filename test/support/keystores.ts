/** Keystores for tests, with whatever key and certificate is wanted, made once for each wish. */

import { type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { encodePkcs12 } from '../../src/core/formats/pkcs12/encodePkcs12.ts';
import { countingRandom } from './fixedWorld.ts';
import { throwAwayIdentity, type ThrowAwayAlgorithm } from './throwAwayIdentity.ts';

export interface TestKey {
  readonly alias: string;
  readonly algorithm: ThrowAwayAlgorithm;
  readonly commonName: string;
  /** ISO 8601 dates. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** PKCS12. The keys are EC unless another algorithm is named. */
export async function keystoreOf(keys: readonly (Partial<TestKey> & Pick<TestKey, 'alias'>)[], password: string): Promise<Bytes> {
  const random = countingRandom(7);
  const entries = keys.map(({ alias, algorithm = 'ec-p256', commonName, notBefore, notAfter }) => ({
    alias,
    ...throwAwayIdentity({
      algorithm,
      label: alias,
      ...(commonName !== undefined && { subject: [{ type: 'CN', value: commonName }] }),
      ...(notBefore !== undefined && { notBefore: new Date(notBefore) }),
      ...(notAfter !== undefined && { notAfter: new Date(notAfter) }),
    }),
  }));
  return encodePkcs12({ entries, password: new Secret(password), form: 'modern', randomBytes: (count) => random.bytes(count) });
}
