/** Has the lines of running builds read for problems. What knows the tools' errors is loaded with the first line. */

import * as vscode from 'vscode';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { lazily } from '../../shared/lazily.ts';
import { isActive } from './packageRun.ts';
import { type PackageRuns } from './packageRuns.ts';

export function showLiveProblems(runs: PackageRuns, paths: PathTools): vscode.Disposable {
  const disposables: vscode.Disposable[] = [];
  let isLoaded = false;
  const problems = lazily(async () => {
    const { BuildProblems } = await import('./buildProblems.ts');
    const loaded = new BuildProblems(paths);
    disposables.push(loaded);
    return loaded;
  });
  disposables.push(
    runs.onDidWriteLine(({ run, line }) => {
      isLoaded = true;
      void problems().then((loaded) => loaded.read(run, line));
    }),
    runs.onDidChange((run) => {
      if (isLoaded && !isActive(run)) void problems().then((loaded) => loaded.ended(run));
    }),
  );
  return new vscode.Disposable(() => {
    for (const disposable of disposables) disposable.dispose();
  });
}
