/**
 * A package that was released and then signed again, for devices that registered: its release gets the new one, so that the link that testers have
 * leads to it.
 */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { describeError } from '../../shared/errors/errorText.ts';
import { type KnownServer } from '../servers/knownServer.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { sendPackage } from './sendPackage.ts';

interface ReleasedFile {
  readonly server: KnownServer;
  readonly owner: string;
  readonly app: string;
  readonly release: number;
}

export interface ReplacementParts {
  readonly servers: ReleaseServers;
  readonly memory: vscode.Memento;
}

function keyOf(path: string): string {
  return `released ${path}`;
}

/** Where the package of a file went last. */
export async function rememberReleased(memory: vscode.Memento, path: string, where: ReleasedFile): Promise<void> {
  await memory.update(keyOf(path), where);
}

/** Asks first: testers get another package under the same link. */
export async function offerReplacement({ servers, memory }: ReplacementParts, from: string, to: string): Promise<void> {
  const where = memory.get<ReleasedFile>(keyOf(from));
  if (!where) return;
  const { server, owner, app, release } = where;
  const replace = vscode.l10n.t('Replace Package');
  const text = vscode.l10n.t(
    'Replace the package of release {0} of {1} on the server? Its link then leads to {2}.',
    release,
    app,
    basename(to),
  );
  if ((await vscode.window.showInformationMessage(text, replace)) !== replace) return;
  try {
    const title = vscode.l10n.t('Replacing the package of release {0}', release);
    const name = { owner, app };
    await sendPackage(
      { servers, memory, server, name, path: to, purpose: `replaces ${release}`, title },
      async (client, file, sending) => await client.replacePackage(name, release, { fileName: basename(to), file, sending }),
    );
    await rememberReleased(memory, to, where);
    servers.refresh();
    void vscode.window.showInformationMessage(vscode.l10n.t('Release {0} has the new package. Its link is the same.', release));
  } catch (error) {
    void vscode.window.showErrorMessage(describeError(error));
  }
}
