/**
 * Copies a package to where the person wants it. On the disk in pieces, cancellable, and visible only when it is whole;
 * to another file system through VS Code, under a passing name first.
 */

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { throwIfCancelled } from '../../../core/base/cancellation.ts';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { nodePathTools } from '../../../node/nodePathTools.ts';

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly report: (fraction: number) => void;
}

const pieceBytes = 1024 * 1024;

/** Where a package is read, and where it is written: the person named the place, so Restricted Mode does not confine it. */
export interface CopyFiles {
  readonly files: FileSystem;
  readonly chosenFiles: FileSystem;
}

export async function copyPackage(places: CopyFiles, path: string, target: vscode.Uri, options: CopyOptions): Promise<void> {
  if (target.scheme === 'file') await copyOnDisk(places, path, target.fsPath, options);
  else await copyElsewhere(path, target, options);
}

async function copyOnDisk({ files, chosenFiles }: CopyFiles, path: string, target: string, { signal, report }: CopyOptions): Promise<void> {
  const { requireOutput } = await import('../../../core/workflow/output.ts');
  // The dialog has asked whether a file may be replaced.
  await requireOutput({ files: chosenFiles, paths: nodePathTools }, { path: target, inputs: [path], mayReplace: true });
  const source = await files.openFile(path);
  try {
    const output = await chosenFiles.createFile(target);
    try {
      for (let offset = 0; offset < source.size; offset += pieceBytes) {
        throwIfCancelled(signal);
        await output.write(await source.read(offset, Math.min(pieceBytes, source.size - offset)));
        report(Math.min(1, (offset + pieceBytes) / source.size));
      }
      throwIfCancelled(signal);
      await output.commit();
    } catch (error) {
      await output.discard();
      throw error;
    }
  } finally {
    await source.close();
  }
}

async function copyElsewhere(path: string, target: vscode.Uri, { signal }: CopyOptions): Promise<void> {
  const passing = target.with({ path: `${dirname(target.path)}/.${Date.now().toString(36)}.part` });
  try {
    await vscode.workspace.fs.copy(vscode.Uri.file(path), passing, { overwrite: true });
    throwIfCancelled(signal);
    await vscode.workspace.fs.rename(passing, target, { overwrite: true });
  } catch (error) {
    await vscode.workspace.fs.delete(passing).then(undefined, () => undefined);
    throw error;
  }
}
