/**
 * Makes packages in a separate process and gives it the passwords it asks for: the stored one first, otherwise the person's. A password
 * that was just typed is stored when the package shows that it was right.
 */

import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { present } from '../../../core/base/present.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { createPackageInWorker } from '../../../node/packageWorker/packageWorker.ts';
import { userFolderOf } from '../../../node/userFolder.ts';
import { workspaceTrust } from '../../shared/workspace/workspaceTrust.ts';
import { type ProductPlaces } from '../../shared/productPlaces.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { readSetting } from '../../shared/settings.ts';
import { type RunPackage } from './packageRuns.ts';

export interface WorkerParts {
  readonly places: ProductPlaces;
  readonly passwords: PasswordStore;
  /** What passwords are tried on. */
  readonly files: Pick<FileSystem, 'readFile'>;
}

export function runInWorker({ places, passwords, files }: WorkerParts): RunPackage {
  return async (request, { report, onLogLine, signal }) => {
    const [{ RunPasswords }, { readToolVariables }] = await Promise.all([
      import('./runPasswords.ts'),
      import('../../shared/workspace/readToolVariables.ts'),
    ]);
    const source = new RunPasswords(files, passwords, { asksNobody: request.asksNobody === true, signal });
    const made = await createPackageInWorker({
      entry: places.packageWorker,
      world: {
        mediaFolder: places.mediaFolder,
        digestWorkerUrl: places.digestWorker.href,
        userFolder: userFolderOf(process.env),
        toolVariables: readToolVariables(workspaceTrust),
      },
      request: {
        appFolder: request.appFolder,
        platform: request.platform,
        ...present('outputFolder', outputFolderOf(request.appFolder)),
        ...(request.runsProjectBuild === true && { runsProjectBuild: true }),
        ...(request.isClean === true && { isClean: true }),
        overrides: {
          ...request.overrides,
          ...(request.buildType && { buildType: request.buildType }),
          ...present('variant', request.variant),
        },
      },
      passwords: source,
      report,
      onLogLine,
      signal,
    });
    await source.keep();
    return made;
  };
}

/** Absolute; the settings of VS Code may name another one than the app's own. */
function outputFolderOf(appFolder: string): string | undefined {
  const named = readSetting('packages.outputFolder', vscode.Uri.file(appFolder)).trim();
  return named === '' ? undefined : resolve(appFolder, named);
}
