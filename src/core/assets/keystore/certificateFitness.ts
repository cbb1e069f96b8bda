/**
 * Whether a certificate will do for a package, besides the date and the build type. Devices look at no dates of an app's
 * certificate; Google Play does ("Sign your app": valid after 22 October 2033), and what it refuses stops an app bundle only.
 */

import { createIssue, type Issue, type Severity } from '../../base/issue.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type AndroidBuildType } from '../../settings/platform.ts';
import { isDebugSubject } from './debugKey.ts';

/** Google Play takes only certificates that are valid beyond this day. */
export const certificateValidUntil = '2033-10-22';

export interface CertificateDemands {
  readonly buildType: AndroidBuildType;
  readonly now: Date;
}

export function checkCertificateFitness(alias: string, certificate: Certificate, { buildType, now }: CertificateDemands): readonly Issue[] {
  if (buildType === 'debug') return [];
  const ofStore: Severity = buildType === 'app-bundle' ? 'error' : 'warning';
  if (isDebugSubject(certificate.subject.text))
    return [createIssue('keystore-certificate-debug', { alias, buildType }, undefined, ofStore)];
  const { notBefore, notAfter } = certificate;
  if (notAfter < now) return [createIssue('keystore-certificate-expired', { alias, notAfter: dayOf(notAfter) }, undefined, ofStore)];
  if (notBefore > now)
    return [createIssue('keystore-certificate-not-yet-valid', { alias, notBefore: dayOf(notBefore) }, undefined, ofStore)];
  if (dayOf(notAfter) > certificateValidUntil) return [];
  return [createIssue('keystore-certificate-ends-early', { alias, notAfter: dayOf(notAfter), wanted: certificateValidUntil })];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
