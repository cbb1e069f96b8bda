/** The fixes that the editor can do, in text and form alike: those of the core's one table, less what only the command line does yet. */

import { type Issue } from '../../core/base/issue.ts';
import { type Fix, type FixAction, type FixFacts } from '../../core/settings/fixes/fix.ts';
import { type Platform } from '../../core/settings/platform.ts';
import { appFixes } from '../../core/workflow/appFixes.ts';
import { type OpenedApp } from '../../core/workflow/openApp.ts';

/** What `FixRunner` does. */
export type EditorAction = Exclude<FixAction, { readonly kind: CommandLineKind }>;

export interface EditorFix {
  readonly action: EditorAction;
  readonly isPreferred: boolean;
}

const commandLineKinds = ['compatibleCopy', 'requestCertificate', 'combineCertificate', 'untrackFile', 'moveSecret'] as const;
type CommandLineKind = (typeof commandLineKinds)[number];

/** `nearby` is what was found in the folder, and the aliases of an open keystore. */
export function editorFixes(app: OpenedApp, platform: Platform, issue: Issue, nearby: Partial<FixFacts>): readonly EditorFix[] {
  return appFixes(app, platform, issue, nearby).flatMap(({ action, isPreferred }: Fix) =>
    isEditorAction(action) ? [{ action, isPreferred: isPreferred ?? false }] : [],
  );
}

function isEditorAction(action: FixAction): action is EditorAction {
  return !commandLineKinds.some((kind) => kind === action.kind);
}

/** What is one change of the settings file, and needs no question. */
export type TextAction = Extract<EditorAction, { readonly kind: 'set' | 'remove' | 'rename' | 'keepLast' }>;

export function isTextAction(action: EditorAction): action is TextAction {
  return action.kind === 'set' || action.kind === 'remove' || action.kind === 'rename' || action.kind === 'keepLast';
}
