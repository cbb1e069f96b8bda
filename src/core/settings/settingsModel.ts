/**
 * Every field of `mobile-distribution.json` with its type, limits and description. The one table that reading, completion
 * and the JSON schema are made from; the compiler holds it together with the types of `appSettings.ts`.
 */

import { type AndroidSettings, type AppSettings, type IosSettings, type WebSettings, webPermissions } from './appSettings.ts';
import { type AndroidBuildType, androidBuildTypes, type IosBuildType, iosBuildTypes } from './platform.ts';

interface FieldBase {
  /** One or two sentences for people: hover, completion, documentation. */
  readonly description: string;
}

export interface TextField extends FieldBase {
  readonly type: 'string';
  readonly choices?: readonly string[];
  /** What each choice is for. */
  readonly choiceTexts?: Readonly<Record<string, string>>;
  readonly default?: string;
  readonly examples?: readonly string[];
  /** What the text stands for, where an editor can help: a file to pick, a page to open. */
  readonly holds?: 'file' | 'folder' | 'color' | 'address';
}

export interface IntegerField extends FieldBase {
  readonly type: 'integer';
  readonly minimum: number;
  readonly maximum: number;
}

export interface ListField extends FieldBase {
  readonly type: 'list';
  readonly item: TextField;
}

export interface MapField extends FieldBase {
  readonly type: 'map';
  readonly value: TextField;
}

export interface ObjectField extends FieldBase {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, SettingsField>>;
}

export type SettingsField = TextField | IntegerField | ListField | MapField | ObjectField;

type FieldsOf<Settings> = Readonly<Record<keyof Required<Settings>, SettingsField>>;

/** The engines that can be named; which of them can build here is another question. */
export const engineIds = [
  'web',
  'gradle',
  'xcode',
  'flutter',
  'react-native',
  'expo',
  'capacitor',
  'cordova',
  'nativescript',
  'maui',
] as const;
export type EngineId = (typeof engineIds)[number];

/** The largest version code Google Play accepts. */
export const largestAndroidVersionCode = 2_100_000_000;

const version = (of: string): TextField => ({
  type: 'string',
  description: `The version people see${of}. Without it the last package's version is used again.`,
  examples: ['1.4.0'],
});

const engine: TextField = {
  type: 'string',
  description: 'What builds the app. Found by looking at the project when absent.',
  choices: engineIds,
};

const engineVersion: TextField = {
  type: 'string',
  description: 'The version of the engine. The newest one is used when absent.',
  examples: ['1'],
};

const web = {
  webDir: {
    type: 'string',
    description: 'Folder of the built web files. Either this or an address is needed for the engine web.',
    examples: ['www', 'dist'],
    holds: 'folder',
  },
  address: {
    type: 'string',
    description: 'HTTPS address of an installed web app (PWA), shown instead of files in the package.',
    examples: ['https://app.example.com/'],
    holds: 'address',
  },
  startPage: {
    type: 'string',
    description: 'The page the app opens with, inside webDir or below the address.',
    default: 'index.html',
  },
  icon: { type: 'string', description: 'A square PNG of at least 192 × 192 pixels.', examples: ['icon.png'], holds: 'file' },
  themeColor: { type: 'string', description: 'Colour of the bars around the app.', examples: ['#1a73e8'], holds: 'color' },
  backgroundColor: { type: 'string', description: 'Colour shown while the app starts.', examples: ['#ffffff'], holds: 'color' },
  orientation: {
    type: 'string',
    description: 'How the device may be held.',
    choices: ['any', 'portrait', 'landscape'],
    default: 'any',
  },
  display: {
    type: 'string',
    description: 'How much of the screen the app takes.',
    choices: ['fullscreen', 'standalone', 'minimal-ui', 'browser'],
    default: 'standalone',
  },
  names: {
    type: 'map',
    description: 'The app name by language.',
    value: { type: 'string', description: 'The app name in the language of the key, a BCP 47 tag such as fr or pt-BR.' },
  },
  permissions: {
    type: 'list',
    description: 'What the app may ask the user for, beyond the network.',
    item: { type: 'string', description: 'A permission.', choices: webPermissions },
  },
  allowedOrigins: {
    type: 'list',
    description: 'Other origins that stay inside the app instead of opening in the browser.',
    item: { type: 'string', description: 'An origin.', examples: ['https://login.example.com'] },
  },
  allowedFiles: {
    type: 'list',
    description: 'Files in webDir that are packed although they look like secrets or packages, such as the key of a test server.',
    item: { type: 'string', description: 'The path of a file inside webDir.', examples: ['demo/test-key.pem'] },
  },
} as const satisfies FieldsOf<WebSettings>;

