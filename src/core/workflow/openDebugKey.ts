/** The keystore of this user for `debug` packages, made on first use in the user's own folder. */

import { createDebugKeystore, debugKey } from '../assets/keystore/debugKey.ts';
import { openSigningIdentity } from '../assets/keystore/openSigningIdentity.ts';
import { largestKeystore } from '../assets/keystore/readKeystore.ts';
import { Failure } from '../base/failure.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';
import { type SigningWorld } from './workflowWorld.ts';

export type DebugKeyWorld = Pick<SigningWorld, 'files' | 'paths' | 'clock' | 'random' | 'userFolder'>;

export function debugKeystorePath({ paths, userFolder }: Pick<SigningWorld, 'paths' | 'userFolder'>): string {
  return paths.join(userFolder, 'debug.p12');
}

export async function openDebugKey(world: DebugKeyWorld): Promise<SigningIdentity> {
  const path = debugKeystorePath(world);
  if (!(await world.files.stat(path))) {
    const bytes = await createDebugKeystore(world.clock, world.random);
    await world.files.writeFile(path, bytes, { mode: 0o600 });
  }
  // Read back even when it was just made: another process may have been faster.
  const bytes = await world.files.readFile(path, { maxBytes: largestKeystore });
  const { identity, issues } = await openSigningIdentity(bytes, debugKey);
  if (!identity) throw Failure.of('debug-key-unusable', { path }, { issues });
  return identity;
}
