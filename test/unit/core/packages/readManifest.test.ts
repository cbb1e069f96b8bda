import assert from 'node:assert/strict';
import { type FoundResource } from '../../../../src/core/formats/android-resources/resourceLookup.ts';
import { type ConfiguredValue } from '../../../../src/core/formats/android-resources/resourceTableModel.ts';
import { type XmlElement } from '../../../../src/core/formats/android-resources/xmlModel.ts';
import { type ManifestFacts } from '../../../../src/core/packages/manifestFacts.ts';
import { readManifest } from '../../../../src/core/packages/readManifest.ts';
import { ResourceResolver } from '../../../../src/core/packages/resourceResolver.ts';
import { element, reference, type SketchValue } from '../../../support/manifestTree.ts';

const appName = 0x7f0a0001;
const alias = 0x7f0a0002;
const circle = 0x7f0a0003;
const flag = 0x7f0b0001;

function text(value: string, language?: string, region?: string): ConfiguredValue {
  const configuration = { ...(language !== undefined && { language }), ...(region !== undefined && { region }) };
  return { configuration, value: { type: 'string', value } };
}

const table: Readonly<Record<number, readonly ConfiguredValue[]>> = {
  [appName]: [text('Hello'), text('Bonjour', 'fr'), text('Olá', 'pt'), text('Oi', 'pt', 'BR')],
  [alias]: [{ configuration: {}, value: { type: 'reference', id: appName } }],
  [circle]: [{ configuration: {}, value: { type: 'reference', id: circle } }],
  [flag]: [
    { configuration: {}, value: { type: 'boolean', value: true } },
    { configuration: { sdkVersion: 30 }, value: { type: 'boolean', value: false } },
  ],
};

function found(id: number): FoundResource | undefined {
  const values = table[id];
  return values && { packageName: 'com.acme.app', typeName: 'string', entry: { id: id & 0xffff, name: 'x', values } };
}

function read(manifest: XmlElement): ManifestFacts {
  return readManifest(manifest, new ResourceResolver({ find: (id) => found(id) })).facts;
}

function app(
  attributes: Record<string, SketchValue>,
  children: readonly XmlElement[] = [],
  outside: readonly XmlElement[] = [],
): ManifestFacts {
  return read(element('manifest', { package: 'com.acme.app' }, [...outside, element('application', attributes, children)]));
}

const launcherFilter = element('intent-filter', {}, [
  element('action', { 'android:name': 'android.intent.action.MAIN' }),
  element('category', { 'android:name': 'android.intent.category.LAUNCHER' }),
]);

