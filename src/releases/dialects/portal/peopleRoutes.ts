/** Groups and testers, devices, feedback, downloads and the audit log in the portal. */

import { utf8 } from '../../../core/base/bytes.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { appleDeviceList } from '../../model/deviceNames.ts';
import {
  renderAuditPage,
  renderDevicesPage,
  renderDownloadsPage,
  renderFeedbackPage,
  renderGroupsPage,
} from '../../pages/portal/portalPages.ts';
import { listAudit } from '../../use-cases/auditLog.ts';
import { listDevices, settleRegistration } from '../../use-cases/devices.ts';
import { countDownloads, listDownloads } from '../../use-cases/downloads.ts';
import { findScreenshot, listFeedback, resolveFeedback } from '../../use-cases/feedback.ts';
import { addMembers, createGroup, findGroup, listGroups, listMembers, removeMembers } from '../../use-cases/groups.ts';
import { asksToSignIn, askToSignIn } from '../../use-cases/releaseAccess.ts';
import { type DialectWorld } from '../dialect.ts';
import { action, inApp, page, redirect, shownPage, type PortalInApp } from './portalRoute.ts';

const downloadsShown = 200;
const entriesShown = 200;

async function showGroups({ world, app, session, shown }: PortalInApp): Promise<Answer> {
  const groups = await listGroups(world, app);
  const rows = await Promise.all(
    groups.map(async (group) => {
      const testers = (await listMembers(world, group)).map(({ email }) => email);
      return { name: group.name, isPublic: group.isPublic, testers };
    }),
  );
  return shownPage(renderGroupsPage(session, shown, { groups: rows, asksToSignIn: await asksToSignIn(world, app.id) }));
}

function groupAction(name: string, work: (asked: PortalInApp, form: URLSearchParams) => Promise<unknown>): Route<DialectWorld> {
  return action(
    `/apps/:owner/:app/groups${name}`,
    inApp(async (asked) => {
      await work(asked, await asked.request.form());
      return redirect(`${asked.path}/groups`);
    }),
  );
}

async function showDevices({ world, app, session, shown }: PortalInApp): Promise<Answer> {
  const devices = (await listDevices(world, app)).map(({ device, registration, testerEmail }) => ({
    udid: device.udid,
    name: device.name ?? '',
    model: device.model ?? '',
    tester: testerEmail ?? '',
    state: registration.state,
    registeredAt: registration.createdAt,
  }));
  return shownPage(renderDevicesPage(session, shown, devices));
}

async function showFeedback({ world, app, session, shown }: PortalInApp): Promise<Answer> {
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
  return shownPage(renderFeedbackPage(session, shown, feedback));
}

export const peopleRoutes: readonly Route<DialectWorld>[] = [
  page('/apps/:owner/:app/groups', inApp(showGroups)),
  groupAction('', async ({ world, actor, app }, form) => {
    await createGroup(world, actor, app, { name: form.get('name')?.trim() ?? '', isPublic: form.has('public') });
  }),
  groupAction('/add', async ({ world, actor, app }, form) => {
    const group = await findGroup(world.records, app, form.get('group') ?? '');
    await addMembers(world, actor, group, addressesOf(form.get('emails')));
  }),
  groupAction('/remove', async ({ world, actor, app }, form) => {
    const group = await findGroup(world.records, app, form.get('group') ?? '');
    await removeMembers(world, actor, group, [form.get('email') ?? '']);
  }),
  groupAction('/sign-in', async ({ world, actor, app }, form) => {
    await askToSignIn(world, actor, app, form.get('needed') === 'yes');
  }),
  page('/apps/:owner/:app/devices', inApp(showDevices)),
  page(
    '/apps/:owner/:app/devices/apple.txt',
    inApp(async ({ world, app }) => {
      const list = appleDeviceList((await listDevices(world, app)).map(({ device }) => device));
      return { kind: 'content', mediaType: 'text/plain; charset=utf-8', bytes: utf8(list), fileName: 'devices.txt' };
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
        return [release.number, download.at, testerEmail ?? linkLabel ?? '', download.client] as const;
      });
      return shownPage(renderDownloadsPage(session, shown, { total: await countDownloads(world, app), downloads }));
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

function addressesOf(text: string | null): readonly string[] {
  return (text ?? '').split(/[\s,;]+/).filter((each) => each !== '');
}
