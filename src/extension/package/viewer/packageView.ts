/** What is shown of a package. Pure but for the words, which are VS Code's. */

import * as vscode from 'vscode';
import { type Issue } from '../../../core/base/issue.ts';
import { isDebuggable } from '../../../core/packages/packageInspection.ts';
import { type AssetBadge, type AssetButton, type AssetSection, type AssetView } from '../../../protocol/assetViewerProtocol.ts';
import { issueText } from '../../shared/errors/tableText.ts';
import { AssetButtons, type AssetContent } from '../../shared/asset-page/assetContent.ts';
import { viewText } from '../../shared/asset-page/viewText.ts';
import { demandSections } from './demandSections.ts';
import { differenceSection } from './differenceSections.ts';
import { identitySection } from './identitySection.ts';
import { formatName } from './packageNames.ts';
import { type PackageAction, type PackageButtons, type PackageViewInput } from './packageViewInput.ts';
import { signatureBadge, signatureSections } from './signatureSections.ts';
import { sizeSection } from './sizeSection.ts';

export function packageContent(input: PackageViewInput, busy = ''): AssetContent<PackageAction> {
  const buttons: PackageButtons = new AssetButtons();
  const { inspection, sizes, icon } = input;
  const view: AssetView = {
    title: titleOf(input),
    subtitle: input.place,
    ...(icon !== undefined && { icon }),
    badges: badgesOf(input),
    buttons: [],
    busy,
    sections: [
      ...differenceSection(input, buttons),
      ...issueSection(input.issues),
      identitySection(input, buttons),
      ...signatureSections(input, buttons),
      ...(inspection ? demandSections(inspection, buttons) : []),
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
  const { inspection, isOnDisk, isRecorded } = input;
  if (!inspection) return [];
  const isInstallable = isOnDisk && isRecorded && inspection.format !== 'ipa';
  return [
    ...(isInstallable ? [buttons.button(vscode.l10n.t('Install QR Code'), { kind: 'installQrCode' })] : []),
    buttons.button(vscode.l10n.t('Compare With…'), { kind: 'compare' }),
    ...(isOnDisk ? [buttons.button(vscode.l10n.t('Reveal'), { kind: 'reveal' })] : []),
    buttons.button(vscode.l10n.t('Copy as Text'), { kind: 'copy', text: viewText(view) }),
  ];
}

const severities = ['error', 'warning', 'info'] as const;
/** A hostile package has any number of them. */
const mostIssues = 200;

function issueSection(issues: readonly Issue[]): readonly AssetSection[] {
  if (issues.length === 0) return [];
  const shown = issues
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .slice(0, mostIssues)
    .map((issue) => {
      const { message, remedy } = issueText(issue);
      const entry = issue.place?.entry;
      return { severity: issue.severity, message: entry === undefined ? message : `${entry}: ${message}`, remedy, fixes: [] };
    });
  const title = vscode.l10n.t('Problems for phones and stores');
  return [{ id: 'issues', title, badges: [], parts: [{ kind: 'issues', issues: shown }] }];
}
