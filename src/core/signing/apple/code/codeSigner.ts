/**
 * What signs code, and what follows from its certificates: the team, and the designated requirement that Apple's signer would write
 * (drmaker.cpp).
 */

import { fromHex, type Bytes } from '../../../base/bytes.ts';
import { anchorCertificate, encodeDesignatedRequirement, noRequirements } from '../../../formats/code-signature/requirements.ts';
import { parseCertificate, type Certificate } from '../../../formats/x509/certificate.ts';
import { nameValue } from '../../../formats/x509/distinguishedName.ts';
import { type SigningIdentity } from '../../signingIdentity.ts';

export interface CodeSigner {
  /** With all certificates of its chain, the root included. */
  readonly identity: SigningIdentity;
  readonly signingTime: Date;
}

/** The marker of the intermediates that issue certificates to developers. */
const intermediateMarker = '1.2.840.113635.100.6.2.1';

/** The organizational unit of the certificate. */
export function teamOfSigner(signer: CodeSigner | undefined): string | undefined {
  return signer && nameValue(parseCertificate(signer.identity.certificates[0]).subject, 'OU');
}

/** For slot 2; empty for a signature without a certificate. */
export function requirementsFor(identifier: string, signer: CodeSigner | undefined): Bytes {
  if (!signer) return noRequirements;
  const chain = signer.identity.certificates.map((der) => parseCertificate(der));
  const [leaf, issuer] = chain;
  if (!leaf) return noRequirements;
  const commonName = nameValue(leaf.subject, 'CN');
  const isApple = chain.length === 3 && issuer?.extensions.some(({ oid }) => oid === intermediateMarker) === true;
  if (isApple && commonName !== undefined) return encodeDesignatedRequirement({ kind: 'apple', identifier, leafCommonName: commonName });
  const place = sameOrganization(chain);
  const anchor = chain[place] ?? leaf;
  const certificate = place > 0 && place === chain.length - 1 ? anchorCertificate : place;
  return encodeDesignatedRequirement({ kind: 'anchor', identifier, certificate, sha1: fromHex(anchor.sha1) ?? new Uint8Array(20) });
}

/** The last certificate from the leaf up that names the organization of the leaf. */
function sameOrganization(chain: readonly Certificate[]): number {
  const organization = chain[0] && nameValue(chain[0].subject, 'O');
  if (organization === undefined) return 0;
  const other = chain.findIndex(({ subject }) => nameValue(subject, 'O') !== organization);
  return (other < 0 ? chain.length : other) - 1;
}
