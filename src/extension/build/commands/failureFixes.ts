/**
 * What one click does about a package that could not be created: for a build that failed, what its known failure names; for a problem of
 * the app, the fix that is most probably wanted.
 */

import * as vscode from 'vscode';
import { isFailure } from '../../../core/base/failure.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { type LogFix } from '../../../core/engines/log/logFinding.ts';
import { logFixOf } from '../../../core/engines/log/logFixOf.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type AppEntry } from '../../app/appEntry.ts';
import { editorFixes } from '../../app/fixes/editorFixes.ts';
import { fixTitle } from '../../app/fixes/fixWords.ts';
import { type ErrorAction } from '../../shared/errors/errorPresenter.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { type CreatePackageParts } from './createPackageCommands.ts';

/** Where projects keep the options of Gradle, from the folder of the app. */
const gradlePropertiesPlaces = ['gradle.properties', 'android/gradle.properties', 'platforms/android/gradle.properties'] as const;

type FixParts = Pick<CreatePackageParts, 'checker' | 'loadFixRunner'>;

/** For the error that is shown; empty when nothing is known to help. */
export function failureFixes(error: unknown, app: AppEntry, platform: Platform, parts: FixParts): readonly ErrorAction[] {
  const issue = isFailure(error) ? error.issues.find(({ severity }) => severity === 'error') : undefined;
  if (!issue) return [];
  return [...logFixActions(issue, app.folder), ...appFixActions(issue, app, platform, parts)];
}

function appFixActions(issue: Issue, app: AppEntry, platform: Platform, { checker, loadFixRunner }: FixParts): readonly ErrorAction[] {
  const { opened } = app;
  const fixes = editorFixes(opened, platform, issue, checker.last(app.folder)?.near ?? {});
  // The first two have buttons of their own here; which file is chosen is clear beside a field only.
  const offered = fixes.filter(({ action: { kind } }) => kind !== 'runBuild' && kind !== 'setPassword' && kind !== 'browse');
  const fix = offered.find(({ isPreferred }) => isPreferred) ?? offered[0];
  if (!fix) return [];
  const target = { document: vscode.Uri.file(opened.settingsPath), app: opened, platform };
  return [{ title: fixTitle(fix.action), run: async () => await (await loadFixRunner()).run(fix.action, target) }];
}

/** Where the build ran is not known for a log of elsewhere. */
export function logFixActions({ code }: Issue, folder?: string): readonly ErrorAction[] {
  const fix = logFixOf(code);
  const action = fix && logFixAction(fix, folder);
  return action ? [action] : [];
}

function logFixAction(fix: LogFix, folder: string | undefined): ErrorAction | undefined {
  switch (fix) {
    case 'choose-jdk':
      return chooseTool('jdk', vscode.l10n.t('Choose JDK…'));
    case 'choose-android-sdk':
      return chooseTool('androidSdk', vscode.l10n.t('Choose Android SDK…'));
    case 'open-terminal':
    case 'make-executable':
      // Which file it is stands in the log; git keeps the permission, so it is not changed behind its back.
      return folder === undefined ? undefined : { title: vscode.l10n.t('Open Terminal'), run: () => openTerminal(folder) };
    case 'open-gradle-properties':
      return folder === undefined
        ? undefined
        : { title: vscode.l10n.t('Open gradle.properties'), run: async () => await openGradleProperties(folder) };
    case 'set-team':
      return undefined;
  }
}

function chooseTool(tool: 'jdk' | 'androidSdk', title: string): ErrorAction {
  return {
    title,
    run: async () => await vscode.commands.executeCommand('mobileDistribution.chooseToolchain' satisfies CommandId, tool),
  };
}

function openTerminal(folder: string): void {
  vscode.window.createTerminal({ cwd: folder }).show();
}

/** A new file where the project has none. */
async function openGradleProperties(folder: string): Promise<void> {
  const places = gradlePropertiesPlaces.map((place) => vscode.Uri.joinPath(vscode.Uri.file(folder), place));
  for (const place of places) {
    const isThere = await vscode.workspace.fs.stat(place).then(
      () => true,
      () => false,
    );
    if (isThere) return void (await vscode.window.showTextDocument(place));
  }
  const [first] = places;
  if (first) await vscode.window.showTextDocument(first.with({ scheme: 'untitled' }));
}
