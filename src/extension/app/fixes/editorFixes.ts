/** The fixes of an issue in text and form alike: those of the core's one table, with what was found around the app. */

import { type Issue } from '../../../core/base/issue.ts';
import { type FixAction, type FixFacts } from '../../../core/settings/fixes/fix.ts';
import { type TextFix } from '../../../core/settings/fixes/fixEdits.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { appFixes } from '../../../core/workflow/appFixes.ts';
import { type OpenedApp } from '../../../core/workflow/openApp.ts';

export interface EditorFix {
  readonly action: FixAction;
  readonly isPreferred: boolean;
}

/** `nearby` is what was found in the folder, and the aliases of an open keystore. */
export function editorFixes(app: OpenedApp, platform: Platform, issue: Issue, nearby: Partial<FixFacts>): readonly EditorFix[] {
  return appFixes(app, platform, issue, nearby).map(({ action, isPreferred }) => ({ action, isPreferred: isPreferred ?? false }));
}

/** Whether it is one change of the settings file, and needs no question. */
export function isTextAction(action: FixAction): action is TextFix {
  return action.kind === 'set' || action.kind === 'remove' || action.kind === 'rename' || action.kind === 'keepLast';
}
