/** Where releases go: groups and single testers, each with its mandatory mark and the choice to notify. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { readFacts } from '../model/storedJson.ts';
import { type Json, type Row } from '../model/tables.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireWrite, type App } from './access.ts';
import { announceRelease } from './announceRelease.ts';
import { audit } from './auditLog.ts';
import { ensureTester, findGroup } from './groups.ts';
import { makeInstallable } from './installablePackage.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';
import { storeOrders, type StoreOrderState } from './storeOrders.ts';
import { storeStates } from './storeReports.ts';
import { type Release } from './releases.ts';

type Target =
  /** By name or identifier. */
  { readonly kind: 'group'; readonly group: string } | { readonly kind: 'tester'; readonly email: string };

export interface DestinationChoice {
  readonly isMandatory: boolean;
  readonly notifiesTesters: boolean;
}

export interface Destination extends DestinationChoice {
  readonly kind: 'group' | 'tester' | 'store';
  readonly id: string;
  /** Of a group or an account at a store; the mail address of a tester. */
  readonly name: string;
  readonly displayName: string;
  /** What a store said of it last, in its own words. */
  readonly storeState?: string | null;
  /** How far this server is with bringing it to a store, while that is remembered. */
  readonly order?: StoreOrderState | undefined;
}

/**
 * All of them, or none when one of them cannot be. A release that is there already takes the new marks. Of an app bundle, an APK for all devices is
 * made first.
 */
export async function addDestinations(
  world: ReleaseWorld,
  actor: Actor,
  app: App,
  given: Release,
  targets: readonly Target[],
  choice: DestinationChoice,
): Promise<readonly Destination[]> {
  requireWrite(actor);
  if (targets.length === 0) return [];
  requireInstallable(given.facts);
  const release = await makeInstallable(world, given);
  return await world.records.transaction(async (transaction) => {
    const added: Destination[] = [];
    for (const target of targets) {
      const found = await resolveTarget(world, transaction, app, target);
      const key = { targetId: found.id, releaseId: release.id };
      const isNew = await transaction.insert('destination', {
        ...key,
        ...choice,
        kind: found.kind,
        releaseNumber: release.number,
        addedAt: world.clock.now().toISOString(),
      });
      if (!isNew) await transaction.update('destination', key, { ...choice });
      else if (choice.notifiesTesters) await announceRelease(world, transaction, release, found);
      await audit(world, transaction, actor, {
        action: 'release.distribute',
        subject: release.id,
        appId: release.appId,
        details: { target: found.id },
      });
      added.push({ ...found, ...choice });
    }
    return added;
  });
}

/** Fails with `release-refused` for a package that phones of testers cannot install, in the words of App Center. */
export function requireInstallable(facts: Json): void {
  const reason = problemOfInstalling(facts);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
}

/** As it is: of an app bundle, an APK would be made first. */
export function isInstallable(facts: Json): boolean {
  return readFacts(facts).extension !== 'aab' && problemOfInstalling(facts) === undefined;
}

function problemOfInstalling(facts: Json): string | undefined {
  const { profileKind } = readFacts(facts);
  return profileKind === 'app-store'
    ? phrase('the package is signed with an App Store profile, which no device can install; sign it with an ad hoc profile')
    : undefined;
}

async function resolveTarget(
  world: ReleaseWorld,
  transaction: RecordTransaction,
  app: App,
  target: Target,
): Promise<Omit<Destination, keyof DestinationChoice> & { readonly kind: Target['kind'] }> {
  if (target.kind === 'group') {
    const { id, name, displayName } = await findGroup(transaction, app, target.group);
    return { kind: 'group', id, name, displayName };
  }
  const { id, email, displayName } = await ensureTester(world, transaction, target.email);
  return { kind: 'tester', id, name: email, displayName };
}

/** Whether it was one. */
export async function removeDestination(world: ReleaseWorld, actor: Actor, release: Release, targetId: string): Promise<boolean> {
  requireWrite(actor);
  return await world.records.transaction(async (transaction) => {
    const count = await transaction.remove('destination', { releaseId: release.id, targetId });
    await audit(world, transaction, actor, {
      action: 'release.withdraw',
      subject: release.id,
      appId: release.appId,
      details: { target: targetId },
    });
    return count === 1;
  });
}

/** Fails with `release-not-found`. */
export async function updateDestination(
  world: ReleaseWorld,
  actor: Actor,
  release: Release,
  targetId: string,
  isMandatory: boolean,
): Promise<void> {
  requireWrite(actor);
  await world.records.transaction(async (transaction) => {
    const count = await transaction.update('destination', { releaseId: release.id, targetId }, { isMandatory });
    if (count === 0) throw Failure.of('release-not-found', { what: phrase('Destination'), name: targetId });
    await audit(world, transaction, actor, {
      action: 'release.distribute',
      subject: release.id,
      appId: release.appId,
      details: { target: targetId, isMandatory },
    });
  });
}

/** Of each release, in the order they were added; those added together groups first, by name. */
export async function destinationsOf(
  { records, stores }: ReleaseWorld,
  releases: readonly Release[],
): Promise<ReadonlyMap<string, readonly Destination[]>> {
  const rows = await records.find('destination', {
    where: { releaseId: releases.map(({ id }) => id) },
  });
  const ids = [...new Set(rows.map(({ targetId }) => targetId))];
  const groups = new Map((await records.find('group', { where: { id: ids } })).map((group) => [group.id, group]));
  const testers = new Map((await records.find('tester', { where: { id: ids } })).map((tester) => [tester.id, tester]));
  const atStores = rows.filter(({ kind }) => kind === 'store');
  const stateOf = await storeStates({ records }, atStores);
  const orderOf = atStores.length === 0 ? undefined : await storeOrders({ records });
  const shown = (row: Row<'destination'>): Destination[] => {
    const { targetId: id, isMandatory, notifiesTesters } = row;
    const group = groups.get(id);
    if (group) return [{ kind: 'group', id, name: group.name, displayName: group.displayName, isMandatory, notifiesTesters }];
    if (row.kind === 'store') {
      // The server may have been started without the account since.
      const name = stores?.list().find((store) => store.id === id)?.name ?? id;
      const [storeState, order] = [stateOf(id, row.releaseId), orderOf?.({ id: row.releaseId }, name)];
      return [{ kind: 'store', id, name, displayName: name, isMandatory, notifiesTesters, storeState, order }];
    }
    const tester = testers.get(id);
    return tester ? [{ kind: 'tester', id, name: tester.email, displayName: tester.displayName, isMandatory, notifiesTesters }] : [];
  };
  const place = ({ addedAt, kind, targetId }: Row<'destination'>): string =>
    [addedAt, kind, groups.get(targetId)?.name ?? testers.get(targetId)?.email, targetId].join('\n');
  const sorted = rows.map((row) => ({ row, at: place(row) })).sort((a, b) => (a.at < b.at ? -1 : 1));
  const byRelease = Map.groupBy(sorted, ({ row }) => row.releaseId);
  return new Map(releases.map(({ id }) => [id, (byRelease.get(id) ?? []).flatMap(({ row }) => shown(row))]));
}
