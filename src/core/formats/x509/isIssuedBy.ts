/** Whether one certificate vouches for another: names, key identifiers, key usage (RFC 5280 section 6.1) and the signature itself. */

import { X509Certificate } from 'node:crypto';
import { type Certificate } from './certificate.ts';

/** Of certificates that are still held: those of one app are checked against the same issuers again and again. */
const verdicts = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/** Dates are not looked at. A certificate that the crypto library does not take was issued by no one. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  const known = verdicts.get(certificate) ?? new WeakMap<Certificate, boolean>();
  const verdict = known.get(issuer) ?? verify(certificate, issuer);
  verdicts.set(certificate, known.set(issuer, verdict));
  return verdict;
}

function verify(certificate: Certificate, issuer: Certificate): boolean {
  try {
    const parent = new X509Certificate(issuer.der);
    const child = new X509Certificate(certificate.der);
    return child.checkIssued(parent) && child.verify(parent.publicKey);
  } catch {
    return false;
  }
}
