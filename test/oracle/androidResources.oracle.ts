/** Android XML and resource tables, binary and protobuf, judged by aapt, aapt2 of Debian and aapt2 of Google. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { encodeProtoResourceTable } from '../../src/core/formats/android-proto/encodeProtoResourceTable.ts';
import { encodeProtoXml } from '../../src/core/formats/android-proto/encodeProtoXml.ts';
import { inspectProtoResourceTable } from '../../src/core/formats/android-proto/inspectProtoResourceTable.ts';
import { inspectProtoXml } from '../../src/core/formats/android-proto/inspectProtoXml.ts';
import { androidAttributeName } from '../../src/core/formats/android-resources/attributeIds.ts';
import { compareConfigurations } from '../../src/core/formats/android-resources/compareConfigurations.ts';
import { resourceId } from '../../src/core/formats/android-resources/resourceId.ts';
import { type ResourceMap, type ResourceTable } from '../../src/core/formats/android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../../src/core/formats/android-resources/resourceValue.ts';
import { type XmlElement } from '../../src/core/formats/android-resources/xmlModel.ts';
import { encodeAndroidXml } from '../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { inspectAndroidXml } from '../../src/core/formats/android-xml/inspectAndroidXml.ts';
import { encodeResourceTable } from '../../src/core/formats/resource-table/encodeResourceTable.ts';
import { inspectResourceTable } from '../../src/core/formats/resource-table/inspectResourceTable.ts';
import { ResourceTableReader } from '../../src/core/formats/resource-table/resourceTableReader.ts';
import { encodeTypedValue, TYPE_STRING } from '../../src/core/formats/resource-chunks/typedValue.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../src/core/formats/zip/readEntry.ts';
import { smallArchive } from '../support/smallPackages.ts';
import { corpusApks } from './support/corpus.ts';
import { frameworkResources } from './support/frameworkResources.ts';
import { askJudge, judge } from './support/judges.ts';
import { writeRichResources } from './support/richResources.ts';

let folder: string;

/** Entries of an archive by name, as far as a test wants them. */
async function unpack(path: string, wanted: (name: string) => boolean = () => true): Promise<Map<string, Bytes>> {
  const source = bytesSource(new Uint8Array(readFileSync(path)));
  const { archive } = await inspectZip(source);
  const entries = new Map<string, Bytes>();
  for (const entry of archive?.entries ?? []) {
    if (!wanted(entry.name)) continue;
    const content = await readEntry(source, entry, { maxBytes: 100_000_000 });
    if (content.bytes !== undefined) entries.set(entry.name, content.bytes);
  }
  return entries;
}

async function pack(name: string, entries: ReadonlyMap<string, Bytes>): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await smallArchive([...entries].map(([entry, bytes]) => ({ name: entry, bytes }))));
  return path;
}

function ask(name: Parameters<typeof askJudge>[0], ...args: readonly string[]): string {
  const { exitCode, stdout, stderr } = askJudge(name, args);
  strictEqual(exitCode, 0, `${name} ${args.join(' ')}\n${stderr}`);
  return stdout;
}

function isXml(name: string): boolean {
  return name.endsWith('.xml');
}

function rootOf(bytes: Bytes | undefined): XmlElement {
  const { root, issues } = inspectAndroidXml(bytes ?? new Uint8Array());
  deepStrictEqual(issues, []);
  if (root === undefined) throw new Error('no root');
  return root;
}

function tableOf(inspected: { readonly table?: ResourceTable; readonly issues: readonly unknown[] }): ResourceTable {
  deepStrictEqual(inspected.issues, []);
  if (inspected.table === undefined) throw new Error('no table');
  return inspected.table;
}

/** Without what one of the two forms does not have: kinds of files, names of references, resources without a value, order. */
function comparable({ packages }: ResourceTable): unknown {
  return packages.map(({ id, name, types }) => ({
    id,
    name,
    types: types
      .map((type) => ({
        ...type,
        entries: type.entries
          .filter(({ values }) => values.length > 0)
          .map((entry) => ({
            ...entry,
            values: entry.values
              .map(({ configuration, value }) => ({ configuration, value: bareValue(value) }))
              .sort((a, b) => compareConfigurations(a.configuration, b.configuration)),
          }))
          .sort((a, b) => a.id - b.id),
      }))
      .filter(({ entries }) => entries.length > 0)
      .sort((a, b) => a.id - b.id),
  }));
}

