/** The extension's settings, typed by package.json. */

import * as vscode from 'vscode';
import { settingDefaults, type SettingTypes } from './manifest.ts';

const section = 'mobileDistribution';

/** The value that applies to a place of the workspace. A value of another type than package.json says counts as absent. */
export function readSetting<Name extends keyof SettingTypes>(name: Name, scope?: vscode.Uri): SettingTypes[Name] {
  const value = vscode.workspace.getConfiguration(section, scope).get<SettingTypes[Name]>(name);
  return typeof value === typeof settingDefaults[name] && value !== undefined ? value : settingDefaults[name];
}

export function onDidChangeSetting(name: keyof SettingTypes, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${section}.${name}`)) listener();
  });
}
