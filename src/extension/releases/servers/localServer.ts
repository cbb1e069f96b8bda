/** The release server that this window started. It is a separate process, and ends when the extension host does. */

import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { startServer, type StartedServer } from '../../../releases/server/startServer.ts';
import { readSetting } from '../../shared/settings.ts';
import { serverFolder } from './runningServer.ts';

const loopback = '127.0.0.1';

/** Who can reach the server. */
export type ServerReach = 'this-computer' | 'network-https' | 'network-http' | 'forwarded-port';

export class LocalServer {
  readonly url: string;
  readonly ended: Promise<number>;
  readonly #started: StartedServer;

  private constructor(started: StartedServer) {
    this.#started = started;
    this.url = started.running.url;
    this.ended = started.ended;
  }

  /** Fails with `server-data-busy` when another one runs, and with `address-unavailable` when its port is taken. */
  static async start(entry: URL, reach: ServerReach): Promise<LocalServer> {
    const isForwarded = reach === 'forwarded-port';
    const place = isForwarded ? await forwardedPlace() : { port: readSetting('server.port') };
    const started = await startServer({
      entry,
      dataFolder: serverFolder(),
      ...place,
      isForwarded,
      host: reach === 'this-computer' || isForwarded ? loopback : '0.0.0.0',
      isTls: reach === 'network-https',
      ownerName: userName(),
    });
    return new LocalServer(started);
  }

  async stop(): Promise<void> {
    await this.#started.stop();
  }
}

/** The port is known before the server starts, as its public address leads there. */
async function forwardedPlace(): Promise<{ readonly port: number; readonly publicUrl: string }> {
  const [{ freePort }, { askHttpsOrigin }] = await Promise.all([
    import('../sharing/sharingServer.ts'),
    import('../sharing/httpsAddress.ts'),
  ]);
  const named = readSetting('server.port');
  const port = named === 0 ? await freePort(loopback) : named;
  return { port, publicUrl: await askHttpsOrigin(port, vscode.l10n.t('Start Release Server')) };
}

/** A process may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'owner';
  }
}
