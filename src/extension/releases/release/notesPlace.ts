/** Where release notes are, as the address of a document. */

import * as vscode from 'vscode';
import { type KnownServer } from '../servers/knownServer.ts';

interface NotesPlace {
  readonly server: KnownServer;
  readonly name: { readonly owner: string; readonly app: string };
  readonly release: number;
}

/** The path is what the tab shows; where the notes are is in the query. */
export function notesUri({ server, name, release }: NotesPlace): vscode.Uri {
  const path = `/${name.owner}/${name.app}/${vscode.l10n.t('Notes of Release {0}', release)}.md`;
  return vscode.Uri.from({ scheme: 'mobile-distribution-notes', path, query: JSON.stringify({ server, name, release }) });
}

/** Fails where it is not one of `notesUri`: a window that is restored may have one of an older version. */
export function notesPlaceOf(uri: vscode.Uri): NotesPlace {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field is looked at
    const place = JSON.parse(uri.query) as Partial<NotesPlace>;
    if (place.server && place.name && place.release !== undefined)
      return { server: place.server, name: place.name, release: place.release };
  } catch {
    // Not one of ours.
  }
  throw vscode.FileSystemError.FileNotFound(uri);
}
