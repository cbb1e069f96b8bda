/** What `--json` says of the seals and signatures of an iOS package. Absent values are null. */

import { type IpaFinding, type IpaVerification } from '../../core/packages/ipa/seal/verifyIpa.ts';

export function sealDocument({ verified, sealed, signers, profile, findings }: IpaVerification): object {
  return {
    verified,
    sealed,
    signers: signers.map((signer) => ({ team: null, ...signer })),
    profile: profile ?? null,
    findings: findings.map(findingDocument),
  };
}

function findingDocument({ code, file, slot, message }: IpaFinding): object {
  return { code, file, slot: slot ?? null, message };
}

/** The same bundle by bundle, with the devices that the profiles name. */
export function bundlesDocument({ verified, sealed, bundles, devices }: IpaVerification): Record<string, unknown> {
  return {
    verified,
    sealed,
    bundles: bundles.map(({ path, kind, identifier, signer, profile, entitlements, findings }) => ({
      path,
      kind,
      identifier: identifier ?? null,
      signer: signer ?? null,
      profile: profile ?? null,
      entitlements: entitlements.map((each) => ({ granted: null, ...each })),
      findings: findings.map(findingDocument),
    })),
    devices,
  };
}
