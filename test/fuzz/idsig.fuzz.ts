/** Mutated v4 signature files must be checked or refused. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { signApkV4 } from '../../src/core/signing/android/v4/signer.ts';
import { verifyV4 } from '../../src/core/signing/android/v4/verifier.ts';
import { hereDigester } from '../support/hereDigester.ts';
import { signBytes, unsignedApk } from '../support/signedPackages.ts';
import { throwAwayIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const identity = throwAwayIdentity({ algorithm: 'rsa-2048' });
const apk = bytesSource(await signBytes(await unsignedApk(), { identities: [identity] }));

export const target: FuzzTarget = {
  name: 'idsig',
  seeds: async () => [await signApkV4({ source: apk, identity, digester: hereDigester })],
  run: (idsig) => verifyV4({ source: apk, digester: hereDigester, idsig, schemes: [] }),
};
