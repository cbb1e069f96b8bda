/**
 * Every field of `mobile-distribution.json`; those of `web` are in `webSettings.ts`. To add one, add its row and use its value where it has an
 * effect: the types of `appSettings.ts`, reading, the JSON schema, the form, options of the command line, completion, hover and documentation
 * are made from this table.
 */

import { type AndroidBuildType, androidBuildTypes, type IosBuildType, iosBuildTypes } from './platform.ts';
import { type IntegerField, type ObjectField, type TextField } from './settingsField.ts';
import { webSettings } from './webSettings.ts';

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
  'tauri',
  'archive',
  'reuse',
] as const;
/** Those that settings may name. A package is made from an earlier one only when someone asks for that one package. */
export const settingsEngineIds = engineIds.filter((id) => id !== 'reuse');
export type EngineId = (typeof engineIds)[number];

/** The largest version code Google Play accepts. */
export const largestAndroidVersionCode = 2_100_000_000;

const version = {
  type: 'string',
  label: 'Version',
  description: 'Version shown to users; if omitted, the last package’s version.',
  examples: ['1.4.0'],
  inForm: true,
  option: { name: 'version', placeholder: 'VERSION' },
} as const satisfies TextField;

const versionCode = {
  type: 'integer',
  label: 'Version code',
  description: 'Whole number that stores and devices compare; omit it to increment automatically.',
  minimum: 1,
  maximum: largestAndroidVersionCode,
  inForm: true,
  option: { name: 'version-code', placeholder: 'NUMBER' },
} as const satisfies IntegerField;

const appIdentifier = {
  type: 'string',
  label: 'App identifier',
  description: 'Identifier in reverse domain name notation; it cannot change once the app is in a store.',
  examples: ['com.example.hello'],
  inForm: true,
} as const satisfies TextField;

const engine = {
  type: 'string',
  label: 'Engine',
  description: 'Engine that builds the app; if omitted, it is detected from the project.',
  choices: settingsEngineIds,
  inForm: true,
  option: { name: 'engine', placeholder: 'NAME' },
} as const satisfies TextField;

const engineVersion = {
  type: 'string',
  label: 'Engine version',
  description: 'Version of the engine, recorded with each package; if omitted, the newest one.',
  examples: ['1'],
  inForm: true,
  option: { name: 'engine-version', placeholder: 'VERSION' },
} as const satisfies TextField;

const buildTypeOption = { name: 'build-type' } as const;

const variant = {
  type: 'string',
  label: 'Variant',
  description: 'Flavor or variant of a native project to build, such as free or freeStaging; not needed if there is only one.',
  examples: ['free', 'freeStaging'],
  option: { name: 'variant', placeholder: 'NAME' },
} as const satisfies TextField;

const android = {
  buildType: {
    type: 'string',
    label: 'Build type',
    description: 'Type of package to build.',
    choices: androidBuildTypes,
    choiceTexts: {
      debug: 'APK for developers, signed with this machine’s debug key',
      release: 'APK for testers and for stores that accept APKs',
      'app-bundle': 'AAB for Google Play',
    } satisfies Record<AndroidBuildType, string>,
    default: 'debug',
    inForm: true,
    option: buildTypeOption,
  },
  variant,
  appIdentifier,
  name: { type: 'string', label: 'Name', description: 'App name on Android, if it differs from the shared one.', examples: ['Hello'] },
  keystore: {
    type: 'string',
    label: 'Keystore',
    description: 'Keystore (PKCS12 or JKS) that signs release and app-bundle packages.',
    examples: ['signing/upload.p12'],
    holds: 'file',
    endings: ['p12', 'pfx', 'jks', 'keystore', 'ks'],
    inForm: true,
    option: { name: 'keystore', placeholder: 'FILE' },
  },
  keyAlias: {
    type: 'string',
    label: 'Alias',
    description: 'Key inside the keystore; not needed if there is only one.',
    examples: ['upload'],
    inForm: true,
    option: { name: 'alias', placeholder: 'NAME' },
  },
  engine,
  engineVersion,
  version,
  versionCode,
} as const satisfies ObjectField['fields'];

