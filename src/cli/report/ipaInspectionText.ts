/** An inspected iOS package for people: identity first, then who signed it and with which profile, what it may do, what is in it. */

import { fingerprintText } from '../../core/base/fingerprintText.ts';
import { type IpaInspection } from '../../core/packages/ipa/ipaInspection.ts';
import { type TextPage } from '../terminal/textPage.ts';
import { writePartSizes } from './partSizesText.ts';

export function writeIpaInspection(page: TextPage, path: string, inspection: IpaInspection): void {
  const { builtFor, usageDescriptions, entitlements, nested, isInfoReadable } = inspection;
  const said = (value: string | undefined): string | undefined => value ?? (isInfoReadable ? undefined : 'unknown');
  page.heading(`${inspection.label ?? inspection.appIdentifier ?? 'Unnamed app'} ${inspection.version ?? ''}`.trimEnd());
  page.facts([
    ['File', path],
    ['Format', 'IPA'],
    ['App identifier', inspection.appIdentifier ?? 'unknown'],
    ['Version', said(inspection.version)],
    ['Version code', said(inspection.versionCode)],
    ['Size', `${inspection.sizeBytes} bytes`],
    ['Minimum iOS', said(inspection.minimumOs ?? builtFor?.minimumOs)],
    ['Devices', said(inspection.deviceFamilies?.join(', ') || undefined)],
    ['Architectures', inspection.architectures?.join(', ') ?? 'unknown'],
    ['Built for', builtFor && `${builtFor.platform}, SDK ${builtFor.sdk}`],
    ['Encrypted', inspection.isEncrypted === undefined ? 'unknown' : inspection.isEncrypted ? 'yes, by the App Store' : undefined],
    ['URL schemes', inspection.urlSchemes?.join(', ') || undefined],
    ['Background', inspection.backgroundModes?.join(', ') || undefined],
  ]);
  writeSigning(page, inspection);
  const reasons = usageDescriptions && Object.entries(usageDescriptions);
  if (!reasons) page.heading('Permissions').line('  unknown');
  else if (reasons.length > 0) {
    page.heading('Permissions');
    page.facts(reasons.map(([key, reason]) => [`  ${key}`, reason]));
  }
  if (!entitlements) page.heading('Entitlements').line('  unknown');
  else if (Object.keys(entitlements).length > 0) {
    page.heading('Entitlements');
    page.facts(Object.entries(entitlements).map(([key, value]) => [`  ${key}`, typeof value === 'string' ? value : JSON.stringify(value)]));
  }
  if (nested.length > 0) {
    page.heading('Contains');
    page.table(
      ['Kind', 'Identifier', 'Version', 'Path'],
      nested.map(({ kind, appIdentifier, version, path: item }) => [kind, appIdentifier, version, item]),
    );
  }
  writePartSizes(page, inspection.sizes, inspection.sizeBytes);
}

const states = {
  none: 'none: the package is not signed',
  'ad-hoc': 'without a certificate',
  certificate: 'with a certificate; the seal is not checked here',
} as const;

function writeSigning(page: TextPage, { signing: { state, team, hashes, signer }, profile, isProfileThere }: IpaInspection): void {
  page.heading('Signature');
  page.facts([
    ['  State', state ? states[state] : 'unknown: the signature cannot be read'],
    ['  Team', team ?? signer?.team],
    ['  Hashes', hashes.join(', ') || undefined],
    ['  Subject', signer?.subject],
    ['  Issuer', signer?.issuer],
    ['  Key', signer && `${signer.keyAlgorithm} ${signer.keyBits}`],
    ['  Valid', signer && `${signer.notBefore.slice(0, 10)} to ${signer.notAfter.slice(0, 10)}`],
    ['  SHA-1', signer && fingerprintText(signer.sha1)],
    ['  SHA-256', signer && fingerprintText(signer.sha256)],
  ]);
  page.heading('Provisioning profile');
  if (!profile) {
    page.line(isProfileThere ? '  unknown: it cannot be read' : '  none');
    return;
  }
  page.facts([
    ['  Name', profile.name],
    ['  Kind', profile.kind],
    ['  App', profile.applicationIdentifier],
    ['  Team', profile.teamIdentifier],
    ['  Expires', profile.expiresAt?.slice(0, 10)],
    ['  Devices', profile.kind === 'development' || profile.kind === 'ad-hoc' ? profile.devices : undefined],
    ['  Certificates', profile.certificates.length],
    ['  Signature', profile.signatureValid ? 'valid' : 'not valid'],
  ]);
}
