/** Fuzz target: recovery files. What costs more than the seeds is refused before anything is derived. */

import { openRecovery } from '../../src/core/assets/recovery/openRecovery.ts';
import { sealRecovery } from '../../src/core/assets/recovery/sealRecovery.ts';
import { utf8 } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const passphrase = new Secret('passphrase');

export const target: FuzzTarget = {
  name: 'recovery',
  seeds: async () => {
    const content = { keystore: utf8('keystore'), fileName: 'up.p12', password: new Secret('x'), createdAt: new Date(0) };
    return [
      await sealRecovery(content, { passphrase, random: { bytes: (count) => new Uint8Array(count) }, cost: { log2N: 1, r: 1, p: 1 } }),
    ];
  },
  run: (bytes) => openRecovery(bytes, passphrase, 16),
};
