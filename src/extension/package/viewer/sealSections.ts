/**
 * The seal of an iOS package, bundle by bundle: who signed each, with which profile, what is wrong with it, what it claims against what its
 * profile grants, and which devices its profiles allow.
 */

import * as vscode from 'vscode';
import { type PlainValue } from '../../../core/formats/plist/plainPlist.ts';
import { type BundleSeal, type GrantVerdict } from '../../../core/packages/ipa/seal/bundleSeals.ts';
import { type IpaFinding, type IpaVerification } from '../../../core/packages/ipa/seal/verifyIpa.ts';
import { type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { issuesPart } from './issuesPart.ts';
import { commonName } from './commonName.ts';
import { tableSection } from './tableSection.ts';
import { type PackageViewInput } from './packageViewInput.ts';

export function sealSections({ seal }: PackageViewInput): readonly AssetSection[] {
  if (!seal) return [];
  const [app] = seal.bundles;
  const nameOf = (path: string): string => (app && path !== app.path ? path.slice(app.path.length + 1) : path.replace(/^Payload\//, ''));
  return [
    ...tableSection({
      id: 'bundles',
      title: vscode.l10n.t('Signed bundles ({0})', seal.bundles.length),
      columns: [
        { title: vscode.l10n.t('Bundle'), isCode: true },
        { title: vscode.l10n.t('Problems') },
        { title: vscode.l10n.t('Signed by') },
        { title: vscode.l10n.t('Profile') },
      ],
      rows: seal.bundles.map(({ path, findings, signer, profile = '' }) => [
        nameOf(path),
        problemsText(findings),
        signer === undefined ? vscode.l10n.t('no certificate') : commonName(signer),
        profile,
      ]),
    }),
    ...seal.bundles.flatMap((bundle, index) => problemSection(bundle, index, nameOf(bundle.path), seal)),
    ...seal.bundles.flatMap((bundle, index) => entitlementSection(bundle, index, nameOf(bundle.path))),
    ...tableSection({
      id: 'devices',
      title: vscode.l10n.t('Devices ({0})', seal.devices.length),
      columns: [{ title: vscode.l10n.t('Device'), isCode: true }, { title: vscode.l10n.t('Can install the app') }],
      rows: seal.devices.map(({ device, missingIn }) => [
        device,
        missingIn.length === 0 ? vscode.l10n.t('yes') : refusal(missingIn.map(nameOf)),
      ]),
    }),
  ];
}

function refusal(bundles: readonly string[]): string {
  return vscode.l10n.t('no: not in the profile of {0}', bundles.join(', '));
}

function problemsText(findings: readonly IpaFinding[]): string {
  const count = (severity: IpaFinding['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors + warnings === 0) return vscode.l10n.t('none');
  if (warnings === 0) return vscode.l10n.t('Errors: {0}', errors);
  return errors === 0 ? vscode.l10n.t('Warnings: {0}', warnings) : vscode.l10n.t('Errors: {0}, warnings: {1}', errors, warnings);
}

/** The findings of one bundle, with what to do about them. */
function problemSection(
  { path, findings }: BundleSeal<IpaFinding>,
  index: number,
  name: string,
  seal: IpaVerification,
): readonly AssetSection[] {
  if (findings.length === 0) return [];
  const own = new Set<IpaFinding | undefined>(findings);
  const issues = seal.issues
    .filter((_, at) => own.has(seal.findings[at]))
    .map((issue) => ({ ...issue, place: { ...issue.place, ...shortEntry(issue.place?.entry, path) } }));
  return [{ id: `problems-${index}`, title: vscode.l10n.t('Problems in {0}', name), badges: [], parts: [issuesPart(issues)] }];
}

function shortEntry(entry: string | undefined, path: string): { readonly entry?: string } {
  return entry?.startsWith(`${path}/`) === true ? { entry: entry.slice(path.length + 1) } : {};
}

function entitlementSection({ entitlements }: BundleSeal<IpaFinding>, index: number, name: string): readonly AssetSection[] {
  return tableSection({
    id: `entitlements-${index}`,
    title: vscode.l10n.t('Entitlements of {0} ({1})', name, entitlements.length),
    columns: [
      { title: vscode.l10n.t('Entitlement'), isCode: true },
      { title: vscode.l10n.t('Value'), isCode: true },
      { title: vscode.l10n.t('Profile') },
      { title: vscode.l10n.t('Profile allows'), isCode: true },
    ],
    rows: entitlements.map(({ key, claimed, verdict, granted }) => [
      key,
      valueText(claimed),
      grantText(verdict),
      granted === undefined || JSON.stringify(granted) === JSON.stringify(claimed) ? '' : valueText(granted),
    ]),
  });
}

function valueText(value: PlainValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function grantText(verdict: GrantVerdict): string {
  const texts: Readonly<Record<GrantVerdict, string>> = {
    granted: vscode.l10n.t('granted'),
    missing: vscode.l10n.t('not granted'),
    differs: vscode.l10n.t('granted with another value'),
    unknown: vscode.l10n.t('unknown'),
  };
  return texts[verdict];
}