describe('manifest', () => {
  it('reads identifier, versions and SDKs', () => {
    const facts = read(
      element(
        'manifest',
        {
          package: 'com.acme.app',
          'android:versionCode': 12,
          'android:versionCodeMajor': 1,
          'android:versionName': '1.4.0',
          'android:compileSdkVersion': 36,
        },
        [element('uses-sdk', { 'android:minSdkVersion': 24, 'android:targetSdkVersion': 36 })],
      ),
    );
    const { appIdentifier, version, versionCode, versionCodeMajor, minSdk, targetSdk, compileSdk } = facts;
    assert.deepEqual(
      [appIdentifier, version, versionCode, versionCodeMajor, minSdk, targetSdk, compileSdk],
      ['com.acme.app', '1.4.0', 12, 1, 24, 36, 36],
    );
    assert.deepEqual([facts.debuggable, facts.testOnly, facts.hasCode, facts.hasNetworkSecurityConfig], [false, false, true, false]);
  });

  it('leaves out what is not said', () => {
    const facts = read(element('manifest'));
    for (const key of ['appIdentifier', 'version', 'versionCode', 'minSdk', 'targetSdk', 'label', 'allowBackup', 'split'])
      assert.ok(!(key in facts), key);
  });

  it('keeps code names of preview platforms', () => {
    const facts = read(
      element('manifest', {}, [element('uses-sdk', { 'android:minSdkVersion': 'Baklava', 'android:targetSdkVersion': '35' })]),
    );
    assert.deepEqual([facts.minSdk, facts.minSdkCodename, facts.targetSdk], [undefined, 'Baklava', 35]);
  });

  it('resolves labels in every language', () => {
    for (const id of [appName, alias]) {
      const facts = app({ 'android:label': reference(id) });
      assert.equal(facts.label, 'Hello');
      if (id === appName) assert.deepEqual(facts.localizedLabels, { fr: 'Bonjour', pt: 'Olá', 'pt-BR': 'Oi' });
    }
    assert.equal(app({ 'android:label': 'Plain' }).label, 'Plain');
    assert.equal(app({ 'android:label': reference(circle) }).label, undefined);
    assert.equal(app({ 'android:label': reference(0x7f990099) }).label, undefined);
  });

  it('takes the label of the launcher activity when the application has none', () => {
    const activity = element('activity', { 'android:name': '.Main', 'android:label': 'From the activity' }, [launcherFilter]);
    assert.equal(app({}, [activity]).label, 'From the activity');
  });

  it('finds attributes by their id when names were removed', () => {
    const stripped = element('application', { 'android:debuggable': true });
    const nameless = {
      ...stripped,
      attributes: stripped.attributes.map((row) => ({ value: row.value, resourceId: row.resourceId ?? 0, name: '' })),
    };
    assert.equal(read(element('manifest', {}, [nameless])).debuggable, true);
  });

  it('follows references of flags, as the newest Android would', () => {
    assert.equal(app({ 'android:debuggable': reference(flag) }).debuggable, false);
    assert.equal(app({ 'android:testOnly': 'true', 'android:allowBackup': 0, 'android:usesCleartextTraffic': -1 }).testOnly, true);
    const facts = app({ 'android:allowBackup': 0, 'android:usesCleartextTraffic': -1, 'android:extractNativeLibs': false });
    assert.deepEqual([facts.allowBackup, facts.usesCleartextTraffic, facts.extractNativeLibs], [false, true, false]);
  });

  it('lists permissions and features', () => {
    const facts = app(
      {},
      [],
      [
        element('uses-permission', { 'android:name': 'android.permission.CAMERA' }),
        element('uses-permission', { 'android:name': 'android.permission.WRITE_EXTERNAL_STORAGE', 'android:maxSdkVersion': 28 }),
        element('uses-permission', { 'android:name': 'android.permission.CAMERA' }),
        element('uses-permission-sdk-23', { 'android:name': 'android.permission.NFC' }),
        element('uses-permission'),
        element('uses-feature', { 'android:name': 'android.hardware.camera', 'android:required': false }),
        element('uses-feature', { 'android:glEsVersion': 0x30001 }),
      ],
    );
    assert.deepEqual(facts.permissions, [
      'android.permission.CAMERA',
      'android.permission.WRITE_EXTERNAL_STORAGE',
      'android.permission.NFC',
    ]);
    assert.deepEqual(facts.permissionUses[1], { name: 'android.permission.WRITE_EXTERNAL_STORAGE', maxSdk: 28, sdk23Only: false });
    assert.equal(facts.permissionUses[3]?.sdk23Only, true);
    assert.deepEqual(facts.features, [
      { name: 'android.hardware.camera', required: false },
      { name: 'OpenGL ES 3.1', required: true },
    ]);
  });

  it('reads components with what Android makes of missing values', () => {
    const link = element('intent-filter', {}, [
      element('action', { 'android:name': 'android.intent.action.VIEW' }),
      element('data', { 'android:scheme': 'https', 'android:host': 'example.com', 'android:pathPrefix': '/shop' }),
      element('data', { 'android:mimeType': 'image/*' }),
    ]);
    const { components, launcherActivities } = app({}, [
      element('activity', { 'android:name': '.Main', 'android:exported': true }, [launcherFilter, link]),
      element('activity-alias', { 'android:name': 'Other', 'android:enabled': false }, [launcherFilter]),
      element('service', { 'android:name': 'com.lib.Sync', 'android:permission': 'com.acme.SYNC' }, [link]),
      element('receiver', { 'android:name': '.Boot', 'android:exported': false }, [launcherFilter]),
      element('provider', { 'android:name': '.Files', 'android:authorities': 'com.acme.files', 'android:readPermission': 'com.acme.READ' }),
      element('meta-data', { 'android:name': 'x' }),
    ]);
    assert.deepEqual(
      components.map(({ kind, name, exported, isReachable }) => [kind, name, exported, isReachable]),
      [
        ['activity', 'com.acme.app.Main', true, true],
        ['activity-alias', 'com.acme.app.Other', undefined, true],
        ['service', 'com.lib.Sync', undefined, true],
        ['receiver', 'com.acme.app.Boot', false, false],
        // Without a target the lowest counts, and providers were open then.
        ['provider', 'com.acme.app.Files', undefined, true],
      ],
    );
    assert.deepEqual(components[0]?.intentFilters[1], {
      actions: ['android.intent.action.VIEW'],
      categories: [],
      data: ['https://example.com/shop*', 'image/*'],
    });
    assert.equal(components[2]?.permission, 'com.acme.SYNC');
    assert.deepEqual([components[4]?.authorities, components[4]?.permission], ['com.acme.files', 'com.acme.READ']);
    assert.deepEqual(launcherActivities, ['com.acme.app.Main']);
  });

  it('says which other parts a base needs', () => {
    const required = (manifest: Readonly<Record<string, SketchValue>>, application = element('application')) =>
      read(element('manifest', { package: 'a.b', ...manifest }, [application])).requiredSplits;
    const ofPlay = (value: SketchValue, name = 'com.android.vending.splits.required') =>
      element('application', {}, [element('meta-data', { 'android:name': name, 'android:value': value })]);
    assert.deepEqual(
      [
        required({}),
        required({ 'android:requiredSplitTypes': '' }),
        required({ 'android:requiredSplitTypes': 'base__abi, base__density,' }),
        required({ 'android:isSplitRequired': false }),
        required({ 'android:isSplitRequired': true }),
        required({}, element('application', { 'android:isSplitRequired': true })),
        required({}, ofPlay(true)),
        required({}, ofPlay(false)),
        required({}, ofPlay(true, 'com.android.vending.splits')),
      ],
      [undefined, undefined, ['base__abi', 'base__density'], undefined, [], [], [], undefined, undefined],
    );
    assert.equal(read(element('manifest', { package: 'a.b' })).requiredSplits, undefined);
  });

  it('tells splits', () => {
    const facts = read(
      element('manifest', { package: 'a.b', split: 'config.fr', configForSplit: 'base', 'android:isFeatureSplit': false }),
    );
    assert.deepEqual(facts.split, { name: 'config.fr', isFeature: false, configForSplit: 'base' });
  });
});
