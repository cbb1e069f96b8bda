import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { type News } from '../../../../src/releases/notify/news.ts';
import { Outbox } from '../../../../src/releases/notify/outbox.ts';
import { postMessage } from '../../../../src/releases/notify/postMessage.ts';
import { isPublicAddress } from '../../../../src/releases/notify/publicAddress.ts';
import { webhookMessage } from '../../../../src/releases/notify/webhookMessages.ts';
import { type WebhookKind } from '../../../../src/releases/model/webhooks.ts';
import { type App } from '../../../../src/releases/use-cases/access.ts';
import { addDestinations, removeDestination } from '../../../../src/releases/use-cases/destinations.ts';
import { updateRelease } from '../../../../src/releases/use-cases/editRelease.ts';
import { addFeedback } from '../../../../src/releases/use-cases/feedback.ts';
import { findGroup } from '../../../../src/releases/use-cases/groups.ts';
import { forgetOldJobs, listJobs, takeJobs } from '../../../../src/releases/use-cases/jobs.ts';
import { type Release } from '../../../../src/releases/use-cases/releases.ts';
import { type Actor } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { createWebhook, deleteWebhook, enableWebhook, listWebhooks } from '../../../../src/releases/use-cases/webhooks.ts';
import { makeApp, openReleaseWorld, ownerOf, uploadPackage, type TestWorld } from '../../../support/releaseWorld.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const loud = { isMandatory: true, notifiesTesters: true };
const group = { kind: 'group', group: 'Collaborators' } as const;

