/**
 * Whether VS Code itself is ready to be tested. On a busy machine its own task service now and then starts with a workspace
 * that has no folders yet, and then knows no task of any folder until the window is opened again. Each folder of a scene has a plain task for this.
 */

import * as vscode from 'vscode';
import { readyTask } from '../sceneNames.ts';

const limitMs = 30_000;

/** Nothing when VS Code lists its own task of every folder; otherwise what it lists instead. */
export async function whatVsCodeLacks(): Promise<string | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ name }) => name);
  const deadline = Date.now() + limitMs;
  for (;;) {
    const tasks = await vscode.tasks.fetchTasks();
    const ready = tasks.filter(({ name }) => name === readyTask).flatMap(({ scope }) => (typeof scope === 'object' ? [scope.name] : []));
    if (folders.length > 0 && folders.every((name) => ready.includes(name))) return undefined;
    if (Date.now() > deadline)
      return `VS Code lists ${tasks.length} tasks, its own of ${ready.join(', ') || 'no folder'}, where the workspace has ${folders.join(', ') || 'no folder'}`;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
