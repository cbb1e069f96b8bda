/** The release server that this window started. It is a separate process, and ends when the extension host does. */

import { userInfo } from 'node:os';
import { startServer, type StartedServer } from '../../../releases/server/startServer.ts';
import { readSetting } from '../../shared/settings.ts';
import { serverFolder } from './runningServer.ts';

/** Who can reach the server. */
export type ServerReach = 'this-computer' | 'network-https' | 'network-http';

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
    const started = await startServer({
      entry,
      dataFolder: serverFolder(),
      port: readSetting('server.port'),
      host: reach === 'this-computer' ? '127.0.0.1' : '0.0.0.0',
      isTls: reach === 'network-https',
      ownerName: userName(),
    });
    return new LocalServer(started);
  }

  async stop(): Promise<void> {
    await this.#started.stop();
  }
}

/** A process may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'owner';
  }
}