describe('webhooks', () => {
  let folder: string;
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  let receiver: Server;
  let received: Received[];
  let answers: { readonly status: number; readonly headers?: Record<string, string> }[];
  let outbox: Outbox;
  let url: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'releases-'));
    world = await openReleaseWorld(folder);
    actor = await ownerOf(world);
    app = await makeApp(world, actor);
    received = [];
    answers = [];
    receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
        const { status, headers = {} } = answers.shift() ?? { status: 200 };
        response.writeHead(status, headers).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    outbox = new Outbox(world, {
      baseUrl: 'https://releases.example.com',
      allowsPrivate: true,
      onError: (error) => {
        throw error;
      },
    });
  });
  afterEach(async () => {
    await new Promise((resolve) => receiver.close(resolve));
    await world.records.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function release(version = 1): Promise<Release> {
    const { published } = await uploadPackage(world, actor, app, Buffer.from(`version ${version}`));
    ok(published.kind === 'released');
    return await updateRelease(world, actor, published.release, { notes: 'Say "hi" to <@U1>' });
  }

  function pass(seconds: number): void {
    world.now = new Date(world.now.getTime() + seconds * 1000);
  }

  it('are told once about a release, with a signature of time and body', async () => {
    await createWebhook(world, actor, app, { name: 'CI', kind: 'generic', url, secret: 'marker-secret' });
    await addDestinations(world, actor, app, await release(), [group], loud);
    await outbox.runDue();
    await outbox.runDue();
    strictEqual(received.length, 1);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const timestamp = String(headers['x-mobile-distribution-timestamp']);
    strictEqual(
      headers['x-mobile-distribution-signature'],
      `sha256=${createHmac('sha256', 'marker-secret').update(`${timestamp}.${body}`).digest('hex')}`,
    );
    const { headline, releaseId, isMandatory, groupName, installUrl } = JSON.parse(body);
    deepStrictEqual(
      [headline, releaseId, isMandatory, groupName],
      ['Demo 1.1 (1) is available for Collaborators', 1, true, 'Collaborators'],
    );
    match(installUrl, /^https:\/\/releases\.example\.com\/i\//);
    ok(!JSON.stringify(await listJobs(world, 'webhook', 10)).includes('marker-secret'));
  });

  it('hear nothing of releases that are intended to be silent, of disabled and deleted ones, and of what was taken back', async () => {
    const made = await release();
    const hook = await createWebhook(world, actor, app, { name: 'CI', kind: 'generic', url });
    await addDestinations(world, actor, app, made, [group], { ...loud, notifiesTesters: false });
    const { id } = await findGroup(world.records, app, 'Collaborators');
    await removeDestination(world, actor, made, id);
    await addDestinations(world, actor, app, made, [group], loud);
    await removeDestination(world, actor, made, id);
    await outbox.runDue();
    await addDestinations(world, actor, app, made, [group], loud);
    await enableWebhook(world, actor, app, hook.id, false);
    await outbox.runDue();
    await deleteWebhook(world, actor, app, hook.id);
    await outbox.runDue();
    deepStrictEqual([received, await listWebhooks(world, app)], [[], []]);
  });

  it('are told of feedback when they want to hear it', async () => {
    const made = await release();
    await createWebhook(world, actor, app, { name: 'Chat', kind: 'generic', url, events: ['feedback'] });
    await addDestinations(world, actor, app, made, [group], loud);
    await addFeedback(world, made, { text: 'It crashes', author: 'Ann', screenshots: [] });
    await outbox.runDue();
    deepStrictEqual(
      received.map(({ body }) => JSON.parse(body).headline),
      ['New feedback on Demo 1.1 (1) from Ann'],
    );
  });

  it('are tried again later and later, and given up where another attempt cannot help', async () => {
    await createWebhook(world, actor, app, { name: 'CI', kind: 'generic', url });
    await addDestinations(world, actor, app, await release(), [group], loud);
    answers = [{ status: 500 }, { status: 429, headers: { 'retry-after': '120' } }];
    await outbox.runDue();
    pass(9);
    await outbox.runDue();
    strictEqual(received.length, 1);
    pass(1);
    await outbox.runDue();
    // It asked for two minutes, which is more than the one that is next.
    pass(119);
    await outbox.runDue();
    strictEqual(received.length, 2);
    pass(1);
    await outbox.runDue();
    strictEqual(received.length, 3);
    deepStrictEqual(
      (await listJobs(world, 'webhook', 10)).map(({ state, attempts }) => [state, attempts]),
      [['done', 3]],
    );
    answers = [{ status: 404 }];
    await addDestinations(world, actor, app, await release(2), [group], loud);
    await outbox.runDue();
    const [last] = await listJobs(world, 'webhook', 1);
    deepStrictEqual([last?.state, last?.problem], ['failed', 'status 404']);
    pass(8 * 24 * 60 * 60);
    await forgetOldJobs(world);
    deepStrictEqual(await listJobs(world, 'webhook', 10), []);
  });

  it('give up after eight attempts', async () => {
    await createWebhook(world, actor, app, { name: 'CI', kind: 'generic', url });
    await addDestinations(world, actor, app, await release(), [group], loud);
    answers = Array.from({ length: 20 }, () => ({ status: 503 }));
    for (let count = 0; count < 20; count++) {
      await outbox.runDue();
      pass(24 * 60 * 60);
    }
    const [job] = await listJobs(world, 'webhook', 1);
    deepStrictEqual([received.length, job?.state, job?.attempts], [8, 'failed', 8]);
  });

  it('are sent again by another process when one died with them', async () => {
    await createWebhook(world, actor, app, { name: 'CI', kind: 'generic', url });
    await addDestinations(world, actor, app, await release(), [group], loud);
    deepStrictEqual((await takeJobs(world, 10)).map(({ kind }) => kind).toSorted(), ['mail-group', 'webhook']);
    strictEqual((await takeJobs(world, 10)).length, 0);
    pass(301);
    await outbox.runDue();
    strictEqual(received.length, 1);
  });

  it('refuse what cannot be one', async () => {
    const good = { name: 'CI', kind: 'generic', url } as const;
    for (const bad of [
      { ...good, name: '' },
      { ...good, url: 'file:///etc/passwd' },
      { ...good, url: 'https://user:secret@example.com/' },
      { ...good, url: 'nonsense' },
      { ...good, kind: 'slack', template: '{}' } as const,
      { ...good, kind: 'smoke' as WebhookKind },
    ])
      await rejects(createWebhook(world, actor, app, bad), (error) => isFailure(error, 'release-refused'));
  });

  it('never lead into a network that they must not reach', async () => {
    const message = { url, headers: {}, body: Buffer.from('{}') };
    const inside = [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
    ];
    const inside6 = [
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      '::ffff:127.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:db8::1',
      'ff02::1',
    ];
    for (const address of [...inside, ...inside6, 'fe80::1%eth0', 'nonsense']) strictEqual(isPublicAddress(address), false, address);
    for (const address of ['93.184.216.34', '2606:2800:220:1::1', '172.32.0.1', '100.128.0.1'])
      strictEqual(isPublicAddress(address), true, address);
    const refused = { kind: 'failed', isFinal: true } as const;
    const outcome = async (to: string, resolved: readonly string[] = []) => {
      const { kind, isFinal } = {
        isFinal: false,
        ...(await postMessage({ ...message, url: to }, { allowsPrivate: false, resolve: async () => resolved })),
      };
      return { kind, isFinal };
    };
    deepStrictEqual(await outcome(url), refused);
    deepStrictEqual(await outcome('http://[::1]:80/'), refused);
    deepStrictEqual(await outcome('http://2130706433/'), refused);
    deepStrictEqual(await outcome('http://evil.example/', ['93.184.216.34', '127.0.0.1']), refused);
    deepStrictEqual(received, []);
  });

  it('connect to the address that was judged, whatever the name says later, and follow no redirect', async () => {
    const { port } = new URL(url);
    const asked: string[] = [];
    const resolve = async (name: string) => {
      asked.push(name);
      return ['127.0.0.1'];
    };
    answers = [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }];
    const message = { url: `http://rebinding.example:${port}/hook`, headers: {}, body: Buffer.from('{}') };
    deepStrictEqual(await postMessage(message, { allowsPrivate: true, resolve }), {
      kind: 'failed',
      problem: 'status 302',
      isFinal: true,
      retryAfterMs: undefined,
    });
    deepStrictEqual([asked, received[0]?.headers.host], [['rebinding.example'], `rebinding.example:${port}`]);
  });

  it('end when no one answers', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const outcome = await postMessage(
      { url: `http://127.0.0.1:${port}/`, headers: {}, body: Buffer.from('{}') },
      { allowsPrivate: true, timeoutMs: 50 },
    );
    deepStrictEqual(outcome.kind === 'failed' && outcome.isFinal, false);
    silent.closeAllConnections();
    silent.close();
  });
});

