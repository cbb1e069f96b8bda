/** A certificate from bytes that may be anything: never throws, and says what is wrong instead. */

import { type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { isCutOff } from '../asn1/asn1Header.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { parseCertificate, type Certificate } from './certificate.ts';

export interface CertificateInspection {
  readonly certificate: Certificate | undefined;
  readonly issues: readonly Issue[];
}

export function inspectCertificate(der: Bytes): CertificateInspection {
  try {
    const certificate = parseCertificate(der);
    const extra = der.length - certificate.der.length;
    return {
      certificate,
      issues: extra > 0 ? [createIssue('certificate-trailing-bytes', { count: extra }, { offset: certificate.der.length })] : [],
    };
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    if (isCutOff(der)) return { certificate: undefined, issues: [createIssue('certificate-truncated', {}, { offset: der.length })] };
    return { certificate: undefined, issues: [createIssue('certificate-unreadable', { reason: error.message }, { offset: error.offset })] };
  }
}
