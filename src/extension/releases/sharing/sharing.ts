/**
 * Sharing on the local network: off until someone asks for it, gone with the window. A release server of this window hands out only the
 * packages that were offered, behind links that end. What happens is written to the log, never with what opens a link.
 */

import { join } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { userFolderOf } from '../../../node/userFolder.ts';
import { type ServerVisit } from '../../../releases/server/runningServer.ts';
import { setContext } from '../../shared/contextKeys.ts';
import { type Log } from '../../shared/log.ts';
import { readSetting } from '../../shared/settings.ts';
import { type PackageOffer, type SharedLink } from './packageOffer.ts';
import { type Share, type SharingServer } from './sharingServer.ts';

interface RunningServer {
  readonly server: SharingServer;
  /** As clients see it. */
  readonly origin: string;
}

interface GivenLink {
  readonly share: Share;
  readonly sha256: string;
}

const hour = 3_600_000;

const loadPlaces = async () => await import('./sharingPlace.ts');
const loadServer = async () => await import('./sharingServer.ts');

export interface SharingParts {
  readonly log: Log;
  /** The program of a release server. */
  readonly serverMain: URL;
}

export class Sharing implements vscode.Disposable {
  readonly #log: Log;
  readonly #serverMain: URL;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when sharing began or ended, and when a link was given or taken back. */
  readonly onDidChange = this.#changed.event;
  /** The newest link of each file, by path. */
  readonly #links = new Map<string, GivenLink>();
  #running: RunningServer | undefined;
  #starting: Promise<RunningServer> | undefined;

  constructor({ log, serverMain }: SharingParts) {
    this.#log = log;
    this.#serverMain = serverMain;
  }

  /** The address under which packages are shared; `undefined` while nothing is. */
  get origin(): string | undefined {
    return this.#running?.origin;
  }

  /** Fails where nothing may be shared. */
  checkAllowed(): void {
    if (!vscode.workspace.isTrusted) throw Failure.of('sharing-restricted', {});
  }

  /** Begins to share, unless that is so already. Asks which network when there are several, or takes the most likely one. */
  async start({ asksNobody = false }: { readonly asksNobody?: boolean } = {}): Promise<void> {
    this.checkAllowed();
    if (this.#running) return;
    this.#starting ??= this.#open(asksNobody);
    try {
      this.#running = await this.#starting;
    } finally {
      this.#starting = undefined;
    }
    await this.#tellStart(this.#running);
  }

  /** Shares on a port of this computer alone, under an https address that leads to it. Links of the local network end. */
  async startOverHttps(askOrigin: (port: number) => Promise<string>): Promise<void> {
    this.checkAllowed();
    await this.stop();
    this.#running = await this.#listenBehind(askOrigin);
    await this.#tellStart(this.#running);
  }

  /** Every link ends, and downloads under way are cut. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#links.clear();
    if (!running) return;
    await running.server.stop();
    this.#log.info('Sharing stopped');
    await this.#tellChange();
  }

  /** Makes a new link to a package. Sharing must have been started; an older link of the same file ends. */
  async share(offer: PackageOffer): Promise<SharedLink> {
    const { path, sha256 } = offer.content;
    const running = this.#running;
    if (!running) throw Failure.of('cancelled', {});
    const expiresAt = new Date(Date.now() + readSetting('sharing.linkLifetimeHours') * hour);
    const share = await running.server.share(offer, expiresAt);
    // Sharing may have ended meanwhile, and its links with it.
    if (this.#running !== running) throw Failure.of('cancelled', {});
    this.#revoke(path);
    this.#links.set(path, { share, sha256 });
    this.#changed.fire();
    void setContext('mobileDistribution.linkGiven', true);
    return share;
  }

  hasLink(path: string): boolean {
    return this.#links.has(path);
  }

  /** The link of a file leads to another one from now on, until it ends. */
  async handOver(from: string, offer: PackageOffer): Promise<boolean> {
    const [given, running] = [this.#links.get(from), this.#running];
    if (!given || !running || given.share.expiresAt.getTime() <= Date.now()) return false;
    await running.server.replace(given.share, offer);
    this.#links.delete(from);
    this.#links.set(offer.content.path, { share: given.share, sha256: offer.content.sha256 });
    this.#changed.fire();
    return true;
  }

  /** The newest link of a file with this content, whether or not its time is over. */
  linkOf(path: string, sha256: string): SharedLink | undefined {
    const given = this.#links.get(path);
    return given?.sha256 === sha256 ? given.share : undefined;
  }

  /** Ends the link of a file, because the file goes. */
  forget(path: string): void {
    this.#revoke(path);
    this.#changed.fire();
  }

  #revoke(path: string): void {
    const [given, running] = [this.#links.get(path), this.#running];
    this.#links.delete(path);
    // A server that has just ended has no links either.
    if (given && running) running.server.revoke(given.share).catch((error: unknown) => this.#running === running && this.#log.error(error));
  }

  async #open(asksNobody: boolean): Promise<RunningServer> {
    const { chooseSharingPlace, forwardedOrigin } = await loadPlaces();
    const place = await chooseSharingPlace({ asksNobody });
    if (place.isForwarded) return await this.#listenBehind(forwardedOrigin);
    return await this.#listen({ host: place.host, port: readSetting('sharing.port') });
  }

  /** On a port of this computer alone, which others reach under the address that `originOf` gives. */
  async #listenBehind(originOf: (port: number) => Promise<string>): Promise<RunningServer> {
    const [{ loopback }, { freePort }] = await Promise.all([loadPlaces(), loadServer()]);
    const named = readSetting('sharing.port');
    const port = named === 0 ? await freePort(loopback) : named;
    return await this.#listen({ host: loopback, port, publicUrl: await originOf(port) });
  }

  async #listen(place: { readonly host: string; readonly port: number; readonly publicUrl?: string }): Promise<RunningServer> {
    const { SharingServer: Server } = await loadServer();
    const dataFolder = join(userFolderOf(process.env), 'sharing');
    const server = await Server.start({ ...place, entry: this.#serverMain, dataFolder, onVisit: (visit) => this.#logVisit(visit) });
    void server.ended.then(async () => await this.#forgetEnded(server));
    return { server, origin: place.publicUrl ?? server.url };
  }

  /** It was ended by someone else. */
  async #forgetEnded(server: SharingServer): Promise<void> {
    if (this.#running?.server !== server) return;
    this.#running = undefined;
    this.#links.clear();
    this.#log.warn('The process that shared packages has ended');
    await this.#tellChange();
  }

  #logVisit({ route = '', client, status }: ServerVisit): void {
    if (status >= 400) this.#log.warn(`A request of ${client} was refused (${status})`);
    else if (route.startsWith('/d/')) this.#log.info(`${client} downloads a package (${status})`);
    else if (route === '/i/:link') this.#log.info(`${client} opens an install page (${status})`);
  }

  async #tellStart({ origin }: RunningServer): Promise<void> {
    this.#log.info(`Sharing on ${origin}`);
    await this.#tellChange();
  }

  async #tellChange(): Promise<void> {
    await setContext('mobileDistribution.sharing', this.#running !== undefined);
    this.#changed.fire();
  }

  dispose(): void {
    void this.#running?.server.stop();
    this.#running = undefined;
    this.#changed.dispose();
  }
}
