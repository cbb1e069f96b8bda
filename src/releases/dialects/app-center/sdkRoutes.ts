/**
 * What App Center's SDKs ask from inside an app, without a token of the API: the newest release of the public groups, or, with the address of a
 * tester's link as token, of the groups of that tester. Their parsers want every field of a release, and know two codes for *nothing new*.
 */

import { type Answer, empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { tokenOf, type ServerRequest } from '../../http/serverRequest.ts';
import { type App } from '../../use-cases/access.ts';
import { listGroups } from '../../use-cases/groups.ts';
import { createLink, openAddress, openLinkOf } from '../../use-cases/links.ts';
import { type Release } from '../../use-cases/releases.ts';
import { actorOfToken } from '../../use-cases/tokens.ts';
import {
  findAppBySecret,
  findReleaseByHash,
  groupsOfTester,
  newestUpdate,
  publicGroups,
  type Update,
} from '../../use-cases/updateChecks.ts';
import { isSecretOf } from '../../use-cases/identifiers.ts';
import { ownedAccounts } from '../../use-cases/access.ts';
import { feedsAddress } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';
import { installManifest } from '../installManifest.ts';
import { refused } from './appCenterError.ts';
import { isProvisionedFor } from '../../use-cases/devices.ts';
import { readFacts } from '../../model/storedJson.ts';
import { releaseDetails } from './releaseShape.ts';

/** The two that SDKs take for *there is no update*; anything else would make them forget their token. */
const noApp = refused(404, 'The app does not exist on the server', 'not_found');
const noRelease = refused(404, 'There is no release for this app', 'no_releases_for_app');
const noReleaseForUser = refused(404, 'There is no release for this tester', 'no_releases_for_user');

type Handle = (asked: {
  readonly world: DialectWorld;
  readonly request: ServerRequest;
  readonly app: App;
  readonly parameter: (name: string) => string;
}) => Promise<Answer>;

function ofSecret(path: string, handle: Handle): Route<DialectWorld> {
  return {
    method: 'GET',
    path: `/v0.1${path}`,
    handle: async (world, request, parameter) => {
      const app = await findAppBySecret(world, parameter('secret'));
      return app ? await handle({ world, request, app, parameter }) : noApp;
    },
  };
}

async function updateAnswer(
  { world, request, app }: Pick<Parameters<Handle>[0], 'world' | 'request' | 'app'>,
  { release, group, isMandatory }: Update,
  address = release.link,
): Promise<Answer> {
  const udid = request.query('udid');
  const isProvisioned = udid === undefined ? null : isProvisionedFor(readFacts(release.facts), udid);
  return json({
    ...(await releaseDetails(world, app, { ...release, link: address }, request.baseUrl)),
    mandatory_update: isMandatory,
    distribution_group_id: group.id,
    ...(isProvisioned !== null && { is_udid_provisioned: isProvisioned }),
  });
}

interface Holder {
  readonly groups: Awaited<ReturnType<typeof listGroups>>;
  /** That downloads are known by: it leads to the newest release of this group alone. */
  readonly address?: string;
  readonly ofGroup?: string | null;
}

/** Anyone who has the token: a tester with a link, or a user of the API. */
async function holderOf(world: DialectWorld, request: ServerRequest, app: App): Promise<Holder | undefined> {
  const token = tokenOf(request);
  if (!token) return undefined;
  const opened = await openAddress(world, token.reveal());
  if ((opened?.kind === 'open' || opened?.kind === 'empty') && opened.link?.appId === app.id) {
    const { link } = opened;
    const groups = link.testerId === null ? [] : await groupsOfTester(world, app, link.testerId);
    const linked = (await listGroups(world, app)).filter(({ id }) => id === link.groupId);
    return { groups: [...groups, ...linked], address: token.reveal(), ofGroup: link.groupId };
  }
  const actor = isSecretOf(world.owner.tokenHash, token) ? world.owner.actor : await actorOfToken(world, token);
  const sees = actor && (actor.appId ?? app.id) === app.id && (await ownedAccounts(world.records, actor)).has(app.ownerId);
  return sees === true ? { groups: await listGroups(world, app) } : undefined;
}

export const sdkRoutes: readonly Route<DialectWorld>[] = [
  ofSecret('/public/sdk/apps/:secret/releases/latest', async (asked) => {
    const update = await newestUpdate(asked.world, asked.app, await publicGroups(asked.world, asked.app));
    return update ? await updateAnswer(asked, update) : noRelease;
  }),
  ofSecret('/public/sdk/apps/:secret/distribution_groups/:group/releases/latest', async (asked) => {
    const groups = await publicGroups(asked.world, asked.app);
    const update = await newestUpdate(
      asked.world,
      asked.app,
      groups.filter(({ id }) => id === asked.parameter('group')),
    );
    return update ? await updateAnswer(asked, update) : noRelease;
  }),
  ofSecret('/public/sdk/apps/:secret/releases/:hash/public_distribution_groups', async ({ world, app, parameter }) => {
    const release = await findReleaseByHash(world, app, parameter('hash'));
    const groups = await publicGroups(world, app);
    const rows = release ? await world.records.find('destination', { where: { releaseId: release.id } }) : [];
    return json(groups.filter(({ id }) => rows.some(({ targetId }) => targetId === id)).map(({ id }) => ({ id })));
  }),
  // The feed that Sparkle's SUFeedURL named: the one of the public group that has the newest release.
  ofSecret('/public/sparkle/apps/:secret', async ({ world, request, app }) => {
    const update = await newestUpdate(world, app, await publicGroups(world, app));
    if (!update) return noRelease;
    const group = update.group.id;
    const { address } =
      (await openLinkOf(world, app, group)) ?? (await createLink(world, world.owner.actor, app, { group, label: 'In-app updates' }));
    return { kind: 'redirect', status: 302, location: `${feedsAddress(request.baseUrl, address)}/appcast.xml` };
  }),
  ofSecret('/sdk/apps/:secret/releases/private/latest', async (asked) => {
    const holder = await holderOf(asked.world, asked.request, asked.app);
    if (!holder) return refused(401, 'The server does not accept the token');
    const update = await newestUpdate(asked.world, asked.app, holder.groups);
    if (!update) return noReleaseForUser;
    return await updateAnswer(asked, update, update.group.id === holder.ofGroup ? holder.address : undefined);
  }),
  {
    // For apps that were given an address and nothing else, such as those of our own shells. The link is all the proof they have.
    method: 'GET',
    path: '/v0.1/public/sdk/links/:link/releases/latest',
    handle: async (world, request, parameter): Promise<Answer> => {
      const address = parameter('link');
      const opened = await openAddress(world, address);
      const link = opened?.kind === 'open' ? opened.link : undefined;
      const found = link && (await world.records.one('app', { id: link.appId }));
      const app = found && (await findAppBySecret(world, found.secret));
      if (!link || !app) return noRelease;
      // The address leads to the newest release of this group, whatever else its tester gets.
      const groups = (await listGroups(world, app)).filter(({ id }) => id === link.groupId);
      const update = await newestUpdate(world, app, groups);
      return update ? await updateAnswer({ world, request, app }, update, address) : noRelease;
    },
  },
  ofSecret('/sdk/apps/:secret/releases/:hash', async ({ world, request, app, parameter }) => {
    if (!(await holderOf(world, request, app))) return refused(401, 'The server does not accept the token');
    const release = await findReleaseByHash(world, app, parameter('hash'));
    return release ? json(await releaseDetails(world, app, release, request.baseUrl)) : noReleaseForUser;
  }),
  {
    method: 'GET',
    path: '/v0.1/public/apps/:id/releases/:release/ios_manifest',
    handle: async (world, request, parameter): Promise<Answer> => {
      const opened = await openAddress(world, request.query('token') ?? '');
      const isIt =
        opened?.kind === 'open' && opened.release.appId === parameter('id') && String(opened.release.number) === parameter('release');
      const shown: Release | undefined = isIt ? { ...opened.release, link: request.query('token') ?? '' } : undefined;
      return (shown && installManifest(shown, request.baseUrl)) ?? noRelease;
    },
  },
  {
    // The server counts downloads by itself.
    method: 'POST',
    path: '/v0.1/public/apps/:owner/:app/install_analytics',
    handle: async () => await Promise.resolve(empty()),
  },
];
