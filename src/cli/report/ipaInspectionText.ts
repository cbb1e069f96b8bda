/** An inspected iOS package for people: identity first, then who signed it and with which profile, what it may do, what is in it. */

import { type Severity } from '../../core/base/issue.ts';
import { fingerprintText } from '../../core/base/fingerprintText.ts';
import { type IpaInspection } from '../../core/packages/ipa/ipaInspection.ts';
import { type IpaVerification } from '../../core/packages/ipa/seal/verifyIpa.ts';
import { type TextPage } from '../terminal/textPage.ts';
import { writePartSizes } from './partSizesText.ts';

export function writeIpaInspection(page: TextPage, path: string, inspection: IpaInspection, seal: IpaVerification | undefined): void {
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
  writeSigning(page, inspection, seal);
  if (seal) writeBundles(page, inspection, seal);
  const reasons = usageDescriptions && Object.entries(usageDescriptions);
  if (!reasons) page.heading('Permissions').line('  unknown');
  else if (reasons.length > 0) {
    page.heading('Permissions');
    page.facts(reasons.map(([key, reason]) => [`  ${key}`, reason]));
  }
  if (!entitlements) page.heading('Entitlements').line('  unknown');
  else if (!seal && Object.keys(entitlements).length > 0) {
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
  certificate: 'with a certificate',
} as const;

function writeSigning(
  page: TextPage,
  { signing: { state, team, hashes, signer }, profile, isProfileThere }: IpaInspection,
  seal: IpaVerification | undefined,
): void {
  page.heading('Signature');
  page.facts([
    ['  State', state ? states[state] : 'unknown: the signature cannot be read'],
    ['  Seal', seal && state !== 'none' ? (seal.sealed ? 'valid' : 'invalid') : undefined],
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

/** Bundle by bundle: how many problems it has, and what it claims against what its profile grants; then the devices. */
function writeBundles(page: TextPage, { appFolder }: IpaInspection, { bundles, devices }: IpaVerification): void {
  for (const { path, identifier, profile, entitlements, findings } of bundles) {
    const name = path === appFolder ? path : path.slice(appFolder.length + 1);
    page.heading(`${name}${identifier === undefined ? '' : ` (${identifier})`}`);
    page.facts([
      ['  Problems', problemsText(findings)],
      ['  Profile', profile],
    ]);
    if (entitlements.length > 0)
      page.table(
        ['  Entitlement', 'Value', 'Profile'],
        entitlements.map(({ key, claimed, verdict }) => [
          `  ${key}`,
          typeof claimed === 'string' ? claimed : JSON.stringify(claimed),
          grantWords[verdict],
        ]),
      );
  }
  if (devices.length === 0) return;
  page.heading('Devices');
  for (const { device, missingIn } of devices.slice(0, mostDevices))
    page.line(`  ${device} ${missingIn.length === 0 ? 'is allowed' : `is refused: not in the profile of ${missingIn.join(', ')}`}`);
  if (devices.length > mostDevices) page.line(`  ${devices.length - mostDevices} more are in the JSON document`);
}

/** They are listed with all others at the end. */
function problemsText(findings: IpaVerification['findings']): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors + warnings === 0) return 'none';
  return [errors > 0 ? `${errors} that devices refuse` : '', warnings > 0 ? `${warnings} doubtful` : '']
    .filter((text) => text !== '')
    .join(', ');
}

const mostDevices = 50;
const grantWords = { granted: 'granted', missing: 'not granted', differs: 'granted with another value', unknown: 'unknown' } as const;
