/** What can be changed of a release: notes, state, origin, labels and custom fields. A branch that becomes known applies the rules of the app. */

import { Failure, isFailure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { longestNotes } from '../model/names.ts';
import { mergeOrigin, type OriginChanges } from '../model/packageFacts.ts';
import { readOrigin } from '../model/storedJson.ts';
import { requireWrite } from './access.ts';
import { audit } from './auditLog.ts';
import { makeInstallable } from './installablePackage.ts';
import { applyRules, isRuled } from './releaseRules.ts';
import { type Release } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export interface ReleaseChanges {
  readonly notes?: string | undefined;
  readonly isEnabled?: boolean | undefined;
  readonly build?: OriginChanges | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

export async function updateRelease(world: ReleaseWorld, actor: Actor, release: Release, changes: ReleaseChanges): Promise<Release> {
  requireWrite(actor);
  const { notes, isEnabled, build, labels, fields } = changes;
  const reason = problemOfChanges(changes);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const origin = readOrigin(release.build);
  const changed = {
    ...(notes !== undefined && { notes }),
    ...(isEnabled !== undefined && { isEnabled }),
    ...(build && { build: mergeOrigin(origin, build) }),
    ...(labels && { labels: [...new Set(labels)] }),
    ...(fields && { fields }),
  };
  const before = build ? await readyForRules(world, release, mergeOrigin(origin, build).branch) : release;
  const after = { ...before, ...changed };
  await world.records.transaction(async (transaction) => {
    await transaction.update('release', { id: release.id }, changed);
    const details = { fields: Object.keys(changed) };
    await audit(world, transaction, actor, { action: 'release.update', subject: release.id, appId: release.appId, details });
    const { branch } = readOrigin(after.build);
    if (branch !== null && branch !== origin.branch) await applyRules(world, transaction, actor, after, branch);
  });
  return after;
}

/** Where no APK can be made of an app bundle, rules leave it alone. */
async function readyForRules(world: ReleaseWorld, release: Release, branch: string | null): Promise<Release> {
  if (branch === null || branch === readOrigin(release.build).branch || !(await isRuled(world, release, branch))) return release;
  return await makeInstallable(world, release).catch((error: unknown) => {
    if (isFailure(error, 'release-refused')) return release;
    throw error;
  });
}

const mostLabels = 50;
const mostFields = 50;
const longestLabel = 100;
const longestField = 1000;

/** Notes as App Center limits them. */
function problemOfChanges({ notes = '', labels = [], fields = {} }: ReleaseChanges): string | undefined {
  if (notes.length > longestNotes) return phrase('the release notes are longer than 5,000 characters');
  const isName = (text: string): boolean => text.trim() !== '' && text.length <= longestLabel && !/\p{Cc}/u.test(text);
  if (labels.length > mostLabels || !labels.every(isName)) return phrase('a label is empty, too long, or there are more than 50');
  const entries = Object.entries(fields);
  const areFields = entries.length <= mostFields && entries.every(([name, value]) => isName(name) && value.length <= longestField);
  return areFields ? undefined : phrase('a custom field is empty, too long, or there are more than 50');
}