describe('messages to webhooks', () => {
  const news: News = {
    event: 'release',
    at: '2026-11-29T12:00:00.000Z',
    appId: 'app-id',
    appName: 'Demo',
    appDisplayName: 'Demo *bold*',
    owner: 'acme',
    os: 'Android',
    releaseId: 7,
    version: '12',
    shortVersion: '1.4',
    notes: 'Hi "<!channel>" & <@U1> @everyone [x](http://evil)',
    sizeBytes: 5,
    sha256: 'aa',
    fingerprint: 'bb',
    appIdentifier: 'com.example',
    minimumOs: '24',
    profileName: '',
    profileKind: 'ad-hoc',
    uploadedAt: '2026-11-29T11:00:00.000Z',
    isMandatory: true,
    storeName: '',
    groupId: 'group-id',
    groupName: 'Beta',
    installUrl: 'https://r.example/i/x',
    downloadUrl: 'https://r.example/d/x/a.apk',
    iconUrl: 'https://r.example/i/x/icon',
    author: '',
    text: '',
    udid: '',
    device: '',
  };
  const now = new Date('2026-11-29T12:00:05.000Z');

  function bodyOf(kind: WebhookKind, template: string | null = null) {
    return JSON.parse(Buffer.from(webhookMessage({ kind, url: 'https://x.example/', template, secret: null }, news, now).body).toString());
  }

  it('have App Center’s own fields', () => {
    deepStrictEqual(bodyOf('app-center'), {
      app_name: 'Demo',
      app_display_name: 'Demo *bold*',
      release_id: '7',
      platform: 'Android',
      uploaded_at: '2026-11-29T11:00:00.000Z',
      fingerprint: 'bb',
      release_notes: news.notes,
      version: '12',
      short_version: '1.4',
      min_os: '24',
      mandatory_update: true,
      size: 5,
      provisioning_profile_name: '',
      provisioning_profile_type: 'adhoc',
      bundle_identifier: 'com.example',
      install_link: 'https://r.example/i/x',
      icon_link: 'https://r.example/i/x/icon',
      distribution_group_id: 'group-id',
      installable: true,
      sent_at: '2026-11-29T12:00:05.000Z',
      app_id: 'app-id',
    });
  });

  it('let no one be called, and nothing be markup', () => {
    const slack = bodyOf('slack');
    deepStrictEqual(
      [slack.text.includes('<'), slack.blocks.map(({ text }: { text?: { type: string } }) => text?.type)],
      [false, ['plain_text', 'plain_text', undefined]],
    );
    deepStrictEqual(bodyOf('discord').allowed_mentions, { parse: [] });
    const [title, body] = bodyOf('teams').attachments[0].content.body;
    match(title.text, /Demo \\\*bold\\\*/);
    match(body.text, /\\\[x\\\]\(http/);
    match(bodyOf('google-chat').cardsV2[0].card.sections[0].widgets[0].textParagraph.text, /&lt;!channel&gt;/);
  });

  it('fill a template with values that stay inside their texts', () => {
    const template = '{"text": "{{ headline }}: {{notes}}", "number": {{releaseId}}, "other": "{{nothing}}", "must": {{isMandatory}}}';
    deepStrictEqual(bodyOf('generic', template), {
      text: `Demo *bold* 1.4 (12) is available for Beta: ${news.notes}`,
      number: 7,
      other: '{{nothing}}',
      must: true,
    });
  });
});
