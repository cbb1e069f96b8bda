/** Mutated packages must be verified or refused, and signed or refused, never more. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { isFailure } from '../../src/core/base/failure.ts';
import { signApkV4 } from '../../src/core/signing/android/v4/signer.ts';
import { verifyApk } from '../../src/core/signing/android/verifyApk.ts';
import { signAppBundle } from '../../src/core/signing/app-bundle/signAppBundle.ts';
import { hereDigester } from '../support/hereDigester.ts';
import { signBytes, unsignedApk } from '../support/signedPackages.ts';
import { throwAwayIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';
import { MemorySink } from '../support/memorySink.ts';

const digester = hereDigester;
/** RSA with this exponent is quick to check, and its signatures are the same at every call. */
const identity = throwAwayIdentity({ algorithm: 'rsa-2048' });

async function expectFailure(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

export const target: FuzzTarget = {
  name: 'apkSigning',
  seeds: async () => [
    await signBytes(await unsignedApk({ minSdk: 21 }), { identities: [identity] }),
    await signBytes(await unsignedApk({ minSdk: 24 }), { identities: [identity] }),
    await signBytes(await unsignedApk({ minSdk: 16 }), { identities: [identity], schemes: { v2: false, v3: false } }),
  ],
  async run(bytes) {
    const source = bytesSource(bytes);
    await verifyApk(source, { digester });
    const { verified } = await verifyApk(source, { digester, minSdk: 16, maxSdk: 23 });
    // Whatever a platform accepts can be signed again, so making a package of it is worth the time.
    if (verified) await expectFailure(signAppBundle({ source, output: new MemorySink(), identities: [identity] }));
    if (bytes.length % 16 === 0) await expectFailure(signApkV4({ source, identity, digester }));
  },
};
