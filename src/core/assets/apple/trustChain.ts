/**
 * The chain of a certificate up to a root that is trusted: each step is a signature that was checked. The Worldwide Developer Relations
 * intermediates share a name, so the right one is the one whose key signed. Dates are not looked at, as a profile outlives the
 * certificate that signed it; the dates that count are reported by the checks of certificate and profile.
 */

import { equalBytes } from '../../base/bytes.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { isIssuedBy } from '../../formats/x509/isIssuedBy.ts';
import { appleIntermediates, appleRoots } from './appleCertificates.ts';

export interface TrustChain {
  /** The certificate itself first, then its issuers as far as they are known. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
  /** Whose root it ends in; `undefined` when it ends anywhere else. */
  readonly anchor: 'apple' | 'trusted' | undefined;
}

/** Apple's chains have three certificates. */
const longestChain = 6;
/** A hostile file may bring hundreds of issuers of one name. */
const mostCandidates = 32;

/** `trusted` are roots besides Apple's, of a private authority. */
export function findTrustChain(leaf: Certificate, others: readonly Certificate[], trusted: readonly Certificate[] = []): TrustChain {
  const candidates = [...appleRoots, ...trusted, ...appleIntermediates, ...others.slice(0, mostCandidates)];
  const certificates: [Certificate, ...Certificate[]] = [leaf];
  for (let last = leaf; ;) {
    const anchor = anchorOf(last, trusted);
    if (anchor || certificates.length >= longestChain) return { certificates, anchor };
    const issuer = last.isSelfIssued ? undefined : issuerOf(last, candidates);
    if (!issuer) return { certificates, anchor: undefined };
    certificates.push(issuer);
    last = issuer;
  }
}

function anchorOf(certificate: Certificate, trusted: readonly Certificate[]): TrustChain['anchor'] {
  const isSame = (root: Certificate): boolean => root.sha256 === certificate.sha256;
  if (appleRoots.some(isSame)) return 'apple';
  return trusted.some(isSame) ? 'trusted' : undefined;
}

function issuerOf(certificate: Certificate, candidates: readonly Certificate[]): Certificate | undefined {
  return candidates.find(
    (candidate) => candidate.isCa && equalBytes(candidate.subject.der, certificate.issuer.der) && isIssuedBy(certificate, candidate),
  );
}
