/** Unsigned packages in the shape that builds of frameworks leave: linked by aapt2, with code, a native library and assets. */

import { strictEqual } from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bytes, utf8 } from '../../../src/core/base/bytes.ts';
import { encodeBundleConfig } from '../../../src/core/formats/android-proto/bundleConfig.ts';
import { androidAlignment } from '../../../src/core/formats/zip/androidAlignment.ts';
import { ZipWriter } from '../../../src/core/formats/zip/zipWriter.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { encodeElf } from '../../support/elfFiles.ts';
import { packedEntries } from '../../support/reuseWorkflow.ts';
import { plainPng } from '../../support/webWorld.ts';
import { frameworkResources } from './frameworkResources.ts';
import { askJudge } from './judges.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const shapeIdentifier = 'com.example.shape';

const manifest = `<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="${shapeIdentifier}">
  <uses-permission android:name="android.permission.INTERNET"/>
  <permission android:name="${shapeIdentifier}.PRIVATE" android:protectionLevel="signature"/>
  <application android:label="@string/app_name" android:name=".MainApplication" android:allowBackup="false" android:extractNativeLibs="false">
    <activity android:name=".MainActivity" android:label="@string/app_name" android:exported="true" android:taskAffinity="${shapeIdentifier}.task"
        android:configChanges="keyboard|orientation" android:launchMode="singleTask">
      <intent-filter><action android:name="android.intent.action.MAIN"/><category android:name="android.intent.category.LAUNCHER"/></intent-filter>
      <intent-filter><action android:name="android.intent.action.VIEW"/><data android:scheme="shape"/></intent-filter>
    </activity>
    <provider android:name=".Files" android:authorities="${shapeIdentifier}.files" android:exported="false" android:grantUriPermissions="true"/>
    <meta-data android:name="number" android:value="12.50"/>
  </application>
</manifest>`;

/** A package as the build of a framework leaves it, unsigned: what aapt2 links, with code, a native library and assets. */
export async function linkPackage(
  folder: string,
  name: string,
  isBundle: boolean,
  assets: Readonly<Record<string, string | Bytes>>,
): Promise<string> {
  const sources = join(folder, name);
  const write = (files: Readonly<Record<string, string | Bytes>>): void => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  };
  write({
    [`${name}/AndroidManifest.xml`]: manifest,
    [`${name}/res/values/strings.xml`]: '<resources><string name="app_name">Shape</string></resources>',
    [`${name}/res/values-de/strings.xml`]: '<resources><string name="app_name">Form</string></resources>',
    [`${name}/res/drawable-mdpi/src_logo.png`]: await plainPng(8),
  });
  const ask = (...args: readonly string[]): void => {
    const { exitCode, stderr } = askJudge('aapt2', args);
    strictEqual(exitCode, 0, stderr);
  };
  ask('compile', '--dir', join(sources, 'res'), '-o', join(sources, 'res.zip'));
  const linked = join(sources, 'linked.apk');
  const numbers = ['--min-sdk-version', '24', '--target-sdk-version', '35', '--version-code', '1', '--version-name', '1.0.0'];
  const form = isBundle ? ['--proto-format'] : [];
  ask(
    'link',
    ...form,
    ...numbers,
    '-I',
    frameworkResources(),
    '--manifest',
    join(sources, 'AndroidManifest.xml'),
    '-o',
    linked,
    join(sources, 'res.zip'),
  );
  const path = join(folder, `${name}.${isBundle ? 'aab' : 'apk'}`);
  const output = await new NodeFileSystem().createFile(path);
  const zip = new ZipWriter(output, { alignment: androidAlignment });
  const prefix = isBundle ? 'base/' : '';
  for (const [entry, { bytes, method }] of await packedEntries(new Uint8Array(readFileSync(linked)))) {
    const placed = isBundle && entry === 'AndroidManifest.xml' ? 'manifest/AndroidManifest.xml' : entry;
    await zip.addEntry({ name: prefix + placed, bytes, method: method === 0 ? 'stored' : 'deflated' });
  }
  const dex = new Uint8Array(readFileSync(join(root, 'media/android-shell/classes.dex')));
  await zip.addEntry({ name: `${prefix}${isBundle ? 'dex/' : ''}classes.dex`, bytes: dex, method: 'deflated' });
  const library = encodeElf({ alignments: [16_384] });
  await zip.addEntry({ name: `${prefix}lib/arm64-v8a/libshape.so`, bytes: library, method: isBundle ? 'deflated' : 'stored' });
  for (const [entry, content] of Object.entries(assets)) {
    const bytes = typeof content === 'string' ? utf8(content) : content;
    await zip.addEntry({ name: prefix + entry, bytes, method: entry.endsWith('.js') || entry.endsWith('.html') ? 'deflated' : 'stored' });
  }
  if (isBundle)
    await zip.addEntry({
      name: 'BundleConfig.pb',
      bytes: encodeBundleConfig({ bundletoolVersion: '1.18.2', uncompressedGlobs: [] }),
      method: 'deflated',
    });
  await zip.finish();
  await output.commit();
  return path;
}
