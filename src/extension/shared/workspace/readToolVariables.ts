/** The tools that the settings of this window name, as variables, and when they change. */

import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { type ChosenToolId, variablesOf } from '../../../core/engines/toolchains/chosenTools.ts';
import { nodePathTools } from '../../../node/nodePathTools.ts';
import { readSetting } from '../settings.ts';
import { editorTools } from './editorTools.ts';
import { type WorkspaceTrust } from './workspaceTrust.ts';

/** In Restricted Mode only what the person set for all workspaces counts: a path of a workspace may lead anywhere. */
export function readToolVariables({ isTrusted }: WorkspaceTrust): Readonly<Record<string, string>> {
  const configuration = vscode.workspace.getConfiguration();
  const read = (key: string): unknown => (isTrusted() ? configuration.get(key) : configuration.inspect(key)?.globalValue);
  const system = process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux';
  return variablesOf(editorTools({ own: ownChoices(), read }, { system, homeFolder: homedir() }), nodePathTools, process.env['PATH']);
}

function ownChoices(): Readonly<Record<ChosenToolId, string>> {
  return {
    jdk: readSetting('toolchains.jdk'),
    androidSdk: readSetting('toolchains.androidSdk'),
    node: readSetting('toolchains.node'),
    flutter: readSetting('toolchains.flutter'),
    dotnet: readSetting('toolchains.dotnet'),
    xcode: readSetting('toolchains.xcode'),
  };
}

const sections = ['mobileDistribution', 'java', 'dart', 'dotnet', 'terminal.integrated.env'] as const;

export function onToolSettings(listener: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (sections.some((section) => event.affectsConfiguration(section))) listener();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(listener),
  );
}
