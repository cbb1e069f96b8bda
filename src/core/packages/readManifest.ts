/**
 * Reads AndroidManifest.xml as Android's package parser does, from its binary form (APK) or its protobuf form (app bundle).
 * Wrong values are left out, not reported: what is missing is judged by `storeReadiness`.
 */

import { present } from '../base/present.ts';
import { type ResourceValue } from '../formats/android-resources/resourceValue.ts';
import { attributeValue, childElements, plainStringAttribute } from '../formats/android-resources/xmlAccess.ts';
import { type XmlElement } from '../formats/android-resources/xmlModel.ts';
import { type FeatureUse, type ManifestFacts, type PermissionUse, type SplitFacts } from './manifestFacts.ts';
import { readComponents } from './readComponents.ts';
import { type ResourceResolver } from './resourceResolver.ts';

export interface ReadManifest {
  readonly facts: ManifestFacts;
  /** `android:icon` of the application, or of its first launcher activity. */
  readonly icon?: ResourceValue;
}

export function readManifest(manifest: XmlElement, resolver: ResourceResolver): ReadManifest {
  const appIdentifier = plainStringAttribute(manifest, 'package') || undefined;
  const application = childElements(manifest, 'application')[0];
  const usesSdk = childElements(manifest, 'uses-sdk').at(-1);
  const sdk = readSdks(usesSdk, resolver);
  const permissionUses = readPermissions(manifest, resolver);
  const components = application ? readComponents(application, appIdentifier ?? '', sdk.targetSdk ?? sdk.minSdk ?? 1, resolver) : [];
  const launchers = components.filter(
    ({ facts }) => facts.kind.startsWith('activity') && facts.enabled !== false && facts.intentFilters.some(isLauncher),
  );
  const label = valueOf(application, 'label') ?? launchers.map(({ element }) => valueOf(element, 'label')).find(Boolean);
  const icon = valueOf(application, 'icon') ?? launchers.map(({ element }) => valueOf(element, 'icon')).find(Boolean);
  const labels = new Map(resolver.localizedTexts(label));
  const defaultLabel = labels.get('');
  labels.delete('');
  const facts: ManifestFacts = {
    ...present('appIdentifier', appIdentifier),
    ...present('version', resolver.text(valueOf(manifest, 'versionName'))),
    ...present('versionCode', resolver.integer(valueOf(manifest, 'versionCode'))),
    ...present('versionCodeMajor', resolver.integer(valueOf(manifest, 'versionCodeMajor'))),
    ...sdk,
    ...present('compileSdk', resolver.integer(valueOf(manifest, 'compileSdkVersion'))),
    ...present('label', defaultLabel),
    localizedLabels: Object.fromEntries(labels),
    permissions: [...new Set(permissionUses.map((use) => use.name))],
    permissionUses,
    features: readFeatures(manifest, resolver),
    components: components.map((component) => component.facts),
    launcherActivities: launchers.map((component) => component.facts.name),
    ...present('debuggable', flagOf(application, 'debuggable', false, resolver)),
    ...present('testOnly', flagOf(application, 'testOnly', false, resolver)),
    ...present('hasCode', flagOf(application, 'hasCode', true, resolver)),
    ...present('allowBackup', resolver.boolean(valueOf(application, 'allowBackup'))),
    ...present('usesCleartextTraffic', resolver.boolean(valueOf(application, 'usesCleartextTraffic'))),
    hasNetworkSecurityConfig: valueOf(application, 'networkSecurityConfig') !== undefined,
    ...present('extractNativeLibs', resolver.boolean(valueOf(application, 'extractNativeLibs'))),
    ...present('split', readSplit(manifest, resolver)),
    ...present('requiredSplits', readRequiredSplits(manifest, application, resolver)),
    unresolved: unresolvedOf({ manifest, application, usesSdk }, resolver),
  };
  return { facts, ...present('icon', icon) };
}

function valueOf(element: XmlElement | undefined, name: string): ResourceValue | undefined {
  return element && attributeValue(element, name);
}

function flagOf(element: XmlElement | undefined, name: string, whenUnsaid: boolean, resolver: ResourceResolver): boolean | undefined {
  const value = valueOf(element, name);
  return value ? resolver.boolean(value) : whenUnsaid;
}

