/** What people bring and take: devices, feedback, links, downloads. */

import { utf8 } from '../../../core/base/bytes.ts';
import { Secret } from '../../../core/base/secret.ts';
import { appleDeviceList } from '../../model/deviceNames.ts';
import { listDevices, registerDevice, removeDevice, settleRegistration, waitingDevices } from '../../use-cases/devices.ts';
import { countDownloads, listDownloads } from '../../use-cases/downloads.ts';
import { deleteFeedback, findScreenshot, listFeedback, resolveFeedback } from '../../use-cases/feedback.ts';
import { createLink, listLinks, revokeLink, type Link } from '../../use-cases/links.ts';
import { findRelease } from '../../use-cases/releases.ts';
import { feedsAddress, pageAddress } from '../addresses.ts';
import { type DialectWorld } from '../dialect.ts';
import { devicesAnswer, downloadsAnswer, feedbackListAnswer, linkAnswer, linksAnswer, waitingDevicesAnswer } from './answers.ts';
import { inApp, limitOf, numberOf, placeOf, operation, sent, type Operation } from './operation.ts';
import { deviceShape, feedbackShape } from './ownShapes.ts';
import { deviceBody, feedbackBody, linkBody, settleBody } from './schemas.ts';

const devices: readonly Operation[] = [
  operation(
    { method: 'GET', path: '/waiting-devices', summary: 'List devices that wait for a release, of all apps', answer: waitingDevicesAnswer },
    async ({ world, actor }) => ({
      devices: (await waitingDevices(world, actor)).map((each) => ({
        ...deviceShape(each),
        app: `${each.app.owner.name}/${each.app.name}`,
      })),
    }),
  ),
  inApp({ method: 'GET', path: '/devices', summary: 'List the devices of an app', answer: devicesAnswer }, async ({ world, app }) => ({
    devices: (await listDevices(world, app)).map(deviceShape),
  })),
  inApp(
    { method: 'GET', path: '/devices/apple-list', summary: 'The devices as the file that Apple takes', answer: 'bytes' },
    async ({ world, app }) => {
      const text = appleDeviceList((await listDevices(world, app)).map(({ device }) => device));
      return sent({ kind: 'content', mediaType: 'text/plain; charset=utf-8', bytes: utf8(text), fileName: 'devices.txt' });
    },
  ),
  inApp(
    { method: 'POST', path: '/devices', summary: 'Register a device', body: deviceBody, answer: devicesAnswer, status: 201 },
    async ({ world, actor, app, body }) => {
      const { udid } = await registerDevice(world, actor, app, body);
      return { devices: (await listDevices(world, app)).filter(({ device }) => device.udid === udid).map(deviceShape) };
    },
  ),
  inApp(
    { method: 'PATCH', path: '/devices/:udid', summary: 'End the waiting of a device', body: settleBody },
    async ({ world, actor, app, parameter, body: { state } }) => {
      await settleRegistration(world, actor, app, { udid: parameter('udid'), state });
      return undefined;
    },
  ),
  inApp({ method: 'DELETE', path: '/devices/:udid', summary: 'Remove a device from an app' }, async ({ world, actor, app, parameter }) => {
    await removeDevice(world, actor, app, parameter('udid'));
    return undefined;
  }),
];

const releaseInQuery = { release: 'Only of the release with this number' } as const;

const feedback: readonly Operation[] = [
  inApp(
    { method: 'GET', path: '/feedback', summary: 'List feedback, newest first', query: releaseInQuery, answer: feedbackListAnswer },
    async ({ world, request, app }) => ({ feedback: (await listFeedback(world, app, numberOf(request, 'release'))).map(feedbackShape) }),
  ),
  inApp(
    { method: 'GET', path: '/feedback/:id/screenshots/:screenshot', summary: 'Show a screenshot', answer: 'bytes' },
    async ({ world, app, parameter }) => {
      const { mediaType, bytes } = await findScreenshot(world, app, parameter('id'), parameter('screenshot'));
      return sent({ kind: 'content', mediaType, bytes });
    },
  ),
  inApp(
    { method: 'PATCH', path: '/feedback/:id', summary: 'Mark feedback as resolved, or not', body: feedbackBody },
    async ({ world, actor, app, parameter, body: { isResolved } }) => {
      await resolveFeedback(world, actor, app, parameter('id'), isResolved);
      return undefined;
    },
  ),
  inApp({ method: 'DELETE', path: '/feedback/:id', summary: 'Delete feedback' }, async ({ world, actor, app, parameter }) => {
    await deleteFeedback(world, actor, app, parameter('id'));
    return undefined;
  }),
];

