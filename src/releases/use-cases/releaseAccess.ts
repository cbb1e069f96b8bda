/**
 * Whether a link alone opens a release. It does unless the app asks its testers to sign in: then a release that is in private groups only wants a tester
 * of one of them, who signed in by the link of an invitation, or a link of its own. Releases of public groups, and those that went to no one, need nothing.
 */

import { Secret } from '../../core/base/secret.ts';
import { toBase64 } from '../../core/base/bytes.ts';
import { requireOwner, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';
import { beginSession, findSession, type Session } from './sessions.ts';

type AccessWorld = Pick<ReleaseWorld, 'records'>;

function settingName(appId: string): string {
  return `sign-in/${appId}`;
}

/** Whether the testers of an app sign in. */
export async function asksToSignIn({ records }: AccessWorld, appId: string): Promise<boolean> {
  return (await records.one('setting', { name: settingName(appId) }))?.value === true;
}

export async function askToSignIn(world: ReleaseWorld, actor: Actor, app: App, value: boolean): Promise<void> {
  requireOwner(actor);
  const name = settingName(app.id);
  await world.records.transaction(async (transaction) => {
    if (!(await transaction.insert('setting', { name, value }))) await transaction.update('setting', { name }, { value });
    await audit(world, transaction, actor, { action: 'sign-in.set', subject: app.id, appId: app.id, details: { value } });
  });
}

export async function needsSignIn(world: AccessWorld, release: Release): Promise<boolean> {
  if (!(await asksToSignIn(world, release.appId))) return false;
  const destinations = await world.records.find('destination', { where: { releaseId: release.id } });
  if (destinations.length === 0) return false;
  const ids = destinations.map(({ targetId }) => targetId);
  return (await world.records.count('group', { id: ids, isPublic: true })) === 0;
}

/** Whether a release went to a tester: alone, or in a group. */
export async function isForTester({ records }: AccessWorld, release: Release, testerId: string): Promise<boolean> {
  const destinations = await records.find('destination', { where: { releaseId: release.id } });
  if (destinations.some(({ targetId }) => targetId === testerId)) return true;
  return (await records.count('member', { testerId, groupId: destinations.map(({ targetId }) => targetId) })) > 0;
}

/** Part of an address: what installs a package, a device or a download manager, has no cookie. For a tester, or for someone of the team. */
export async function passTo(
  world: Pick<ReleaseWorld, 'records' | 'clock' | 'random'>,
  release: Release,
  testerId: string | null,
): Promise<Secret> {
  const secret = new Secret(toBase64(world.random.bytes(32)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''));
  return await beginSession(world, 'pass', { testerId, releaseId: release.id }, secret);
}

export async function findPass(
  world: Pick<ReleaseWorld, 'records' | 'clock'>,
  release: Release,
  key: string,
): Promise<Session | undefined> {
  const pass = key === '' ? undefined : await findSession(world, 'pass', new Secret(key));
  return pass?.releaseId === release.id ? pass : undefined;
}
