/** What is wrong with a signing asset: by itself, and for the apps that use it, with what one click does about it. */

import * as vscode from 'vscode';
import { type Issue } from '../../../core/base/issue.ts';
import { issueFixes } from '../../../core/settings/fixes/issueFixes.ts';
import { type AssetButton, type AssetPart, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { issueText } from '../../shared/errors/tableText.ts';
import { fixTitle } from '../../app/fixes/fixWords.ts';
import { assetWizards, type AssetUse, type SigningAssetInput, type SigningButtons, type UseIssue } from './signingAssetInput.ts';

/** What the notice or the entry says, with its own button. */
const saidElsewhere: ReadonlySet<Issue['code']> = new Set([
  'keystore-password-missing',
  'keystore-password-wrong',
  'keystore-key-password-missing',
  'certificate-password-missing',
  'certificate-password-wrong',
]);

const severities = ['error', 'warning', 'info'] as const;
/** More of them would hide the next issue. */
const mostButtons = 3;

interface ShownIssue {
  readonly issue: Issue;
  readonly use?: AssetUse;
  readonly fixes: UseIssue['fixes'];
}

export function issueSection(input: SigningAssetInput, buttons: SigningButtons): readonly AssetSection[] {
  const { file, uses } = input;
  const ofUses = uses.flatMap((use) => (use.issues ?? []).map((found): ShownIssue => ({ ...found, use })));
  // A validation repeats what is wrong with the file by itself; there it has fixes.
  const isRepeated = ({ code, message }: Issue): boolean => ofUses.some(({ issue }) => issue.code === code && issue.message === message);
  const own = file.issues.filter((issue) => !isRepeated(issue)).map((issue): ShownIssue => ({ issue, fixes: [] }));
  const isSeveral = new Set(uses.map(({ folder }) => folder)).size > 1;
  const shown = [...own, ...ofUses]
    .filter(({ issue }) => !saidElsewhere.has(issue.code))
    .toSorted((a, b) => severities.indexOf(a.issue.severity) - severities.indexOf(b.issue.severity))
    .map((each) => shownIssue(each, isSeveral, input, buttons));
  if (shown.length === 0) return [];
  const part: AssetPart = { kind: 'issues', issues: shown };
  return [{ id: 'issues', title: vscode.l10n.t('Problems'), badges: [], parts: [part] }];
}

function shownIssue({ issue, use, fixes }: ShownIssue, isSeveral: boolean, { hasWizards }: SigningAssetInput, buttons: SigningButtons) {
  const { message, remedy } = issueText(issue);
  const made = use ? fixButtons(use, fixes, buttons) : ownButtons(issue, hasWizards, buttons);
  return {
    severity: issue.severity,
    message: use && isSeveral ? vscode.l10n.t('{0}: {1}', use.appName, message) : message,
    // The sentence stays next to the buttons: not everything it proposes is one of them.
    remedy,
    fixes: made.slice(0, mostButtons),
  };
}

function fixButtons({ folder, platform }: AssetUse, fixes: UseIssue['fixes'], buttons: SigningButtons): readonly AssetButton[] {
  return fixes.map(({ title, action }) => buttons.button(title, { kind: 'fix', folder, platform, action }));
}

/** Without an app there are no settings to change; wizards that begin with the file and pages of Apple and Google help all the same. */
function ownButtons(issue: Issue, hasWizards: boolean, buttons: SigningButtons): readonly AssetButton[] {
  return issueFixes(issue, { platform: undefined, written: undefined }).flatMap(({ action }) => {
    if (action.kind === 'openPage') return [buttons.button(fixTitle(action), { kind: 'openPage', url: action.url })];
    const wizard = assetWizards.find((each) => each === action.kind);
    return wizard && hasWizards ? [buttons.button(fixTitle(action), { kind: 'wizard', wizard })] : [];
  });
}
