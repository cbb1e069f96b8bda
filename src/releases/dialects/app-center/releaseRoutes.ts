/** App Center's releases and their destinations. */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Answer, empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { readFacts } from '../../model/storedJson.ts';
import { type App } from '../../use-cases/access.ts';
import { addDestinations, removeDestination, requireInstallable, updateDestination } from '../../use-cases/destinations.ts';
import { isProvisionedFor } from '../../use-cases/devices.ts';
import { findGroup, listGroups } from '../../use-cases/groups.ts';
import { listPublished, releasesOfUser } from '../../use-cases/groupReleases.ts';
import { updateRelease } from '../../use-cases/editRelease.ts';
import { createExternalRelease, deleteRelease, listReleases } from '../../use-cases/releases.ts';
import { type DialectWorld } from '../dialect.ts';
import { inApp, ofRelease, type AskedOfRelease } from './appCenterRoute.ts';
import { pageOfReleases } from './releasePages.ts';
import { profileShape, releaseDetails, releaseList } from './releaseShape.ts';
import { readFields, type RequestFields } from './requestFields.ts';

function choiceOf(fields: RequestFields) {
  return { isMandatory: fields.flag('mandatory_update') ?? false, notifiesTesters: fields.flag('notify_testers') ?? true };
}

function buildOf(fields: RequestFields) {
  const build = fields.object('build');
  if (build.isEmpty) return undefined;
  const text = (name: string): string | null => build.text(name)?.slice(0, 1000) ?? null;
  return { branch: text('branch_name'), commit: text('commit_hash'), message: text('commit_message') };
}

async function edit({ world, request, actor, app, release }: AskedOfRelease): Promise<Answer> {
  const fields = await readFields(request);
  const notes = fields.text('release_notes');
  const isEnabled = fields.flag('enabled');
  const targets = await targetsOf(world, app, fields);
  // Nothing is changed when a destination cannot be.
  for (const { group } of targets) await findGroup(world.records, app, group);
  if (targets.length > 0) requireInstallable(release.facts);
  const changed = await updateRelease(world, actor, release, { notes, isEnabled, build: buildOf(fields) });
  const added = await addDestinations(world, actor, app, changed, targets, choiceOf(fields));
  return json({
    enabled: changed.isEnabled,
    release_notes: changed.notes,
    mandatory_update: fields.flag('mandatory_update') ?? false,
    destinations: added.map(({ id, name }) => ({ id, name })),
  });
}

/** By identifier or name; the two obsolete fields for one group as well. `*` is every group, as fastlane sends it. */
async function targetsOf(world: DialectWorld, app: App, fields: RequestFields) {
  const named = [
    ...fields.list('destinations').map((item) => item.text('id') ?? item.text('name') ?? ''),
    ...[fields.text('distribution_group_id') ?? fields.text('distribution_group_name') ?? []].flat(),
  ];
  const groups = named.includes('*') ? (await listGroups(world, app)).map(({ id }) => id) : named;
  return groups.map((group) => ({ kind: 'group', group }) as const);
}

export const releaseRoutes: readonly Route<DialectWorld>[] = [
  inApp('GET', '/releases', async ({ world, request, app, actor }) => {
    const isPublishedOnly = request.query('published_only') === 'true';
    return await pageOfReleases(world, request, app, async (page) => {
      if (request.query('scope') === 'tester') return await releasesOfUser(world, app, actor.userId, page);
      if (isPublishedOnly) return await listPublished(world, app, page);
      return await listReleases(world, app, { before: page.before, limit: page.most });
    });
  }),
  inApp('GET', '/releases/filter_by_tester', async ({ world, request, app, actor }) =>
    pageOfReleases(world, request, app, async (page) => await releasesOfUser(world, app, actor.userId, page)),
  ),
  inApp('POST', '/releases', async ({ world, request, actor, app }) => {
    const fields = await readFields(request);
    const release = await createExternalRelease(world, actor, app, {
      url: fields.text('external_download_url') ?? '',
      shortVersion: fields.text('build_version') ?? '',
      version: fields.text('build_number'),
    });
    return json(await releaseDetails(world, app, release, request.baseUrl), 201);
  }),
  inApp('GET', '/recent_releases', async ({ world, app }) =>
    json(await releaseList(world, app, await listReleases(world, app, { limit: 1 }))),
  ),
  ofRelease('GET', '', async ({ world, app, release, request }) => {
    const udid = request.query('udid');
    const isProvisioned = udid === undefined ? null : isProvisionedFor(readFacts(release.facts), udid);
    const details = await releaseDetails(world, app, release, request.baseUrl);
    return json({ ...details, ...(isProvisioned !== null && { is_udid_provisioned: isProvisioned }) });
  }),
  ofRelease('GET', '/provisioning_profile', async ({ release }) => {
    const facts = readFacts(release.facts);
    if (facts.extension !== 'ipa') throw Failure.of('release-refused', { reason: phrase('only iOS packages have a provisioning profile') });
    return await Promise.resolve(json(profileShape(facts)));
  }),
  // This server signs nothing again: the editor does, and replaces the package of the release.
  ofRelease('GET', '/update_devices/:resign', async ({ parameter }) => {
    throw await Promise.resolve(Failure.of('release-not-found', { what: phrase('Resign operation'), name: parameter('resign') }));
  }),
  ofRelease('PUT', '', edit),
  ofRelease('PATCH', '', edit),
  ofRelease('DELETE', '', async ({ world, actor, release }) => {
    await deleteRelease(world, actor, release);
    return empty(200);
  }),
  ofRelease('POST', '/groups', async ({ world, request, actor, app, release }) => {
    const fields = await readFields(request);
    const choice = choiceOf(fields);
    const [added] = await addDestinations(world, actor, app, release, [{ kind: 'group', group: fields.text('id') ?? '' }], choice);
    return json({ id: added?.id, mandatory_update: choice.isMandatory }, 201);
  }),
  ofRelease('POST', '/testers', async ({ world, request, actor, app, release }) => {
    const fields = await readFields(request);
    const choice = choiceOf(fields);
    const [added] = await addDestinations(world, actor, app, release, [{ kind: 'tester', email: fields.text('email') ?? '' }], choice);
    return json({ id: added?.id, mandatory_update: choice.isMandatory }, 201);
  }),
  ...['/groups', '/testers'].flatMap((kind) => [
    ofRelease('PUT', `${kind}/:target`, async ({ world, request, actor, release, parameter }) => {
      const { isMandatory } = choiceOf(await readFields(request));
      await updateDestination(world, actor, release, parameter('target'), isMandatory);
      return empty();
    }),
    ofRelease('DELETE', `${kind}/:target`, async ({ world, actor, release, parameter }) => {
      const target = parameter('target');
      if (!(await removeDestination(world, actor, release, target)))
        throw Failure.of('release-not-found', { what: phrase('Destination'), name: target });
      return empty();
    }),
  ]),
];
