/** The fixes of an issue in text and form alike: those of the core's one table, with what was found around the app. */

import { type Issue } from '../../../core/base/issue.ts';
import { type FixAction, type FixFacts } from '../../../core/settings/fixes/fix.ts';
import { type TextFix } from '../../../core/settings/fixes/fixEdits.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { appFixes } from '../../../core/workflow/appFixes.ts';
import { type OpenedApp } from '../../../core/workflow/openApp.ts';
import { type CheckedApp } from '../checks/appChecker.ts';
import { type PlacedIssue } from '../checks/issuePlacement.ts';

export interface EditorFix {
  readonly action: FixAction;
  readonly isPreferred: boolean;
}

/** `nearby` is what was found in the folder, and the aliases of an open keystore. */
export function editorFixes(app: OpenedApp, platform: Platform, issue: Issue, nearby: Partial<FixFacts>): readonly EditorFix[] {
  return appFixes(app, platform, issue, nearby).map(({ action, isPreferred }) => ({ action, isPreferred: isPreferred ?? false }));
}

/** Of a problem as it is shown, with the place in the settings that it is shown at. */
export function fixesOf({ app, near }: CheckedApp, placed: PlacedIssue): readonly EditorFix[] {
  const { issue, pointer } = placed;
  const isPlaced = issue.place?.pointer !== undefined || pointer === undefined || pointer === '';
  return editorFixes(app, platformOf(placed), isPlaced ? issue : { ...issue, place: { ...issue.place, pointer } }, near);
}

/** What concerns no platform is fixed as for Android. */
export function platformOf({ platform, pointer }: PlacedIssue): Platform {
  return platform ?? (pointer?.startsWith('/ios') === true ? 'ios' : 'android');
}

/** Whether it is one change of the settings file, and needs no question. */
export function isTextAction(action: FixAction): action is TextFix {
  return action.kind === 'set' || action.kind === 'remove' || action.kind === 'rename' || action.kind === 'keepLast';
}
