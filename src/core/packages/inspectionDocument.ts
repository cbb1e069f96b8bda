/**
 * What was read of a package as a JSON document, for scripts and language models. Every fact is there in every document; one that the package
 * does not state, or that could not be read, is `null`.
 */

import { type AndroidInspection } from './androidInspection.ts';
import { type IpaInspection } from './ipa/ipaInspection.ts';
import { isDebuggable, type PackageInspection } from './packageInspection.ts';

type Nulls<Facts> = { readonly [Key in keyof Facts]-?: undefined extends Facts[Key] ? null : never };
type UnknownOf<Facts> = { readonly [Key in keyof Nulls<Facts> as Nulls<Facts>[Key] extends never ? never : Key]: null };

/** A row each for what may be unknown: the compiler asks for a new one. */
const unknownOfAndroid: UnknownOf<AndroidInspection> = {
  appIdentifier: null,
  label: null,
  version: null,
  versionCode: null,
  versionCodeMajor: null,
  minSdk: null,
  minSdkCodename: null,
  targetSdk: null,
  targetSdkCodename: null,
  compileSdk: null,
  permissions: null,
  debuggable: null,
  testOnly: null,
  hasCode: null,
  localizedLabels: null,
  permissionUses: null,
  features: null,
  components: null,
  launcherActivities: null,
  allowBackup: null,
  usesCleartextTraffic: null,
  hasNetworkSecurityConfig: null,
  extractNativeLibs: null,
  split: null,
  requiredSplits: null,
  unresolved: null,
  icon: null,
  resourceTable: null,
  bundle: null,
};

const unknownOfIpa: UnknownOf<IpaInspection> = {
  appIdentifier: null,
  label: null,
  version: null,
  versionCode: null,
  minimumOs: null,
  deviceFamilies: null,
  architectures: null,
  executable: null,
  capabilities: null,
  usageDescriptions: null,
  backgroundModes: null,
  urlSchemes: null,
  sdk: null,
  supportedPlatforms: null,
  allowsArbitraryLoads: null,
  iconNames: null,
  iconName: null,
  hasLaunchScreen: null,
  hasSceneManifest: null,
  usesNonExemptEncryption: null,
  icon: null,
  builtFor: null,
  isEncrypted: null,
  profile: null,
  entitlements: null,
};

/** What scripts look for comes first. */
export function inspectionDocument(path: string, inspection: PackageInspection): Record<string, unknown> {
  const { format } = inspection;
  return { path, format, ...(inspection.format === 'ipa' ? ofIpa(inspection) : ofAndroid(inspection)) };
}

function ofAndroid(inspection: AndroidInspection): Record<string, unknown> {
  const { libraries, dexFiles, bundle } = inspection;
  return {
    ...unknownOfAndroid,
    ...inspection,
    libraries: libraries.map((library) => ({ isPageAlignedInPackage: null, loadAlignment: null, isAlignedTo16k: null, ...library })),
    dexFiles: dexFiles.map((file) => ({ version: null, classes: null, methods: null, ...file })),
    bundle: bundle ? { bundletoolVersion: null, ...bundle } : null,
  };
}

function ofIpa(inspection: IpaInspection): Record<string, unknown> {
  const { signing, nested } = inspection;
  const { signer, team, ...seal } = signing;
  return {
    ...unknownOfIpa,
    ...inspection,
    debuggable: isDebuggable(inspection) ?? null,
    signer: signer ?? null,
    team: team ?? signer?.team ?? null,
    signing: { state: null, identifier: null, ...seal },
    nested: nested.map((item) => ({ appIdentifier: null, version: null, ...item })),
  };
}
