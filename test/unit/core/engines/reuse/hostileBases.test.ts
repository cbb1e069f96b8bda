import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Bytes, concatBytes, fromUtf8, utf8 } from '../../../../../src/core/base/bytes.ts';
import { androidAttributeId } from '../../../../../src/core/formats/android-resources/attributeIds.ts';
import { type ResourceValue } from '../../../../../src/core/formats/android-resources/resourceValue.ts';
import { isXmlElement } from '../../../../../src/core/formats/android-resources/xmlAccess.ts';
import { androidNamespace, type XmlElement } from '../../../../../src/core/formats/android-resources/xmlModel.ts';
import { encodeAndroidXml } from '../../../../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { inspectAndroidXml } from '../../../../../src/core/formats/android-xml/inspectAndroidXml.ts';
import { ZipWriter } from '../../../../../src/core/formats/zip/zipWriter.ts';
import { type MemoryFiles } from '../../../../support/memoryFiles.ts';
import { MemorySink } from '../../../../support/memorySink.ts';
import { createWithReuse, packedEntries, refusalOf, reusableApp } from '../../../../support/reuseWorkflow.ts';

async function app(): Promise<MemoryFiles> {
  return await reusableApp({ '/app/www/index.html': '<!doctype html><title>Hello</title>' }, { web: { webDir: 'www' } });
}

type Attributes = Readonly<Record<string, ResourceValue>>;

/** With these attributes of Android; those without a name space stand under a name that begins with a dot. */
function withAttributes(element: XmlElement, attributes: Attributes): XmlElement {
  const added = Object.entries(attributes).map(([name, value]) => {
    if (name.startsWith('.')) return { name: name.slice(1), value };
    const resourceId = androidAttributeId(name);
    return { name, namespaceUri: androidNamespace, ...(resourceId !== undefined && { resourceId }), value };
  });
  const names = new Set(added.map(({ name }) => name));
  return { ...element, attributes: [...element.attributes.filter(({ name }) => !names.has(name)), ...added] };
}

interface Change {
  readonly manifest?: Attributes;
  readonly application?: Attributes;
  /** In place of the entries that the package has, or next to them. */
  readonly entries?: Readonly<Record<string, string>>;
  readonly prefix?: Bytes;
}

/** A package of the app as a full build makes it, changed by a stranger. */
async function strangerPackage(files: MemoryFiles, change: Change): Promise<Bytes> {
  const { path } = await createWithReuse(files);
  const sink = new MemorySink();
  const zip = new ZipWriter(sink);
  const entries = await packedEntries(await files.readFile(path));
  await files.remove('/app/.mobile-distribution');
  for (const [name, { bytes, method }] of entries) {
    const changed = name === 'AndroidManifest.xml' ? editedManifest(bytes, change) : bytes;
    await zip.addEntry({ name, bytes: changed, method: method === 0 ? 'stored' : 'deflated' });
  }
  for (const [name, text] of Object.entries(change.entries ?? {})) await zip.addEntry({ name, bytes: utf8(text), method: 'stored' });
  await zip.finish();
  return concatBytes(change.prefix ?? new Uint8Array(), sink.bytes());
}

function editedManifest(bytes: Bytes, { manifest = {}, application = {} }: Change): Bytes {
  const { root } = inspectAndroidXml(bytes);
  ok(root);
  const children = root.children.map((child) =>
    isXmlElement(child) && child.name === 'application' ? withAttributes(child, application) : child,
  );
  return encodeAndroidXml(withAttributes({ ...root, children }, manifest));
}

const from = {
  overrides: { engine: 'reuse', versionCode: 7 },
  reuse: { from: '/elsewhere/base.apk', acceptsUnknownBase: true },
} as const;

/** Codes of the errors, with the reason where there is one. */
async function refusals(files: MemoryFiles): Promise<readonly string[]> {
  const issues = await refusalOf(createWithReuse(files, from));
  return issues.map(({ code, params }) => (params['reason'] === undefined ? code : `${code}: ${params['reason']}`));
}

/** The name of an entry, changed in both of its headers. */
function renamedEntry(bytes: Bytes, name: string, other: string): Bytes {
  strictEqual(name.length, other.length);
  const changed = Buffer.from(bytes);
  for (let at = changed.indexOf(name); at >= 0; at = changed.indexOf(name, at + 1)) changed.write(other, at, 'latin1');
  return new Uint8Array(changed);
}

