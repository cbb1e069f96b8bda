/** Fixes of what signs iOS packages. */

import { iosBuildTypes } from '../platform.ts';
import { type IssueCode } from '../../base/issues/issueTable.ts';
import { nearestName } from '../text/nearestName.ts';
import { type Fix } from './fix.ts';
import { always, best, fileAt, fix, type FixTable, type MakeFixes, mostButtons, oneOf, type Row, writtenText } from './fixRows.ts';

const certificatePath = ['ios', 'certificate'] as const;
const profilePath = ['ios', 'provisioningProfile'] as const;
const buildTypePath = ['ios', 'buildType'] as const;

const portal = 'https://developer.apple.com/account/resources/';
const anotherCertificate: MakeFixes = ({ facts }) => fileAt(certificatePath, facts.certificateFiles);
const identitiesOf = ({ text }: Row): readonly string[] =>
  text('identities')
    .split('; ')
    .filter((name) => name !== '…');
const identities = (row: Row, preferred: string | undefined): readonly Fix[] =>
  oneOf(['ios', 'certificateIdentity'], identitiesOf(row), preferred);
/** That of a program inside the app is an item of a list: in its place, the profile of the app would be replaced. */
const anotherProfile: MakeFixes = ({ facts, path }) =>
  path?.[1] === 'extensionProfiles'
    ? []
    : [
        ...(facts.fittingProfiles ?? []).slice(0, mostButtons).map((value) => fix({ kind: 'set', path: profilePath, value })),
        fix({ kind: 'chooseProfile', path: profilePath }),
      ];
const page = (name: 'certificates' | 'profiles' | 'devices' | 'identifiers') => fix({ kind: 'openPage', url: `${portal}${name}/list` });

const profileAnew: MakeFixes = (row) => [...anotherProfile(row), page('profiles')];
const certificateAnew: MakeFixes = (row) => [...anotherCertificate(row), page('certificates')];

/** The build type that the other side is for, where it is one. */
const switchBuildType =
  (param: string, otherwise: MakeFixes): MakeFixes =>
  (row) => {
    const kind = iosBuildTypes.find((known) => known === row.text(param));
    return [...(kind === undefined ? [] : [best({ kind: 'set', path: buildTypePath, value: kind })]), ...otherwise(row)];
  };

const profilesOfApple = [
  'profile-unreadable',
  'profile-certificates-unreadable',
  'profile-signer-unexpected',
  'profile-issuer-unknown',
  'profile-truncated',
  'profile-incomplete',
  'profile-unsigned',
  'profile-signature-broken',
  'profile-der-differs',
  'profile-der-signature-broken',
  'profile-der-unreadable',
  'profile-expired',
  'profile-no-certificates',
  'profile-no-devices',
  'profile-values-wrong',
  'profile-expires-soon',
  'profile-certificate-missing',
  'profile-platform-differs',
] as const satisfies readonly IssueCode[];

export const appleFixes: FixTable = {
  ...Object.fromEntries(profilesOfApple.map((code) => [code, profileAnew])),
  'certificate-not-set': (row) => [...anotherCertificate(row), fix({ kind: 'requestCertificate' })],
  'certificate-missing': (row) => [...anotherCertificate(row), fix({ kind: 'requestCertificate' })],
  'certificate-is-folder': anotherCertificate,
  'certificate-file-unreadable': anotherCertificate,
  'certificate-tracked': always(fix({ kind: 'untrackFile', path: certificatePath })),
  'certificate-readable': always(best({ kind: 'protectFile', path: certificatePath })),
  'certificate-too-large': anotherCertificate,
  'certificate-empty': anotherCertificate,
  'certificate-tampered': anotherCertificate,
  'certificate-unreadable': anotherCertificate,
  'certificate-truncated': anotherCertificate,
  'certificate-request-unreadable': anotherCertificate,
  'certificate-several-identities': (row) => identities(row, row.text('chosen')),
  'certificate-identity-missing': (row) => identities(row, nearestName(writtenText(row.facts), identitiesOf(row))),
  'certificate-issuer-unknown': (row) => [...anotherCertificate(row), page('certificates')],
  'certificate-is-pem': always(best({ kind: 'compatibleCopy' })),
  'certificate-key-locked': always(best({ kind: 'setPassword', purpose: 'certificate' })),
  'certificate-password-missing': always(best({ kind: 'setPassword', purpose: 'certificate' })),
  'certificate-password-wrong': always(best({ kind: 'setPassword', purpose: 'certificate' })),
  'certificate-encryption-new': always(best({ kind: 'compatibleCopy' })),
  'certificate-no-private-key': (row) => [fix({ kind: 'combineCertificate' }), ...anotherCertificate(row)],
  'certificate-of-authority': anotherCertificate,
  'certificate-not-compared': always(best({ kind: 'setPassword', purpose: 'certificate' })),
  'certificate-key-alone': (row) => [fix({ kind: 'combineCertificate' }), ...anotherCertificate(row)],
  'certificate-kind-differs': certificateAnew,
  'certificate-expired': (row) => [...certificateAnew(row), fix({ kind: 'requestCertificate' })],
  'certificate-expires-soon': (row) => [page('certificates'), ...anotherCertificate(row)],
  'certificate-team-differs': (row) => [...anotherProfile(row), ...anotherCertificate(row)],
  'profile-not-set': profileAnew,
  'profile-missing': profileAnew,
  'profile-is-folder': anotherProfile,
  'profile-file-unreadable': profileAnew,
  'profile-too-large': profileAnew,
  'profile-not-a-profile': profileAnew,
  'profile-kind-differs': switchBuildType('kind', profileAnew),
  // A released app never changes its identifier.
  'profile-identifier-differs': (row) => [
    ...profileAnew(row),
    ...(row.text('profileIdentifier').includes('*') || row.facts.hasPackages === true
      ? []
      : [fix({ kind: 'set', path: ['ios', 'appIdentifier'], value: row.text('profileIdentifier') })]),
  ],
  'profile-wildcard-entitlement': always(page('identifiers')),
  'profile-entitlement-missing': always(page('identifiers')),
  'profile-entitlement-differs': always(page('identifiers')),
  'profile-device-missing': (row) => [page('devices'), ...profileAnew(row)],
  'profile-match-found': ({ text }) => [best({ kind: 'set', path: profilePath, value: text('path') })],
};
