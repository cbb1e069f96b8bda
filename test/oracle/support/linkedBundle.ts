/**
 * An app bundle with everything that matters when it becomes one APK, linked by aapt2: features that are fused and one that is not, asset
 * packs, languages, ABIs, densities, all kinds of resources, several code files, and a configuration that says what is not compressed.
 */

import { strictEqual } from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bytes, utf8 } from '../../../src/core/base/bytes.ts';
import { type BundleConfig, encodeBundleConfig } from '../../../src/core/formats/android-proto/bundleConfig.ts';
import { ZipWriter, type ZipMethod } from '../../../src/core/formats/zip/zipWriter.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { encodeElf } from '../../support/elfFiles.ts';
import { packedEntries } from '../../support/reuseWorkflow.ts';
import { plainPng } from '../../support/webWorld.ts';
import { frameworkResources } from './frameworkResources.ts';
import { askJudge } from './judges.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const bundleIdentifier = 'com.example.parts';
const android = 'xmlns:android="http://schemas.android.com/apk/res/android"';
const dist = 'xmlns:dist="http://schemas.android.com/apk/distribution"';

type Files = Readonly<Record<string, string | Bytes>>;

export interface LinkedModule {
  readonly name: string;
  readonly manifest: string;
  /** Below `res`. */
  readonly resources?: Files;
  /** Of the package of its resources, where that is not the base's. */
  readonly packageId?: string;
  /** What else is in the module, by its path there. */
  readonly files?: Files;
}

const library = encodeElf({ alignments: [16_384] });
const dex = new Uint8Array(readFileSync(join(root, 'media/android-shell/classes.dex')));
const librariesOf = (name: string): Files =>
  Object.fromEntries(['arm64-v8a', 'armeabi-v7a', 'x86_64'].map((abi) => [`lib/${abi}/lib${name}.so`, library]));
/** Other code by one byte at the end: no tool that is asked here reads it. */
const otherDex = (mark: number): Bytes => new Uint8Array([...dex, mark]);
/** Bytes that no deflate makes smaller. */
const noise = (length: number): Bytes => {
  let state = 1;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) >>> 16);
};

export function baseManifest(application = '', attributes = ''): string {
  return `<manifest ${android} ${dist} package="${bundleIdentifier}" android:versionCode="7" android:versionName="1.5">
  <uses-sdk android:minSdkVersion="24" android:targetSdkVersion="35"/>
  <uses-permission android:name="android.permission.INTERNET"/>
  <application android:label="@string/app_name" android:icon="@drawable/logo" android:theme="@style/App" ${attributes}>
    <activity android:name=".Main" android:exported="true" android:configChanges="keyboard|orientation">
      <intent-filter><action android:name="android.intent.action.MAIN"/><category android:name="android.intent.category.LAUNCHER"/></intent-filter>
      <meta-data android:name="of.base" android:value="12.50"/>
    </activity>
    <service android:name=".Work" android:exported="false"/>
    ${application}
  </application>
</manifest>`;
}

export function featureManifest(
  name: string,
  options: { readonly isFused: boolean; readonly delivery?: string; readonly application?: string },
): string {
  const { isFused, delivery = '<dist:on-demand/>', application = '' } = options;
  return `<manifest ${android} ${dist} package="${bundleIdentifier}" split="${name}" android:isFeatureSplit="true" android:versionCode="7">
  <dist:module dist:title="@string/app_name"><dist:delivery>${delivery}</dist:delivery><dist:fusing dist:include="${isFused}"/></dist:module>
  <uses-sdk android:minSdkVersion="24" android:targetSdkVersion="35"/>
  <application android:hasCode="true">${application}</application>
</manifest>`;
}

export function packManifest(name: string, delivery: string): string {
  return `<manifest ${android} ${dist} package="${bundleIdentifier}" split="${name}">
  <dist:module dist:type="asset-pack"><dist:delivery>${delivery}</dist:delivery><dist:fusing dist:include="true"/></dist:module>
</manifest>`;
}

