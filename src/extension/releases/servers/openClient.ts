/** The one way from the editor to a release server. */

import { readFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { Secret } from '../../../core/base/secret.ts';
import { NodeHttpClient } from '../../../node/http/nodeHttpClient.ts';
import { ReleaseClient } from '../../../releases/client/releaseClient.ts';
import { tokenKey, type KnownServer, type RemoteServer } from './knownServer.ts';
import { readRunningServer } from './runningServer.ts';

interface ClientSources {
  readonly remote: readonly RemoteServer[];
  readonly secrets: vscode.SecretStorage;
  readonly signal: AbortSignal | undefined;
}

export async function openClient({ kind, url }: KnownServer, { remote, secrets, signal }: ClientSources): Promise<ReleaseClient> {
  if (kind === 'local') {
    const running = await readRunningServer();
    if (running?.url !== url) throw Failure.of('server-gone', { url });
    const certificates = running.caCertificate === null ? [] : [await readFile(running.caCertificate, 'utf8')];
    return clientFor({ url, token: new Secret(running.ownerToken), certificates, signal });
  }
  const token = await secrets.get(tokenKey(url));
  const known = remote.find((each) => each.url === url);
  if (token === undefined || !known) throw Failure.of('server-token-missing', { url });
  const { certificateAuthority } = known;
  return clientFor({
    url,
    token: new Secret(token),
    certificates: certificateAuthority === undefined ? [] : [certificateAuthority],
    signal,
  });
}

interface ClientInput {
  readonly url: string;
  readonly token: Secret;
  /** PEM. */
  readonly certificates: readonly string[];
  readonly signal: AbortSignal | undefined;
}

export function clientFor({ url, token, certificates, signal }: ClientInput): ReleaseClient {
  const http = new NodeHttpClient({ proxies: process.env, certificateAuthorities: certificates });
  return new ReleaseClient({ http, server: url, token, ...(signal && { signal }) });
}
