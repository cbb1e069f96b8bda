/** Makes an APK for all devices of an app bundle that is not trusted, signs it, and reads it like any other package. Runs in the thread that reads packages. */

import { createPrivateKey } from 'node:crypto';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { isFailure } from '../../../core/base/failure.ts';
import { createUniversalApk } from '../../../core/packages/universal-apk/createUniversalApk.ts';
import { signApk } from '../../../core/signing/android/signApk.ts';
import { NodeContentDigester } from '../../../node/contentDigester/nodeContentDigester.ts';
import { NodeFileSystem } from '../../../node/nodeFileSystem.ts';
import { NodeOpenFile } from '../../../node/nodeOpenFile.ts';
import { unknownFacts } from '../../model/packageFacts.ts';
import { type ReadPackage } from '../../ports/packageReader.ts';
import { type ApkTask } from './inspectionTask.ts';
import { readPackageFile } from './readPackageFile.ts';

/** Native libraries and assets may become larger when they are stored, but a small bundle does not fill the disk. */
const growth = 10;
const smallestLimit = 256 * 1024 * 1024;

export async function makeApk(source: ByteSource, { path, certificate, privateKey }: ApkTask, now: Date): Promise<ReadPackage> {
  const files = new NodeFileSystem();
  const unsigned = await files.createFile(`${path}.unsigned`);
  const output = await files.createFile(path);
  let made: NodeOpenFile | undefined;
  try {
    await createUniversalApk({ source, output: unsigned, largestBytes: Math.max(smallestLimit, source.size * growth) });
    made = await NodeOpenFile.open(unsigned.temporaryPath);
    // In this thread alone: large files are hashed by no other one.
    const digester = new NodeContentDigester({ workerUrl: new URL('file:///'), workerThresholdBytes: Number.POSITIVE_INFINITY });
    const identity = { certificates: [new Uint8Array(certificate)] as const, privateKey: createPrivateKey(privateKey) };
    await signApk({ source: made, output, identities: [identity], digester });
    await output.commit();
  } catch (error) {
    if (isFailure(error)) return { facts: unknownFacts('apk'), icon: null, problem: error.message };
    throw error;
  } finally {
    await made?.close();
    await unsigned.discard();
    await output.discard();
  }
  const apk = await NodeOpenFile.open(path);
  try {
    return await readPackageFile(apk, 'apk', now);
  } finally {
    await apk.close();
  }
}
