/** Rules that bring the packages of a branch to groups by themselves, as soon as a release says from which branch it was built. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { matchesBranch } from '../model/branchPattern.ts';
import { type Row } from '../model/tables.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireWrite, type App } from './access.ts';
import { announceRelease } from './announceRelease.ts';
import { audit } from './auditLog.ts';
import { isInstallable } from './destinations.ts';
import { findGroup } from './groups.ts';
import { newId } from './identifiers.ts';
import { type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export type Rule = Row<'rule'>;

export interface RuleInput {
  readonly branch: string;
  readonly group: string;
  readonly isMandatory?: boolean | undefined;
  readonly notifiesTesters?: boolean | undefined;
}

const mostRules = 100;
const longestBranch = 250;

export interface ShownRule {
  readonly rule: Rule;
  readonly groupName: string;
}

/** In the order in which they were made. */
export async function listRules({ records }: ReleaseWorld, app: App): Promise<readonly ShownRule[]> {
  const rules = await records.find('rule', { where: { appId: app.id }, order: [['createdAt', 'ascending']] });
  const groups = await records.find('group', { where: { id: rules.map(({ groupId }) => groupId) } });
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  return rules.map((rule) => ({ rule, groupName: names.get(rule.groupId) ?? '' }));
}

export async function createRule(world: ReleaseWorld, actor: Actor, app: App, input: RuleInput): Promise<ShownRule> {
  requireWrite(actor);
  const { branch, group, isMandatory = false, notifiesTesters = true } = input;
  if (branch === '' || branch.length > longestBranch || /\p{Cc}/u.test(branch))
    throw Failure.of('release-refused', { reason: phrase('the branch cannot be used') });
  const { id: groupId, name: groupName } = await findGroup(world.records, app, group);
  const createdAt = world.clock.now().toISOString();
  const rule = { id: newId(world.random), appId: app.id, branch, groupId, isMandatory, notifiesTesters, createdAt };
  await world.records.transaction(async (transaction) => {
    if ((await transaction.count('rule', { appId: app.id })) >= mostRules)
      throw Failure.of('release-refused', { reason: phrase('the app has 100 rules already') });
    if (!(await transaction.insert('rule', rule))) throw Failure.of('release-conflict', { what: phrase('Rule'), name: branch });
    await audit(world, transaction, actor, { action: 'rule.create', subject: rule.id, appId: app.id, details: { branch, groupId } });
  });
  return { rule, groupName };
}

/** Fails with `release-not-found`. */
export async function deleteRule(world: ReleaseWorld, actor: Actor, app: App, id: string): Promise<void> {
  requireWrite(actor);
  await world.records.transaction(async (transaction) => {
    const count = await transaction.remove('rule', { id, appId: app.id });
    if (count === 0) throw Failure.of('release-not-found', { what: phrase('Rule'), name: id });
    await audit(world, transaction, actor, { action: 'rule.delete', subject: id, appId: app.id });
  });
}

/** Whether a rule of the app brings packages of this branch to a group. */
export async function isRuled(world: ReleaseWorld, { appId }: Pick<Release, 'appId'>, branch: string): Promise<boolean> {
  return (await world.records.find('rule', { where: { appId } })).some((rule) => matchesBranch(rule.branch, branch));
}

/** Leaves alone what the release has already, and packages that no group can install. */
export async function applyRules(
  world: ReleaseWorld,
  transaction: RecordTransaction,
  actor: Pick<Actor, 'userId'>,
  release: Release,
  branch: string,
): Promise<void> {
  if (!isInstallable(release.facts)) return;
  const rules = await transaction.find('rule', { where: { appId: release.appId }, order: [['createdAt', 'ascending']] });
  for (const { branch: pattern, groupId, isMandatory, notifiesTesters } of rules) {
    if (!matchesBranch(pattern, branch)) continue;
    const isNew = await transaction.insert('destination', {
      targetId: groupId,
      releaseNumber: release.number,
      releaseId: release.id,
      kind: 'group',
      isMandatory,
      notifiesTesters,
      addedAt: world.clock.now().toISOString(),
    });
    const details = { target: groupId, rule: pattern };
    if (!isNew) continue;
    if (notifiesTesters) await announceRelease(world, transaction, release, { kind: 'group', id: groupId });
    await audit(world, transaction, actor, { action: 'release.distribute', subject: release.id, appId: release.appId, details });
  }
}
