/** An inspected package as a JSON document. */

import { type PackageInspection } from '../../core/packages/packageInspection.ts';

export function inspectionDocument(path: string, inspection: PackageInspection): Record<string, unknown> {
  const { format, appIdentifier, label, version, versionCode, minSdk, targetSdk, permissions, debuggable, ...rest } = inspection;
  // What scripts look for comes first, and is there even when the package does not say it.
  return {
    path,
    format,
    appIdentifier,
    label: label ?? null,
    version: version ?? null,
    versionCode: versionCode ?? null,
    minSdk: minSdk ?? null,
    targetSdk: targetSdk ?? null,
    permissions,
    debuggable,
    ...rest,
  };
}
