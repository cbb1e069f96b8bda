/**
 * The key that signs APKs that this server makes of app bundles. It never changes, so that each of them installs as an update of the one before;
 * it is not the key of the developer, so they do not update what came from a store.
 */

import { fromBase64, toBase64, type Bytes } from '../../core/base/bytes.ts';
import { generateKey } from '../../core/assets/keystore/generateKey.ts';
import { createSelfSignedCertificate } from '../../core/formats/x509/createCertificate.ts';
import { textIn } from '../model/storedJson.ts';
import { type ReleaseWorld } from '../use-cases/releaseWorld.ts';
import { madeOnce } from './madeOnce.ts';

export interface ApkKey {
  /** DER. */
  readonly certificate: Bytes;
  /** PKCS #8 as PEM. */
  readonly privateKey: string;
}

const settingName = 'apk-key';
const years = 30;

export async function openApkKey(world: Pick<ReleaseWorld, 'records' | 'clock' | 'random'>): Promise<ApkKey> {
  const stored = await madeOnce(world, settingName, async () => {
    const privateKey = await generateKey('rsa-2048');
    const now = world.clock.now();
    const serialNumber = world.random.bytes(16);
    const certificate = createSelfSignedCertificate({
      subject: [{ type: 'CN', value: 'Mobile Distribution test packages' }],
      notBefore: now,
      notAfter: new Date(Date.UTC(now.getUTCFullYear() + years, 0, 1)),
      serialNumber: Uint8Array.of((serialNumber[0] ?? 0) & 0x7f, ...serialNumber.subarray(1)),
      privateKey,
    });
    return { certificate: toBase64(certificate), privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) };
  });
  return { certificate: fromBase64(textIn(stored, 'certificate')), privateKey: textIn(stored, 'privateKey') };
}
