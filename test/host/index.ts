/**
 * What VS Code runs inside its extension host: the suites of the scene whose workspace is open. Built into
 * out/test-host/index.cjs by scripts/vscode/buildHostTests.ts.
 */

import Mocha from 'mocha';
import * as vscode from 'vscode';
import { isSceneName, type SceneName } from './sceneNames.ts';
import { writeHostEvent } from './support/hostEvents.ts';
import { HostReporter } from './support/hostReporter.ts';
import { whatVsCodeLacks } from './support/readiness.ts';

/** Loaded one after the other once mocha's globals are there. */
const suites: Readonly<Record<SceneName, readonly (() => Promise<unknown>)[]>> = {
  'one-app': [
    () => import('./suites/commands.ts'),
    () => import('./suites/activation.ts'),
    () => import('./suites/tasks.ts'),
    () => import('./suites/cancelling.ts'),
    () => import('./suites/installing.ts'),
    () => import('./suites/packageViewer.ts'),
    () => import('./suites/problems.ts'),
    () => import('./suites/modelTools.ts'),
  ],
  'several-apps': [() => import('./suites/severalApps.ts')],
  'signing-assets': [() => import('./suites/signingAssets.ts')],
  'making-assets': [() => import('./suites/makingAssets.ts'), () => import('./suites/importing.ts')],
};

/** Longer than tests wait for anything, so that what they waited for is reported. */
const hostTestMs = 90_000;

export async function run(): Promise<void> {
  const scene = sceneOfWorkspace();
  const reason = await whatVsCodeLacks();
  writeHostEvent(reason === undefined ? { kind: 'ready' } : { kind: 'not-ready', reason });
  if (reason !== undefined) throw new Error(reason);
  const mocha = new Mocha({ ui: 'bdd', reporter: HostReporter, timeout: hostTestMs, forbidOnly: true });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of suites[scene]) await load();
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** The folder of a scene has its name, and so does its .code-workspace file. */
function sceneOfWorkspace(): SceneName {
  const uri = vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = uri?.path.split('/').at(-1)?.replace('.code-workspace', '') ?? '';
  if (!isSceneName(name)) throw new Error(`There is no scene ${name}`);
  return name;
}
