/** Finds the app that a tool's input names. A model cannot be asked, so a wrong name is answered with the right ones. */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { nameOf, type AppEntry } from '../app/appEntry.ts';
import { type AppIndex } from '../app/appIndex.ts';

export async function findToolApp(index: AppIndex, paths: PathTools, named: string | undefined): Promise<AppEntry> {
  const apps = await index.apps();
  if (named !== undefined && named !== '') {
    const wanted = workspacePaths(paths, named);
    const app = apps.find(({ folder }) => wanted.includes(folder)) ?? apps.find((entry) => nameOf(entry) === named);
    if (app) return app;
    throw usage(`There is no app at ${named}`, apps);
  }
  const ready = apps.filter(({ opened }) => opened.hasSettings);
  const [only] = ready.length > 0 ? ready : apps;
  if (!only) throw Failure.of('no-app-here', {});
  if ((ready.length > 0 ? ready : apps).length > 1) throw usage('The workspace has several apps; name one of them', apps);
  return only;
}

/** Absolute paths that a path of a tool's input may mean: in each workspace folder, or after the name of one, as the answers write it. */
function workspacePaths(paths: PathTools, named: string): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri, name }) => [
    paths.resolve(uri.fsPath, named),
    ...(named === name || named.startsWith(`${name}/`) ? [paths.resolve(uri.fsPath, `.${named.slice(name.length)}`)] : []),
  ]);
}

function usage(problem: string, apps: readonly AppEntry[]): Failure {
  const remedy = apps.length === 0 ? 'Set up an app first' : `Give app as one of ${apps.map(({ folder }) => folder).join(', ')}`;
  return Failure.of('usage-wrong', { problem, remedy });
}
