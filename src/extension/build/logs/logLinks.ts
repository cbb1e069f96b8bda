/**
 * Links in the logs of packages, and in a log that is explained: each place that a line names leads to the line of the file, where the project has that file. Paths
 * of another machine, such as a CI server, are looked for by their ends.
 */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { logPlaces, type LogPlace } from '../../../core/engines/log/logPlaces.ts';
import { isInProject } from '../../app/checks/issuePlacement.ts';

/** What is longer is read, and has links as far as this. */
const mostLines = 200_000;
const mostLinks = 2000;
/** Of different files that are looked for. */
const mostFiles = 500;
/** Of folders that the same project has on another machine. */
const mostDropped = 12;

export interface LogLinkParts {
  readonly files: Pick<FileSystem, 'stat'>;
  readonly paths: PathTools;
}

/** `folders`: of the app and of the workspace, absolute; paths of the log may be relative to them, and lead nowhere else. */
export async function logLinks(
  document: Pick<vscode.TextDocument, 'lineCount' | 'lineAt'>,
  folders: readonly string[],
  parts: LogLinkParts,
  token: vscode.CancellationToken,
): Promise<vscode.DocumentLink[]> {
  const known = new Map<string, Promise<string | undefined>>();
  const links: vscode.DocumentLink[] = [];
  for (let number = 0; number < Math.min(document.lineCount, mostLines) && links.length < mostLinks; number += 1) {
    if (token.isCancellationRequested) return [];
    for (const place of logPlaces(document.lineAt(number).text, folders)) {
      if (!known.has(place.file) && known.size >= mostFiles) continue;
      const finding = known.get(place.file) ?? find(place.file, folders, parts);
      known.set(place.file, finding);
      const path = await finding;
      if (path !== undefined) links.push(linkTo(path, place, number));
    }
  }
  return links;
}

async function find(written: string, folders: readonly string[], { files, paths }: LogLinkParts): Promise<string | undefined> {
  const segments = written.split(/[\\/]/).filter((segment) => segment !== '');
  const wholes = folders.map((folder) => paths.resolve(folder, written));
  const ends = segments.slice(0, mostDropped).flatMap((_, dropped) => {
    const end = segments.slice(dropped + 1);
    // A name alone could be any file.
    return end.length < 2 ? [] : folders.map((folder) => paths.join(folder, ...end));
  });
  for (const path of [...wholes, ...ends]) {
    if (!isInProject(folders, path)) continue;
    const found = await files.stat(path).catch(() => undefined);
    if (found?.kind === 'file') return path;
  }
  return undefined;
}

function linkTo(path: string, { start, end, line, column }: LogPlace, number: number): vscode.DocumentLink {
  const target = vscode.Uri.file(path).with({ fragment: column === undefined ? `L${line}` : `L${line},${column}` });
  const link = new vscode.DocumentLink(new vscode.Range(number, start, number, end), target);
  link.tooltip = vscode.l10n.t('Open {0}', vscode.workspace.asRelativePath(path));
  return link;
}
