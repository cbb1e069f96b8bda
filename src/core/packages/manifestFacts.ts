/**
 * What AndroidManifest.xml says, with references resolved. Absent means that the manifest does not say it, or, of what Android has a
 * default for, that it says it in a way that cannot be resolved.
 */

export interface ManifestFacts {
  /** The attribute `package`; in a split the same as its base's. */
  readonly appIdentifier?: string;
  readonly version?: string;
  readonly versionCode?: number;
  /** The upper half of a 64-bit version code. */
  readonly versionCodeMajor?: number;
  readonly minSdk?: number;
  readonly targetSdk?: number;
  readonly compileSdk?: number;
  /** Where the platform is a preview, its code name stands instead of the number. */
  readonly minSdkCodename?: string;
  readonly targetSdkCodename?: string;
  /** The name under the icon, in the default language. */
  readonly label?: string;
  /** The names in other languages, by BCP 47 tag. */
  readonly localizedLabels: Readonly<Record<string, string>>;
  /** Names of all permissions, each once, in order. */
  readonly permissions: readonly string[];
  readonly permissionUses: readonly PermissionUse[];
  readonly features: readonly FeatureUse[];
  readonly components: readonly Component[];
  /** The activities that a launcher shows. */
  readonly launcherActivities: readonly string[];
  /** Absent: it is a reference that leads nowhere, so it is not known. */
  readonly debuggable?: boolean;
  readonly testOnly?: boolean;
  readonly hasCode?: boolean;
  readonly allowBackup?: boolean;
  readonly usesCleartextTraffic?: boolean;
  readonly hasNetworkSecurityConfig: boolean;
  readonly extractNativeLibs?: boolean;
  readonly split?: SplitFacts;
  /** A base APK that devices install together with other parts only: their kinds as far as it names them, such as `base__abi`. */
  readonly requiredSplits?: readonly string[];
  /** Attributes whose value is a reference that leads nowhere: what they say is not known. */
  readonly unresolved: readonly string[];
}

export interface PermissionUse {
  readonly name: string;
  /** The last API level on which it is asked for. */
  readonly maxSdk?: number;
  /** `uses-permission-sdk-23`: only from Android 6 on. */
  readonly sdk23Only: boolean;
}

export interface FeatureUse {
  /** `android.hardware.camera`, or `OpenGL ES 3.1`. */
  readonly name: string;
  readonly required: boolean;
}

export type ComponentKind = 'activity' | 'activity-alias' | 'service' | 'receiver' | 'provider';

export interface Component {
  readonly kind: ComponentKind;
  /** The class, with its package. */
  readonly name: string;
  /** As written; absent when the manifest leaves it to Android, `null` when it is a reference that leads nowhere. */
  readonly exported?: boolean | null;
  /** Whether other apps can reach it, by Android's rules for what is not written. */
  readonly isReachable: boolean | null;
  readonly enabled: boolean | null;
  readonly permission?: string;
  /** Of a provider. */
  readonly authorities?: string;
  readonly intentFilters: readonly IntentFilter[];
}

export interface IntentFilter {
  readonly actions: readonly string[];
  readonly categories: readonly string[];
  /** `https://example.com/path`, `*.pdf` types and the like, as far as they are written. */
  readonly data: readonly string[];
}

export interface SplitFacts {
  /** `config.fr`, or the feature module's name. */
  readonly name: string;
  readonly isFeature: boolean;
  /** The split that this one configures. */
  readonly configForSplit?: string;
}