describe('engine reuse, packages of strangers', () => {
  const truth: ResourceValue = { type: 'boolean', value: true };
  const changes: readonly (readonly [string, Change, readonly string[]])[] = [
    [
      'another app',
      { manifest: { '.package': { type: 'string', value: 'com.evil.app' } } },
      ['reuse-base-unfit: it is another app: com.evil.app'],
    ],
    [
      'one APK of several',
      { manifest: { '.split': { type: 'string', value: 'config.de' } } },
      ['reuse-base-unfit: it is one part of several; name the APK of the whole app'],
    ],
    [
      'an APK that needs others',
      { manifest: { isSplitRequired: truth } },
      ['reuse-base-unfit: devices install it together with other APKs only'],
    ],
    [
      'a package for tests only',
      { application: { testOnly: truth } },
      ['reuse-base-unfit: it is marked as testOnly, as Android Studio marks what it runs on a device'],
    ],
    ['a debuggable package for a release', { application: { debuggable: truth } }, ['reuse-base-unfit: it is debuggable']],
    [
      'a package with a higher version code',
      { manifest: { versionCode: { type: 'integer', value: 7 } } },
      ['reuse-base-unfit: its version code is not below the new one: 7'],
    ],
    ['a package behind something else', { prefix: utf8('#!/bin/sh\n') }, ['file-is-unknown']],
  ];
  for (const [name, change, expected] of changes) {
    it(`refuses ${name}`, async () => {
      const files = await app();
      await files.writeFile('/elsewhere/base.apk', await strangerPackage(files, change));
      deepStrictEqual(await refusals(files), expected);
    });
  }

  it('refuses entries that leave their folder, and those that are there twice', async () => {
    const files = await app();
    const bytes = await strangerPackage(files, { entries: { 'assets/aa/evil': 'a', 'assets/bb/file': 'b', 'assets/cc/file': 'c' } });
    await files.writeFile('/elsewhere/base.apk', renamedEntry(bytes, 'assets/aa/evil', 'assets/../evil'));
    deepStrictEqual(await refusals(files), ['zip-name-parent']);
    await files.writeFile('/elsewhere/base.apk', renamedEntry(bytes, 'assets/cc/file', 'assets/bb/file'));
    deepStrictEqual(await refusals(files), ['zip-duplicate-entry']);
  });

  it('refuses what is not a package, in one sentence each', async () => {
    const files = await app();
    const whole = await strangerPackage(files, {});
    for (const [bytes, code] of [
      [new Uint8Array(), 'file-empty'],
      [utf8('hello'), 'package-not-recognized'],
      [whole.subarray(0, whole.length - 100), 'package-truncated'],
    ] as const) {
      await files.writeFile('/elsewhere/base.apk', bytes);
      const found = await refusals(files);
      strictEqual(found.length, 1, `${code}: ${found.join(', ')}`);
    }
    await files.remove('/elsewhere/base.apk');
    deepStrictEqual(await refusals(files), ['reuse-base-missing']);
  });

  it('keeps a shared user, names in two cases and what it does not know', async () => {
    const files = await app();
    const change = {
      manifest: { sharedUserId: { type: 'string', value: 'com.acme.shared' } },
      entries: { 'assets/data/File.txt': 'one', 'assets/data/file.txt': 'two', 'kotlin/unknown.bin': 'three' },
    } as const;
    await files.writeFile('/elsewhere/base.apk', await strangerPackage(files, change));
    const made = await createWithReuse(files, from);
    const entries = await packedEntries(await files.readFile(made.path));
    for (const [name, text] of Object.entries(change.entries)) deepStrictEqual(entries.get(name)?.bytes, utf8(text));
    const { root } = inspectAndroidXml(entries.get('AndroidManifest.xml')?.bytes ?? new Uint8Array());
    ok(root?.attributes.some(({ name, value }) => name === 'sharedUserId' && value.type === 'string' && value.value === 'com.acme.shared'));
  });

  it('drops the scripts that a stranger put among the web files', async () => {
    const files = await app();
    await files.writeFile('/elsewhere/base.apk', await strangerPackage(files, { entries: { 'assets/www/evil.js': 'evil();' } }));
    const made = await createWithReuse(files, from);
    const entries = await packedEntries(await files.readFile(made.path));
    deepStrictEqual(
      [...entries.keys()].filter((name) => name.startsWith('assets/www/')),
      ['assets/www/index.html'],
    );
  });

  it('takes no package that came with the repository', async () => {
    const files = await app();
    const { path } = await createWithReuse(files);
    const sourceControl = { describe: async () => ({ author: 'Eve' }), isTracked: async (file: string) => file === path };
    const [issue] = await refusalOf(createWithReuse(files, { overrides: { engine: 'reuse' } }, { sourceControl }));
    strictEqual(issue?.params['reason'], 'git tracks it, so it may come from anyone');
  });

  it('believes no list of a native side that is not the recorded one', async () => {
    const files = await app();
    const { record } = await createWithReuse(files);
    const list = `/app/.mobile-distribution/packages/native/${record.nativeFingerprint ?? ''}.json`;
    await files.writeFile(list, utf8('{ "shell": "0" }'));
    const settings = fromUtf8(await files.readFile('/app/mobile-distribution.json'));
    await files.writeFile(
      '/app/mobile-distribution.json',
      utf8(settings.replace('"webDir":"www"', '"webDir":"www","themeColor":"#ff0000"')),
    );
    const [issue] = await refusalOf(createWithReuse(files, { overrides: { engine: 'reuse' } }));
    strictEqual(issue?.params['changes'], 'the reason is not recorded on this machine');
  });
});
