/** The signatures of a package that a test got hold of, checked by the core in this thread. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { describePackage } from '../../src/core/packages/describePackage.ts';
import { type PackageVerification } from '../../src/core/packages/verifyPackage.ts';
import { NodeContentDigester } from '../../src/node/contentDigester/nodeContentDigester.ts';

export async function verifyBytes(bytes: Uint8Array<ArrayBuffer>): Promise<PackageVerification> {
  // Content without a path is hashed here; no worker is ever started.
  const digester = new NodeContentDigester({ workerUrl: new URL('file:///no-worker') });
  const { verification, issues } = await describePackage(bytesSource(bytes), { now: new Date(), verify: { digester } });
  if (!verification) throw new Error(`no Android package: ${issues.map(({ code }) => code).join(', ')}`);
  return verification;
}
