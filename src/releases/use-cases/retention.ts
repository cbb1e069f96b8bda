/** Rules by which releases of an app are deleted in time. What they delete can be restored for a week, as what people delete. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { noRetention, planRetention, type RetentionPlan, type RetentionPolicy } from '../model/retention.ts';
import { readLabels } from '../model/storedJson.ts';
import { type Json } from '../model/tables.ts';
import { requireOwner, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { purgeDeleted, trashReleases } from './deletedReleases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

const undoMs = 7 * 24 * 60 * 60 * 1000;

function settingName({ id }: Pick<App, 'id'>): string {
  return `retention/${id}`;
}

function readPolicy(stored: Json): RetentionPolicy {
  const values = new Map<string, unknown>(typeof stored === 'object' && stored !== null ? Object.entries(stored) : []);
  const number = (name: keyof RetentionPolicy): number | null => {
    const value = values.get(name);
    return typeof value === 'number' ? value : null;
  };
  return { keepPerGroup: number('keepPerGroup'), maxAgeDays: number('maxAgeDays'), maxBytes: number('maxBytes') };
}

export async function retentionOf({ records }: Pick<ReleaseWorld, 'records'>, app: Pick<App, 'id'>): Promise<RetentionPolicy> {
  const setting = await records.one('setting', { name: settingName(app) });
  return setting ? readPolicy(setting.value) : noRetention;
}

/** `null` turns a rule off. */
export async function setRetention(world: ReleaseWorld, actor: Actor, app: App, policy: RetentionPolicy): Promise<RetentionPolicy> {
  requireOwner(actor);
  const isNumber = (value: number | null): boolean => value === null || (Number.isSafeInteger(value) && value > 0);
  if (![policy.keepPerGroup, policy.maxAgeDays, policy.maxBytes].every(isNumber))
    throw Failure.of('release-refused', { reason: phrase('a retention rule is not a whole number above 0') });
  const { keepPerGroup, maxAgeDays, maxBytes } = policy;
  const value = { keepPerGroup, maxAgeDays, maxBytes };
  await world.records.transaction(async (transaction) => {
    const row = { name: settingName(app), value };
    if (!(await transaction.insert('setting', row))) await transaction.update('setting', { name: row.name }, { value });
    await audit(world, transaction, actor, { action: 'retention.set', subject: app.id, appId: app.id, details: value });
  });
  return policy;
}

function isOff({ keepPerGroup, maxAgeDays, maxBytes }: RetentionPolicy): boolean {
  return keepPerGroup === null && maxAgeDays === null && maxBytes === null;
}

/** What would go now. */
export async function previewRetention(world: ReleaseWorld, app: App, policy: RetentionPolicy): Promise<RetentionPlan> {
  if (isOff(policy)) return { removed: [] };
  const columns = ['id', 'number', 'uploadedAt', 'sizeBytes', 'labels'] as const;
  const releases = await world.records.pick('release', columns, { where: { appId: app.id, deletedAt: null } });
  const rows = await world.records.pick('destination', ['releaseId', 'targetId', 'isMandatory'], {
    where: { releaseId: releases.map(({ id }) => id) },
  });
  const destinations = Map.groupBy(rows, ({ releaseId }) => releaseId);
  const listed = releases.map((release) => ({
    number: release.number,
    uploadedAt: release.uploadedAt,
    sizeBytes: release.sizeBytes,
    isLabeled: readLabels(release.labels).length > 0,
    destinations: destinations.get(release.id) ?? [],
  }));
  return planRetention(listed, policy, world.clock.now());
}

/** By the rules that are set. */
export async function applyRetention(world: ReleaseWorld, actor: Actor, app: App): Promise<RetentionPlan> {
  requireOwner(actor);
  const plan = await previewRetention(world, app, await retentionOf(world, app));
  const numbers = plan.removed.map(({ number }) => number);
  if (numbers.length > 0) await trashReleases(world, actor, app, numbers);
  return plan;
}

/** For every app that has rules, and for good what was deleted a week ago. */
export async function applyAllRetention(world: ReleaseWorld): Promise<void> {
  const actor: Actor = { userId: 'server', scope: 'full', appId: null };
  for (const app of await world.records.find('app', {})) {
    const owner = await world.records.one('account', { id: app.ownerId });
    if (owner) await applyRetention(world, actor, { ...app, owner });
  }
  await purgeDeleted(world, new Date(world.clock.now().getTime() - undoMs));
}
