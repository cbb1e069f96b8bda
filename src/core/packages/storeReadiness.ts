/**
 * What a store or a phone would refuse in a package, before either is asked. What phones refuse is an error; what only
 * Google Play refuses is a warning, since there are other ways to bring an app to people, and exceptions that Play grants.
 */

import { type Issue } from '../base/issue.ts';
import { codeReadiness } from './codeReadiness.ts';
import { libraryReadiness } from './libraryReadiness.ts';
import { manifestReadiness } from './manifestReadiness.ts';
import { type PackageInspection } from './packageInspection.ts';
import { type ReadinessContext } from './readinessContext.ts';
import { signatureReadiness } from './signatureReadiness.ts';

export interface ReadinessRequest {
  /** The demands of stores change by date. */
  readonly today: Date;
  /** `phone` leaves out what only a store demands: for debug packages. Default `store`. */
  readonly audience?: 'phone' | 'store';
}

/** Of an iOS package everything is reported where it is inspected, as it needs the certificates and the profile themselves. */
export function storeReadiness(inspection: PackageInspection, request: ReadinessRequest): readonly Issue[] {
  if (inspection.format === 'ipa') return [];
  // Without a manifest nothing is known, so no rule can be applied.
  if (inspection.appIdentifier === undefined) return [];
  const context: ReadinessContext = {
    today: request.today,
    isForStore: request.audience !== 'phone',
  };
  return [signatureReadiness, manifestReadiness, codeReadiness, libraryReadiness].flatMap((rule) => rule(inspection, context));
}