export async function baseResources(): Promise<Files> {
  return {
    'values/all.xml': `<resources xmlns:tools="x">
      <string name="app_name">Parts</string><string name="styled">Some <b>bold <i>and</i></b> text</string><string name="ref">@string/app_name</string>
      <plurals name="things"><item quantity="one">%d thing</item><item quantity="other">%d things</item></plurals>
      <string-array name="names"><item>one</item><item>@string/app_name</item></string-array><integer-array name="numbers"><item>1</item><item>-2</item></integer-array>
      <attr name="kind"><enum name="small" value="1"/><enum name="large" value="2"/></attr><attr name="marks" format="reference|color"><flag name="a" value="1"/><flag name="b" value="0x10"/></attr>
      <attr name="count" format="integer" min="1" max="9"/>
      <style name="App" parent="@android:style/Theme.Material.Light"><item name="android:colorPrimary">#123456</item><item name="kind">large</item><item name="marks">a|b</item><item name="count">3</item><item name="android:textSize">12.5sp</item></style>
      <style name="App.Child"><item name="android:windowFullscreen">true</item><item name="android:textColor">?android:attr/textColorPrimary</item></style>
      <declare-styleable name="Thing"><attr name="kind"/><attr name="count"/></declare-styleable>
      <dimen name="gap">16dp</dimen><fraction name="half">50%p</fraction><color name="accent">#8fff</color><bool name="yes">true</bool><integer name="hex">0x7f</integer>
      <item name="ratio" type="dimen" format="float">1.5</item><item name="marker" type="id"/><drawable name="plain">#ff0000</drawable><string name="empty"></string><item name="nothing" type="drawable">@null</item><item name="hollow" type="drawable">@empty</item>
      <public type="string" name="app_name"/></resources>`,
    'values-de/all.xml':
      '<resources><string name="app_name">Teile</string><plurals name="things"><item quantity="other">%d Dinge</item></plurals></resources>',
    'values-b+zh+Hant+TW/all.xml': '<resources><string name="app_name">零件</string></resources>',
    'values-fil/all.xml': '<resources><string name="app_name">Bahagi</string></resources>',
    'values-sw600dp-land-night/all.xml': '<resources><dimen name="gap">24dp</dimen></resources>',
    'values-ldrtl-v26/all.xml': '<resources><bool name="yes">false</bool></resources>',
    'values-mcc310-mnc004-round-widecg-television-notnight-xhdpi-stylus-keyshidden-qwerty-navexposed-trackball-1024x768/all.xml':
      '<resources><integer name="hex">5</integer></resources>',
    'drawable-mdpi/logo.png': await plainPng(8),
    'drawable-xxhdpi/logo.png': await plainPng(24),
    'drawable/shape.xml': `<shape ${android}><solid android:color="@color/accent"/><corners android:radius="4dp"/></shape>`,
    'layout/main.xml': `<LinearLayout ${android} xmlns:app="http://schemas.android.com/apk/res-auto" android:id="@+id/all" style="@style/App.Child" class="x" android:layout_width="match_parent" android:layout_height="match_parent">
      <!-- a remark --><TextView android:layout_width="10.25dp" android:layout_height="wrap_content" android:text="@string/styled" app:kind="small" app:marks="a|b"/> some text </LinearLayout>`,
    'xml/rules.xml': '<rules plain="12" other="true" empty=""><nested xmlns:a="urn:a" a:name="b"/></rules>',
    'raw/data.txt': 'raw data '.repeat(50),
    'raw/noise.bin': noise(2000),
  };
}