const ios = {
  buildType: {
    type: 'string',
    label: 'Build type',
    description: 'Type of package to build.',
    choices: iosBuildTypes,
    choiceTexts: {
      development: 'For devices of your team',
      'ad-hoc': 'For testers whose devices are registered',
      'app-store': 'For the App Store and TestFlight',
      'in-house': 'For members of one organization',
    } satisfies Record<IosBuildType, string>,
    default: 'development',
    inForm: true,
    option: buildTypeOption,
  },
  variant: {
    type: 'string',
    label: 'Scheme',
    description: 'Scheme of the Xcode project to archive; not needed if it is called as the project, or is the only one.',
    examples: ['Shop'],
    option: { name: 'variant', placeholder: 'NAME' },
  },
  appIdentifier,
  name: { type: 'string', label: 'Name', description: 'App name on iOS, if it differs from the shared one.', examples: ['Hello'] },
  certificate: {
    type: 'string',
    label: 'Certificate',
    description: 'The signing certificate with its private key (.p12).',
    examples: ['signing/distribution.p12'],
    holds: 'file',
    endings: ['p12', 'pfx'],
    inForm: true,
    option: { name: 'certificate', placeholder: 'FILE' },
  },
  certificateIdentity: {
    type: 'string',
    label: 'Identity',
    description: 'Which certificate to use if the file contains several: its name or SHA-1 fingerprint.',
    examples: ['Apple Distribution: Example Ltd (A1B2C3D4E5)'],
    inForm: true,
    option: { name: 'certificate-identity', placeholder: 'NAME' },
  },
  provisioningProfile: {
    type: 'string',
    label: 'Provisioning profile',
    description: 'Apple’s file that authorizes the app to run on devices (.mobileprovision).',
    examples: ['signing/adhoc.mobileprovision'],
    holds: 'file',
    endings: ['mobileprovision'],
    inForm: true,
    option: { name: 'profile', placeholder: 'FILE' },
  },
  devices: {
    type: 'list',
    label: 'Devices',
    description: 'Devices that development and ad-hoc packages must run on; you are warned if the profile lacks one.',
    item: { type: 'string', description: 'The UDID of a device.', examples: ['00008110-001A2B3C4D5E001E'] },
  },
  archive: {
    type: 'string',
    label: 'Archive',
    description: 'An .xcarchive, .app or .ipa that your own tools built; it is signed and recorded instead of building the app.',
    examples: ['build/Hello.xcarchive'],
    holds: 'file',
    endings: ['ipa', 'xcarchive', 'app'],
    inForm: true,
    option: { name: 'archive', placeholder: 'PATH' },
  },
  buildHost: {
    type: 'string',
    label: 'Build host',
    description: 'A Mac that builds the app when this computer is none, as ssh knows it; its key must need no question.',
    examples: ['ada@mac.local'],
    option: { name: 'build-host', placeholder: 'HOST' },
  },
  buildHostConnection: {
    type: 'string',
    label: 'Build host connection',
    description:
      'How the build host is used: over ssh, or by Pair to Mac, in which .NET MAUI on Windows sends the Apple part of its build there.',
    choices: ['ssh', 'pair-to-mac'],
    option: { name: 'build-host-connection', placeholder: 'NAME' },
  },
  archiveSigning: {
    type: 'string',
    label: 'Archive signing',
    description:
      'Whether Xcode signs the archive with certificate and profiles of the package, for projects that do not build without a signature.',
    choices: ['none', 'xcode'],
    option: { name: 'archive-signing', placeholder: 'NAME' },
  },
  extensionProfiles: {
    type: 'list',
    label: 'Extension profiles',
    description: 'Provisioning profiles of the app’s extensions and watch apps, each found by its app identifier.',
    item: {
      type: 'string',
      description: 'The path of a provisioning profile.',
      examples: ['signing/share.mobileprovision'],
      holds: 'file',
    },
  },
  urlSchemes: {
    type: 'list',
    label: 'URL schemes',
    description: 'Schemes whose links open this app at the page that they name: hello://orders/7 opens /orders/7.',
    item: { type: 'string', description: 'A scheme.', examples: ['hello'] },
  },
  engine,
  engineVersion,
  version,
  versionCode: { ...versionCode, maximum: Number.MAX_SAFE_INTEGER },
} as const satisfies ObjectField['fields'];

