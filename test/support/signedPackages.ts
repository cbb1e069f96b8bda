/** Small packages, signed and changed, for the tests of signatures. */

import { type Bytes } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { type IssueCode } from '../../src/core/base/issues/issueTable.ts';
import { encodeAndroidXml } from '../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { encodeApkSigningBlock, type SigningBlockPair } from '../../src/core/signing/android/apkSigningBlock.ts';
import { signApk, type SignApkRequest } from '../../src/core/signing/android/signApk.ts';
import { verifyApk, type VerifyApkOptions } from '../../src/core/signing/android/verifyApk.ts';
import { type ApkVerification } from '../../src/core/signing/android/apkVerification.ts';
import { inspectArchiveSections } from '../../src/core/signing/archive/archiveSections.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { hereDigester } from './hereDigester.ts';
import { element } from './manifestTree.ts';
import { smallArchive, type SmallEntry } from './smallPackages.ts';
import { throwAwayIdentity } from './throwAwayIdentity.ts';
import { MemorySink } from './memorySink.ts';
import { withWholeTexts } from './assertFilled.ts';

export interface ManifestSdks {
  readonly minSdk?: number;
  readonly targetSdk?: number;
  readonly sandbox?: number;
}

export function manifestBytes({ minSdk = 24, targetSdk = 29, sandbox }: ManifestSdks = {}): Bytes {
  return encodeAndroidXml(
    element('manifest', { package: 'com.acme.signed', ...(sandbox !== undefined && { 'android:targetSandboxVersion': sandbox }) }, [
      element('uses-sdk', { 'android:minSdkVersion': minSdk, 'android:targetSdkVersion': targetSdk }),
    ]),
  );
}

export function unsignedApk(sdks: ManifestSdks = {}, more: readonly SmallEntry[] = []): Promise<Bytes> {
  return smallArchive([
    { name: 'AndroidManifest.xml', bytes: manifestBytes(sdks), method: 'deflated' },
    { name: 'classes.dex', bytes: new Uint8Array(3000).fill(0x64), method: 'deflated' },
    { name: 'assets/a.bin', bytes: new Uint8Array(100).map((_, index) => index) },
    ...more,
  ]);
}

export type SignOptions = Omit<Partial<SignApkRequest>, 'source' | 'output' | 'digester'>;

export async function signBytes(apk: Bytes, options: SignOptions = {}): Promise<Bytes> {
  const output = new MemorySink();
  const identities: readonly [SigningIdentity, ...SigningIdentity[]] = [throwAwayIdentity({ algorithm: 'ec-p256' })];
  await signApk({ source: bytesSource(apk), output, identities, digester: hereDigester, ...options });
  return output.bytes();
}

export async function verifyBytes(apk: Bytes, options: Partial<VerifyApkOptions> = {}): Promise<ApkVerification> {
  const result = await verifyApk(bytesSource(apk), { digester: hereDigester, ...options });
  withWholeTexts(result.issues);
  return result;
}

export function errorCodes({ issues }: Pick<ApkVerification, 'issues'>): readonly IssueCode[] {
  return issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

/** The package with another signing block in the place of its own, or without one. */
export async function withSigningBlock(apk: Bytes, pairs: readonly SigningBlockPair[] | Bytes): Promise<Bytes> {
  const { sections } = await inspectArchiveSections(bytesSource(apk));
  if (!sections) throw new Error('no archive');
  const view = new DataView(apk.buffer, apk.byteOffset, apk.byteLength);
  const { centralDirectoryOffset, endRecordOffset } = sections;
  const isSigned = Buffer.from(apk.subarray(centralDirectoryOffset - 16, centralDirectoryOffset)).toString() === 'APK Sig Block 42';
  const start = isSigned
    ? centralDirectoryOffset - 8 - Number(view.getBigUint64(centralDirectoryOffset - 24, true))
    : centralDirectoryOffset;
  const block = pairs instanceof Uint8Array ? pairs : encodeApkSigningBlock(pairs);
  const changed = new Uint8Array(Buffer.concat([apk.subarray(0, start), block, apk.subarray(centralDirectoryOffset)]));
  const end = endRecordOffset - (centralDirectoryOffset - start) + block.length;
  new DataView(changed.buffer).setUint32(end + 16, start + block.length, true);
  return changed;
}
