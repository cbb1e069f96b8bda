/**
 * The release servers this window knows: the one that runs on this machine, which any window or command line may have started, and those it was
 * connected to. Tokens of the latter are in the secret storage; the token of the former is in a file that only its owner can read.
 */

import * as vscode from 'vscode';
import { type ReleaseClient } from '../../../releases/client/releaseClient.ts';
import { setContext } from '../../shared/contextKeys.ts';
import { type Log } from '../../shared/log.ts';
import { tokenKey, type KnownServer, type RemoteServer } from './knownServer.ts';
import { type LocalServer, type ServerReach } from './localServer.ts';

export interface ReleaseServersParts {
  readonly memory: vscode.Memento;
  readonly secrets: vscode.SecretStorage;
  readonly serverMain: URL;
  readonly log: Log;
}

const memoryKey = 'releaseServers';

export class ReleaseServers implements vscode.Disposable {
  readonly #parts: ReleaseServersParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #local: LocalServer | undefined;

  constructor(parts: ReleaseServersParts) {
    this.#parts = parts;
  }

  /** The program that reads a package, next to that of the server, which starts it too. */
  get inspectionWorker(): URL {
    return new URL('./inspectionWorker.cjs', this.#parts.serverMain);
  }

  /** The one of this machine first. */
  async list(): Promise<readonly KnownServer[]> {
    const { readRunningServer } = await import('./runningServer.ts');
    const running = await readRunningServer();
    await setContext('mobileDistribution.serverRunning', running !== undefined);
    const remote = this.remoteServers().filter(({ url }) => url !== running?.url);
    await setContext('mobileDistribution.serverKnown', running !== undefined || remote.length > 0);
    return [
      ...(running ? [{ kind: 'local', url: running.url } as const] : []),
      ...remote.map(({ url }) => ({ kind: 'remote', url }) as const),
    ];
  }

  /** Fails where the server of this machine has ended, or the token of another one is gone. */
  async client(server: KnownServer, signal?: AbortSignal): Promise<ReleaseClient> {
    const { openClient } = await import('./openClient.ts');
    return await openClient(server, { remote: this.remoteServers(), secrets: this.#parts.secrets, signal });
  }

  /** Starts the server of this machine; it ends with this window. */
  async start(reach: ServerReach): Promise<KnownServer> {
    const { serverMain, log } = this.#parts;
    const { LocalServer: Server } = await import('./localServer.ts');
    const local = await Server.start(serverMain, reach);
    this.#local = local;
    log.info(`The release server is running at ${local.url}`);
    void this.#watch(local);
    this.#changed.fire();
    return { kind: 'local', url: local.url };
  }

  async #watch(local: LocalServer): Promise<void> {
    const exitCode = await local.ended;
    this.#parts.log.info(`The release server ended with exit code ${exitCode}`);
    if (this.#local === local) this.#local = undefined;
    this.#changed.fire();
  }

  /** Started by this window or by anyone else. */
  async stop(): Promise<void> {
    const local = this.#local;
    if (local) await local.stop();
    else {
      const { stopRunningServer } = await import('./runningServer.ts');
      await stopRunningServer();
    }
    this.#changed.fire();
  }

  remoteServers(): readonly RemoteServer[] {
    return this.#parts.memory.get<readonly RemoteServer[]>(memoryKey, []);
  }

  async connect(server: RemoteServer, token: string): Promise<void> {
    await this.#parts.secrets.store(tokenKey(server.url), token);
    await this.#parts.memory.update(memoryKey, [...this.remoteServers().filter(({ url }) => url !== server.url), server]);
    this.#changed.fire();
  }

  async disconnect({ url }: KnownServer): Promise<void> {
    await this.#parts.secrets.delete(tokenKey(url));
    await this.#parts.memory.update(
      memoryKey,
      this.remoteServers().filter((each) => each.url !== url),
    );
    this.#changed.fire();
  }

  /** Something on a server was changed: views ask again. */
  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    void this.#local?.stop();
    this.#changed.dispose();
  }
}
