/**
 * Sharing on the local network: off until someone asks for it, gone with the window. Hands out only the packages that were
 * offered, behind links that end. What happens is written to the log, never with a link's token.
 */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { systemRandom } from '../../../node/systemRandom.ts';
import { type Share, type ShareEvent, type ShareServer } from '../../../releases/share/shareServer.ts';
import { setContext } from '../../shared/contextKeys.ts';
import { type Log } from '../../shared/log.ts';
import { readSetting } from '../../shared/settings.ts';
import { type PackageOffer, type SharedLink } from './packageOffer.ts';

interface RunningServer {
  readonly server: ShareServer;
  /** As clients see it. */
  readonly origin: string;
}

interface GivenLink {
  readonly share: Share;
  readonly sha256: string;
}

const hour = 3_600_000;

const loadPlaces = async () => await import('./sharingPlace.ts');

export class Sharing implements vscode.Disposable {
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when sharing began or ended, and when a link was given or taken back. */
  readonly onDidChange = this.#changed.event;
  /** The newest link of each file, by path. */
  readonly #links = new Map<string, GivenLink>();
  #running: RunningServer | undefined;
  #starting: Promise<RunningServer> | undefined;

  constructor(log: Log) {
    this.#log = log;
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
    this.#log.info(`Sharing on ${this.#running.origin}`);
    await this.#tellChange();
  }

  /** Shares on a port of this computer alone, under an https address that leads to it. Links of the local network end. */
  async startOverHttps(askOrigin: (port: number) => Promise<string>): Promise<void> {
    this.checkAllowed();
    await this.stop();
    const { loopback } = await loadPlaces();
    const server = await this.#listen(loopback);
    try {
      this.#running = { server, origin: await askOrigin(server.port) };
    } catch (error) {
      await server.dispose();
      throw error;
    }
    this.#log.info(`Sharing on ${this.#running.origin}`);
    await this.#tellChange();
  }

  /** Every link ends, and downloads under way are cut. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#links.clear();
    if (!running) return;
    await running.server.dispose();
    this.#log.info('Sharing stopped');
    await this.#tellChange();
  }

  /** Makes a new link to a package. Sharing must have been started; an older link of the same file ends. */
  async share({ content, facts }: PackageOffer): Promise<SharedLink> {
    const { path } = content;
    const { sharePackage } = await import('../../../releases/share/openSharedPackage.ts');
    const shared = sharePackage(content, facts);
    const running = this.#running;
    if (!running) throw Failure.of('cancelled', {});
    this.#revoke(path);
    const lifetimeMs = readSetting('sharing.linkLifetimeHours') * hour;
    const share = running.server.share(shared, { lifetimeMs, origin: running.origin });
    this.#links.set(path, { share, sha256: facts.sha256 });
    this.#changed.fire();
    void setContext('mobileDistribution.linkGiven', true);
    return share;
  }

  hasLink(path: string): boolean {
    return this.#links.has(path);
  }

  /** The link of a file leads to another one from now on, until it ends. */
  async handOver(from: string, { content, facts }: PackageOffer): Promise<boolean> {
    const { sharePackage } = await import('../../../releases/share/openSharedPackage.ts');
    const [given, running] = [this.#links.get(from), this.#running];
    if (!given || running?.server.replace(given.share.token, sharePackage(content, facts)) !== true) return false;
    this.#links.delete(from);
    this.#links.set(content.path, { share: given.share, sha256: facts.sha256 });
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
    const given = this.#links.get(path);
    if (given) this.#running?.server.revoke(given.share.token);
    this.#links.delete(path);
  }

  async #open(asksNobody: boolean): Promise<RunningServer> {
    const { chooseSharingPlace, forwardedOrigin } = await loadPlaces();
    const place = await chooseSharingPlace({ asksNobody });
    const server = await this.#listen(place.host);
    try {
      return { server, origin: place.isForwarded ? await forwardedOrigin(server.port) : server.origin };
    } catch (error) {
      await server.dispose();
      throw error;
    }
  }

  async #listen(host: string): Promise<ShareServer> {
    const { ShareServer: Server } = await import('../../../releases/share/shareServer.ts');
    const options = { clock: systemClock, random: systemRandom, host, port: readSetting('sharing.port') };
    const server = new Server({ ...options, onEvent: (event) => this.#logEvent(event) });
    await server.start();
    return server;
  }

  #logEvent({ kind, client, status, fileName = '' }: ShareEvent): void {
    if (kind === 'download') this.#log.info(`${client} downloads ${fileName} (${status})`);
    else if (kind !== 'refused') this.#log.info(`${client} opens an install page: ${kind} (${status})`);
    else this.#log.warn(`A request of ${client} was refused (${status})`);
  }

  async #tellChange(): Promise<void> {
    await setContext('mobileDistribution.sharing', this.#running !== undefined);
    this.#changed.fire();
  }

  dispose(): void {
    void this.#running?.server.dispose();
    this.#running = undefined;
    this.#changed.dispose();
  }
}
