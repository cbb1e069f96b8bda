/** Opens a package for inspection: from disk piece by piece, from elsewhere through VS Code into memory. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { bytesSource } from '../../../core/base/byteSource.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type OpenFile } from '../../../core/ports/fileSystem.ts';

/** What is held in memory at once for a file that is not on the disk. */
const largestInMemory = 256 * 1024 * 1024;

/** Something that can be looked into. */
export interface InspectedFile {
  readonly name: string;
  /** For people: a path or an address. */
  readonly place: string;
  open(): Promise<OpenFile>;
}

export function fileOfUri(uri: vscode.Uri): InspectedFile {
  const name = basename(uri.path);
  if (uri.scheme === 'file') {
    return {
      name,
      place: uri.fsPath,
      open: async () => {
        const { NodeOpenFile } = await import('../../../node/nodeOpenFile.ts');
        return await NodeOpenFile.open(uri.fsPath);
      },
    };
  }
  const place = uri.toString(true);
  return {
    name,
    place,
    open: async () => {
      checkSize(place, (await vscode.workspace.fs.stat(uri)).size);
      return inMemory(place, await vscode.workspace.fs.readFile(uri));
    },
  };
}

function inMemory(path: string, bytes: Uint8Array): OpenFile {
  checkSize(path, bytes.length);
  return { ...bytesSource(new Uint8Array(bytes)), close: async () => {} };
}

function checkSize(path: string, sizeBytes: number): void {
  if (sizeBytes > largestInMemory) throw Failure.of('file-too-large', { path, sizeBytes, limitBytes: largestInMemory });
}
