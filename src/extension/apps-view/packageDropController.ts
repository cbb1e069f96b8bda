/** Packages that are dropped onto the view Apps, from the explorer or from the desktop, are inspected. Nothing else is taken. */

import * as vscode from 'vscode';
import { isCancelled } from '../../core/base/cancellation.ts';
import { type ErrorPresenter } from '../shared/errors/errorPresenter.ts';
import { openPackageViewer } from '../package/viewer/openPackageViewer.ts';
import { type DroppedFiles } from '../package/files/droppedFiles.ts';
import { isPackageUri } from '../package/files/packageSubjects.ts';
import { type AppsNode } from '../app/appsNode.ts';

/** Every one opens an editor. */
const mostAtOnce = 10;

export class PackageDropController implements vscode.TreeDragAndDropController<AppsNode> {
  readonly dropMimeTypes = ['text/uri-list', 'files'];
  readonly dragMimeTypes = [];
  readonly #dropped: DroppedFiles;
  readonly #errors: ErrorPresenter;

  constructor(dropped: DroppedFiles, errors: ErrorPresenter) {
    this.#dropped = dropped;
    this.#errors = errors;
  }

  async handleDrop(_target: AppsNode | undefined, transfer: vscode.DataTransfer, token: vscode.CancellationToken): Promise<void> {
    try {
      const uris = parseUriList(await transfer.get('text/uri-list')?.asString());
      const packages = uris.filter(isPackageUri).slice(0, mostAtOnce);
      // What the browser drops from the desktop has no address that could be opened.
      const files =
        packages.length > 0 ? [] : [...transfer].flatMap(([, item]) => item.asFile() ?? []).filter(({ name }) => isPackageName(name));
      if (token.isCancellationRequested) return;
      for (const uri of packages) await openPackageViewer(uri);
      for (const file of files.slice(0, mostAtOnce)) {
        await openPackageViewer(file.uri ?? this.#dropped.add(file.name, await file.data()));
      }
      if (packages.length + files.length === 0)
        void vscode.window.showInformationMessage(vscode.l10n.t('Drop an .apk, .aab or .ipa file here to inspect it.'));
    } catch (error) {
      if (!isCancelled(error)) await this.#errors.show(error);
    }
  }
}

/** RFC 2483: a line an address, comments begin with `#`. */
function parseUriList(text: unknown): vscode.Uri[] {
  if (typeof text !== 'string') return [];
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(0, 1000).map((line) => vscode.Uri.parse(line));
}

function isPackageName(name: string): boolean {
  return /\.(apk|aab|ipa)$/i.test(name);
}
