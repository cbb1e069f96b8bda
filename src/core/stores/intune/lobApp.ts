/** A package as an app of Intune: its attributes, and the manifest that describes the file. Pure. */

import { utf8 } from '../../base/bytes.ts';
import { type JsonObject } from '../jsonObject.ts';
import { type PackageFacts } from '../storePublication.ts';

export interface IntuneTexts {
  readonly displayName: string;
  readonly description: string;
  readonly publisher: string;
}

export type LobType = 'androidLobApp' | 'iosLobApp';

export function lobTypeOf({ format }: PackageFacts): LobType {
  return format === 'ipa' ? 'iosLobApp' : 'androidLobApp';
}

/** What changes with each version. */
export function versionAttributes(facts: PackageFacts): JsonObject {
  const common = { '@odata.type': `#microsoft.graph.${lobTypeOf(facts)}`, fileName: facts.fileName };
  if (facts.format !== 'ipa')
    return {
      ...common,
      versionCode: facts.versionCode,
      versionName: facts.version,
      minimumSupportedOperatingSystem: { [androidMinimum(facts.minimumOs)]: true },
    };
  return {
    ...common,
    buildNumber: facts.versionCode,
    versionNumber: facts.version,
    minimumSupportedOperatingSystem: { [iosMinimum(facts.minimumOs)]: true },
    ...(facts.profileEnds && { expirationDateTime: facts.profileEnds.toISOString() }),
  };
}

export function newApp(facts: PackageFacts, texts: IntuneTexts): JsonObject {
  const identity =
    facts.format === 'ipa'
      ? { bundleId: facts.appIdentifier, applicableDeviceType: { iPad: true, iPhoneAndIPod: true } }
      : { packageId: facts.appIdentifier };
  return { ...versionAttributes(facts), ...texts, ...identity };
}

/** Intune knows the versions of Android up to 11 by name; what needs a later one runs on none that is too old for it either way. */
function androidMinimum(minSdk: string | undefined): string {
  const level = Number(minSdk ?? '0');
  const versions: readonly (readonly [apiLevel: number, name: string])[] = [
    [30, 'v11_0'],
    [29, 'v10_0'],
    [28, 'v9_0'],
    [27, 'v8_1'],
    [26, 'v8_0'],
    [25, 'v7_1'],
    [24, 'v7_0'],
    [23, 'v6_0'],
    [22, 'v5_1'],
    [21, 'v5_0'],
    [19, 'v4_4'],
    [18, 'v4_3'],
    [17, 'v4_2'],
    [16, 'v4_1'],
    [15, 'v4_0_3'],
  ];
  return versions.find(([apiLevel]) => level >= apiLevel)?.[1] ?? 'v4_0';
}

function iosMinimum(version: string | undefined): string {
  const major = Number.parseInt(version ?? '8', 10);
  return `v${Math.min(15, Math.max(8, Number.isNaN(major) ? 8 : major))}_0`;
}

/** Base64 of what the portal of Intune sends along with a file. */
export function fileManifest(facts: PackageFacts): string {
  return Buffer.from(utf8(facts.format === 'ipa' ? iosManifest(facts) : androidManifest(facts))).toString('base64');
}

function androidManifest({ appIdentifier, version, versionCode, fileName, minimumOs }: PackageFacts): string {
  const fields = [
    ['Package', appIdentifier],
    ['PackageVersionCode', versionCode],
    ['PackageVersionName', version],
    ['ApplicationName', fileName],
    ['MinSdkVersion', minimumOs ?? '1'],
  ] as const;
  const content = fields.map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`).join('');
  return `<?xml version="1.0" encoding="utf-8"?><AndroidManifestProperties>${content}</AndroidManifestProperties>`;
}

function iosManifest({ appIdentifier, version, fileName, minimumOs }: PackageFacts): string {
  const text = (name: string, value: string): string => `<key>${name}</key><string>${xmlText(value)}</string>`;
  const metadata = [
    text('bundle-identifier', appIdentifier),
    text('bundle-version', version),
    text('kind', 'software'),
    text('title', fileName),
    text('MinimumOSVersion', minimumOs ?? '8.0'),
    '<key>CFBundleSupportedPlatforms</key><array><string>iPhoneOS</string></array>',
  ].join('');
  const asset = `<dict>${text('kind', 'software-package')}${text('url', '{UrlPlaceHolder}')}</dict>`;
  const item = `<dict><key>assets</key><array>${asset}</array><key>metadata</key><dict>${metadata}</dict></dict>`;
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>items</key><array>${item}</array></dict></plist>`;
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
