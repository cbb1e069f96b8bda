/** Mutated provisioning profiles must be read, checked or refused. */

import { utf8 } from '../../src/core/base/bytes.ts';
import { checkProfile } from '../../src/core/assets/provisioning-profile/checkProfile.ts';
import { inspectProfile } from '../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { MalformedAsn1 } from '../../src/core/formats/asn1/malformedAsn1.ts';
import { parseDerPlist } from '../../src/core/formats/plist/derPlist.ts';
import { createPlist } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';
import { derForm, inPieces, profileContent } from '../support/applePki.ts';
import { signCms } from '../../src/core/signing/cms/signCms.ts';
import { throwAwayIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const now = new Date('2026-11-21T10:00:00Z');
const identity = throwAwayIdentity({ algorithm: 'ec-p256' });

function sign(content: Uint8Array): Uint8Array {
  return signCms({ content, isDetached: false, signers: [{ identity, hash: 'sha256', algorithmForm: 'combined', signedAttributes: [] }] });
}

export const target: FuzzTarget = {
  name: 'provisioningProfile',
  seeds: async () => {
    const content = profileContent({ certificates: [identity], entitlements: { 'aps-environment': 'production', groups: ['a', 'b'] } });
    const withDer = { ...content, 'DER-Encoded-Profile': sign(derForm(content)) };
    const signed = sign(utf8(encodeXmlPlist(createPlist(withDer))));
    return [signed, inPieces(signed), utf8(encodeXmlPlist(createPlist(content))), derForm(content)];
  },
  run: (bytes) => {
    const inspection = inspectProfile(bytes, { now });
    const entitlements = inspection.profile && { value: inspection.profile.entitlements, file: 'a.entitlements' };
    checkProfile(inspection, {
      buildType: 'ad-hoc',
      appIdentifier: 'com.acme.hello',
      devices: ['a'],
      ...(entitlements && { entitlements }),
    });
    try {
      parseDerPlist(bytes);
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
    }
  },
};
