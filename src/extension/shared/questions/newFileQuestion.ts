/** The path of a new file: typed relative to the app or chosen in a dialog. Existing files are never replaced. */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { askText, type Remark } from './question.ts';
import { type QuestionPlace, type wentBack } from './questionPlace.ts';

export interface NewFileQuestion {
  readonly prompt: string;
  /** Relative to `folder`, or absolute. */
  readonly value: string;
  /** Typed paths begin here. */
  readonly folder: string;
  /** The required file extension, without the dot. */
  readonly ending: string;
  /** Of the kind of file, for the dialog. */
  readonly kind: string;
  /** A second file that is written with it, and is not replaced either. */
  readonly companion?: (path: string) => string;
}

export interface FilesAndPaths {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

export async function askNewFile(world: FilesAndPaths, place: QuestionPlace, question: NewFileQuestion): Promise<string | typeof wentBack> {
  const { prompt, value, folder, ending, kind } = question;
  return await askText(place, {
    prompt,
    value,
    check: async (text) => await checkNewFile(world, question, text),
    button: {
      icon: 'folder-opened',
      tooltip: vscode.l10n.t('Choose a Folder and a Name…'),
      choose: async (text) => {
        const chosen = await vscode.window.showSaveDialog({
          title: place.title,
          defaultUri: vscode.Uri.file(world.paths.resolve(folder, text === '' ? value : text)),
          filters: { [kind]: [ending] },
          saveLabel: vscode.l10n.t('Choose'),
        });
        return chosen && pathFrom(world.paths, folder, chosen.fsPath);
      },
    },
  });
}

/** Paths in committed files are relative; files far away are named in full. */
export function pathFrom(paths: PathTools, folder: string, path: string): string {
  const relative = paths.relative(folder, path);
  return relative.startsWith('../../') ? path : relative;
}

/** What is wrong with a typed path, as far as it is known. */
export async function checkNewFile(
  { files, paths }: FilesAndPaths,
  question: Pick<NewFileQuestion, 'folder' | 'ending' | 'companion'>,
  text: string,
): Promise<Remark | undefined> {
  const path = paths.resolve(question.folder, text.trim());
  const ending = `.${question.ending}`;
  if (text.trim() === '' || /[\\/]$/.test(text)) return { text: vscode.l10n.t('Enter a file name') };
  if (!path.toLowerCase().endsWith(ending.toLowerCase())) return { text: vscode.l10n.t('The name must end in {0}', ending) };
  const found = await files.stat(path).catch(() => undefined);
  if (found?.kind === 'directory') return { text: vscode.l10n.t('This is a folder') };
  if (found) return { text: vscode.l10n.t('This file already exists; choose another name') };
  const companion = question.companion?.(path);
  if (companion === undefined || !(await files.stat(companion).catch(() => undefined))) return undefined;
  return { text: vscode.l10n.t('{0} already exists; choose another name', paths.basename(companion)) };
}
