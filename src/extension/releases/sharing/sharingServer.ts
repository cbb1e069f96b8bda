/**
 * The release server that hands out what this window shares. It is a process that ends with the window and keeps nothing beyond it: not the
 * server of this machine, whose testers and releases are no one's business in a network that someone joined to show a QR code.
 */

import { createServer, type AddressInfo } from 'node:net';
import { Failure } from '../../../core/base/failure.ts';
import { Secret } from '../../../core/base/secret.ts';
import { NodeHttpClient } from '../../../node/http/nodeHttpClient.ts';
import { NodeOpenFile } from '../../../node/nodeOpenFile.ts';
import { ReleaseClient, type AppName } from '../../../releases/client/releaseClient.ts';
import { type PackageInput } from '../../../releases/client/releaseInputs.ts';
import { type ServerRelease } from '../../../releases/client/serverAnswers.ts';
import { systemOfPackage } from '../../../releases/model/releaseKinds.ts';
import { startServer, type StartedServer, type StartServerOptions } from '../../../releases/server/startServer.ts';
import { type PackageOffer, type SharedLink } from './packageOffer.ts';

export type SharingServerOptions = Pick<StartServerOptions, 'entry' | 'dataFolder' | 'host' | 'port' | 'publicUrl' | 'onVisit'>;

/** A package that was handed to the server, and the link that leads to it. */
export interface Share extends SharedLink {
  readonly app: AppName;
  readonly release: number;
}

export class SharingServer {
  readonly #started: StartedServer;
  readonly #client: ReleaseClient;
  #apps = 0;

  private constructor(started: StartedServer) {
    this.#started = started;
    // On this machine: through no proxy.
    const http = new NodeHttpClient({ proxies: {} });
    this.#client = new ReleaseClient({ http, server: started.apiUrl, token: new Secret(started.running.ownerToken) });
  }

  /** Fails with `address-unavailable` when its port is taken. */
  static async start(options: SharingServerOptions): Promise<SharingServer> {
    return new SharingServer(await startServer({ ...options, isTls: false, ownerName: 'sharing', isForSharing: true }));
  }

  /** `http://192.168.1.20:41234` */
  get url(): string {
    return this.#started.running.url;
  }

  get pid(): number {
    return this.#started.running.pid;
  }

  /** Fulfilled when its process has ended, for whatever reason. */
  get ended(): Promise<number> {
    return this.#started.ended;
  }

  /** Fails with `file-changed` when the file is not the one that was read, and with `package-file-changed` when it was changed meanwhile. */
  async share(offer: PackageOffer, expiresAt: Date): Promise<Share> {
    this.#apps += 1;
    const { path } = offer.content;
    const os = systemOfPackage(path);
    const { owner, name } = await this.#client.createApp({ name: `package-${this.#apps}`, displayName: fileNameOf(path), os });
    const app = { owner, app: name };
    const targets = { groups: [], testers: [], isMandatory: false, notifiesTesters: false };
    const { id } = await this.#send(app, offer, async (input) => await this.#client.createRelease(app, { ...input, ...targets }));
    const link = await this.#client.createLink(app, { release: String(id), expiresAt });
    return { app, release: id, address: link.url, expiresAt };
  }

  /** The link leads to another package from now on. It ends, and this fails as `share` does, when what arrived is not the file that was read. */
  async replace({ app, release }: Share, offer: PackageOffer): Promise<void> {
    await this.#send(app, offer, async (input) => await this.#client.replacePackage(app, release, input));
  }

  /** Ends the link at once, and removes what it led to. A download that is under way goes on. */
  async revoke({ app, release }: Share): Promise<void> {
    await this.#client.deleteRelease(app, release);
  }

  /** Every link ends, and downloads under way are cut. */
  async stop(): Promise<void> {
    await this.#started.stop();
  }

  async #send(
    app: AppName,
    { content, build }: PackageOffer,
    send: (input: PackageInput) => Promise<ServerRelease>,
  ): Promise<ServerRelease> {
    const { path, identity, sha256 } = content;
    const file = await NodeOpenFile.open(path, { identity });
    try {
      const release = await send({ fileName: fileNameOf(path), file, build });
      if (release.sha256 === sha256) return release;
      // No link may lead to a file that was not looked at.
      await this.#client.deleteRelease(app, release.id);
      throw Failure.of('package-file-changed', { path });
    } finally {
      await file.close();
    }
  }
}

function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** That nothing listens on now: an address outside leads to it before the server does. */
export async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  // It listens on a port.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
