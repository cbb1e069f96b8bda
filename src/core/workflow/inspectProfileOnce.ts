/** Inspects a provisioning profile, once a session and day: what it says of its validity depends on the day. */

import { inspectProfile } from '../assets/provisioning-profile/inspectProfile.ts';
import { type ProfileInspection } from '../assets/provisioning-profile/profileInspection.ts';
import { dayOf } from '../assets/validity.ts';
import { type Bytes } from '../base/bytes.ts';
import { type SigningWorld } from './workflowWorld.ts';

export async function inspectProfileOnce(
  { clock, trustedRoots = [], sessionCache }: SigningWorld,
  bytes: Bytes,
): Promise<ProfileInspection> {
  const now = clock.now();
  const inspect = async (): Promise<ProfileInspection> => inspectProfile(bytes, { now, trusted: trustedRoots });
  return await (sessionCache?.remember(`profile ${dayOf(now)}`, bytes, [], inspect) ?? inspect());
}
