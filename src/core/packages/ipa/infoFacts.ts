/** What Info.plist says of an app (Apple, Information Property List). Absent means that the list does not say it. */

import { present } from '../../base/present.ts';
import { plistBoolean, plistEntry, plistItems, plistString, plistStrings, type PlistValue } from '../../formats/plist/plistValue.ts';

const familyNames: ReadonlyMap<string, string> = new Map([
  ['1', 'iPhone'],
  ['2', 'iPad'],
  ['3', 'Apple TV'],
  ['4', 'Apple Watch'],
  ['6', 'Mac'],
  ['7', 'Apple Vision'],
]);

export interface InfoFacts {
  /** `CFBundleIdentifier`; empty when it is missing. */
  readonly appIdentifier: string;
  /** The name under the icon. */
  readonly label?: string;
  /** `CFBundleShortVersionString`. */
  readonly version?: string;
  /** `CFBundleVersion`: up to three numbers, and not always an integer. */
  readonly versionCode?: string;
  /** `CFBundleExecutable`. */
  readonly executable?: string;
  /** `MinimumOSVersion`. */
  readonly minimumOs?: string;
  /** `iPhone`, `iPad`, … */
  readonly deviceFamilies: readonly string[];
  /** `UIRequiredDeviceCapabilities`: what a device must have. */
  readonly capabilities: readonly string[];
  /** Why it asks for camera, place and the like, by the key of Info.plist: `NSCameraUsageDescription`. */
  readonly usageDescriptions: Readonly<Record<string, string>>;
  readonly backgroundModes: readonly string[];
  readonly urlSchemes: readonly string[];
  /** The SDK it was built with: `iphoneos26.0`. */
  readonly sdk?: string;
  /** `CFBundleSupportedPlatforms`: `iPhoneOS`, `iPhoneSimulator`. */
  readonly supportedPlatforms: readonly string[];
  /** Whether connections without encryption are allowed everywhere. */
  readonly allowsArbitraryLoads: boolean;
  /** Names of icon files without scale and extension, the largest last as Xcode writes them. */
  readonly iconNames: readonly string[];
  /** `CFBundleIconName`: the icon in the asset catalog. */
  readonly iconName?: string;
  /** Without one, iOS shows the app in a smaller, older form. */
  readonly hasLaunchScreen: boolean;
  /** `UIApplicationSceneManifest`: the app has the UIScene life cycle. */
  readonly hasSceneManifest: boolean;
  /** `ITSAppUsesNonExemptEncryption`, for the export regulations of the USA. */
  readonly usesNonExemptEncryption?: boolean;
}

/** Of anything that is listed; a hostile file lists any number. */
const mostListed = 200;
/** No name, identifier or version is nearly as long; a hostile one fills every message that tells it. */
const longestText = 500;

/** A text of Info.plist. */
export function infoText(info: PlistValue | undefined, key: string): string | undefined {
  return plistString(plistEntry(info, key))?.slice(0, longestText);
}

function infoTexts(value: PlistValue | undefined): readonly string[] {
  return shortened(plistStrings(value));
}

function shortened(texts: readonly string[]): readonly string[] {
  return texts.slice(0, mostListed).map((text) => text.slice(0, longestText));
}

export function readInfoFacts(info: PlistValue | undefined): InfoFacts {
  const text = (key: string): string | undefined => infoText(info, key);
  return {
    appIdentifier: text('CFBundleIdentifier') ?? '',
    ...present('label', text('CFBundleDisplayName') ?? text('CFBundleName')),
    ...present('version', text('CFBundleShortVersionString')),
    ...present('versionCode', text('CFBundleVersion')),
    ...present('executable', text('CFBundleExecutable')),
    ...present('minimumOs', text('MinimumOSVersion')),
    deviceFamilies: familiesOf(plistEntry(info, 'UIDeviceFamily')),
    capabilities: capabilitiesOf(plistEntry(info, 'UIRequiredDeviceCapabilities')),
    usageDescriptions: usageDescriptionsOf(info),
    backgroundModes: infoTexts(plistEntry(info, 'UIBackgroundModes')),
    urlSchemes: plistItems(plistEntry(info, 'CFBundleURLTypes'))
      .slice(0, mostListed)
      .flatMap((type) => infoTexts(plistEntry(type, 'CFBundleURLSchemes')))
      .slice(0, mostListed),
    ...present('sdk', text('DTSDKName')),
    supportedPlatforms: infoTexts(plistEntry(info, 'CFBundleSupportedPlatforms')),
    allowsArbitraryLoads: plistBoolean(plistEntry(plistEntry(info, 'NSAppTransportSecurity'), 'NSAllowsArbitraryLoads')) ?? false,
    iconNames: iconNamesOf(info),
    ...present('iconName', iconNameOf(info)),
    hasLaunchScreen: launchKeys.some((key) => plistEntry(info, key) !== undefined),
    hasSceneManifest: plistEntry(info, 'UIApplicationSceneManifest')?.type === 'dictionary',
    ...present('usesNonExemptEncryption', plistBoolean(plistEntry(info, 'ITSAppUsesNonExemptEncryption'))),
  };
}

/** A list of numbers; old projects wrote one number, or numbers as text. */
function familiesOf(value: PlistValue | undefined): readonly string[] {
  const items = value?.type === 'array' ? value.items : value ? [value] : [];
  return items.slice(0, mostListed).flatMap((item) => {
    const number = item.type === 'integer' || item.type === 'string' ? String(item.value).slice(0, 20) : undefined;
    return number === undefined ? [] : [familyNames.get(number) ?? `family ${number}`];
  });
}

/** A list of what is needed, or a dictionary that says of each whether it must be there. */
function capabilitiesOf(value: PlistValue | undefined): readonly string[] {
  if (value?.type !== 'dictionary') return infoTexts(value);
  return shortened([...value.entries].flatMap(([name, wanted]) => (plistBoolean(wanted) === false ? [] : [name])));
}

function usageDescriptionsOf(info: PlistValue | undefined): Readonly<Record<string, string>> {
  if (info?.type !== 'dictionary') return {};
  const found = [...info.entries].flatMap(([key, value]): [string, string][] =>
    value.type === 'string' && /^NS\w{1,200}UsageDescription$/.test(key) ? [[key, value.value.slice(0, longestText)]] : [],
  );
  return Object.fromEntries(found.slice(0, mostListed));
}

const launchKeys = ['UILaunchScreen', 'UILaunchStoryboardName', 'UILaunchStoryboards', 'UILaunchScreens', 'UILaunchImages'] as const;

function iconNameOf(info: PlistValue | undefined): string | undefined {
  for (const key of ['CFBundleIcons', 'CFBundleIcons~ipad']) {
    const name = infoText(plistEntry(plistEntry(info, key), 'CFBundlePrimaryIcon'), 'CFBundleIconName');
    if (name !== undefined) return name;
  }
  return infoText(info, 'CFBundleIconName');
}

/** Of the iPhone's icons, else the iPad's, else the oldest form. */
function iconNamesOf(info: PlistValue | undefined): readonly string[] {
  for (const key of ['CFBundleIcons', 'CFBundleIcons~ipad']) {
    const names = infoTexts(plistEntry(plistEntry(plistEntry(info, key), 'CFBundlePrimaryIcon'), 'CFBundleIconFiles'));
    if (names.length > 0) return names;
  }
  return infoTexts(plistEntry(info, 'CFBundleIconFiles') ?? plistEntry(info, 'CFBundleIconFile'));
}
