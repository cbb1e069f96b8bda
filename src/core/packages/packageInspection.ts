/** What was read of a package, whatever its kind. */

import { type AndroidInspection } from './androidInspection.ts';
import { type IpaInspection } from './ipa/ipaInspection.ts';

export type PackageInspection = AndroidInspection | IpaInspection;

/** `undefined` when what would say so cannot be read. */
export function isDebuggable(inspection: PackageInspection): boolean | undefined {
  if (inspection.format !== 'ipa') return inspection.debuggable;
  return inspection.entitlements && inspection.entitlements['get-task-allow'] === true;
}
