/** Symbols by App Center's API, as its command line sends them, and where they show: our own API, the portal, and the releases of their versions. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { checkAppCenterAnswer } from '../../../support/appCenterSchemas.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { encodeMachO } from '../../../support/machOFiles.ts';
import { helloApp, startHelloServer, type HelloServer } from '../../../support/helloServer.ts';
import { PortalBrowser } from '../../../support/portalBrowser.ts';
import { smallArchive } from '../../../support/smallPackages.ts';

const uuid = '0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0';
const phone = { owner: 'acme', app: 'Phone' };

// What a server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

describe('symbols that App Center’s clients upload', () => {
  let hello: HelloServer;
  const android = '/v0.1/apps/acme/Hello';
  const ios = '/v0.1/apps/acme/Phone';

  before(async () => {
    hello = await startHelloServer({ Beta: 'private' });
    await hello.publish('first', ['Beta']);
    await hello.client.createApp({ name: 'Phone', displayName: 'Phone', os: 'iOS', owner: 'acme' });
    const file = bytesSource(await smallArchive(ipaEntries({ pki: new ApplePki(), machO: { uuid } })));
    const quietly = { groups: [], testers: [], isMandatory: false, notifiesTesters: false };
    await hello.client.createRelease(phone, { fileName: 'hello.ipa', file, ...quietly });
  });
  after(async () => await hello.server.stop());

  async function ask(method: string, path: string, body?: unknown, status = 200): Promise<Body> {
    const answer = await hello.server.ask(path, { method, ...(body !== undefined && { body }) });
    const value: Body = await answer.json();
    strictEqual(answer.status, status, JSON.stringify(value));
    checkAppCenterAnswer(method, path, status, value);
    return value;
  }

  async function put(address: string, bytes: Uint8Array | string): Promise<number> {
    const headers = { 'x-ms-blob-type': 'BlockBlob', 'x-ms-version': '2026-02-06' };
    return (await fetch(address, { method: 'PUT', headers, body: Buffer.from(bytes) })).status;
  }

  async function upload(app: string, request: object, bytes: Uint8Array | string): Promise<Body> {
    const begun = await ask('POST', `${app}/symbol_uploads`, request);
    // Clients take two segments of the path and no more.
    match(new URL(begun.upload_url).pathname, /^\/[^/]+\/[^/]+$/);
    strictEqual(await put(begun.upload_url, bytes), 201);
    return await ask('PATCH', `${app}/symbol_uploads/${begun.symbol_upload_id}`, { status: 'committed' });
  }

  it('belong to the releases with their versions, also under a name that comes twice', async () => {
    const release = await hello.client.showRelease(helloApp, '1');
    const request = { symbol_type: 'AndroidProguard', file_name: 'mapping.txt', version: release.shortVersion, build: release.version };
    const done = await upload(android, request, 'a -> b');
    deepStrictEqual([done.status, done.file_name, done.symbols_uploaded], ['indexed', 'mapping.txt', []]);
    await upload(android, request, 'a -> c');
    await upload(android, { ...request, build: '99' }, 'of another release');
    const listed = await hello.client.listSymbols(helloApp, '1');
    strictEqual(listed.length, 2);
    match(listed.find(({ fileName }) => fileName !== 'mapping.txt')?.fileName ?? '', /^[0-9a-f]{8}-mapping\.txt$/);
    const pieces = await hello.client.openSymbols(helloApp, '1', 'mapping.txt');
    let bytes = '';
    for await (const piece of pieces) bytes += Buffer.from(piece).toString();
    strictEqual(bytes, 'a -> b');
    strictEqual((await ask('GET', `${android}/symbol_uploads?status=uploaded&top=2`)).length, 2);
    strictEqual((await ask('GET', `${android}/symbol_uploads?symbol_type=Apple`)).length, 0);
    const id = done.symbol_upload_id;
    const { uri } = await ask('GET', `${android}/symbol_uploads/${id}/location`);
    strictEqual(await (await hello.server.ask(new URL(uri).pathname)).text(), 'a -> b');
    strictEqual((await hello.server.ask(new URL(uri).pathname, { token: null })).status, 401);
    strictEqual((await ask('DELETE', `${android}/symbol_uploads/${id}`)).symbol_upload_id, id);
    await ask('GET', `${android}/symbol_uploads/${id}`, undefined, 404);
    strictEqual((await hello.client.listSymbols(helloApp, '1')).length, 1);
  });

  it('of Apple belong to the releases whose executable they are of', async () => {
    const dsym = 'Hello.app.dSYM/Contents/Resources/DWARF/Hello';
    const archive = await smallArchive([{ name: dsym, bytes: encodeMachO({ uuid }) }]);
    const done = await upload(ios, { symbol_type: 'Apple' }, archive);
    deepStrictEqual(done.symbols_uploaded, [{ symbol_id: uuid.toLowerCase(), platform: 'arm64' }]);
    deepStrictEqual(
      (await hello.client.listSymbols(phone, '1')).map(({ fileName }) => fileName),
      ['dSYMs.zip'],
    );
    const other = await smallArchive([{ name: dsym, bytes: encodeMachO({ uuid: uuid.replace('0F', '1F') }) }]);
    await upload(ios, { symbol_type: 'Apple', file_name: 'other.zip' }, other);
    deepStrictEqual((await upload(ios, { symbol_type: 'Apple', file_name: 'no.zip' }, 'This is no archive')).symbols_uploaded, []);
    strictEqual((await hello.client.listSymbols(phone, '1')).length, 1);
    await hello.client.deleteSymbols(phone, '1', 'dSYMs.zip');
    deepStrictEqual(await hello.client.listSymbols(phone, '1'), []);
  });

  it('come in blocks, as Azure’s clients send large files', async () => {
    const begun = await ask('POST', `${android}/symbol_uploads`, { symbol_type: 'AndroidProguard', file_name: 'large.txt' });
    const block = (id: string): string =>
      `${begun.upload_url}&comp=block&blockid=${encodeURIComponent(Buffer.from(id).toString('base64'))}`;
    const names = ['00000', '00001', '00002'];
    for (const id of names.toReversed()) strictEqual(await put(block(id), `${id} `), 201);
    const list = (ids: readonly string[]): string =>
      `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.map((id) => `<Latest>${Buffer.from(id).toString('base64')}</Latest>`).join('')}</BlockList>`;
    strictEqual(await put(`${begun.upload_url}&comp=blocklist`, list([...names, '00003'])), 400);
    strictEqual(await put(`${begun.upload_url}&comp=blocklist`, list(names)), 201);
    const path = `${android}/symbol_uploads/${begun.symbol_upload_id}`;
    strictEqual((await ask('PATCH', path, { status: 'committed' })).status, 'indexed');
    const { uri } = await ask('GET', `${path}/location`);
    strictEqual(await (await hello.server.ask(new URL(uri).pathname)).text(), '00000 00001 00002 ');
  });

  it('are found by the identifier of their executable', async () => {
    const id = '2F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0';
    const dsym = 'Hello.app.dSYM/Contents/Resources/DWARF/Hello';
    const archive = await smallArchive([{ name: dsym, bytes: encodeMachO({ uuid: id }) }]);
    const done = await upload(ios, { symbol_type: 'Apple' }, archive);
    const symbol = await ask('GET', `${ios}/symbols/${id}`);
    deepStrictEqual(
      [symbol.symbol_id, symbol.platform, symbol.type, symbol.symbol_upload_id],
      [id.toLowerCase(), 'arm64', 'Apple', done.symbol_upload_id],
    );
    strictEqual(
      (await ask('GET', `${ios}/symbols`)).some((each: Body) => each.symbol_id === id.toLowerCase()),
      true,
    );
    strictEqual((await ask('GET', `${ios}/symbols/${id}/status`)).status, 'available');
    strictEqual((await ask('GET', `${ios}/symbols/x/status`)).status, 'missing');
    await ask('GET', `${ios}/symbols/x`, undefined, 404);
    const { uri } = await ask('GET', `${ios}/symbols/${id}/location`);
    const file = await hello.server.ask(new URL(uri).pathname);
    deepStrictEqual(new Uint8Array(await file.arrayBuffer()), archive);
  });

  it('are refused without their token, in parts of no known kind, unfinished, twice or of no known type', async () => {
    await ask('POST', `${android}/symbol_uploads`, { symbol_type: 'Other' }, 400);
    const begun = await ask('POST', `${android}/symbol_uploads`, { symbol_type: 'JavaScript' });
    const path = `${android}/symbol_uploads/${begun.symbol_upload_id}`;
    await ask('PATCH', path, { status: 'committed' }, 400);
    strictEqual(await put(begun.upload_url.replace(/token=.*/, 'token=x'), 'a'), 401);
    strictEqual(await put(`${begun.upload_url}&comp=page`, 'a'), 400);
    strictEqual(await put(`${begun.upload_url}&comp=block`, 'a'), 400);
    strictEqual(await put(`${begun.upload_url}&comp=blocklist`, 'no list'), 400);
    strictEqual(await put(begun.upload_url, ''), 400);
    strictEqual(await put(begun.upload_url, 'first'), 201);
    strictEqual(await put(begun.upload_url, 'second'), 201);
    await ask('PATCH', path, { status: 'other' }, 400);
    strictEqual((await ask('PATCH', path, { status: 'committed' })).status, 'indexed');
    strictEqual((await ask('PATCH', path, { status: 'committed' })).status, 'indexed');
    strictEqual(await put(begun.upload_url, 'third'), 400);
    await ask('PATCH', path, { status: 'aborted' }, 400);
    const aborted = await ask('POST', `${android}/symbol_uploads`, { symbol_type: 'UWP', file_name: 'a.appxsym' });
    strictEqual(await put(aborted.upload_url, 'a'), 201);
    const ended = await ask('PATCH', `${android}/symbol_uploads/${aborted.symbol_upload_id}`, { status: 'aborted' });
    deepStrictEqual([ended.status, ended.file_name], ['aborted', 'a.appxsym']);
  });

  it('are shown, taken, given and deleted by the portal', async () => {
    const browser = new PortalBrowser(hello.server.running.url);
    await browser.post('/portal/sign-in', { token: hello.server.running.ownerToken });
    const release = '/portal/apps/acme/Hello/releases/1';
    const form = new FormData();
    form.append('file', new File(['sources'], 'main <1>.js.map'));
    const sent = await browser.open(`${release}/symbols?csrf=${await browser.csrf()}`, { method: 'POST', body: form });
    deepStrictEqual([sent.status, sent.headers.get('location')], [303, `${release}#symbols`]);
    const page = await browser.text(release);
    match(page, />main &lt;1&gt;\.js\.map<\/a>/);
    match(page, /Upload Symbols/);
    const file = await browser.open(`${release}/symbols/${encodeURIComponent('main <1>.js.map')}`);
    deepStrictEqual([await file.text(), file.headers.get('content-type')], ['sources', 'application/octet-stream']);
    match(file.headers.get('content-disposition') ?? '', /^attachment;/);
    strictEqual((await browser.send(`${release}/symbols-delete`, { file: 'main <1>.js.map' })).status, 303);
    strictEqual((await browser.open(`${release}/symbols/${encodeURIComponent('main <1>.js.map')}`)).status, 404);
    strictEqual((await browser.open(`${release}/symbols?csrf=wrong`, { method: 'POST', body: form })).status, 400);
  });
});