const android = {
  appIdentifier: {
    type: 'string',
    description: 'The Android application id, in reverse domain name notation. It can never change once the app is in a store.',
    examples: ['com.example.hello'],
  },
  buildType: {
    type: 'string',
    description: 'debug: for developers, signed with a key of this machine. release: an APK. app-bundle: an AAB for Google Play.',
    choices: androidBuildTypes,
    choiceTexts: {
      debug: 'APK for developers, signed with a key of this machine',
      release: 'APK for testers and for stores that take one',
      'app-bundle': 'AAB for Google Play',
    } satisfies Record<AndroidBuildType, string>,
    default: 'debug',
  },
  name: { type: 'string', description: 'The app name on Android, when it differs from the shared one.' },
  version: version(' on Android, when it differs from the shared one'),
  versionCode: {
    type: 'integer',
    description: 'The number Android and Google Play compare. Without it the last package’s code + 1 is used.',
    minimum: 1,
    maximum: largestAndroidVersionCode,
  },
  engine,
  engineVersion,
  keystore: {
    type: 'string',
    description: 'The keystore (PKCS12 or JKS) that signs release and app-bundle packages, relative to this file.',
    examples: ['signing/upload.p12'],
    holds: 'file',
  },
  keyAlias: { type: 'string', description: 'The key inside the keystore. Not needed when there is only one.', examples: ['upload'] },
} as const satisfies FieldsOf<AndroidSettings>;

const ios = {
  appIdentifier: {
    type: 'string',
    description: 'The iOS bundle identifier, in reverse domain name notation.',
    examples: ['com.example.hello'],
  },
  buildType: {
    type: 'string',
    description:
      'development and ad-hoc: for registered devices. app-store: for the App Store and TestFlight. in-house: for an enterprise.',
    choices: iosBuildTypes,
    choiceTexts: {
      development: 'For devices of your team',
      'ad-hoc': 'For testers whose devices are registered',
      'app-store': 'For the App Store and TestFlight',
      'in-house': 'For the people of one enterprise',
    } satisfies Record<IosBuildType, string>,
    default: 'development',
  },
  name: { type: 'string', description: 'The app name on iOS, when it differs from the shared one.' },
  version: version(' on iOS (CFBundleShortVersionString), when it differs from the shared one'),
  versionCode: {
    type: 'integer',
    description: 'The build number (CFBundleVersion). Without it the last package’s code + 1 is used.',
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
  },
  engine,
  engineVersion,
  certificate: {
    type: 'string',
    description: 'The signing certificate with its private key (.p12), relative to this file.',
    examples: ['signing/distribution.p12'],
    holds: 'file',
  },
  certificateIdentity: {
    type: 'string',
    description: 'The certificate inside the file, by its name or its SHA-1 fingerprint. Not needed when there is only one.',
    examples: ['Apple Distribution: Example Ltd (A1B2C3D4E5)'],
  },
  provisioningProfile: {
    type: 'string',
    description: 'The provisioning profile (.mobileprovision), relative to this file.',
    examples: ['signing/adhoc.mobileprovision'],
    holds: 'file',
  },
  devices: {
    type: 'list',
    description: 'Devices that development and ad-hoc packages must run on: a profile that leaves one out is told about.',
    item: { type: 'string', description: 'The UDID of a device.', examples: ['00008110-001A2B3C4D5E001E'] },
  },
} as const satisfies FieldsOf<IosSettings>;

export const settingsModel = {
  type: 'object',
  description: 'How Mobile Distribution packages this app. Never holds a password.',
  fields: {
    name: { type: 'string', description: 'The app name people see. Taken from the web manifest or the project when absent.' },
    version: version(', shared by all platforms'),
    engine,
    web: { type: 'object', description: 'Settings of the engine web.', fields: web },
    android: { type: 'object', description: 'Settings of the Android packages.', fields: android },
    ios: { type: 'object', description: 'Settings of the iOS packages.', fields: ios },
  } satisfies FieldsOf<AppSettings>,
} as const satisfies ObjectField;