const resolvedAttributes = {
  manifest: ['versionName', 'versionCode', 'versionCodeMajor', 'compileSdkVersion'],
  application: ['label', 'debuggable', 'testOnly', 'hasCode', 'allowBackup', 'usesCleartextTraffic', 'extractNativeLibs'],
  usesSdk: ['minSdkVersion', 'targetSdkVersion'],
} as const;

function unresolvedOf(
  elements: Readonly<Record<keyof typeof resolvedAttributes, XmlElement | undefined>>,
  resolver: ResourceResolver,
): readonly string[] {
  return (['manifest', 'usesSdk', 'application'] as const).flatMap((name) =>
    resolvedAttributes[name].filter((attribute) => {
      const value = valueOf(elements[name], attribute);
      return value?.type === 'reference' && resolver.resolve(value) === undefined;
    }),
  );
}

function isLauncher(filter: { readonly actions: readonly string[]; readonly categories: readonly string[] }): boolean {
  return filter.actions.includes('android.intent.action.MAIN') && filter.categories.includes('android.intent.category.LAUNCHER');
}

function readSdks(
  usesSdk: XmlElement | undefined,
  resolver: ResourceResolver,
): Pick<ManifestFacts, 'minSdk' | 'targetSdk' | 'minSdkCodename' | 'targetSdkCodename'> {
  const [min, target] = ['minSdkVersion', 'targetSdkVersion'].map((name) => {
    const value = valueOf(usesSdk, name);
    const level = resolver.integer(value);
    return level === undefined ? { codename: resolver.text(value) } : { level };
  });
  return {
    ...present('minSdk', min?.level),
    ...present('targetSdk', target?.level),
    ...present('minSdkCodename', min?.codename),
    ...present('targetSdkCodename', target?.codename),
  };
}

function readPermissions(manifest: XmlElement, resolver: ResourceResolver): readonly PermissionUse[] {
  const uses: PermissionUse[] = [];
  for (const element of childElements(manifest)) {
    const sdk23Only = element.name === 'uses-permission-sdk-23' || element.name === 'uses-permission-sdk-m';
    if (!sdk23Only && element.name !== 'uses-permission') continue;
    const name = resolver.text(attributeValue(element, 'name'));
    if (name === undefined || name === '') continue;
    uses.push({ name, ...present('maxSdk', resolver.integer(attributeValue(element, 'maxSdkVersion'))), sdk23Only });
  }
  return uses;
}

function readFeatures(manifest: XmlElement, resolver: ResourceResolver): readonly FeatureUse[] {
  const uses: FeatureUse[] = [];
  for (const element of childElements(manifest, 'uses-feature')) {
    const name = resolver.text(attributeValue(element, 'name'));
    const glEs = resolver.integer(attributeValue(element, 'glEsVersion'));
    const required = resolver.boolean(attributeValue(element, 'required')) ?? true;
    if (name !== undefined) uses.push({ name, required });
    else if (glEs !== undefined) uses.push({ name: `OpenGL ES ${glEs >>> 16}.${glEs & 0xffff}`, required });
  }
  return uses;
}

/** As Android asks for them, before API level 33 by a mark without names, and as Google Play's library does. */
function readRequiredSplits(
  manifest: XmlElement,
  application: XmlElement | undefined,
  resolver: ResourceResolver,
): readonly string[] | undefined {
  const types = (resolver.text(valueOf(manifest, 'requiredSplitTypes')) ?? '').split(',').filter((type) => type.trim() !== '');
  const marks = [manifest, application].map((element) => resolver.boolean(valueOf(element, 'isSplitRequired')));
  const ofPlay = (application ? childElements(application, 'meta-data') : []).some(
    (element) =>
      resolver.text(valueOf(element, 'name')) === 'com.android.vending.splits.required' &&
      resolver.boolean(valueOf(element, 'value')) === true,
  );
  return types.length > 0 || marks.includes(true) || ofPlay ? types.map((type) => type.trim()) : undefined;
}

function readSplit(manifest: XmlElement, resolver: ResourceResolver): SplitFacts | undefined {
  const name = plainStringAttribute(manifest, 'split');
  if (name === undefined || name === '') return undefined;
  const configForSplit = plainStringAttribute(manifest, 'configForSplit');
  const isFeature = resolver.boolean(attributeValue(manifest, 'isFeatureSplit')) ?? false;
  return { name, isFeature, ...(configForSplit !== undefined && configForSplit !== '' && { configForSplit }) };
}
