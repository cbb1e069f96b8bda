/** The signatures of a package that a test got hold of, checked by the core in this thread. */

import { bytesSource } from '../../src/core/base/byteSource.ts';
import { verifyPackage, type PackageVerification } from '../../src/core/workflow/verifyPackage.ts';
import { NodeContentDigester } from '../../src/node/contentDigester/nodeContentDigester.ts';

export async function verifyBytes(bytes: Uint8Array<ArrayBuffer>): Promise<PackageVerification> {
  // Content without a path is hashed here; no worker is ever started.
  const digester = new NodeContentDigester({ workerUrl: new URL('file:///no-worker') });
  return await verifyPackage(bytesSource(bytes), { digester });
}
