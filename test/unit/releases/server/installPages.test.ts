import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { utf8, type Bytes } from '../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { parseSignedData } from '../../../../src/core/formats/cms/signedData.ts';
import { inspectPlist } from '../../../../src/core/formats/plist/inspectPlist.ts';
import { createPlist, plistEntry, plistString, type PlainPlist } from '../../../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../../../src/core/formats/plist/xmlPlist.ts';
import { signCms } from '../../../../src/core/signing/cms/signCms.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../../../src/releases/client/releaseClient.ts';
import { type ServerRelease } from '../../../../src/releases/client/serverAnswers.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { startTestServer, type TestServer } from '../../../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';

// What the server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1';
const pixel = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Mobile Safari/537.36';
const newUdid = '00008130-000A2B3C4D5E00FF';

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

describe('install pages of a release server', () => {
  let server: TestServer;
  let apk: ServerRelease;
  let ipa: ServerRelease;

  before(async () => {
    server = await startTestServer({ isTls: true });
    const { url, ownerToken, caCertificate } = server.running;
    const certificateAuthorities = [readFileSync(caCertificate ?? '', 'utf8')];
    const client = new ReleaseClient({
      http: new NodeHttpClient({ proxies: {}, certificateAuthorities }),
      server: url,
      token: new Secret(ownerToken),
    });
    const publish = async (app: string, fileName: string, bytes: Bytes, groups: readonly string[]): Promise<ServerRelease> => {
      const name = { owner: 'acme', app };
      await client.ensureApp(name, fileName);
      for (const group of groups)
        if (!(await client.listGroups(name)).some((each) => each.name === group)) await client.createGroup(name, group, group === 'Public');
      const input = { fileName, file: bytesSource(bytes), groups, testers: [], isMandatory: true, notifiesTesters: false };
      return await client.createRelease(name, { ...input, notes: 'New <b>icons</b>' });
    };
    await publish('Hello', 'one.apk', await smallArchive(smallApkEntries()), ['Public']);
    await publish('Hello', 'two.apk', await smallArchive([...smallApkEntries(), { name: 'assets/two', bytes: utf8('2') }]), ['Private']);
    const more = [...smallApkEntries(), { name: 'assets/three', bytes: utf8('3') }];
    apk = await publish('Hello', 'three.apk', await smallArchive(more), ['Public', 'Private']);
    ipa = await publish('Phone', 'hello.ipa', await smallArchive(ipaEntries({ pki: new ApplePki() })), []);
  });
  after(async () => await server.stop());

  async function open(address: string, headers: Record<string, string> = {}, body?: Bytes): Promise<Answered> {
    const ca = readFileSync(server.running.caCertificate ?? '', 'utf8');
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpsRequest(address, { ca, headers, method: body ? 'POST' : 'GET' }, resolve);
      request.once('error', reject);
      request.end(body);
    });
    const bytes = await buffer(response);
    return { status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString('utf8') };
  }

  it('offer the button where it works, and say why where it does not', async () => {
    const onAndroid = await open(apk.installUrl, { 'user-agent': pixel });
    strictEqual(onAndroid.status, 200);
    match(onAndroid.text, /Download and Install/);
    match(onAndroid.text, /mandatory update/);
    match(onAndroid.text, /as of November 2026/);
    match(String(onAndroid.headers['accept-ch']), /Sec-CH-UA-Platform-Version/);
    const onIphone = await open(apk.installUrl, { 'user-agent': iphone });
    match(onIphone.text, /Not on this device\.<\/strong> This app is for Android/);
    ok(!onIphone.text.includes('Download and Install'));
    ok(Buffer.byteLength(onIphone.text) < 30_000);
    ok((await open(ipa.installUrl, { 'user-agent': iphone })).text.includes(`<a href="${server.running.url}/trust">`));
    ok(!onAndroid.text.includes('/trust"'));
  });

  it('show earlier versions of public groups alone', async () => {
    const { text } = await open(apk.installUrl);
    match(text, /Earlier versions/);
    strictEqual(text.match(/<li><a href="[^"]*\/i\//g)?.length, 1);
  });

  it('take feedback with screenshots, and nothing that is not a picture', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
    const send = async (text: string, picture: Bytes): Promise<Answered> => {
      const part = (head: string, bytes: Bytes): Bytes[] => [
        utf8(`--x--y\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
        bytes,
        utf8('\r\n'),
      ];
      const body = Buffer.concat([
        ...part('name="text"', utf8(text)),
        ...part('name="author"', utf8('Tess')),
        ...part('name="screenshot"; filename="a.png"', picture),
        ...part('name="screenshot"; filename=""', new Uint8Array()),
        utf8('--x--y--\r\n'),
      ]);
      return await open(
        `${apk.installUrl}/feedback`,
        { 'content-type': 'multipart/form-data; boundary=x--y', 'user-agent': pixel },
        new Uint8Array(body),
      );
    };
    match((await send('<script>crash</script>\r\nat start', png)).text, /Thank you/);
    strictEqual((await send('A page', utf8('<html>'))).status, 400);
    strictEqual((await send('', new Uint8Array())).status, 400);
    strictEqual((await open(`${apk.installUrl}/feedback`, { 'content-type': 'text/plain' }, utf8('x'))).status, 400);
    const api = `${server.running.url}/api/v1/apps/acme/Hello/feedback`;
    const listed: Body = JSON.parse((await open(api, { 'x-api-token': server.running.ownerToken })).text);
    deepStrictEqual(
      listed.feedback.map(({ text, author, screenshots, release }: Body) => [text, author, screenshots.length, release]),
      [['<script>crash</script>\r\nat start', 'Tess', 1, apk.id]],
    );
  });

  it('register a device: signed profile, answer, 301, and a page that knows the device', async () => {
    match((await open(ipa.installUrl, { 'user-agent': iphone })).text, /Register this device/);
    ok(!(await open(ipa.installUrl, { 'user-agent': pixel })).text.includes('Register this device'));
    const page = await open(`${ipa.installUrl}/register`);
    match(page.text, /href="register\/profile"/);
    const profile = await open(`${ipa.installUrl}/register/profile`);
    strictEqual(profile.headers['content-type'], 'application/x-apple-aspen-config');
    const signed = parseSignedData(new Uint8Array(profile.bytes));
    strictEqual(signed.signerInfos.length, 1);
    const { value } = inspectPlist(signed.eContent ?? new Uint8Array());
    strictEqual(plistString(plistEntry(value, 'PayloadType')), 'Profile Service');
    const content = plistEntry(value, 'PayloadContent');
    const [url, challenge] = ['URL', 'Challenge'].map((key) => plistString(plistEntry(content, key)) ?? '');
    const answer = (fields: PlainPlist): Bytes => {
      const list = utf8(encodeXmlPlist(createPlist(fields)));
      const signer = {
        identity: new ApplePki().profileParts().identity,
        hash: 'sha256',
        algorithmForm: 'combined',
        signedAttributes: [],
      } as const;
      return signCms({ content: list, isDetached: false, signers: [signer] });
    };
    const fields = { UDID: newUdid, PRODUCT: 'iPhone15,2', VERSION: '24A5', CHALLENGE: challenge ?? '' };
    strictEqual((await open(url ?? '', {}, answer({ ...fields, CHALLENGE: 'x'.repeat(40) }))).status, 403);
    strictEqual((await open(url ?? '', {}, answer({ ...fields, UDID: '<b>' }))).status, 403);
    strictEqual((await open(url ?? '', {}, utf8('no CMS'))).status, 400);
    const accepted = await open(url ?? '', {}, answer(fields));
    strictEqual(accepted.status, 301);
    const done = await open(String(accepted.headers['location']));
    match(done.text, new RegExp(newUdid));
    match(done.text, /must sign the app again/);
    const [cookie = ''] = done.headers['set-cookie'] ?? [];
    match(cookie, /^mdist-device=[\w-]+; Path=\/i; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/);
    const known = await open(ipa.installUrl, { 'user-agent': iphone, cookie: cookie.split(';')[0] ?? '' });
    match(known.text, /the app is not signed for it yet/);
    const api = `${server.running.url}/api/v1/apps/acme/Phone/devices`;
    const listed: Body = JSON.parse((await open(api, { 'x-api-token': server.running.ownerToken })).text);
    deepStrictEqual(
      listed.devices.map(({ udid, model, state }: Body) => [udid, model, state]),
      [[newUdid, 'iPhone15,2', 'waiting']],
    );
  });
});
