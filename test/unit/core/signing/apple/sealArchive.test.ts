import assert from 'node:assert/strict';
import { equalBytes, utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { inspectZip } from '../../../../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../../../../src/core/formats/zip/readEntry.ts';
import { type ZipEntry } from '../../../../../src/core/formats/zip/zipEntry.ts';
import { ZipWriter } from '../../../../../src/core/formats/zip/zipWriter.ts';
import { type AppFiles } from '../../../../../src/core/signing/apple/bundle/appFiles.ts';
import { openArchiveFiles } from '../../../../../src/core/signing/apple/bundle/archiveFiles.ts';
import { findBundle } from '../../../../../src/core/signing/apple/bundle/bundleTree.ts';
import { sealApp, withEdits } from '../../../../../src/core/signing/apple/bundle/sealApp.ts';
import { writeNewArchive, writeSealedArchive } from '../../../../../src/core/signing/apple/bundle/writePackage.ts';
import { verifyBundle } from '../../../../../src/core/signing/apple/verify/verifyBundle.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { MemorySink } from '../../../../support/memorySink.ts';
import { appContent, appRoot, extensionRoot, filesOf, sealContent, signerOf, type AppContent } from '../../../../support/sealedApps.ts';

const pki = new ApplePki();
const signer = signerOf(pki);
const time = { dosTime: 0x6b5c, dosDate: 0x5d7c };

/** With modes as macOS writes them, and folders. */
async function pack(content: AppContent): Promise<Bytes> {
  const sink = new MemorySink();
  const writer = new ZipWriter(sink);
  await writer.addEntry({ name: 'Payload/', method: 'stored', bytes: new Uint8Array(0), unixMode: 0o040755, time });
  for (const [name, value] of Object.entries(content)) {
    const isProgram = !/\.\w+$/.test(name);
    if (typeof value === 'string') await writer.addEntry({ name, method: 'stored', bytes: utf8(value), unixMode: 0o120755, time });
    else await writer.addEntry({ name, method: 'deflated', bytes: value, unixMode: isProgram ? 0o100755 : 0o100644, time });
  }
  await writer.addEntry({
    name: 'SwiftSupport/iphoneos/libswiftCore.dylib',
    method: 'deflated',
    bytes: utf8('as Apple signed it'),
    unixMode: 0o100755,
    time,
  });
  await writer.finish();
  return sink.bytes();
}

interface Packed {
  readonly bytes: Bytes;
  readonly entries: readonly ZipEntry[];
  readonly files: AppFiles;
}

async function open(bytes: Bytes): Promise<Packed> {
  const source = bytesSource(bytes);
  const { archive, issues } = await inspectZip(source);
  assert.deepEqual(issues, []);
  return { bytes, entries: archive.entries, files: (await openArchiveFiles(source, archive)).files };
}

async function sealArchive(bytes: Bytes, edits: ReadonlyMap<string, Bytes> = new Map()): Promise<Packed> {
  const source = bytesSource(bytes);
  const { archive } = await inspectZip(source);
  const old = (await openArchiveFiles(source, archive)).files;
  const files = withEdits(old, edits);
  const app = await findBundle(files, appRoot);
  assert.ok(app);
  const fractions: number[] = [];
  const sealed = await sealApp({
    files,
    app,
    signer,
    programs: new Map(),
    onProgress: (fraction) => fractions.push(fraction),
  });
  assert.deepEqual([sealed.issues, fractions.at(-1)], [[], 1]);
  const changed = new Map([...[...edits].map(([path, edit]) => [path, { kind: 'bytes', bytes: edit }] as const), ...sealed.files]);
  const sink = new MemorySink();
  await writeSealedArchive({ source, archive, files }, { files: changed, removed: sealed.removed }, sink);
  return await open(sink.bytes());
}

async function codesOf({ files }: Packed): Promise<readonly string[]> {
  return (await verifyBundle(files, appRoot)).findings.map(({ issue, file }) => `${issue.code} ${file}`);
}

function attributesOf({ entries }: Packed): ReadonlyMap<string, readonly number[]> {
  return new Map(entries.map((entry) => [entry.name, [entry.externalAttributes >>> 16, entry.dosTime, entry.dosDate]]));
}

describe('an app in an archive', () => {
  it('is sealed with order, modes, times and links kept, and new files at the end', async () => {
    const old = await open(await pack(appContent()));
    const sealed = await sealArchive(old.bytes);
    assert.deepEqual(await codesOf(sealed), []);
    const names = sealed.entries.map(({ name }) => name);
    assert.deepEqual(
      names.slice(0, old.entries.length),
      old.entries.map(({ name }) => name),
    );
    assert.deepEqual(
      new Set(names.slice(old.entries.length)),
      new Set([extensionRoot, `${appRoot}/Frameworks/Core.framework`, appRoot].map((path) => `${path}/_CodeSignature/CodeResources`)),
    );
    const attributes = attributesOf(sealed);
    for (const [name, kept] of attributesOf(old)) assert.deepEqual(attributes.get(name), kept, name);
    // New files have the time of the first old one, so that the same input gives the same package.
    assert.deepEqual(attributes.get(`${appRoot}/_CodeSignature/CodeResources`), [0o100644, time.dosTime, time.dosDate]);
    assert.deepEqual(sealed.files.get(`${appRoot}/latest.html`), { kind: 'link', target: 'www/index.html' });
  });

  it('is sealed again to the same bytes', async () => {
    const once = await sealArchive(await pack(appContent()));
    const twice = await sealArchive(once.bytes);
    assert.deepEqual(twice.entries, once.entries);
    assert.ok(equalBytes(once.bytes, twice.bytes));
  });

  it('loses what other seals left behind', async () => {
    const old = await pack({
      ...appContent(),
      [`${appRoot}/_CodeSignature/CodeDirectory`]: utf8('old'),
      [`${extensionRoot}/_CodeSignature/CodeResources`]: utf8('old'),
    });
    const sealed = await sealArchive(old);
    assert.deepEqual(await codesOf(sealed), []);
    assert.equal(sealed.files.has(`${appRoot}/_CodeSignature/CodeDirectory`), false);
  });

  it('keeps what is next to it byte for byte', async () => {
    const sealed = await sealArchive(await pack(appContent()));
    const entry = sealed.entries.find(({ name }) => name.startsWith('SwiftSupport/'));
    assert.ok(entry);
    assert.deepEqual((await readEntry(bytesSource(sealed.bytes), entry, { maxBytes: 100 })).bytes, utf8('as Apple signed it'));
  });

  it('is sealed with its edits', async () => {
    const page = `${appRoot}/www/index.html`;
    const sealed = await sealArchive(await pack(appContent()), new Map([[page, utf8('edited')]]));
    assert.deepEqual(await codesOf(sealed), []);
    const entry = sealed.entries.find(({ name }) => name === page);
    assert.equal(entry?.uncompressedSize, 6);
  });

  it('is refused where an entry is damaged', async () => {
    const bytes = (await pack(appContent())).slice();
    const { entries } = await open(bytes);
    const entry = entries.find(({ name }) => name.endsWith('index.html'));
    // Behind the local header and the name.
    bytes[(entry?.headerOffset ?? 0) + 30 + (entry?.nameBytes.length ?? 0) + 3] = 0xff;
    await assert.rejects(sealArchive(bytes));
    const found = await codesOf(await open(bytes));
    assert.match(found[0] ?? '', /^zip-(crc-mismatch|deflate-corrupt|deflate-truncated|size-mismatch) /);
  });

  it('is refused in slices that cannot be signed, each with its file', async () => {
    const files = filesOf(appContent({ room: 0 }));
    const app = await findBundle(files, appRoot);
    assert.ok(app);
    const { issues } = await sealApp({ files, app, signer: undefined, programs: new Map() });
    assert.deepEqual(issues.map(({ code, place }) => `${code} ${place?.entry?.slice(appRoot.length + 1)}`).toSorted(), [
      'macho-no-room Frameworks/Core.framework/Core',
      'macho-no-room Frameworks/libloose.1.dylib',
      'macho-no-room Hello',
      'macho-no-room PlugIns/Share.appex/Share',
    ]);
  });
});

describe('an app in a folder', () => {
  it('becomes a new archive, in the order of its files', async () => {
    const content = appContent();
    const sealed = await sealContent(content, { pki });
    const sink = new MemorySink();
    await writeNewArchive(filesOf(content), new Map([[`${appRoot}/Hello`, 0o100755]]), sealed, sink);
    const packed = await open(sink.bytes());
    assert.deepEqual(await codesOf(packed), []);
    assert.deepEqual(
      packed.entries.slice(0, Object.keys(content).length).map(({ name }) => name),
      Object.keys(content),
    );
    assert.equal(attributesOf(packed).get(`${appRoot}/Hello`)?.[0], 0o100755);
    assert.deepEqual(packed.files.get(`${appRoot}/latest.html`), { kind: 'link', target: 'www/index.html' });
  });
});
