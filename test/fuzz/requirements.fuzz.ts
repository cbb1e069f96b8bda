/** Code requirements, as text and evaluated. */

import { MalformedSignature } from '../../src/core/formats/code-signature/malformedSignature.ts';
import { evaluateDesignatedRequirement } from '../../src/core/formats/code-signature/evaluateRequirement.ts';
import { encodeDesignatedRequirement, noRequirements, requirementOps as op } from '../../src/core/formats/code-signature/requirements.ts';
import { requirementsText } from '../../src/core/formats/code-signature/requirementText.ts';
import { parseCertificate } from '../../src/core/formats/x509/certificate.ts';
import { ApplePki } from '../support/applePki.ts';
import { requirement } from '../support/requirement.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const pki = new ApplePki();
const subject = {
  identifier: 'tool',
  cdHashes: [new Uint8Array(20)],
  platform: 0,
  info: undefined,
  entitlements: undefined,
  chain: [...pki.leaf().certificates.map((der) => parseCertificate(der)), pki.root],
  isChainWhole: true,
  isApples: true,
};

export const target: FuzzTarget = {
  name: 'requirements',
  seeds: async () => [
    noRequirements,
    encodeDesignatedRequirement({ kind: 'apple', identifier: 'com.acme.hello', leafCommonName: 'Apple Distribution: Acme' }),
    encodeDesignatedRequirement({ kind: 'anchor', identifier: 'tool', certificate: -1, sha1: new Uint8Array(20) }),
    requirement(op.or, op.infoKeyField, 'CFBundleVersion', 8, '1.10', op.not, op.certFieldDate, 0, Uint8Array.of(0x2a, 3), 12, 0, 5),
    requirement(op.and, op.entitlementField, 'get-task-allow', 14, op.or, op.certPolicy, 1, Uint8Array.of(0x2a, 3), 0, op.notarized),
  ],
  run: (bytes) => {
    try {
      evaluateDesignatedRequirement(bytes, subject);
      return requirementsText(bytes);
    } catch (error) {
      if (error instanceof MalformedSignature) return error.message;
      throw error;
    }
  },
};