/** Of the tools that build native projects. The rest of them is of the machine, and in the settings of the editor or the environment. */
const tools = {
  jdk: {
    type: 'string',
    label: 'JDK',
    description: 'Version of Java that builds the app, or its beginning; if omitted, the first one that suits the version of Gradle.',
    examples: ['17', '21.0.3'],
    inForm: true,
  },
  node: {
    type: 'string',
    label: 'Node',
    description: 'Version of Node that the tools of the project run with, or its beginning; if omitted, the one of .nvmrc or of PATH.',
    examples: ['22', '24.1.0'],
    inForm: true,
  },
  flutter: {
    type: 'string',
    label: 'Flutter',
    description: 'Version of Flutter that builds the app, or its beginning; if omitted, the one of fvm or of PATH.',
    examples: ['3.44', '3.44.1'],
    inForm: true,
  },
  xcode: {
    type: 'string',
    label: 'Xcode',
    description: 'Version of Xcode that builds the app, or its beginning; if omitted, the one that xcode-select chose.',
    examples: ['26', '26.1'],
    inForm: true,
  },
} as const satisfies ObjectField['fields'];

/** Around every build. The commands are code of the project, and run only when someone allows them for one package. */
const build = {
  before: {
    type: 'commands',
    label: 'Before the build',
    description: 'Commands that run before the steps of the engine, each as a program and its arguments. They run only when you allow it.',
    examples: [['npm', 'run', 'prepare-app']],
  },
  after: {
    type: 'commands',
    label: 'After the build',
    description:
      'Commands that run when the package is signed, verified and recorded; MDIST_PACKAGE is its path. They run only when you allow it.',
    examples: [['node', 'scripts/archive.mjs']],
  },
  allowedFiles: {
    type: 'list',
    label: 'Allowed files in packages',
    description: 'Files that may be in packages although they look like secrets, such as the key of a test server.',
    item: {
      type: 'string',
      description: 'The path of a file inside the package, or its end from a folder on.',
      examples: ['flutter_assets/assets/demo-key.pem'],
    },
  },
} as const satisfies ObjectField['fields'];

const release = {
  rules: {
    type: 'map',
    label: 'Release rules',
    description: 'Groups of the release server that get packages by the branch they were built from, without being named.',
    value: {
      type: 'string',
      description: 'The groups for the branch of the key, separated by commas; an asterisk in the branch stands for any characters.',
      examples: ['Beta'],
    },
  },
} as const satisfies ObjectField['fields'];

export const settingsModel = {
  type: 'object',
  description: 'How Mobile Distribution packages this app; it never contains a password.',
  fields: {
    name: {
      type: 'string',
      label: 'Name',
      description: 'App name below the icon; if omitted, taken from the web manifest or the project.',
      inForm: true,
    },
    version: { ...version, description: 'Version shown to users; used by platforms without their own.' },
    engine: { ...engine, inForm: false },
    web: { type: 'object', description: 'Settings of the web engine.', fields: webSettings },
    android: { type: 'object', description: 'Settings of the Android packages.', fields: android },
    ios: { type: 'object', description: 'Settings of the iOS packages.', fields: ios },
    build: {
      type: 'object',
      description: 'Commands before and after the build of a package, and files that it may contain.',
      fields: build,
    },
    release: { type: 'object', description: 'How packages of this app are released to a release server.', fields: release },
    tools: { type: 'object', description: 'Versions of the tools that build the app.', fields: tools },
  },
} as const satisfies ObjectField;
