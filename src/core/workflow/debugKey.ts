/**
 * The key of this user for `debug` packages, made on first use. It protects nothing: whoever has it can only make packages
 * that replace debug packages, so its password is known, as that of Android's own debug keystore is.
 */

import { Failure } from '../base/failure.ts';
import { Secret } from '../base/secret.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

const alias = 'debug';
const password = new Secret('mobile-distribution-debug');

export function debugKeystorePath({ paths, userFolder }: Pick<WorkflowWorld, 'paths' | 'userFolder'>): string {
  return paths.join(userFolder, 'debug.p12');
}

export async function openDebugKey(world: WorkflowWorld): Promise<SigningIdentity> {
  const path = debugKeystorePath(world);
  if (!(await world.files.stat(path))) {
    const bytes = await world.tools.createKeystore({ alias, commonName: 'Mobile Distribution debug key', password });
    await world.files.writeFile(path, bytes, { mode: 0o600 });
  }
  // Read back even when it was just made: another process may have been first.
  const bytes = await world.files.readFile(path, { maxBytes: 1024 * 1024 });
  const { identity, issues } = await world.tools.openKey({ bytes, file: path, password, alias, keyPassword: async () => undefined });
  if (!identity) throw Failure.of('debug-key-unusable', { path }, { issues });
  return identity;
}