async function linkShapes({ records }: DialectWorld, links: readonly Link[], baseUrl: string) {
  const releases = await records.find('release', { where: { id: links.flatMap(({ releaseId }) => releaseId ?? []) } });
  const groups = await records.find('group', { where: { id: links.flatMap(({ groupId }) => groupId ?? []) } });
  const testers = await records.find('tester', { where: { id: links.flatMap(({ testerId }) => testerId ?? []) } });
  return links.map((link) => {
    const { id, label, address, expiresAt, installLimit, installs, isRevoked, createdAt } = link;
    return {
      id,
      label,
      url: pageAddress(baseUrl, { link: address, fileName: '' }),
      feedsUrl: link.groupId === null ? null : feedsAddress(baseUrl, address),
      release: releases.find((each) => each.id === link.releaseId)?.number ?? null,
      group: groups.find((each) => each.id === link.groupId)?.name ?? null,
      testerEmail: testers.find((each) => each.id === link.testerId)?.email ?? null,
      hasPassword: link.passwordHash !== null,
      expiresAt,
      installLimit,
      installs,
      isRevoked,
      createdAt,
    };
  });
}

const mostLinks = 1000;

const links: readonly Operation[] = [
  inApp(
    {
      method: 'GET',
      path: '/links',
      summary: 'List links, newest first',
      query: { limit: 'Links of a page, at most 1,000', after: 'The value of next in the page before' },
      answer: linksAnswer,
    },
    async ({ world, request, app }) => {
      const limit = limitOf(request, mostLinks);
      const found = await listLinks(world, app, { limit, after: placeOf(request) });
      const last = found.length < limit ? undefined : found.at(-1);
      return { links: await linkShapes(world, found, request.baseUrl), next: last ? `${last.createdAt} ${last.id}` : null };
    },
  ),
  inApp(
    {
      method: 'POST',
      path: '/links',
      summary: 'Create a link to a release or a group, with an end, a password, a limit, or for one tester',
      body: linkBody,
      answer: linkAnswer,
      status: 201,
    },
    async ({ world, request, actor, app, body }) => {
      const { password, expiresAt, ...input } = body;
      const link = await createLink(world, actor, app, {
        ...input,
        password: password === undefined ? undefined : new Secret(password),
        expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
      });
      const [shown] = await linkShapes(world, [link], request.baseUrl);
      if (!shown) throw new TypeError('a link was made and is not there');
      return shown;
    },
  ),
  inApp({ method: 'DELETE', path: '/links/:id', summary: 'Withdraw a link' }, async ({ world, actor, app, parameter }) => {
    await revokeLink(world, actor, app, parameter('id'));
    return undefined;
  }),
];

const mostDownloads = 1000;

const downloads: readonly Operation[] = [
  inApp(
    {
      method: 'GET',
      path: '/downloads',
      summary: 'Who downloaded what, newest first',
      query: { ...releaseInQuery, limit: 'At most 1,000' },
      answer: downloadsAnswer,
    },
    async ({ world, request, app }) => {
      const number = numberOf(request, 'release');
      const found = await listDownloads(world, app, { number, limit: limitOf(request, mostDownloads) });
      const total =
        number === undefined
          ? await countDownloads(world, app)
          : await countDownloads(world, app, await findRelease(world, app, String(number)));
      return {
        total,
        downloads: found.map(({ download, release, testerEmail, linkLabel }) => ({
          release: release.number,
          at: download.at,
          testerEmail,
          link: linkLabel,
          client: download.client,
        })),
      };
    },
  ),
];

export const peopleOperations: readonly Operation[] = [...devices, ...feedback, ...links, ...downloads];
