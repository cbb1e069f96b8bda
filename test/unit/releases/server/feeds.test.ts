import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { parseXml, type XmlElement } from '../../../../src/core/formats/xml/xmlDocument.ts';
import { inspectZip } from '../../../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../../src/core/formats/zip/readEntry.ts';
import { verifyAppBundle } from '../../../../src/core/signing/app-bundle/verifyAppBundle.ts';
import { type ReleaseServer } from '../../../../src/releases/server/releaseServer.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';
import { useReleaseServer } from '../../../support/useReleaseServer.ts';

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

const hostileNotes = '<b>New</b> & "quoted"\u0007 ]]>';

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name || each.name.endsWith(`:${name}`));
}

function attribute(element: XmlElement | undefined, name: string): string | undefined {
  return element?.attributes.find((each) => each.name === name)?.value;
}

describe('feeds of a group', () => {
  let server: ReleaseServer;
  let startAgain: () => Promise<ReleaseServer>;
  useReleaseServer((opened) => ({ server, startAgain } = opened));

  async function api(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await fetch(`${server.running.url}/api/v1${path}`, {
      method,
      headers: { 'x-api-token': server.running.ownerToken },
      ...(body !== undefined && { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** An app with one group that has these packages, oldest first. Gives the address of its feeds. */
  async function feedsOf(
    name: string,
    os: string,
    packages: readonly { readonly fileName: string; readonly bytes: Uint8Array; readonly input?: object }[],
  ): Promise<string> {
    await api('POST', '/apps', { name, os });
    const app = `/apps/olivia/${name}`;
    for (const { fileName, bytes, input } of packages) {
      const { id } = await api('POST', `${app}/uploads`, { fileName, sizeBytes: bytes.length, shortVersion: '1.0', version: '7' });
      await api('PUT', `${app}/uploads/${id}/chunks/1`, bytes);
      await api('POST', `${app}/uploads/${id}/publish`, { groups: ['Collaborators'], notes: hostileNotes, ...input });
    }
    const { feedsUrl } = await api('POST', `${app}/links`, { group: 'Collaborators' });
    return feedsUrl;
  }

  async function xml(address: string): Promise<XmlElement | undefined> {
    const response = await fetch(address);
    strictEqual(response.status, 200);
    return parseXml(await response.text());
  }

  async function sha256At(address: string | undefined): Promise<string> {
    const response = await fetch(address ?? '');
    strictEqual(response.status, 200, address);
    return createHash('sha256')
      .update(await response.bytes())
      .digest('hex');
  }

  function hash(bytes: Uint8Array): string {
    return createHash('sha256').update(bytes).digest('hex');
  }

  it('have the newest MSIX package for App Installer, with the identity that is in it', async () => {
    const manifest = (version: string): Buffer =>
      Buffer.from(
        `<Package xmlns="http://schemas.microsoft.com/appx/manifest/foundation/windows10"><Identity Name="Example.Demo" Publisher="CN=Acme &amp; Co, O=&quot;Acme&quot;" Version="${version}" ProcessorArchitecture="x64" /></Package>`,
      );
    const packageOf = async (version: string): Promise<Uint8Array> =>
      await smallArchive([{ name: 'AppxManifest.xml', bytes: manifest(version) }]);
    const newest = await packageOf('1.1.0.0');
    const feeds = await feedsOf('Windows', 'Windows', [
      { fileName: 'a.msix', bytes: await packageOf('1.0.0.0') },
      { fileName: 'a.msix', bytes: newest },
    ]);
    const response = await fetch(`${feeds}/app.appinstaller`);
    strictEqual(response.headers.get('content-type'), 'application/appinstaller');
    const root = parseXml(await response.text());
    deepStrictEqual(
      [root?.name, attribute(root, 'Uri'), attribute(root, 'Version')],
      ['AppInstaller', `${feeds}/app.appinstaller`, '1.1.0.0'],
    );
    const main = child(root, 'MainPackage');
    deepStrictEqual(
      ['Name', 'Publisher', 'Version', 'ProcessorArchitecture'].map((name) => attribute(main, name)),
      ['Example.Demo', 'CN=Acme & Co, O="Acme"', '1.1.0.0', 'x64'],
    );
    strictEqual(await sha256At(attribute(main, 'Uri')), hash(newest));
  });

  it('have packages for Sparkle, signed by the server or by the developer', async () => {
    const own = Buffer.alloc(64, 7).toString('base64');
    const feeds = await feedsOf('Mac', 'macOS', [
      { fileName: 'a.dmg', bytes: Buffer.from('first'), input: { fields: { edSignature: own } } },
      { fileName: 'a.pkg', bytes: Buffer.from('second'), input: { isMandatory: true } },
    ]);
    const channel = child(await xml(`${feeds}/appcast.xml`), 'channel');
    const items = channel?.children.filter(({ name }) => name === 'item') ?? [];
    strictEqual(items.length, 2);
    const [newest, oldest] = items.map((item) => child(item, 'enclosure'));
    deepStrictEqual(
      [attribute(newest, 'length'), attribute(newest, 'installationType'), attribute(oldest, 'edSignature')],
      ['6', 'package', own],
    );
    ok(child(items[0], 'criticalUpdate'));
    strictEqual(child(items[1], 'criticalUpdate'), undefined);
    const page = await (await fetch(feeds)).text();
    const [, publicKey = ''] = /SUPublicEDKey<\/dt><dd><code>([^<]+)</.exec(page) ?? [];
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') },
      format: 'jwk',
    });
    const signature = Buffer.from(attribute(newest, 'edSignature') ?? '', 'base64');
    ok(verify(null, Buffer.from('second'), key, signature));
    strictEqual(await sha256At(attribute(newest, 'url')), hash(Buffer.from('second')));
  });

  it('are at App Center’s own address for Sparkle, where the group is public', async () => {
    const headers = { 'x-api-token': server.running.ownerToken };
    const { app_secret: secret } = (await (await fetch(`${server.running.url}/v0.1/apps/olivia/Mac`, { headers })).json()) as Body;
    const address = `${server.running.url}/v0.1/public/sparkle/apps/${secret}`;
    strictEqual((await fetch(address)).status, 404);
    await api('PATCH', '/apps/olivia/Mac/groups/Collaborators', { isPublic: true });
    const channel = child(await xml(address), 'channel');
    strictEqual(channel?.children.filter(({ name }) => name === 'item').length, 2);
    strictEqual((await api('GET', '/apps/olivia/Mac/links')).links.length, 1);
    strictEqual((await fetch(`${server.running.url}/v0.1/public/sparkle/apps/wrong`)).status, 404);
  });

  it('have packages for F-Droid, in an index that the server signs with the same key after a new start', async () => {
    const apks = await Promise.all(
      ['one', 'two'].map(async (name) => await smallArchive([...smallApkEntries(), { name: `assets/${name}`, bytes: Buffer.from(name) }])),
    );
    const feeds = await feedsOf(
      'Android',
      'Android',
      apks.map((bytes) => ({ fileName: 'a.apk', bytes })),
    );
    const repository = async (): Promise<{ readonly signer: unknown; readonly index: Body }> => {
      const base = `${feeds}/fdroid/repo`.replace(/:\d+\//, `:${new URL(server.running.url).port}/`);
      const jar = bytesSource(await (await fetch(`${base}/entry.jar`)).bytes());
      const verified = await verifyAppBundle(jar);
      deepStrictEqual([verified.verified, verified.issues], [true, []]);
      const { archive } = await inspectZip(jar);
      const file = archive.entries.find(({ name }) => name === 'entry.json');
      ok(file);
      const content = await readEntry(jar, file, { maxBytes: 10_000 });
      const entry: Body = JSON.parse(Buffer.from(content.bytes ?? []).toString());
      const bytes = await (await fetch(`${base}${entry.index.name}`)).bytes();
      deepStrictEqual([hash(bytes), bytes.length, entry.index.numPackages], [entry.index.sha256, entry.index.size, 1]);
      return { signer: verified.signers[0]?.certificates[0].sha256, index: JSON.parse(Buffer.from(bytes).toString()) };
    };
    const first = await repository();
    const [[identifier, shown]] = Object.entries<Body>(first.index.packages) as [[string, Body]];
    match(identifier, /^[\w.]+$/);
    deepStrictEqual(Object.keys(shown.versions).toSorted(), apks.map(hash).toSorted());
    for (const [sha256, { file, manifest }] of Object.entries<Body>(shown.versions)) {
      strictEqual(await sha256At(`${feeds}/fdroid/repo${file.name}`), sha256);
      strictEqual(Number.isSafeInteger(manifest.versionCode), true);
    }
    const page = await (await fetch(feeds)).text();
    match(page, /fdroidrepo:\/\/[^"]+\?fingerprint=[0-9A-F]{64}/);
    match(page, /obtainium:\/\/app\/%7B/);
    match(await (await fetch(`${feeds}/obtainium`)).text(), /href="[^"]+\/d\/2\/[^"]+\.apk"/);
    server = await startAgain();
    strictEqual((await repository()).signer, first.signer);
  });

  it('have packages for AltStore', async () => {
    const bytes = await smallArchive(ipaEntries({ pki: new ApplePki(), machO: {}, profile: { devices: ['00008030-001A2B3C4D5E6F70'] } }));
    const feeds = await feedsOf('iPhone', 'iOS', [{ fileName: 'a.ipa', bytes }]);
    const source: Body = await (await fetch(`${feeds}/altstore.json`)).json();
    const [app] = source.apps;
    deepStrictEqual(
      [source.apps.length, app.versions.length, app.versions[0].version, app.versions[0].buildVersion],
      [1, 1, '1.4.0', '12'],
    );
    strictEqual(app.versions[0].localizedDescription, hostileNotes);
    strictEqual(await sha256At(app.versions[0].downloadURL), hash(bytes));
  });

  it('count who fetched a package, and end with their link', async () => {
    const feeds = await feedsOf('Ending', 'Windows', [{ fileName: 'a.zip', bytes: Buffer.from('zip') }]);
    const enclosure = child(child(child(await xml(`${feeds}/appcast.xml`), 'channel'), 'item'), 'enclosure');
    const address = attribute(enclosure, 'url') ?? '';
    strictEqual(await sha256At(address), hash(Buffer.from('zip')));
    strictEqual((await api('GET', '/apps/olivia/Ending/downloads')).total, 1);
    const { links } = await api('GET', '/apps/olivia/Ending/links');
    await api('DELETE', `/apps/olivia/Ending/links/${links[0].id}`);
    for (const path of [feeds, `${feeds}/appcast.xml`, address]) strictEqual((await fetch(path)).status, 410);
  });

  it('are there for links to groups alone, and without what a group does not have', async () => {
    const feeds = await feedsOf('Empty', 'Windows', []);
    match(await (await fetch(feeds)).text(), /No feed fits/);
    for (const path of ['/app.appinstaller', '/d/1/a.zip', '/d/x/a.zip', '/icon/1', '/fdroid/repo/1.apk', '/fdroid/repo/other'])
      strictEqual((await fetch(`${feeds}${path}`)).status, 404, path);
    const locked = await api('POST', '/apps/olivia/Empty/links', { group: 'Collaborators', password: 'open sesame' });
    strictEqual((await fetch(`${locked.feedsUrl}/appcast.xml`)).status, 401);
    for (const link of ['x', 'A'.repeat(32)]) strictEqual((await fetch(`${server.running.url}/f/${link}/appcast.xml`)).status, 404);
    const other = await feedsOf('Other', 'Windows', [{ fileName: 'a.zip', bytes: Buffer.from('other') }]);
    const { links } = await api('GET', '/apps/olivia/Other/links');
    ok(links[0].feedsUrl === other);
    const release = await api('POST', '/apps/olivia/Other/links', { release: '1' });
    strictEqual(release.feedsUrl, null);
    strictEqual((await fetch(`${release.url.replace('/i/', '/f/')}/appcast.xml`)).status, 404);
  });
});
