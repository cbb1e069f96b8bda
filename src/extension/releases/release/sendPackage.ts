/**
 * Sends a package to a release server with progress and a way to cancel. What was cancelled or cut off goes on with the next attempt: the upload is
 * remembered until the server has all of it.
 */

import { stat } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { NodeOpenFile } from '../../../node/nodeOpenFile.ts';
import { type AppName, type ReleaseClient } from '../../../releases/client/releaseClient.ts';
import { type SendingOptions } from '../../../releases/client/releaseInputs.ts';
import { type ServerRelease } from '../../../releases/client/serverAnswers.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { type KnownServer } from '../servers/knownServer.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';

export interface PackageToSend {
  readonly servers: ReleaseServers;
  readonly memory: vscode.Memento;
  readonly server: KnownServer;
  readonly name: AppName;
  readonly path: string;
  /** What else makes it another upload, such as the release whose package is replaced. */
  readonly purpose: string;
  readonly title: string;
}

type Send = (client: ReleaseClient, file: NodeOpenFile, sending: SendingOptions) => Promise<ServerRelease>;

export async function sendPackage(
  { servers, memory, server, name, path, purpose, title }: PackageToSend,
  send: Send,
): Promise<ServerRelease> {
  const { size, mtimeMs } = await stat(path);
  // Another file under the same name is another upload.
  const key = ['upload', server.url, name.owner, name.app, purpose, path, size, mtimeMs].join(' ');
  return await cancellableProgress(title, async ({ signal, report }) => {
    const client = await servers.client(server, signal);
    const file = await NodeOpenFile.open(path);
    try {
      const release = await send(client, file, {
        uploadId: memory.get<string>(key),
        onBegin: async (uploadId) => await memory.update(key, uploadId),
        onProgress: (doneBytes) => report(doneBytes / file.size, `${formatByteSize(doneBytes)} / ${formatByteSize(file.size)}`),
      });
      await memory.update(key, undefined);
      return release;
    } finally {
      await file.close();
    }
  });
}
