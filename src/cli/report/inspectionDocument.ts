/** An inspected package as a JSON document. */

import { type AndroidInspection } from '../../core/packages/androidInspection.ts';
import { type IpaInspection } from '../../core/packages/ipa/ipaInspection.ts';
import { type PackageInspection } from '../../core/packages/packageInspection.ts';

/** What scripts look for comes first, and is there even when the package does not say it. */
export function inspectionDocument(path: string, inspection: PackageInspection): Record<string, unknown> {
  const { format, appIdentifier, label = null, version = null, versionCode = null } = inspection;
  const identity = { path, format, appIdentifier, label, version, versionCode };
  const more = inspection.format === 'ipa' ? ofIpa(inspection) : ofAndroid(inspection);
  return { ...identity, ...more, ...inspection, ...identity, ...more };
}

function ofAndroid({ minSdk, targetSdk, permissions, debuggable }: AndroidInspection): Record<string, unknown> {
  return { minSdk: minSdk ?? null, targetSdk: targetSdk ?? null, permissions, debuggable };
}

function ofIpa({ minimumOs, deviceFamilies, architectures, signing, profile }: IpaInspection): Record<string, unknown> {
  const { signer, team, ...seal } = signing;
  return {
    minimumOs: minimumOs ?? null,
    deviceFamilies,
    architectures,
    signer: signer ?? null,
    team: team ?? signer?.team ?? null,
    profile: profile ?? null,
    signing: seal,
  };
}
