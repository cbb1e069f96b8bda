/** Code requirements, as text. */

import { MalformedSignature } from '../../src/core/formats/code-signature/malformedSignature.ts';
import { encodeDesignatedRequirement, noRequirements } from '../../src/core/formats/code-signature/requirements.ts';
import { requirementsText } from '../../src/core/formats/code-signature/requirementText.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

export const target: FuzzTarget = {
  name: 'requirements',
  seeds: async () => [
    noRequirements,
    encodeDesignatedRequirement({ kind: 'apple', identifier: 'com.acme.hello', leafCommonName: 'Apple Distribution: Acme' }),
    encodeDesignatedRequirement({ kind: 'anchor', identifier: 'tool', certificate: -1, sha1: new Uint8Array(20) }),
  ],
  run: (bytes) => {
    try {
      return requirementsText(bytes);
    } catch (error) {
      if (error instanceof MalformedSignature) return error.message;
      throw error;
    }
  },
};
