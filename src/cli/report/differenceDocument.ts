/** What differs between two packages as a JSON document. */

import { type PackageDifference } from '../../core/packages/comparison/comparePackages.ts';
import { type PackageInspection } from '../../core/packages/packageInspection.ts';

export interface ComparedSide {
  readonly path: string;
  readonly inspection: PackageInspection;
}

export function differenceDocument(before: ComparedSide, after: ComparedSide, difference: PackageDifference): Record<string, unknown> {
  return { ...sideDocument(after), before: sideDocument(before), difference };
}

function sideDocument({ path, inspection }: ComparedSide): Record<string, unknown> {
  const { format, appIdentifier, version, versionCode, sizeBytes } = inspection;
  return { path, format, appIdentifier, version: version ?? null, versionCode: versionCode ?? null, sizeBytes };
}
