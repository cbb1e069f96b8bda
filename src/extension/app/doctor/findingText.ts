/** What was found on a machine, in the language of the window. */

import * as vscode from 'vscode';
import { isFailure } from '../../../core/base/failure.ts';
import { type FindingText } from '../../../core/workflow/describeFinding.ts';
import { type Finding } from '../../../core/workflow/examineMachine.ts';
import { platformNames } from '../../../core/settings/platform.ts';
import { failureText } from '../../shared/errors/tableText.ts';

export function findingText(finding: Finding): FindingText {
  switch (finding.kind) {
    case 'node':
      return { name: 'Node', says: finding.version };
    case 'engine':
      return { name: vscode.l10n.t('Engine {0}', finding.engine), says: engineText(finding) };
    case 'tool': {
      const { found, tool, isRight } = finding;
      const all = found.join(', ');
      if (found.length > 0 && !isRight) return { name: tool, says: vscode.l10n.t('{0}, without a workload that builds for phones', all) };
      return { name: tool, says: found.length > 0 ? all : absentText(tool) };
    }
    case 'git':
      return { name: 'git', says: finding.version ?? vscode.l10n.t('not found: packages are recorded without a commit') };
    case 'user-folder':
      return { name: vscode.l10n.t('User folder'), says: finding.error === undefined ? finding.path : errorText(finding.error) };
    case 'debug-key':
      return { name: vscode.l10n.t('Debug key'), says: finding.path ?? vscode.l10n.t('created with the first debug package') };
  }
}

function absentText(tool: Extract<Finding, { kind: 'tool' }>['tool']): string {
  switch (tool) {
    case 'JDK':
    case 'Android SDK':
      return vscode.l10n.t('not found: needed for native Android projects');
    case 'Gradle':
      return vscode.l10n.t('not found: needed for Android projects without a wrapper');
    case 'Node':
      return vscode.l10n.t('not found: needed for {0}', 'React Native, Expo, Capacitor, Cordova, NativeScript');
    case 'Flutter':
      return vscode.l10n.t('not found: needed for {0}', 'Flutter');
    case '.NET SDK':
      return vscode.l10n.t('not found: needed for {0}', '.NET MAUI');
    case 'Rust':
      return vscode.l10n.t('not found: needed for {0}', 'Tauri');
    case 'Xcode':
      return vscode.l10n.t('not found: builds iOS projects, on a Mac');
  }
}

function engineText({ versions, platforms, isOfProject, isRight }: Extract<Finding, { kind: 'engine' }>): string {
  const names = platforms.map((platform) => platformNames[platform]).join(', ');
  if (isOfProject === true)
    return isRight ? vscode.l10n.t('version of the project, builds for {0}', names) : vscode.l10n.t('tools are missing, see below');
  if (versions.length === 0) return vscode.l10n.t('not available here');
  return vscode.l10n.t('version {0}, builds for {1}', versions.join(', '), names);
}

function errorText(error: unknown): string {
  if (isFailure(error)) return failureText(error).message;
  return error instanceof Error ? error.message : String(error);
}
