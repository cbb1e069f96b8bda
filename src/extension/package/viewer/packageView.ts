/** What is shown of a package. Pure but for the words, which are VS Code's. */

import * as vscode from 'vscode';
import { type Issue } from '../../../core/base/issue.ts';
import { isDebuggable } from '../../../core/packages/packageInspection.ts';
import { type AssetBadge, type AssetButton, type AssetSection, type AssetView } from '../../../protocol/assetViewerProtocol.ts';
import { issueFixes } from '../../../core/settings/fixes/issueFixes.ts';
import { fixTitle } from '../../app/fixes/fixWords.ts';
import { AssetButtons, type AssetContent } from '../../shared/asset-page/assetContent.ts';
import { viewText } from '../../shared/asset-page/viewText.ts';
import { buildSection } from './buildSection.ts';
import { demandSections } from './demandSections.ts';
import { differenceSection } from './differenceSections.ts';
import { identitySection } from './identitySection.ts';
import { issuesPart } from './issuesPart.ts';
import { formatName } from './packageNames.ts';
import { type PackageAction, type PackageButtons, type PackageViewInput } from './packageViewInput.ts';
import { sealSections } from './sealSections.ts';
import { signatureBadge, signatureSections } from './signatureSections.ts';
import { sizeSection } from './sizeSection.ts';

export function packageContent(input: PackageViewInput, busy = ''): AssetContent<PackageAction> {
  const buttons: PackageButtons = new AssetButtons();
  const { sizes, icon } = input;
  const view: AssetView = {
    title: titleOf(input),
    subtitle: input.place,
    ...(icon !== undefined && { icon }),
    badges: badgesOf(input),
    buttons: [],
    busy,
    sections: [
      ...differenceSection(input, buttons),
      ...issueSection(input, buttons),
      identitySection(input, buttons),
      ...buildSection(input),
      ...signatureSections(input, buttons),
      ...sealSections(input),
      ...demandSections(input, buttons),
      ...(sizes ? [sizeSection(sizes)] : []),
    ],
  };
  return { view: { ...view, buttons: buttonsOf(input, view, buttons) }, actions: buttons.actions };
}

function titleOf({ inspection, name }: PackageViewInput): string {
  if (!inspection) return name;
  const { label, appIdentifier, version, versionCode } = inspection;
  const app = label ?? appIdentifier ?? name;
  return version === undefined ? app : `${app} ${version}${versionCode === undefined ? '' : ` (${versionCode})`}`;
}

function badgesOf(input: PackageViewInput): readonly AssetBadge[] {
  const { inspection } = input;
  if (!inspection) return [{ tone: 'error', text: vscode.l10n.t('Not a package') }];
  return [
    { tone: 'plain', text: formatName(inspection.format) },
    ...signatureBadge(input),
    ...(isDebuggable(inspection) === true ? [{ tone: 'warning' as const, text: vscode.l10n.t('Debuggable') }] : []),
  ];
}

function buttonsOf(input: PackageViewInput, view: AssetView, buttons: PackageButtons): readonly AssetButton[] {
  const { inspection, isOnDisk, record } = input;
  if (!inspection) return [];
  const isInstallable = isOnDisk && record !== undefined;
  return [
    ...(isInstallable ? [buttons.button(vscode.l10n.t('Install QR Code'), { kind: 'installQrCode' })] : []),
    ...(isOnDisk ? [signButton(inspection.format, buttons)] : []),
    buttons.button(vscode.l10n.t('Compare With…'), { kind: 'compare' }),
    ...(isOnDisk ? [buttons.button(vscode.l10n.t('Reveal'), { kind: 'reveal' })] : []),
    buttons.button(vscode.l10n.t('Copy as Text'), { kind: 'copy', text: viewText(view) }),
  ];
}

function signButton(format: string, buttons: PackageButtons): AssetButton {
  return format === 'ipa'
    ? buttons.button(vscode.l10n.t('Re-sign…'), { kind: 'sign', command: 'mobileDistribution.resignPackage' })
    : buttons.button(vscode.l10n.t('Sign…'), { kind: 'sign', command: 'mobileDistribution.signPackage' });
}

/** Without those of the seal, which stand with their bundle. */
function issueSection({ issues: all, seal, canAllow }: PackageViewInput, buttons: PackageButtons): readonly AssetSection[] {
  const sealCodes = new Set(seal?.bundles.flatMap(({ findings }) => findings.map(({ code }) => code)));
  const issues = all.filter(({ code }) => !sealCodes.has(code));
  if (issues.length === 0) return [];
  const title = vscode.l10n.t('Problems for phones and stores');
  const allowButtons = (issue: Issue): readonly AssetButton[] =>
    issueFixes(issue, { platform: undefined, written: undefined }).flatMap(({ action }) =>
      action.kind === 'allowFile' ? [buttons.button(fixTitle(action), { kind: 'allow', allow: action })] : [],
    );
  return [{ id: 'issues', title, badges: [], parts: [issuesPart(issues, canAllow === true ? allowButtons : undefined)] }];
}
