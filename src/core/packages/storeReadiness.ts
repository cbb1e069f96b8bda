/**
 * What a store or a phone would refuse in a package, before either is asked. What phones refuse is an error always; what
 * only Google Play refuses is an error in an app bundle, whose one purpose is the store, and a warning in an APK.
 */

import { hasErrors, type Issue } from '../base/issue.ts';
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
  /** Of the verification, when one was made. */
  readonly isVerified?: boolean;
}

export function storeReadiness(inspection: PackageInspection, request: ReadinessRequest): readonly Issue[] {
  // Of a file that cannot be read nothing is known, so nothing would be said rightly.
  if (inspection.appIdentifier === '' && hasErrors(inspection.issues)) return [];
  const severity = inspection.format === 'aab' ? 'error' : 'warning';
  const context: ReadinessContext = {
    today: request.today,
    ...(request.isVerified !== undefined && { isVerified: request.isVerified }),
    storeSeverity: request.audience === 'phone' ? undefined : severity,
  };
  return [signatureReadiness, manifestReadiness, codeReadiness, libraryReadiness].flatMap((rule) => rule(inspection, context));
}
