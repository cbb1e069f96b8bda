import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { BlockList, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { appCenterDialect } from '../../../../src/releases/dialects/app-center/appCenterDialect.ts';
import { ownDialect } from '../../../../src/releases/dialects/own/ownDialect.ts';
import { operations } from '../../../../src/releases/dialects/own/operations.ts';
import { portalDialect } from '../../../../src/releases/dialects/portal/portalDialect.ts';
import { tables, type TableName } from '../../../../src/releases/model/tables.ts';
import { RequestAnswerer } from '../../../../src/releases/server/answerRequest.ts';
import { enterApp, withRole } from '../../../../src/releases/use-cases/access.ts';
import { createOrganization } from '../../../../src/releases/use-cases/accounts.ts';
import { createApp } from '../../../../src/releases/use-cases/apps.ts';
import { registerDevice } from '../../../../src/releases/use-cases/devices.ts';
import { createGroup } from '../../../../src/releases/use-cases/groups.ts';
import { hashOfSecret, newSecret } from '../../../../src/releases/use-cases/identifiers.ts';
import { addOrganizationMember, type OrganizationRole } from '../../../../src/releases/use-cases/organizationMembers.ts';
import { putSymbols } from '../../../../src/releases/use-cases/symbols.ts';
import { createToken } from '../../../../src/releases/use-cases/tokens.ts';
import { createWebhook } from '../../../../src/releases/use-cases/webhooks.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { once, openReleaseWorld, ownerOf, uploadPackage, type TestWorld } from '../../../support/releaseWorld.ts';

const udid = '00008030-001A2B3C4D5E6F70';

/** A body that each operation takes. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /uploads': { fileName: 'a.apk', sizeBytes: 3 },
  'POST /releases': { url: 'https://example.com/a.apk', shortVersion: '1' },
  'POST /releases/delete': { releases: [1] },
  'POST /releases/restore': { releases: [1] },
  'PATCH /releases/:release': { notes: 'x', isEnabled: false },
  'POST /releases/:release/destinations': { groups: ['Collaborators'] },
  'POST /groups': { name: 'New' },
  'PATCH /groups/:group': { isPublic: true },
  'POST /groups/:group/testers': { emails: ['new@example.com'] },
  'DELETE /groups/:group/testers': { emails: ['ada@example.com'] },
  'POST /rules': { branch: 'main', group: 'Beta' },
  'POST /devices': { udid: '00008030-001A2B3C4D5E6F71' },
  'PATCH /devices/:udid': { state: 'dismissed' },
  'PATCH /feedback/:id': { isResolved: true },
  'POST /links': { release: '1' },
  'POST /webhooks': { name: 'x', kind: 'slack', url: 'https://example.com/' },
  'PATCH /webhooks/:id': { isEnabled: false },
  'PATCH /retention': { keepPerGroup: 1 },
  'PUT /sign-in': { isNeeded: true },
};

/** What only owners of the app do. */
const ownersOnly = new Set([
  'DELETE ',
  'POST /webhooks',
  'PATCH /webhooks/:id',
  'DELETE /webhooks/:id',
  'PATCH /retention',
  'POST /retention/apply',
  'PUT /sign-in',
]);

describe('roles', () => {
  let folder: string;
  let world: TestWorld;
  let server: Server;
  let url: string;
  const tokens = new Map<OrganizationRole, string>();
  const parameters = new Map<string, string>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'releases-'));
    world = await openReleaseWorld(folder);
    const owner = await ownerOf(world);
    const member = await createOrganization(world, owner, { displayName: 'Acme', name: 'acme' });
    const { id: appId } = await createApp(world, owner, { displayName: 'Demo', name: 'demo', os: 'Android', platform: 'Java' }, 'acme');
    const { app, actor } = await enterApp(world.records, owner, 'acme', 'demo');
    const { published } = await uploadPackage(world, actor, app, utf8('version 1'));
    ok(published.kind === 'released');
    await putSymbols(world, actor, published.release, 'mapping.txt', once(utf8('a.b -> c:')));
    const group = await createGroup(world, actor, app, { name: 'Beta' });
    await registerDevice(world, actor, app, { udid });
    const webhook = await createWebhook(world, actor, app, { name: 'chat', kind: 'slack', url: 'https://example.com/' });
    world.now = new Date('2026-11-29T12:00:01Z');
    for (const role of ['admin', 'collaborator', 'member'] as const) {
      const { user } = await addOrganizationMember(world, owner, member, { email: `${role}@example.com`, role });
      const { secret } = await createToken(world, { userId: user.id, scope: 'full', appId: null }, { description: role, scope: 'full' });
      tokens.set(role, secret.reveal());
    }
    for (const [name, value] of Object.entries({
      owner: 'acme',
      org: 'acme',
      app: 'demo',
      release: '1',
      group: 'Beta',
      udid,
      file: 'mapping.txt',
    }))
      parameters.set(name, value);
    parameters.set('id', webhook.id);
    parameters.set('target', group.id);
    ok(appId);
    const token = newSecret(world.random);
    const allowedHosts = new Set<string>();
    const answerer = new RequestAnswerer({
      world: { ...world, owner: { tokenHash: hashOfSecret(token), actor: owner }, sendsMail: false, isAttended: true, report: () => {} },
      dialects: [ownDialect, appCenterDialect, portalDialect],
      allowedHosts,
      isTls: false,
      trustedProxies: new BlockList(),
      publicUrl: undefined,
      requestLimit: 100_000,
      bodyTimeoutMs: 30_000,
      onError: () => {},
    });
    server = createServer((message, response) => void answerer.answer(message, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // It listens on a port.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const { port } = server.address() as AddressInfo;
    allowedHosts.add(`127.0.0.1:${port}`);
    url = `http://127.0.0.1:${port}`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await world.records.close();
    await rm(folder, { recursive: true, force: true });
  });

  function filled(path: string): string {
    return path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(parameters.get(name) ?? '1'));
  }

  async function ask(role: OrganizationRole, method: string, path: string, body?: unknown): Promise<number> {
    const headers = { 'x-api-token': tokens.get(role) ?? '', 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** Everything that is kept, but who is signed in. */
  async function kept(): Promise<string> {
    // The names of an object are those of its type.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const names = (Object.keys(tables) as TableName[]).filter((name) => name !== 'session');
    return JSON.stringify(await Promise.all(names.map(async (name) => [name, await world.records.find(name, {})])));
  }

  const inApps = operations.filter(({ facts }) => facts.path.startsWith('/apps/:owner/:app'));
  const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
    `${method} ${path.replace('/apps/:owner/:app', '')}`;

  it('a viewer reads everything of an app', async () => {
    for (const path of [
      '',
      '/releases',
      '/releases/1',
      '/groups',
      '/devices',
      '/feedback',
      '/links',
      '/webhooks',
      '/retention',
      '/sign-in',
      '/downloads',
    ])
      strictEqual(await ask('member', 'GET', `/api/v1/apps/acme/demo${path}`), 200, path);
  });

  it('a viewer changes nothing by any operation of our API', async () => {
    const before = await kept();
    for (const { facts } of inApps) {
      if (facts.method === 'GET' || facts.path.endsWith('/retention/preview')) continue;
      const status = await ask(
        'member',
        facts.method,
        `/api/v1${filled(facts.path)}`,
        facts.body ? (bodies[keyOf(facts)] ?? {}) : undefined,
      );
      ok(status === 403 || status === 404, `${keyOf(facts)} is answered with ${status}`);
    }
    strictEqual(await kept(), before);
  });

  it('a viewer changes nothing by App Center’s API', async () => {
    const before = await kept();
    const body = {
      name: 'x',
      display_name: 'x',
      user_emails: ['x@example.com'],
      release_notes: 'x',
      enabled: false,
      destinations: [{ name: 'Beta' }],
    };
    for (const { method, path } of appCenterDialect.routes) {
      if (method === 'GET' || !/^\/v0\.1\/(?:apps\/:owner\/:app|orgs\/:org)/.test(path)) continue;
      const status = await ask('member', method, filled(path), body);
      ok(status >= 400, `${method} ${path} is answered with ${status}`);
    }
    strictEqual(await kept(), before);
  });

  it('a viewer sees every page of the portal, and changes nothing by any of its forms', async () => {
    const viewer = new PortalBrowser(url);
    await viewer.post('/portal/sign-in', { token: tokens.get('member') ?? '' });
    const before = await kept();
    const fields = {
      name: 'x',
      group: 'Beta',
      emails: 'x@example.com',
      notes: 'x',
      enabled: 'no',
      state: 'dismissed',
      udid,
      role: 'admin',
      email: 'x@example.com',
    };
    for (const { method, path } of portalDialect.routes) {
      if (!/\/(?:apps\/:owner|people)/.test(path) || path.includes('/uploads/') || path.includes('/screenshots/')) continue;
      if (method === 'GET') strictEqual((await viewer.open(filled(path))).status, 200, path);
      else ok([400, 403, 404].includes((await viewer.send(filled(path), fields)).status), `${method} ${path}`);
    }
    strictEqual(await kept(), before);
    ok(!(await viewer.text('/portal/apps/acme/demo/releases/1')).includes('Disable'));
  });

  it('a developer does everything but what is for owners', async () => {
    for (const key of ownersOnly) {
      const [method = '', path = ''] = key.split(' ');
      strictEqual(await ask('collaborator', method, `/api/v1/apps/acme/demo${filled(path)}`, bodies[key]), 403, key);
    }
    strictEqual(await ask('collaborator', 'POST', '/api/v1/apps/acme/demo/groups', { name: 'Made by a developer' }), 201);
    strictEqual(await ask('collaborator', 'PATCH', '/api/v1/apps/acme/demo/releases/1', { notes: 'by a developer' }), 200);
    strictEqual(await ask('collaborator', 'POST', '/v0.1/orgs/acme/invitations', { user_email: 'x@example.com', role: 'admin' }), 403);
  });

  it('only the owner of the server reads the log of everything', async () => {
    deepStrictEqual(
      [
        await ask('admin', 'GET', '/api/v1/audit'),
        await ask('member', 'GET', '/api/v1/audit'),
        await ask('member', 'GET', '/api/v1/audit?app=acme/demo'),
      ],
      [403, 403, 200],
    );
  });

  it('an owner of the organization does what is for owners', async () => {
    strictEqual(await ask('admin', 'PATCH', '/api/v1/apps/acme/demo/retention', { keepPerGroup: 5 }), 200);
    strictEqual(await ask('admin', 'PUT', '/api/v1/apps/acme/demo/sign-in', { isNeeded: true }), 200);
    strictEqual(await ask('admin', 'DELETE', '/api/v1/apps/acme/demo'), 204);
  });

  it('roles are those of the organization that owns the app', () => {
    const actor = { userId: 'x', scope: 'full', appId: null } as const;
    deepStrictEqual(
      (['owner', 'developer', 'viewer'] as const).map((role) => withRole(actor, role).scope),
      ['full', 'full', 'read-only'],
    );
  });
});
