/** What is shown of a signing asset. Pure but for the words, which are VS Code's. */

import * as vscode from 'vscode';
import { type Issue } from '../../../core/base/issue.ts';
import { type AssetPart, type AssetSection, type AssetView } from '../../../protocol/assetViewerProtocol.ts';
import { AssetButtons, type AssetContent } from '../asset/assetContent.ts';
import { profileBadges, profileSections } from './profileSections.ts';
import { type SigningAction, type SigningAssetInput, type SigningButtons } from './signingAssetInput.ts';
import { storeBadges, storeNotice, storeSections } from './storeSections.ts';

export function signingAssetContent(input: SigningAssetInput): AssetContent<SigningAction> {
  const buttons: SigningButtons = new AssetButtons();
  const { file, name, place } = input;
  const issues = issueSection(file.issues);
  const frame = { title: name, subtitle: place, buttons: [], busy: '' };
  const shown = shownOf(input, buttons);
  const view: AssetView = { ...frame, ...shown, sections: [...issues, ...shown.sections] };
  return { view, actions: buttons.actions };
}

function shownOf(input: SigningAssetInput, buttons: SigningButtons): Pick<AssetView, 'badges' | 'notice' | 'sections'> {
  const { file, now } = input;
  switch (file.kind) {
    case 'profile':
      return { badges: profileBadges(file.inspection, now), sections: profileSections(file.inspection, now, buttons) };
    case 'store': {
      const notice = storeNotice(file, input.isRemembered, buttons);
      return { badges: storeBadges(file, now), ...(notice && { notice }), sections: storeSections(file, now, buttons) };
    }
    case 'other':
      return { badges: [{ tone: 'error', text: vscode.l10n.t('Not a signing asset') }], sections: [] };
  }
}

/** What the notice says with its button. */
const saidByNotice: ReadonlySet<Issue['code']> = new Set([
  'keystore-password-missing',
  'keystore-password-wrong',
  'certificate-password-missing',
  'certificate-password-wrong',
]);

const severities = ['error', 'warning', 'info'] as const;

function issueSection(issues: readonly Issue[]): readonly AssetSection[] {
  const shown = issues
    .filter(({ code }) => !saidByNotice.has(code))
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(({ severity, message, remedy }) => ({ severity, message, remedy, fixes: [] }));
  if (shown.length === 0) return [];
  const part: AssetPart = { kind: 'issues', issues: shown };
  return [{ id: 'issues', title: vscode.l10n.t('What is wrong or doubtful'), badges: [], parts: [part] }];
}