/** The bundle of the tests. Its modules sort by name as bundletool orders them. */
export async function partsOfBundle(): Promise<readonly LinkedModule[]> {
  const component = (name: string, more: string): string =>
    `<activity android:name=".${name}" android:exported="false">${more}</activity><service android:name=".Work" android:exported="true"><meta-data android:name="of.${name}" android:value="${name}"/></service>`;
  return [
    {
      name: 'base',
      manifest: baseManifest('<provider android:name=".Files" android:authorities="a.b" android:exported="false"/>'),
      resources: await baseResources(),
      files: {
        'dex/classes.dex': dex,
        'dex/classes2.dex': otherDex(2),
        ...librariesOf('parts'),
        'assets/www/index.html': '<!doctype html>'.repeat(20),
        'assets/www/noise.bin': noise(1000),
        'assets/sounds/ping.mp3': 'not really '.repeat(40),
        'assets/i18n#lang_de/texts.json': '{"hello":"Hallo"}'.repeat(9),
        'root/kotlin/kotlin.kotlin_builtins': 'builtins '.repeat(30),
        'root/noext': '',
      },
    },
    {
      name: 'camera',
      packageId: '0x80',
      manifest: featureManifest('camera', {
        isFused: true,
        application: component('Camera', '<intent-filter><action android:name="com.example.PHOTO"/></intent-filter>'),
      }),
      resources: {
        'values/strings.xml': `<resources><string name="photo">Photo</string><string name="of_base">@${bundleIdentifier}:string/app_name</string></resources>`,
        'values-fr/strings.xml': '<resources><string name="photo">Photographie</string></resources>',
        'layout/camera.xml': `<FrameLayout ${android} android:layout_width="match_parent" android:layout_height="match_parent" android:contentDescription="@string/photo"/>`,
      },
      files: { 'dex/classes.dex': otherDex(3), ...librariesOf('camera'), 'assets/camera/model.json': '{"a":1}'.repeat(40) },
    },
    {
      name: 'extra',
      packageId: '0x81',
      manifest: featureManifest('extra', { isFused: false, application: component('Extra', '') }),
      resources: { 'values/strings.xml': '<resources><string name="extra">Extra</string></resources>' },
      files: { 'dex/classes.dex': otherDex(4), 'assets/extra/only.txt': 'only on demand' },
    },
    { name: 'levels', manifest: packManifest('levels', '<dist:install-time/>'), files: { 'assets/levels/one.bin': 'level '.repeat(100) } },
    { name: 'later', manifest: packManifest('later', '<dist:on-demand/>'), files: { 'assets/later/two.bin': 'later '.repeat(100) } },
  ];
}

/** Links every module against the base, and packs them. */
export async function linkBundle(
  folder: string,
  name: string,
  modules: readonly LinkedModule[],
  config: BundleConfig,
  metadata: Files = {},
): Promise<string> {
  const path = join(folder, `${name}.aab`);
  const output = await new NodeFileSystem().createFile(path);
  const zip = new ZipWriter(output, {});
  const add = async (entry: string, content: string | Bytes, method: ZipMethod = 'deflated'): Promise<void> =>
    zip.addEntry({ name: entry, bytes: typeof content === 'string' ? utf8(content) : content, method });
  await add('BundleConfig.pb', encodeBundleConfig(config));
  for (const module of modules) {
    for (const [entry, { bytes, method }] of await linkModule(join(folder, name), module)) {
      const placed = entry === 'AndroidManifest.xml' ? 'manifest/AndroidManifest.xml' : entry;
      await add(`${module.name}/${placed}`, bytes, method === 0 ? 'stored' : 'deflated');
    }
    for (const [entry, content] of Object.entries(module.files ?? {})) await add(`${module.name}/${entry}`, content);
  }
  for (const [entry, content] of Object.entries(metadata)) await add(`BUNDLE-METADATA/${entry}`, content);
  await zip.finish();
  await output.commit();
  return path;
}

async function linkModule(folder: string, { name, manifest, resources, packageId }: LinkedModule) {
  const sources = join(folder, name);
  const write = (path: string, content: string | Bytes): void => {
    mkdirSync(dirname(join(sources, path)), { recursive: true });
    writeFileSync(join(sources, path), content);
  };
  const ask = (...args: readonly string[]): void => {
    const { exitCode, stderr } = askJudge('google-aapt2', args);
    strictEqual(exitCode, 0, stderr);
  };
  write('AndroidManifest.xml', manifest);
  for (const [path, content] of Object.entries(resources ?? {})) write(join('res', path), content);
  const compiled = join(sources, 'res.zip');
  if (resources) ask('compile', '--dir', join(sources, 'res'), '-o', compiled);
  const base = join(folder, 'base', 'binary.apk');
  const against = ['-I', frameworkResources(), ...(name === 'base' ? [] : ['-I', base])];
  const ids = packageId === undefined ? [] : ['--package-id', packageId, '--allow-reserved-package-id'];
  const linked = join(sources, 'linked.apk');
  const link = (out: string, ...form: readonly string[]): void =>
    ask(
      'link',
      ...form,
      ...against,
      ...ids,
      '--manifest',
      join(sources, 'AndroidManifest.xml'),
      '-o',
      out,
      ...(resources ? [compiled] : []),
    );
  if (name === 'base') link(base);
  link(linked, '--proto-format');
  const entries = await packedEntries(new Uint8Array(readFileSync(linked)));
  return [...entries].filter(([entry]) => resources !== undefined || entry === 'AndroidManifest.xml');
}
