import { deepStrictEqual, ok } from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { ensureChromium } from '../../scripts/vscode/vscodeInstallation.ts';
import { browserArguments } from '../../scripts/vscode/vscodeWindow.ts';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { NodeHttpClient } from '../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../src/releases/client/releaseClient.ts';
import { type ServerRelease } from '../../src/releases/client/serverAnswers.ts';
import { ApplePki } from '../support/applePki.ts';
import { ipaEntries } from '../support/ipaFiles.ts';
import { startTestServer, type TestServer } from '../support/runningServer.ts';
import { signBytes } from '../support/signedPackages.ts';
import { smallApkEntries, smallArchive } from '../support/smallPackages.ts';
import { axeFindings } from './support/axeFindings.ts';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1';
const pixel = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Mobile Safari/537.36';

const views = [
  { name: 'phone', viewport: { width: 390, height: 844 }, hasTouch: true },
  { name: 'desktop', viewport: { width: 1280, height: 900 }, hasTouch: false },
] as const;

interface View {
  readonly name: string;
  readonly width: number;
  readonly context: BrowserContext;
  readonly page: Page;
}

interface ViewOptions {
  readonly userAgent?: string;
  readonly cookies?: Parameters<BrowserContext['addCookies']>[0];
}

/** Pictures to look at go here when the variable names a folder. */
const pictures = process.env['MOBILE_DISTRIBUTION_PAGE_PICTURES'];

