/**
 * Makes packages in a separate process and gives it the passwords it asks for: the stored one first, otherwise the person's. A password
 * that was just typed is stored when the package shows that it was right.
 */

import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { present } from '../../../core/base/present.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { type CreatedPackage } from '../../../core/workflow/createPackage.ts';
import { uniqueIssues } from '../../../core/workflow/uniqueIssues.ts';
import { type ProjectEvaluations } from '../../../core/workflow/withEvaluations.ts';
import { type PackageWorkerRequest } from '../../../node/packageWorker/messages.ts';
import { createPackagesInWorker } from '../../../node/packageWorker/packageWorker.ts';
import { userFolderOf } from '../../../node/userFolder.ts';
import { readToolVariables } from '../../shared/workspace/readToolVariables.ts';
import { workspaceTrust } from '../../shared/workspace/workspaceTrust.ts';
import { type ProductPlaces } from '../../shared/productPlaces.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { readSetting } from '../../shared/settings.ts';
import { type StoreVersionCodes } from '../../shared/stores/storeVersionCodes.ts';
import { JointRuns, type JointRun } from './jointRuns.ts';
import { type RunRequest } from './packageRun.ts';
import { type RunPackage } from './packageRuns.ts';
import { RunPasswords } from './runPasswords.ts';

export interface WorkerParts {
  readonly places: ProductPlaces;
  readonly passwords: PasswordStore;
  /** What passwords are tried on. */
  readonly files: Pick<FileSystem, 'readFile'>;
  readonly loadStoreCodes: () => Promise<Pick<StoreVersionCodes, 'read'>>;
  /** What the tools of a project said of values that it computes. */
  readonly evaluated: (folder: string) => Promise<ProjectEvaluations | undefined>;
}

export function runInWorker(parts: WorkerParts): RunPackage {
  const joint = new JointRuns(async (members) => await makeTogether(parts, members));
  return async (request, hooks) => await joint.run({ request, hooks });
}

async function makeTogether(
  { places, passwords, files, loadStoreCodes, evaluated }: WorkerParts,
  members: readonly JointRun[],
): Promise<void> {
  const [first] = members;
  if (!first) return;
  const { signal } = first.hooks;
  const source = new RunPasswords(files, passwords, { asksNobody: first.request.asksNobody === true, signal });
  const storeCodes = await loadStoreCodes();
  const packages = members.map(async ({ request, hooks: { report, onLogLine }, end }) => {
    const asked = workerRequest(request);
    const { codes, issues } = await storeCodes.read({ ...asked, signal });
    for (const { severity, code, message } of issues) onLogLine(`${severity} ${code}: ${message}`);
    return {
      request: { ...asked, storeCodes: codes, ...present('evaluations', await evaluated(asked.appFolder)) },
      report,
      onLogLine,
      onMade: (made: CreatedPackage) =>
        void source.keep().then(() => end.resolve({ ...made, issues: uniqueIssues([...issues, ...made.issues]) }), end.reject),
      onFailed: end.reject,
    };
  });
  await createPackagesInWorker({
    entry: places.packageWorker,
    world: {
      mediaFolder: places.mediaFolder,
      digestWorkerUrl: places.digestWorker.href,
      userFolder: userFolderOf(process.env),
      toolVariables: readToolVariables(workspaceTrust),
    },
    packages: await Promise.all(packages),
    passwords: source,
    signal,
  });
}

function workerRequest({
  appFolder,
  platform,
  buildType,
  variant,
  overrides,
  runsProjectBuild,
  isClean,
}: RunRequest): PackageWorkerRequest {
  return {
    appFolder,
    platform,
    ...present('outputFolder', outputFolderOf(appFolder)),
    ...(runsProjectBuild === true && { runsProjectBuild }),
    ...(isClean === true && { isClean }),
    overrides: { ...overrides, ...present('buildType', buildType), ...present('variant', variant) },
  };
}

/** Absolute; the settings of VS Code may name another one than the app's own. */
function outputFolderOf(appFolder: string): string | undefined {
  const named = readSetting('packages.outputFolder', vscode.Uri.file(appFolder)).trim();
  return named === '' ? undefined : resolve(appFolder, named);
}
