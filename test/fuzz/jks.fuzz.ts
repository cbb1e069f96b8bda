/** JKS: mutated keystores must be read or refused. */

import { openSigningIdentity } from '../../src/core/assets/keystore/openSigningIdentity.ts';
import { utf8 } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { writeJks } from '../support/jksWriter.ts';
import { fixedIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const password = new Secret('fuzz');

export const target: FuzzTarget = {
  name: 'jks',
  seeds: async () => {
    const { privateKey, certificates } = fixedIdentity();
    const one = { alias: 'one', key: { privateKey, password: 'fuzz' }, certificates };
    const trusted = { alias: 'vertrauen-鍵', certificates };
    return [
      writeJks({ entries: [one], password: 'fuzz', version: 1 }),
      writeJks({ entries: [one, trusted, { ...one, alias: 'two', certificates: [...certificates, ...certificates] }], password: 'fuzz' }),
      privateKey.export({ type: 'pkcs8', format: 'der' }),
      utf8(encodePem('CERTIFICATE', certificates[0])),
    ];
  },
  run: async (bytes) => {
    await openSigningIdentity(bytes, { password });
  },
};
