/** Finds out which package a command is about: a node of the tree, a file of the explorer, or what the person chooses. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';
import { type PackageFiles } from './packageFiles.ts';
import { type PackageSubject } from './packageSubject.ts';

export interface PackageSubjectParts {
  readonly asker: AppAsker;
  readonly index: AppIndex;
  readonly packages: PackageFiles;
}

export class PackageSubjects {
  readonly #parts: PackageSubjectParts;

  constructor(parts: PackageSubjectParts) {
    this.#parts = parts;
  }

  /** Fails with `cancelled` when the person chooses none. */
  async resolve(argument: unknown): Promise<PackageSubject> {
    if (argument instanceof vscode.Uri && isPackageUri(argument)) return await this.ofFile(argument);
    const { app, record } = await this.#parts.asker.package(argument);
    return { path: this.#parts.packages.pathOf(app, record), recorded: { app, record } };
  }

  /** A file, with its record when it has one. */
  async ofFile(uri: vscode.Uri): Promise<PackageSubject> {
    if (uri.scheme !== 'file') throw Failure.of('package-not-on-disk', { address: uri.toString(true) });
    const path = uri.fsPath;
    const known = await this.#recordOf(path);
    if (known || !/[\\/]\.mobile-distribution[\\/]/.test(path)) return { path, ...(known && { recorded: known }) };
    // Made a moment ago: the index has not seen its line yet.
    this.#parts.index.refresh();
    const recorded = await this.#recordOf(path);
    return { path, ...(recorded && { recorded }) };
  }

  /** The package that a panel showed before the window was reloaded. */
  async restore(appFolder: string, recordId: string, path: string): Promise<PackageSubject> {
    const app = await this.#parts.index.app(appFolder);
    const record = app?.opened.ledger.records.find(({ id }) => id === recordId);
    return app && record ? { path: this.#parts.packages.pathOf(app, record), recorded: { app, record } } : { path };
  }

  async #recordOf(path: string): Promise<PackageSubject['recorded']> {
    const found = (await this.#parts.index.apps()).flatMap((app) =>
      app.opened.ledger.records
        .filter((record) => isSamePath(this.#parts.packages.pathOf(app, record), path))
        .map((record) => ({ app, record })),
    );
    return found.sort((a, b) => b.record.createdAt.localeCompare(a.record.createdAt))[0];
  }
}

export function isPackageUri(uri: vscode.Uri): boolean {
  return /\.(apk|aab|ipa)$/i.test(uri.path);
}

function isSamePath(a: string, b: string): boolean {
  return process.platform === 'win32' ? a.toLowerCase() === b.toLowerCase() : a === b;
}
