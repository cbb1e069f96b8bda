/**
 * Which app of App Store Connect an app of this server is, as App Center's API keeps it: with a bundle identifier, no package of another app goes to
 * the store by mistake.
 */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { readFacts, textIn } from '../model/storedJson.ts';
import { requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export interface AppleMapping {
  /** Identifier of the store of this server whose account it is. */
  readonly connectionId: string;
  /** Of the app in App Store Connect; empty where it was not given. */
  readonly appleId: string;
  readonly bundleIdentifier: string;
  readonly teamIdentifier: string;
}

const longestText = 200;

function settingName(appId: string): string {
  return `apple-mapping/${appId}`;
}

export async function appleMappingOf({ records }: Pick<ReleaseWorld, 'records'>, app: Pick<App, 'id'>): Promise<AppleMapping | undefined> {
  const setting = await records.one('setting', { name: settingName(app.id) });
  if (!setting) return undefined;
  const text = (name: keyof AppleMapping): string => textIn(setting.value, name);
  return {
    connectionId: text('connectionId'),
    appleId: text('appleId'),
    bundleIdentifier: text('bundleIdentifier'),
    teamIdentifier: text('teamIdentifier'),
  };
}

/** Takes the place of an earlier one. Fails with `release-refused`, and with `release-not-found` for an account that is not one of Apple. */
export async function mapAppleApp(world: ReleaseWorld, actor: Actor, app: App, mapping: AppleMapping): Promise<AppleMapping> {
  requireWrite(actor);
  const { connectionId, appleId, bundleIdentifier, teamIdentifier } = mapping;
  const texts = [appleId, bundleIdentifier, teamIdentifier];
  if (texts.some((text) => text.length > longestText || /\p{Cc}/u.test(text)) || (appleId === '' && bundleIdentifier === ''))
    throw Failure.of('release-refused', { reason: phrase('the Apple identifier or the bundle identifier is missing or too long') });
  const store = world.stores?.list().find(({ id, name, type }) => type === 'apple' && (id === connectionId || name === connectionId));
  if (!store) throw Failure.of('release-not-found', { what: phrase('Store'), name: connectionId });
  const value = { connectionId: store.id, appleId, bundleIdentifier, teamIdentifier };
  await world.records.transaction(async (transaction) => {
    const row = { name: settingName(app.id), value };
    if (!(await transaction.insert('setting', row))) await transaction.update('setting', { name: row.name }, { value });
    await audit(world, transaction, actor, { action: 'apple-mapping.set', subject: app.id, appId: app.id, details: value });
  });
  return value;
}

/** Whether there was one. */
export async function unmapAppleApp(world: ReleaseWorld, actor: Actor, app: App): Promise<boolean> {
  requireWrite(actor);
  return await world.records.transaction(async (transaction) => {
    const count = await transaction.remove('setting', { name: settingName(app.id) });
    await audit(world, transaction, actor, { action: 'apple-mapping.delete', subject: app.id, appId: app.id, details: {} });
    return count === 1;
  });
}

/** Fails with `release-refused` for a package of another app than the one that was mapped. */
export async function requireMappedApp(world: ReleaseWorld, { appId, facts }: Release): Promise<void> {
  const { bundleIdentifier = '' } = (await appleMappingOf(world, { id: appId })) ?? {};
  const { identifier } = readFacts(facts);
  if (bundleIdentifier !== '' && identifier !== bundleIdentifier)
    throw Failure.of('release-refused', { reason: phrase('the package is not the app that is mapped to App Store Connect') });
}
