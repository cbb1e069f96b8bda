/**
 * Info.plist of a web app (developer.apple.com, "Information Property List"). What the shell needs to know about this app is in a dictionary
 * of its own (`media/ios-shell/src/ShellSettings.h`). There is no value about an SDK or Xcode: neither took part.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { encodeBinaryPlist } from '../../../formats/plist/binaryPlist.ts';
import { createPlist, type PlainPlist } from '../../../formats/plist/plistValue.ts';
import { type ManifestOrientation } from '../../../formats/web-manifest/webManifest.ts';
import { type WebPermission } from '../../../settings/webSettings.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { packagedOrigin, type LightAndDark, type WebApp } from '../webApp.ts';
import { padIconNames, phoneIconNames } from './iosIcons.ts';
import { launchScreen } from './launchScreen.ts';

/** Of the executable and the bundle; people see another name. */
export const executableName = 'App';
/** The version whose interface the shell was written for; it is in its Mach-O header as well. */
const minimumOs = '15.0';
/** Where the shell serves the files of the package. */
const ownOrigin = 'app://localhost';

type Orientation = 'Portrait' | 'PortraitUpsideDown' | 'LandscapeLeft' | 'LandscapeRight';

/** `UIInterfaceOrientation…`; landscape is called by the side of the home button. */
const orientations: Readonly<Record<ManifestOrientation, readonly Orientation[]>> = {
  any: ['Portrait', 'PortraitUpsideDown', 'LandscapeLeft', 'LandscapeRight'],
  natural: ['Portrait', 'PortraitUpsideDown', 'LandscapeLeft', 'LandscapeRight'],
  portrait: ['Portrait', 'PortraitUpsideDown'],
  'portrait-primary': ['Portrait'],
  'portrait-secondary': ['PortraitUpsideDown'],
  landscape: ['LandscapeRight', 'LandscapeLeft'],
  'landscape-primary': ['LandscapeRight'],
  'landscape-secondary': ['LandscapeLeft'],
};

export function infoPlist(app: WebApp, spec: BuildSpec): Bytes {
  const shown = app.shortName ?? app.name;
  const orientation = orientations[app.orientation].map((name) => `UIInterfaceOrientation${name}`);
  const isFixed = orientation.length < orientations.any.length;
  const isFullscreen = app.display === 'fullscreen';
  const schemes = spec.settings.ios?.urlSchemes ?? [];
  const values: Record<string, PlainPlist> = {
    CFBundleAllowMixedLocalizations: true,
    CFBundleDevelopmentRegion: 'en',
    CFBundleDisplayName: shown,
    CFBundleExecutable: executableName,
    CFBundleIcons: iconFiles(phoneIconNames),
    'CFBundleIcons~ipad': iconFiles(padIconNames),
    CFBundleIdentifier: spec.appIdentifier,
    CFBundleInfoDictionaryVersion: '6.0',
    CFBundleName: shown,
    CFBundlePackageType: 'APPL',
    CFBundleShortVersionString: spec.version,
    CFBundleSupportedPlatforms: ['iPhoneOS'],
    ...(schemes.length > 0 && {
      CFBundleURLTypes: [{ CFBundleTypeRole: 'Viewer', CFBundleURLName: spec.appIdentifier, CFBundleURLSchemes: schemes }],
    }),
    CFBundleVersion: String(spec.versionCode),
    LSRequiresIPhoneOS: true,
    MinimumOSVersion: minimumOs,
    MobileDistribution: shellSettings(app, spec),
    ...purposes(app, spec),
    ...(app.shortcuts.length > 0 && {
      UIApplicationShortcutItems: app.shortcuts.map(({ label, longLabel, url }) => ({
        UIApplicationShortcutItemTitle: label,
        ...(longLabel !== label && { UIApplicationShortcutItemSubtitle: longLabel }),
        UIApplicationShortcutItemType: addressInApp(url),
      })),
    }),
    UIApplicationSceneManifest: {
      UIApplicationSupportsMultipleScenes: false,
      UISceneConfigurations: {
        UIWindowSceneSessionRoleApplication: [{ UISceneConfigurationName: 'Default', UISceneDelegateClassName: 'ShellScene' }],
      },
    },
    UIDeviceFamily: [1, 2],
    UILaunchScreen: launchScreen(app),
    UIRequiredDeviceCapabilities: ['arm64'],
    // iPads turn every app that shares the screen with another one.
    ...(isFixed && { UIRequiresFullScreen: true }),
    ...(isFullscreen && { UIStatusBarHidden: true }),
    UISupportedInterfaceOrientations: orientation,
    UIViewControllerBasedStatusBarAppearance: true,
  };
  return encodeBinaryPlist(createPlist(values));
}

function iconFiles(names: readonly string[]): PlainPlist {
  return { CFBundlePrimaryIcon: { CFBundleIconFiles: names } };
}

function shellSettings(app: WebApp, spec: BuildSpec): PlainPlist {
  return {
    Start: addressInApp(app.startUrl),
    ...(app.isRemote && { Scope: app.scope }),
    ...(app.otherOrigins.length > 0 && { Origins: app.otherOrigins }),
    ...colors('BarColor', app.barColor),
    ...colors('BackgroundColor', app.backgroundColor),
    ...(app.display === 'fullscreen' && { Fullscreen: true }),
    ...(app.permissions.includes('camera') && { Camera: true }),
    ...(app.permissions.includes('microphone') && { Microphone: true }),
    ...(spec.buildType === 'development' && { Inspectable: true }),
  };
}

function colors(key: string, { light, dark }: LightAndDark<number>): Record<string, number> {
  return { [key]: light & 0xff_ffff, [`${key}Dark`]: dark & 0xff_ffff };
}

function addressInApp(url: string): string {
  return url.startsWith(`${packagedOrigin}/`) ? ownOrigin + url.slice(packagedOrigin.length) : url;
}

/**
 * iOS ends an app that uses one of these without saying what for. The system's own chooser of files offers the camera, with sound, and its menu
 * of a picture offers to keep it, in every app that shows pages; what pages themselves may use is another question, and the shell's.
 */
const always: Readonly<Record<string, string>> = {
  NSCameraUsageDescription: 'To take pictures and videos for this app.',
  NSMicrophoneUsageDescription: 'To record sound and videos for this app.',
  NSPhotoLibraryAddUsageDescription: 'To keep pictures of this app.',
};

const purposeKeys: Readonly<Partial<Record<WebPermission, string>>> = {
  camera: 'NSCameraUsageDescription',
  microphone: 'NSMicrophoneUsageDescription',
  location: 'NSLocationWhenInUseUsageDescription',
};

function purposes(app: WebApp, spec: BuildSpec): Record<string, string> {
  const texts: Record<string, string> = { ...always };
  for (const permission of app.permissions) {
    const key = purposeKeys[permission];
    if (key === undefined) continue;
    texts[key] = spec.settings.web?.permissionTexts?.[permission] ?? texts[key] ?? 'To show what is near you.';
  }
  return texts;
}
