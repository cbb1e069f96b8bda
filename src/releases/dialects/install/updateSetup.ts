/**
 * Where App Center's SDKs send the browser once, so that an app learns of the releases of its tester's private groups: the install address of the SDK
 * is this server's, with /i at its end. Who opened the link of an invitation in this browser goes back to the app with a token of their own; the token
 * goes to that app alone.
 */

import { type Answer } from '../../http/answer.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { readFacts } from '../../model/storedJson.ts';
import { renderMessagePage } from '../../pages/htmlPage.ts';
import { renderUpdateSetupPage } from '../../pages/updateSetupPage.ts';
import { type App } from '../../use-cases/access.ts';
import { type Group } from '../../use-cases/groups.ts';
import { createLink } from '../../use-cases/links.ts';
import { type Release } from '../../use-cases/releases.ts';
import { findAppBySecret, groupsOfTester, newestUpdate } from '../../use-cases/updateChecks.ts';
import { type DialectWorld } from '../dialect.ts';
import { testerOf } from './testerSignIn.ts';

const label = 'In-app updates';

export async function setUpUpdates(world: DialectWorld, request: ServerRequest, secret: string): Promise<Answer> {
  const app = await findAppBySecret(world, secret);
  if (!app) return refusal(404, 'Nothing here', 'No app on this server has this address.');
  const testerId = await testerOf(world, request);
  const groups = testerId === undefined ? [] : await groupsOfTester(world, app, testerId);
  const update = await newestUpdate(world, app, groups);
  const group = update?.group ?? groups[0];
  if (testerId === undefined || !group)
    return refusal(403, 'Sign in first', 'Open the link of your invitation in this browser. Then open the app again.');
  const back = wayBack(request, app, update?.release);
  if (!back) return refusal(400, 'This does not lead to the app', 'The app asked in a way that this server does not know.');
  const token = await tokenFor(world, app, group, testerId);
  const values = { request_id: back.requestId, distribution_group_id: group.id, update_token: token };
  return { kind: 'page', status: 200, html: renderUpdateSetupPage(app.displayName, back.address(values)) };
}

function refusal(status: number, title: string, text: string): Answer {
  return { kind: 'page', status, html: renderMessagePage(title, text) };
}

interface WayBack {
  readonly requestId: string;
  readonly address: (values: Readonly<Record<string, string>>) => string;
}

/** To no other app than the one that was released: what it gets is the token of a tester. */
function wayBack(request: ServerRequest, { secret }: Pick<App, 'secret'>, release: Release | undefined): WayBack | undefined {
  const redirectId = request.query('redirect_id') ?? '';
  const requestId = request.query('request_id') ?? '';
  if (!/^[\w-]{1,100}$/.test(requestId)) return undefined;
  if (request.query('platform')?.toLowerCase() === 'ios') {
    if (redirectId.toLowerCase() !== `appcenter-${secret}`) return undefined;
    return { requestId, address: (values) => `${redirectId}://?${new URLSearchParams(values).toString()}` };
  }
  const identifier = release && readFacts(release.facts).identifier;
  const isPackage = /^[a-z]\w*(?:\.[a-z]\w*)+$/i.test(redirectId) && redirectId === identifier;
  if (!isPackage || (request.query('redirect_scheme') ?? 'appcenter') !== 'appcenter') return undefined;
  return {
    requestId,
    address: (values) => {
      const extras = Object.entries(values).map(([name, value]) => `S.${name}=${encodeURIComponent(value)};`);
      return `intent://updates/#Intent;scheme=appcenter;package=${redirectId};${extras.join('')}end`;
    },
  };
}

/** The address of a link: one for each tester and group, which can be withdrawn as others. */
async function tokenFor(world: DialectWorld, app: App, group: Group, testerId: string): Promise<string> {
  const { records } = world;
  const [known] = await records.find('link', { where: { appId: app.id, groupId: group.id, testerId, label, isRevoked: false }, limit: 1 });
  if (known) return known.address;
  const tester = await records.one('tester', { id: testerId });
  const { address } = await createLink(world, world.owner.actor, app, { group: group.id, testerEmail: tester?.email ?? '', label });
  return address;
}