function bareValue(value: ResourceValue | ResourceMap): unknown {
  if (value.type === 'map') {
    const items = value.items.map((item) => ({ key: item.key, value: bareValue(item.value) })).sort((a, b) => a.key - b.key);
    return { ...value, items };
  }
  if (value.type === 'string') return { ...value, file: undefined };
  return value.type === 'reference' ? { ...value, name: undefined } : value;
}

describe('Android resources that aapt2 made', () => {
  before(() => {
    judge('aapt2');
    frameworkResources();
    folder = mkdtempSync(join(tmpdir(), 'mobile-distribution-resources-'));
    writeRichResources(folder);
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** Compiles and links the sources, once in each form. */
  function build(tool: 'aapt2' | 'google-aapt2'): { binary: string; proto: string } {
    const compiled = join(folder, `${tool}.zip`);
    ask(tool, 'compile', '--dir', join(folder, 'res'), '-o', compiled);
    const link = (output: string, ...more: readonly string[]) => {
      const path = join(folder, output);
      ask(tool, 'link', ...more, '-I', frameworkResources(), '--manifest', join(folder, 'AndroidManifest.xml'), '-o', path, compiled);
      return path;
    };
    return { binary: link(`${tool}.apk`), proto: link(`${tool}-proto.apk`, '--proto-format') };
  }

  for (const tool of ['aapt2', 'google-aapt2'] as const) {
    it(`${tool}: every XML document is decoded, and encoded again to the same bytes`, async () => {
      const files = await unpack(build(tool).binary, isXml);
      ok(files.size >= 3);
      for (const [name, bytes] of files)
        deepStrictEqual(encodeAndroidXml(rootOf(bytes), { encoding: name === 'AndroidManifest.xml' ? 'utf-16' : 'utf-8' }), bytes, name);
    });

    it(`${tool}: the table is decoded, and reads the same when it was encoded again`, async () => {
      const { binary } = build(tool);
      const files = await unpack(binary);
      const table = tableOf(inspectResourceTable(files.get('resources.arsc') ?? new Uint8Array()));
      const again = await pack('again.apk', new Map([...files, ['resources.arsc', encodeResourceTable(table)]]));
      strictEqual(ask(tool, 'dump', 'resources', again), ask(tool, 'dump', 'resources', binary));
      const dump = (path: string) => ask('aapt', 'dump', '--values', 'resources', path).replace(/t=0x03 d=0x\w+/g, 't=0x03');
      strictEqual(dump(again), dump(binary));
    });

    it(`${tool}: both forms decode to the same model`, async () => {
      const { binary, proto } = build(tool);
      const binaryFiles = await unpack(binary);
      const protoFiles = await unpack(proto);
      deepStrictEqual(
        comparable(tableOf(inspectProtoResourceTable(protoFiles.get('resources.pb') ?? new Uint8Array()))),
        comparable(tableOf(inspectResourceTable(binaryFiles.get('resources.arsc') ?? new Uint8Array()))),
      );
      for (const [name, bytes] of binaryFiles) {
        if (!isXml(name)) continue;
        const { root, issues } = inspectProtoXml(protoFiles.get(name) ?? new Uint8Array());
        deepStrictEqual(issues, []);
        deepStrictEqual(bareXml(root), bareXml(rootOf(bytes)), name);
      }
    });

    it(`${tool}: converts what was encoded, both ways`, async () => {
      const { binary, proto } = build(tool);
      const protoFiles = await unpack(proto);
      const encoded = new Map(protoFiles);
      for (const [name, bytes] of protoFiles) {
        const { root } = isXml(name) ? inspectProtoXml(bytes) : {};
        if (root) encoded.set(name, encodeProtoXml(root));
      }
      encoded.set(
        'resources.pb',
        encodeProtoResourceTable(tableOf(inspectProtoResourceTable(protoFiles.get('resources.pb') ?? new Uint8Array()))),
      );
      const ours = await pack('ours-proto.apk', encoded);
      const toBinary = join(folder, 'to-binary.apk');
      ask(tool, 'convert', '--output-format', 'binary', '-o', toBinary, ours);
      strictEqual(ask(tool, 'dump', 'resources', toBinary), ask(tool, 'dump', 'resources', binary));
      const converted = await unpack(toBinary);
      const wanted = await unpack(binary, isXml);
      for (const [name, bytes] of wanted) deepStrictEqual(bareXml(rootOf(converted.get(name))), bareXml(rootOf(bytes)), name);

      const binaryFiles = await unpack(binary);
      const again = await pack(
        'ours.apk',
        new Map([
          ...binaryFiles,
          ['resources.arsc', encodeResourceTable(tableOf(inspectResourceTable(binaryFiles.get('resources.arsc') ?? new Uint8Array())))],
        ]),
      );
      const toProto = join(folder, 'to-proto.apk');
      ask(tool, 'convert', '--output-format', 'proto', '-o', toProto, again);
      deepStrictEqual(
        comparable(tableOf(inspectProtoResourceTable((await unpack(toProto)).get('resources.pb') ?? new Uint8Array()))),
        comparable(tableOf(inspectResourceTable(binaryFiles.get('resources.arsc') ?? new Uint8Array()))),
      );
    });
  }
});

/** Without what the protobuf form keeps next to the binary one: order of attributes, raw texts, lines, white space. */
function bareXml(element: XmlElement | undefined): unknown {
  if (element === undefined) return undefined;
  const children = element.children.flatMap((child) => {
    if ('name' in child) return [bareXml(child)];
    return child.text.trim() === '' ? [] : [child.text.trim()];
  });
  const attributes = element.attributes
    .map(({ name, namespaceUri, resourceId: id, value }) => ({ name, namespaceUri, id, value: bareValue(value) }))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return { name: element.name, namespaceUri: element.namespaceUri, namespaces: element.namespaces, attributes, children };
}

function sortKey({ id = 0, name }: { readonly id?: number | undefined; readonly name: string }): string {
  return `${String(id).padStart(10, '0')} ${name}`;
}

describe("the platform's own resources", () => {
  it('have the values that aapt reads, for every resource that has a default', async () => {
    const path = frameworkResources();
    judge('aapt');
    const { 'resources.arsc': bytes = new Uint8Array() } = Object.fromEntries(await unpack(path, (name) => name === 'resources.arsc'));
    const reader = new ResourceTableReader(bytes);
    deepStrictEqual(reader.issues, []);
    let compared = 0;
    let isDefault = false;
    for (const line of ask('aapt', 'dump', '--values', 'resources', path).split('\n')) {
      if (/^ +config /.test(line)) isDefault = line.includes('(default)');
      const match = isDefault ? /resource 0x(\w{8}) android:([^/]+)\/(\S+): t=0x(\w\w) d=0x(\w{8})/.exec(line) : null;
      if (!match) continue;
      const [id = 0, dataType = 0, data = 0] = [match[1], match[4], match[5]].map((hex) => Number.parseInt(hex ?? '', 16));
      const found = reader.find(id);
      const value = found?.entry.values.find(({ configuration }) => Object.keys(configuration).length === 0)?.value;
      ok(value && value.type !== 'map', line);
      const typed = encodeTypedValue(value, () => data);
      // aapt shows a reference with the package that it resolved.
      deepStrictEqual([found?.typeName, found?.entry.name, typed.dataType, typed.data], [match[2], match[3], dataType, data], line);
      if (dataType === TYPE_STRING) ok(value.type === 'string');
      compared += 1;
    }
    ok(compared > 5000, `${compared} compared`);
  });

  it('name the attributes as the table of ids does', async () => {
    const bytes = (await unpack(frameworkResources(), (name) => name === 'resources.arsc')).get('resources.arsc') ?? new Uint8Array();
    const [attributes] = tableOf(inspectResourceTable(bytes)).packages[0]?.types ?? [];
    const publicOnes = attributes?.entries.filter(({ isPublic }) => isPublic) ?? [];
    ok(publicOnes.length > 1300);
    for (const { id, name } of publicOnes) strictEqual(androidAttributeName(resourceId(1, 1, id)), name);
  });

  it('survive being encoded again, all of them', async () => {
    const bytes = (await unpack(frameworkResources(), (name) => name === 'resources.arsc')).get('resources.arsc') ?? new Uint8Array();
    const table = tableOf(inspectResourceTable(bytes));
    deepStrictEqual(comparable(tableOf(inspectResourceTable(encodeResourceTable(table)))), comparable(table));
  });
});

describe('resources of real packages', () => {
  it('decode without an issue, and survive being encoded again', async () => {
    for (const { name, path } of corpusApks()) {
      const files = await unpack(
        path,
        (entry) => entry === 'AndroidManifest.xml' || entry === 'resources.arsc' || /^res\/.*\.xml$/.test(entry),
      );
      for (const [entry, bytes] of files) {
        if (isXml(entry)) {
          if (bytes[0] === 0x3c) continue; // res/raw contains XML as text
          const root = rootOf(bytes);
          deepStrictEqual(bareXml(rootOf(encodeAndroidXml(root))), bareXml(root), `${name} ${entry}`);
        } else {
          const table = tableOf(inspectResourceTable(bytes));
          deepStrictEqual(comparable(tableOf(inspectResourceTable(encodeResourceTable(table)))), comparable(table), name);
        }
      }
    }
  });
});