describe('pages of the release server in a browser', () => {
  let server: TestServer;
  let browser: Browser;
  let apk: ServerRelease;
  let ipa: ServerRelease;
  let client: ReleaseClient;
  let apkBytes: Bytes;

  before(async () => {
    // No one listens there: the state of an order is what pages show.
    const play = { name: 'play', store: 'google-play', track: 'internal', key: '{}', identity: { endpoint: 'http://127.0.0.1:9' } };
    server = await startTestServer({ stores: [play] });
    browser = await chromium.launch({ executablePath: ensureChromium(console.log), args: browserArguments });
    client = new ReleaseClient({
      http: new NodeHttpClient({ proxies: {} }),
      server: server.running.url,
      token: new Secret(server.running.ownerToken),
    });
    const publish = async (app: string, fileName: string, bytes: Bytes, groups: readonly string[]): Promise<ServerRelease> => {
      const name = { owner: 'acme', app };
      await client.ensureApp(name, fileName);
      const input = { fileName, file: bytesSource(bytes), groups, testers: [], isMandatory: true, notifiesTesters: false };
      return await client.createRelease(name, { ...input, notes: '# New\n- **Icons**\n- Faster start\n\nSay what you think.' });
    };
    apkBytes = await signBytes(await smallArchive(smallApkEntries()));
    apk = await publish('Hello', 'hello.apk', apkBytes, ['Collaborators']);
    ipa = await publish('Phone', 'hello.ipa', await smallArchive(ipaEntries({ pki: new ApplePki() })), []);
    const name = { owner: 'acme', app: 'Hello' };
    await client.addTesters(name, 'Collaborators', ['ada@example.com', 'grace@example.com']);
    await client.createWebhook(name, { name: 'Team chat', kind: 'slack', url: new Secret('https://hooks.example.com/x') });
    await client.addDevice(name, { udid: '00008140-000A1D2E3F4C001C', name: 'Ada’s iPhone', email: 'ada@example.com' });
    await client.setRetention(name, { keepPerGroup: 1 });
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  /** A page of each size, signed in with the cookies. Pages of one look after the other share it: a new one costs more than the look. */
  async function openViews({ userAgent, cookies = [] }: ViewOptions = {}): Promise<readonly View[]> {
    return await Promise.all(
      views.map(async ({ name, ...size }) => {
        const context = await browser.newContext({ ...size, ignoreHTTPSErrors: true, ...(userAgent !== undefined && { userAgent }) });
        await context.addCookies([...cookies]);
        return { name, width: size.viewport.width, context, page: await context.newPage() };
      }),
    );
  }

  async function closeViews(opened: readonly View[]): Promise<void> {
    for (const { context } of opened) await context.close();
  }

  async function lookIn(opened: readonly View[], name: string, show: (page: Page) => Promise<void>): Promise<void> {
    for (const { name: view, page, width } of opened) {
      // What is behind a page keeps the forced color of the one before it.
      await page.emulateMedia({ forcedColors: 'none' });
      await show(page);
      for (const scheme of ['light', 'dark', 'contrast'] as const) {
        const isContrast = scheme === 'contrast';
        await page.emulateMedia({ colorScheme: isContrast ? 'dark' : scheme, forcedColors: isContrast ? 'active' : 'none' });
        if (pictures !== undefined) {
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: join(pictures, `${name}-${view}-${scheme}.png`), fullPage: true });
        }
        deepStrictEqual(await axeFindings(page), [], `${name}, ${view}, ${scheme}`);
        const shown = await page.evaluate<number>('document.documentElement.scrollWidth');
        ok(shown <= width, `${name} is ${shown} pixels wide`);
      }
    }
  }

  async function inEachView(name: string, show: (page: Page) => Promise<void>, userAgent?: string): Promise<void> {
    const opened = await openViews({ ...(userAgent !== undefined && { userAgent }) });
    await lookIn(opened, name, show);
    await closeViews(opened);
  }

  it('install pages are accessible in every size and scheme', async () => {
    await inEachView('install', async (page) => void (await page.goto(apk.installUrl)));
    await inEachView('refused', async (page) => void (await page.goto(apk.installUrl)), iphone);
    await inEachView('iphone', async (page) => void (await page.goto(ipa.installUrl)), iphone);
    await inEachView('register', async (page) => void (await page.goto(`${ipa.installUrl}/register`)), iphone);
  });

  it('the page that explains how to trust the server is accessible in every size and scheme', async () => {
    const secure = await startTestServer({ isTls: true });
    try {
      await inEachView('trust', async (page) => void (await page.goto(`${secure.running.url}/trust`)), iphone);
    } finally {
      await secure.stop();
    }
  });

  it('the page for testers who must sign in is accessible in every size and scheme', async () => {
    const path = '/api/v1/apps/acme/Hello/sign-in';
    await server.ask(path, { method: 'PUT', body: { isNeeded: true } });
    await inEachView('sign-in-to-install', async (page) => {
      await page.goto(apk.installUrl);
      await page.getByRole('heading', { name: 'Sign in to install' }).waitFor();
    });
    await server.ask(path, { method: 'PUT', body: { isNeeded: false } });
  });

  it('feedback is sent from the page itself', async () => {
    const context = await browser.newContext({ userAgent: pixel });
    const page = await context.newPage();
    await page.goto(apk.installUrl);
    await page.getByLabel('What did you notice?').fill('It is <b>slow</b>');
    await page.getByLabel('Screenshots').setInputFiles({
      name: 'shot.png',
      mimeType: 'image/png',
      buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==', 'base64'),
    });
    await page.getByRole('button', { name: 'Send Feedback' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await context.close();
  });

  it('the portal: sign in, a new release by its file, and every page accessible', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.running.url}/portal`);
    await page.getByRole('textbox', { name: 'Token' }).fill(server.running.ownerToken);
    await page.getByRole('button', { name: 'Sign In with Token' }).click();
    await page.getByRole('link', { name: 'Hello' }).click();
    await page.getByRole('link', { name: 'New Release' }).click();
    const more = await signBytes(await smallArchive([...smallApkEntries(), { name: 'assets/more', bytes: new Uint8Array(9) }]));
    await page.getByLabel('Choose the package').setInputFiles({ name: 'more.apk', mimeType: '', buffer: Buffer.from(more) });
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByText('step 2 of 2').waitFor();
    const review = page.url();
    await page.getByLabel('Release notes').fill('Better');
    await page.getByLabel('Collaborators').check();
    const { cookies } = await context.storageState();
    const opened = await openViews({ cookies });
    const look = async (name: string, path: string): Promise<void> => {
      await lookIn(opened, name, async (shown) => void (await shown.goto(new URL(path, server.running.url).href)));
    };
    await look('portal-review', review);
    await page.getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByText('Release 2').first().waitFor();
    await look('portal-apps', '/portal');
    await look('portal-releases', '/portal/apps/acme/Hello');
    const name = { owner: 'acme', app: 'Hello' };
    const mapping = Buffer.from('com.acme.Main -> a.a:\n');
    const body = {
      sizeBytes: mapping.length,
      open: async function* () {
        yield await Promise.resolve(new Uint8Array(mapping));
      },
    };
    await client.putSymbols(name, '2', 'mapping.txt', body);
    const quietly = { groups: [], testers: [], isMandatory: false, notifiesTesters: false };
    await client.addDestinations(name, 2, { ...quietly, stores: ['play'] });
    await look('portal-release', '/portal/apps/acme/Hello/releases/2');
    for (const tab of ['groups', 'devices', 'feedback', 'builds', 'downloads', 'webhooks', 'storage', 'audit', 'new'])
      await look(`portal-${tab}`, `/portal/apps/acme/Hello/${tab}`);
    for (const place of ['tokens', 'people', 'account']) await look(`portal-${place}`, `/portal/${place}`);
    await page.getByRole('link', { name: 'Groups and testers' }).click();
    await page.getByRole('link', { name: 'Collaborators' }).click();
    await page.getByRole('button', { name: 'Create Link' }).click();
    await page.locator('.scan svg').waitFor();
    await look('portal-group', page.url());
    await closeViews(opened);
    await inEachView('portal-sign-in', async (shown) => void (await shown.goto(`${server.running.url}/portal/sign-in`)));
    await page.getByRole('button', { name: 'Sign Out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.close();
  });

  it('the feeds of a group are accessible in every size and scheme', async () => {
    const answer = await server.ask('/api/v1/apps/acme/Hello/links', { method: 'POST', body: { group: 'Collaborators' } });
    // The server's own tests hold its answers to their schemas.
    const { feedsUrl } = (await answer.json()) as { readonly feedsUrl: string };
    await inEachView('feeds', async (page) => {
      await page.goto(feedsUrl);
      await page.getByRole('link', { name: 'Open in Obtainium' }).waitFor();
    });
  });
});
