/** Runs tasks of the product as VS Code does. */

import * as vscode from 'vscode';
import { until } from '../../support/until.ts';
import { activeExtension } from './extension.ts';

export const taskType = 'mobile-distribution';

export interface TaskFilter {
  readonly app?: string;
  readonly platform?: string;
  readonly buildType?: string;
  readonly name?: string;
}

export async function findTask(filter: TaskFilter): Promise<vscode.Task> {
  await activeExtension();
  const fits = ({ name, definition, source }: vscode.Task): boolean =>
    (filter.name === undefined ? source !== 'Workspace' : name === filter.name) &&
    (['app', 'platform', 'buildType'] as const).every((key) => filter[key] === undefined || definition[key] === filter[key]);
  let all: readonly vscode.Task[] = [];
  const ask = async (): Promise<vscode.Task | undefined> => {
    all = await vscode.tasks.fetchTasks({ type: taskType });
    return all.find(fits);
  };
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ name }) => name).join(', ');
  return await until(
    () => `the task ${JSON.stringify(filter)} of the folders ${folders} among ${all.map(({ name }) => name).join(', ')}`,
    ask,
  );
}

/** Starts a task. `ended` gives its exit code. */
export async function startTask(
  task: vscode.Task,
): Promise<{ readonly execution: vscode.TaskExecution; readonly ended: Promise<number | undefined> }> {
  const ended = whenEnds(({ name, scope }) => name === task.name && folderOf(scope) === folderOf(task.scope));
  return { execution: await vscode.tasks.executeTask(task), ended };
}

/** Runs a task of tasks.json as people do, by its label and with all it depends on. */
export async function runLabel(label: string): Promise<number | undefined> {
  const ended = whenEnds(({ name }) => name === label);
  await vscode.commands.executeCommand('workbench.action.tasks.runTask', label);
  return await ended;
}

export async function whenEnds(isIt: (task: vscode.Task) => boolean): Promise<number | undefined> {
  return await new Promise((resolve) => {
    const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (!isIt(execution.task)) return;
      listening.dispose();
      resolve(exitCode);
    });
  });
}

function folderOf(scope: vscode.Task['scope']): string {
  return typeof scope === 'object' ? scope.uri.toString() : '';
}
