/** Webhooks, storage and retention of an app in the portal. */

import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Answer } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { readTexts, textIn } from '../../model/storedJson.ts';
import { webhookEvents, webhookKinds } from '../../model/webhooks.ts';
import { renderStoragePage } from '../../pages/portal/storagePages.ts';
import { renderWebhooksPage } from '../../pages/portal/webhookPages.ts';
import { listDeleted, restoreReleases } from '../../use-cases/deletedReleases.ts';
import { listJobs } from '../../use-cases/jobs.ts';
import { applyRetention, previewRetention, retentionOf, setRetention } from '../../use-cases/retention.ts';
import { storageUse } from '../../use-cases/storageUse.ts';
import { createWebhook, deleteWebhook, enableWebhook, listWebhooks, testWebhook } from '../../use-cases/webhooks.ts';
import { type DialectWorld } from '../dialect.ts';
import { action, inApp, page, redirect, shownPage, versionText, type PortalInApp } from './portalRoute.ts';

const jobsLookedAt = 500;
/** What keeps pages below 30 KB. */
const deliveriesShown = 20;
const listed = 30;
const megabyte = 1024 * 1024;

async function showWebhooks({ world, app, session, shown }: PortalInApp): Promise<Answer> {
  const webhooks = await listWebhooks(world, app);
  const names = new Map(webhooks.map(({ id, name }) => [id, name]));
  const deliveries = (await listJobs(world, 'webhook', jobsLookedAt)).flatMap(({ payload, createdAt: at, state, attempts, problem }) => {
    const webhook = names.get(textIn(payload, 'webhookId'));
    return webhook === undefined ? [] : [{ at, webhook, state, attempts, problem: problem ?? '' }];
  });
  const html = renderWebhooksPage(session, shown, {
    webhooks: webhooks.map(({ id, name, kind, url, events, isEnabled }) => {
      return { id, name, kind, host: new URL(url).host, events: readTexts(events), isEnabled };
    }),
    deliveries: deliveries.slice(0, deliveriesShown),
    kinds: webhookKinds,
    events: webhookEvents,
  });
  return shownPage(html);
}

function change(name: string, work: (asked: PortalInApp, form: URLSearchParams) => Promise<unknown>): Route<DialectWorld> {
  const [tab = ''] = name.split('/');
  return action(
    `/apps/:owner/:app/${name}`,
    inApp(async (asked) => {
      await work(asked, await asked.request.form());
      return redirect(`${asked.path}/${tab}`);
    }),
  );
}

async function makeWebhook({ world, actor, app }: PortalInApp, form: URLSearchParams): Promise<void> {
  const kind = webhookKinds.find((known) => known === form.get('kind'));
  if (!kind) throw Failure.of('release-refused', { reason: phrase('the kind of the webhook is not known') });
  const given = form.getAll('event');
  await createWebhook(world, actor, app, {
    name: form.get('name')?.trim() ?? '',
    kind,
    url: form.get('url')?.trim() ?? '',
    events: webhookEvents.filter((event) => given.includes(event)),
    secret: form.get('secret') || undefined,
  });
}

async function showStorage({ world, app, session, shown }: PortalInApp): Promise<Answer> {
  const { releases, sizeBytes } = await storageUse(world, app);
  const rules = await retentionOf(world, app);
  const { removed } = await previewRetention(world, app, rules);
  const deleted = await listDeleted(world, app, listed);
  const html = renderStoragePage(session, shown, {
    count: releases,
    sizeBytes,
    rules,
    planned: { first: removed.slice(0, listed), count: removed.length, sizeBytes: removed.reduce((sum, each) => sum + each.sizeBytes, 0) },
    deleted: deleted.map((release) => {
      const { number, deletedAt } = release;
      return { number, version: versionText(release), sizeBytes: release.sizeBytes, deletedAt: deletedAt ?? '' };
    }),
  });
  return shownPage(html);
}

/** An empty field turns its rule off. Fails with `release-refused` for what is not a number. */
function ruleIn(form: URLSearchParams, name: string): number | null {
  const text = form.get(name)?.trim() ?? '';
  return text === '' ? null : Number(text);
}

export const settingsRoutes: readonly Route<DialectWorld>[] = [
  page('/apps/:owner/:app/webhooks', inApp(showWebhooks)),
  change('webhooks', makeWebhook),
  change('webhooks/state', async ({ world, actor, app }, form) => {
    await enableWebhook(world, actor, app, form.get('id') ?? '', form.get('enabled') === 'yes');
  }),
  change('webhooks/test', async ({ world, actor, app }, form) => await testWebhook(world, actor, app, form.get('id') ?? '')),
  change('webhooks/delete', async ({ world, actor, app }, form) => await deleteWebhook(world, actor, app, form.get('id') ?? '')),
  page('/apps/:owner/:app/storage', inApp(showStorage)),
  change('storage', async ({ world, actor, app }, form) => {
    const megabytes = ruleIn(form, 'maxMegabytes');
    await setRetention(world, actor, app, {
      keepPerGroup: ruleIn(form, 'keepPerGroup'),
      maxAgeDays: ruleIn(form, 'maxAgeDays'),
      maxBytes: megabytes === null ? null : megabytes * megabyte,
    });
  }),
  change('storage/run', async ({ world, actor, app }) => await applyRetention(world, actor, app)),
  change('storage/restore', async ({ world, actor, app }, form) => {
    await restoreReleases(world, actor, app, [Number(form.get('number') ?? Number.NaN)]);
  }),
];
