import { deepStrictEqual } from 'node:assert/strict';
import { type FiledIdentity } from '../../../../../src/core/assets/certificate/certificateFile.ts';
import { chooseIdentity, type IdentityDemands, identityNames } from '../../../../../src/core/assets/certificate/chooseIdentity.ts';
import { inspectProfile } from '../../../../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { parseCertificate } from '../../../../../src/core/formats/x509/certificate.ts';
import { ApplePki, development, type LeafOptions } from '../../../../support/applePki.ts';

const pki = new ApplePki();

function filed(options: Partial<LeafOptions> = {}, hasPrivateKey = true): FiledIdentity {
  return { certificate: parseCertificate(pki.leaf(options).certificates[0]), hasPrivateKey, issuers: [] };
}

const newer = filed();
const older = filed({ label: 'older' });
const person = filed({ label: 'person', name: 'Apple Development: Jane Doe (USERID1234)', markers: development });
const ofAcme = filed({ label: 'acme', name: 'Apple Distribution: Acme, Inc. (TEAM123456)' });
const keyless = filed({ label: 'keyless', name: 'Apple Distribution: Keyless' }, false);

/** The name or the start of the fingerprint of what is chosen, and the codes. */
function check(
  identities: readonly FiledIdentity[],
  demands: Partial<IdentityDemands>,
  chosen: FiledIdentity | undefined,
  ...codes: string[]
): void {
  const { identity, issues } = chooseIdentity(identities, { buildType: 'ad-hoc', ...demands });
  deepStrictEqual([identity?.certificate.sha1, ...issues.map(({ code }) => code)], [chosen?.certificate.sha1, ...codes]);
}

describe('the choice of an identity', () => {
  it('needs no name when there is one', () => check([newer], {}, newer));

  it('falls on the one the profile allows, then on a kind that fits, then on the first', () => {
    const profile = inspectProfile(pki.profile({ certificates: [pki.leaf({ label: 'older' })] }), { now: new Date('2026-11-21') });
    const ofOlder = { ...profile, certificates: [older.certificate] };
    check([person, newer, older], { profile: ofOlder }, older, 'certificate-several-identities');
    check([person, newer, older], {}, newer, 'certificate-several-identities');
    check([newer, older], { buildType: 'development' }, newer, 'certificate-several-identities');
  });

  it('is made by name or fingerprint', () => {
    check([newer, person], { wanted: ' Apple Development: Jane Doe (USERID1234) ' }, person);
    check([newer, older], { wanted: older.certificate.sha1 }, older);
    check([newer, older], { wanted: (older.certificate.sha1.toUpperCase().match(/../g) ?? []).join(':') }, older);
    check([newer, older], { wanted: older.certificate.sha256 }, older);
  });

  it('is reported when the name is that of none, of several, or of one without its key', () => {
    check([newer, person], { wanted: 'Apple Distribution' }, undefined, 'certificate-identity-missing');
    check([person, newer, older], { wanted: 'Apple Distribution: Lab Corp (TEAM123456)' }, newer, 'certificate-several-identities');
    check([newer, keyless], { wanted: 'Apple Distribution: Keyless' }, undefined, 'certificate-no-private-key');
    check([keyless], { wanted: 'Somebody' }, undefined, 'certificate-no-private-key');
    check([], { wanted: 'Somebody' }, undefined);
  });

  it('is between names, and between fingerprints where names are the same', () => {
    const fingerprints = [newer, older].map(({ certificate }) => certificate.sha1);
    deepStrictEqual(identityNames([newer, ofAcme, older]), [
      fingerprints[0],
      'Apple Distribution: Acme, Inc. (TEAM123456)',
      fingerprints[1],
    ]);
    const { issues } = chooseIdentity([newer, ofAcme, older], { buildType: 'ad-hoc', wanted: 'Apple Distribution: Lab Corp (TEAM123456)' });
    deepStrictEqual(issues[0]?.params, { count: 2, identities: fingerprints.join('; '), chosen: fingerprints[0] });
  });

  it('names no text that shows as another one', () => {
    const hidden = filed({ label: 'hidden', name: 'Apple\u202e Distribution' });
    deepStrictEqual(
      identityNames([hidden, filed({ label: 'list', name: 'A; B' })]).map((name) => name.length),
      [40, 40],
    );
  });

  it('lists no more than anyone reads', () => {
    const many = Array.from({ length: 12 }, (_, index) => filed({ label: `many ${index % 3}`, name: `Number ${index}` }));
    const { issues } = chooseIdentity(many, { buildType: 'ad-hoc' });
    deepStrictEqual(String(issues[0]?.params['identities']).split('; ').slice(8), ['Number 8', 'Number 9', '…']);
  });
});
