/** Devices, feedback, downloads, builds and the audit log in the portal. */

import { utf8 } from '../../../core/base/bytes.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { encodeCsv } from '../../model/csv.ts';
import { appleDeviceList } from '../../model/deviceNames.ts';
import { renderBuildsPage } from '../../pages/portal/buildPages.ts';
import { renderAuditPage, renderDevicesPage, renderDownloadsPage, renderFeedbackPage } from '../../pages/portal/portalPages.ts';
import { listAudit } from '../../use-cases/auditLog.ts';
import { listDevices, settleRegistration } from '../../use-cases/devices.ts';
import { countDownloads, listDownloads } from '../../use-cases/downloads.ts';
import { findScreenshot, listFeedback, resolveFeedback } from '../../use-cases/feedback.ts';
import { listBuilds } from '../../use-cases/installedBuilds.ts';
import { type DialectWorld } from '../dialect.ts';
import { action, inApp, page, paged, redirect, shownPage, versionText, type PortalInApp } from './portalRoute.ts';

/** What keeps pages below 30 KB. */
const downloadsShown = 60;
const entriesShown = 80;
const devicesShown = 30;
const feedbackShown = 8;
const buildsShown = 40;
const longestClient = 80;
const downloadsExported = 100_000;

function csvFile(fileName: string, rows: Parameters<typeof encodeCsv>[0]): Answer {
  return { kind: 'content', mediaType: 'text/csv; charset=utf-8', bytes: utf8(encodeCsv(rows)), fileName };
}

async function showDevices({ world, request, app, session, shown }: PortalInApp): Promise<Answer> {
  const devices = (await listDevices(world, app)).map(({ device, registration, testerEmail }) => ({
    udid: device.udid,
    name: device.name ?? '',
    model: device.model ?? '',
    tester: testerEmail ?? '',
    state: registration.state,
    registeredAt: registration.createdAt,
  }));
  return shownPage(renderDevicesPage(session, shown, paged(request, devices, devicesShown)));
}

async function showFeedback({ world, request, app, session, shown }: PortalInApp): Promise<Answer> {
  const feedback = (await listFeedback(world, app)).map(({ feedback: each, release, testerEmail }) => ({
    id: each.id,
    release: release.number,
    at: each.at,
    author: testerEmail ?? each.author ?? '',
    text: each.text,
    device: each.device ?? '',
    isResolved: each.isResolved,
    screenshots: Array.isArray(each.screenshots) ? each.screenshots.filter((id) => typeof id === 'string') : [],
  }));
  return shownPage(
    renderFeedbackPage(
      session,
      shown,
      paged(request, feedback, feedbackShown, ({ text }) => text),
    ),
  );
}

export const peopleRoutes: readonly Route<DialectWorld>[] = [
  page('/apps/:owner/:app/devices', inApp(showDevices)),
  page(
    '/apps/:owner/:app/devices/apple.txt',
    inApp(async ({ world, app }) => {
      const list = appleDeviceList((await listDevices(world, app)).map(({ device }) => device));
      return { kind: 'content', mediaType: 'text/plain; charset=utf-8', bytes: utf8(list), fileName: 'devices.txt' };
    }),
  ),
  page(
    '/apps/:owner/:app/devices/devices.csv',
    inApp(async ({ world, app }) => {
      const rows = (await listDevices(world, app)).map(({ device, registration, testerEmail }) => {
        const { udid, name, model, osVersion } = device;
        return [udid, name ?? '', model ?? '', osVersion ?? '', testerEmail ?? '', registration.state, registration.createdAt];
      });
      const heads = ['Identifier (UDID)', 'Name', 'Model', 'System', 'Tester', 'State', 'Registered'];
      return csvFile('devices.csv', [heads, ...rows]);
    }),
  ),
  action(
    '/apps/:owner/:app/devices/dismiss',
    inApp(async ({ world, actor, app, request, path }) => {
      const udid = (await request.form()).get('udid') ?? '';
      await settleRegistration(world, actor, app, { udid, state: 'dismissed' });
      return redirect(`${path}/devices`);
    }),
  ),
  page('/apps/:owner/:app/feedback', inApp(showFeedback)),
  page(
    '/apps/:owner/:app/feedback/:feedback/screenshots/:screenshot',
    inApp(async ({ world, app, parameter }) => {
      const { mediaType, bytes } = await findScreenshot(world, app, parameter('feedback'), parameter('screenshot'));
      return { kind: 'content', mediaType, bytes };
    }),
  ),
  action(
    '/apps/:owner/:app/feedback/resolve',
    inApp(async ({ world, actor, app, request, path }) => {
      const form = await request.form();
      await resolveFeedback(world, actor, app, form.get('id') ?? '', form.get('resolved') === 'yes');
      return redirect(`${path}/feedback`);
    }),
  ),
  page(
    '/apps/:owner/:app/downloads',
    inApp(async ({ world, app, session, shown }) => {
      const found = await listDownloads(world, app, { limit: downloadsShown });
      const downloads = found.map(({ download, release, testerEmail, linkLabel }) => {
        return [release.number, download.at, testerEmail ?? linkLabel ?? '', download.client.slice(0, longestClient)] as const;
      });
      return shownPage(renderDownloadsPage(session, shown, { total: await countDownloads(world, app), downloads }));
    }),
  ),
  page(
    '/apps/:owner/:app/downloads/downloads.csv',
    inApp(async ({ world, app }) => {
      const rows = (await listDownloads(world, app, { limit: downloadsExported })).map(({ download, release, testerEmail, linkLabel }) => {
        return [release.number, versionText(release), download.at, testerEmail ?? '', linkLabel ?? '', download.client];
      });
      return csvFile('downloads.csv', [['Release', 'Version', 'When', 'Tester', 'Link', 'Client'], ...rows]);
    }),
  ),
  page(
    '/apps/:owner/:app/builds',
    inApp(async ({ world, request, app, session, shown }) => {
      const builds = (await listBuilds(world, app)).map(({ tester, last, newest }) => ({
        email: tester.email,
        last: last && { number: last.release.number, version: versionText(last.release), at: last.at },
        newest: newest && { number: newest.number, version: versionText(newest) },
      }));
      return shownPage(renderBuildsPage(session, shown, paged(request, builds, buildsShown)));
    }),
  ),
  page(
    '/apps/:owner/:app/audit',
    inApp(async ({ world, actor, app, session, shown }) => {
      const entries = await listAudit(world, actor, app, { limit: entriesShown });
      const rows = entries.map(({ entry, actorName }) => [entry.at, actorName, entry.action, entry.subject] as const);
      return shownPage(renderAuditPage(session, shown, rows));
    }),
  ),
];
