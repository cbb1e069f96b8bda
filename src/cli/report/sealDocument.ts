/** What `--json` says of the seals and signatures of an iOS package. Absent values are null. */

import { type IpaVerification } from '../../core/packages/ipa/seal/verifyIpa.ts';

export function sealDocument({ verified, sealed, signers, profile, findings }: IpaVerification): object {
  return {
    verified,
    sealed,
    signers: signers.map((signer) => ({ team: null, ...signer })),
    profile: profile ?? null,
    findings: findings.map(({ code, file, slot, message }) => ({ code, file, slot: slot ?? null, message })),
  };
}
