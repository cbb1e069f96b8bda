/** What two packages are compared by: single facts, and lists. Names and values are plain text that stands for itself. */

import { type AndroidInspection } from '../androidInspection.ts';
import { type IpaInspection } from '../ipa/ipaInspection.ts';
import { isDebuggable, type PackageInspection } from '../packageInspection.ts';

export const comparedFactNames = [
  'format',
  'appIdentifier',
  'label',
  'version',
  'versionCode',
  'minSdk',
  'targetSdk',
  'compileSdk',
  'minimumOs',
  'sdk',
  'debuggable',
  'team',
  'profile',
  'profileKind',
] as const;
export type ComparedFactName = (typeof comparedFactNames)[number];

export const comparedListNames = [
  'permissions',
  'features',
  'components',
  'abis',
  'deviceFamilies',
  'signers',
  'entitlements',
  'contents',
  'modules',
] as const;
export type ComparedListName = (typeof comparedListNames)[number];

export type ComparedFacts = Readonly<Partial<Record<ComparedFactName, string | number | boolean | undefined>>>;
/** `undefined`: not known, or not a list of this format. */
export type ComparedLists = Readonly<Partial<Record<ComparedListName, readonly string[] | undefined>>>;

export interface Comparable {
  readonly facts: ComparedFacts;
  readonly lists: ComparedLists;
}

export function comparableOf(inspection: PackageInspection): Comparable {
  return inspection.format === 'ipa' ? ofIpa(inspection) : ofAndroid(inspection);
}

function identityOf({ format, appIdentifier, label, version, versionCode }: PackageInspection): ComparedFacts {
  return { format, appIdentifier, label, version, versionCode };
}

function ofAndroid(inspection: AndroidInspection): Comparable {
  const { compileSdk, debuggable } = inspection;
  return {
    facts: {
      ...identityOf(inspection),
      minSdk: inspection.minSdk ?? inspection.minSdkCodename,
      targetSdk: inspection.targetSdk ?? inspection.targetSdkCodename,
      compileSdk,
      debuggable,
    },
    lists: {
      permissions: inspection.permissionUses?.map(({ name, maxSdk }) =>
        maxSdk === undefined ? name : `${name} (maxSdkVersion ${maxSdk})`,
      ),
      features: inspection.features?.map(({ name, required }) => (required ? name : `${name} (not required)`)),
      components: inspection.components?.map(
        ({ kind, name, isReachable }) => `${kind} ${name}${isReachable === true ? ' (exported)' : ''}`,
      ),
      abis: inspection.abis,
      signers: inspection.signing.signers.map(signerText),
      contents: [...new Set(inspection.libraries.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)))],
      modules: inspection.bundle?.modules ?? [],
    },
  };
}

function ofIpa(inspection: IpaInspection): Comparable {
  const { minimumOs, builtFor, signing, profile, entitlements } = inspection;
  return {
    facts: {
      ...identityOf(inspection),
      minimumOs: minimumOs ?? builtFor?.minimumOs,
      sdk: builtFor?.sdk,
      debuggable: isDebuggable(inspection),
      team: signing.team ?? signing.signer?.team,
      profile: profile?.name,
      profileKind: profile?.kind,
    },
    lists: {
      permissions: inspection.usageDescriptions && Object.keys(inspection.usageDescriptions),
      features: inspection.capabilities,
      abis: inspection.architectures,
      deviceFamilies: inspection.deviceFamilies,
      signers: signing.signer ? [signerText(signing.signer)] : [],
      entitlements: entitlements && Object.entries(entitlements).map(([key, value]) => `${key} = ${JSON.stringify(value)}`),
      contents: inspection.nested.map(({ path }) => path.slice(inspection.appFolder.length + 1)),
    },
  };
}

function signerText({ subject, sha256 }: { readonly subject: string; readonly sha256: string }): string {
  return `${subject} (SHA-256 ${sha256})`;
}
