/** The facts that the workflow compares and records, from what was read of a package of either platform. Pure. */

import { type PackageInspection } from '../packages/packageInspection.ts';
import { type PackageFacts } from './packageTools.ts';

export function packageFactsOf(inspection: PackageInspection): PackageFacts {
  const { format, appIdentifier, label, version } = inspection;
  if (inspection.format !== 'ipa') {
    const { versionCode, minSdk, debuggable } = inspection;
    const minimumOs = minSdk === undefined ? undefined : String(minSdk);
    return { format, appIdentifier, label, version, versionCode, minimumOs, debuggable };
  }
  const { versionCode, minimumOs, entitlements, profile } = inspection;
  return {
    format,
    appIdentifier,
    label,
    version,
    versionCode: versionCode !== undefined && /^\d{1,15}$/.test(versionCode) ? Number(versionCode) : undefined,
    minimumOs,
    debuggable: entitlements && entitlements['get-task-allow'] === true,
    buildType: profile?.kind,
  };
}
