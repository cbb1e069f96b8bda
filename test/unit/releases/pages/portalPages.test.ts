import { ok } from 'node:assert/strict';
import { renderBuildsPage } from '../../../../src/releases/pages/portal/buildPages.ts';
import { renderGroupPage, renderGroupsPage } from '../../../../src/releases/pages/portal/groupPages.ts';
import { type Paged, type PortalApp, type PortalSession } from '../../../../src/releases/pages/portal/portalFrame.ts';
import {
  renderAuditPage,
  renderDevicesPage,
  renderDownloadsPage,
  renderFeedbackPage,
} from '../../../../src/releases/pages/portal/portalPages.ts';
import { renderLinksPage } from '../../../../src/releases/pages/portal/linkPages.ts';
import { renderStoragePage } from '../../../../src/releases/pages/portal/storagePages.ts';
import { renderWebhooksPage } from '../../../../src/releases/pages/portal/webhookPages.ts';

const session: PortalSession = { root: '/releases/portal', csrf: 'c'.repeat(64), canWrite: true, isOwner: true, userName: 'Olivia Owner' };
const app: PortalApp = {
  path: '/releases/portal/apps/acme-mobile/hello-world',
  owner: 'acme-mobile',
  name: 'hello-world',
  displayName: 'Hello',
  os: 'iOS',
};
const at = '2026-11-29T20:41:00.000Z';
const email = 'augusta.ada.king@testers.example.com';
const version = '10.20.30 (2026112901)';

function paged<Item>(count: number, item: Item): Paged<Item> {
  return { items: Array.from({ length: count }, () => item), page: 2, pages: 9 };
}

/** As many rows as the routes show at most, with texts of people. */
const pages: Readonly<Record<string, string>> = {
  groups: renderGroupsPage(session, app, {
    asksToSignIn: true,
    groups: Array.from({ length: 100 }, () => ({
      path: `${app.path}/groups/${'0'.repeat(36)}`,
      name: 'Quality assurance',
      isPublic: false,
      testers: 300,
      newest: version,
    })),
  }),
  group: renderGroupPage(session, app, {
    path: `${app.path}/groups/${'0'.repeat(36)}`,
    name: 'Quality assurance',
    isPublic: false,
    isShared: false,
    testers: paged(24, email),
    link: {
      page: `https://releases.example.com/mobile/i/${'x'.repeat(32)}`,
      feeds: 'https://releases.example.com/f/x',
      updates: 'https://releases.example.com/v0.1/x',
    },
    releases: Array.from({ length: 24 }, () => ({ number: 1234, version, uploadedAt: at, isEnabled: true })),
  }),
  links: renderLinksPage(session, app, {
    groups: Array.from({ length: 100 }, (_each, index) => `Quality assurance ${index}`),
    links: paged(20, {
      id: '0'.repeat(36),
      url: `https://releases.example.com/mobile/i/${'x'.repeat(32)}`,
      target: 'Quality assurance',
      owner: email,
      installs: '100 of 1000',
      expiresAt: at,
      state: 'open, with password',
    }),
  }),
  builds: renderBuildsPage(session, app, paged(40, { email, last: { number: 1233, version, at }, newest: { number: 1234, version } })),
  devices: renderDevicesPage(
    session,
    app,
    paged(30, {
      udid: '00008140-000A1D2E3F4C001C',
      name: 'Phone of Augusta',
      model: 'iPhone17,1',
      tester: email,
      state: 'waiting',
      registeredAt: at,
    }),
  ),
  feedback: renderFeedbackPage(
    session,
    app,
    paged(8, {
      id: '0'.repeat(36),
      release: 1234,
      at,
      author: email,
      text: 'x'.repeat(1500),
      device: 'x'.repeat(150),
      isResolved: false,
      screenshots: ['0'.repeat(36)],
    }),
  ),
  downloads: renderDownloadsPage(session, app, {
    total: 100_000,
    downloads: Array.from({ length: 60 }, () => [1234, at, email, 'x'.repeat(80)] as const),
  }),
  audit: renderAuditPage(
    session,
    app,
    Array.from({ length: 80 }, () => [at, email, 'organization.change', '0'.repeat(36)] as const),
  ),
  webhooks: renderWebhooksPage(session, app, {
    kinds: ['generic', 'slack'],
    events: ['release', 'feedback', 'device'],
    webhooks: Array.from({ length: 12 }, () => ({
      id: '0'.repeat(36),
      name: 'Chat of the team',
      kind: 'google-chat',
      host: 'chat.example.com',
      events: ['release'],
      isEnabled: true,
    })),
    deliveries: Array.from({ length: 20 }, () => ({
      at,
      webhook: 'Chat of the team',
      state: 'failed',
      attempts: 8,
      problem: 'x'.repeat(200),
    })),
  }),
  storage: renderStoragePage(session, app, {
    count: 1000,
    sizeBytes: 1e11,
    rules: { keepPerGroup: 5, maxAgeDays: null, maxBytes: 1e10 },
    planned: {
      first: Array.from({ length: 30 }, () => ({ number: 1234, reason: 'surplus', sizeBytes: 1e8 })),
      count: 5000,
      sizeBytes: 1e11,
    },
    deleted: Array.from({ length: 30 }, () => ({ number: 1234, version, sizeBytes: 1e8, deletedAt: at })),
  }),
};

describe('pages of the portal with as much as they show', () => {
  for (const [name, text] of Object.entries(pages))
    it(`${name} stays below 30 KB`, () => ok(Buffer.byteLength(text) < 30_000, `${Buffer.byteLength(text)} bytes`));
});
