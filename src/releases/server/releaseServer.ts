/** The release server as a whole: storage, recovery, dialects, and one HTTP or HTTPS server in front. */

import { rm } from 'node:fs/promises';
import { type BlockList } from 'node:net';
import { join } from 'node:path';
import { Failure } from '../../core/base/failure.ts';
import { Secret } from '../../core/base/secret.ts';
import { withoutEnd } from '../../core/base/withoutEnd.ts';
import { systemClock } from '../../node/systemClock.ts';
import { systemRandom } from '../../node/systemRandom.ts';
import { appCenterDialect } from '../dialects/app-center/appCenterDialect.ts';
import { type DialectWorld, type OpenIdSettings, type ServerAuthority } from '../dialects/dialect.ts';
import { feedsDialect } from '../dialects/feeds/feedsDialect.ts';
import { hooksDialect } from '../dialects/hooks/hooksDialect.ts';
import { installDialect, sharingDialect } from '../dialects/install/installDialect.ts';
import { ownDialect } from '../dialects/own/ownDialect.ts';
import { portalDialect } from '../dialects/portal/portalDialect.ts';
import { proxyList } from '../http/reachedAddress.ts';
import { openMailSender, type MailSettings } from '../notify/mail.ts';
import { Outbox } from '../notify/outbox.ts';
import { isMailAddress } from '../model/names.ts';
import { ensureOwner } from '../use-cases/accounts.ts';
import { setOwnerAddress } from '../use-cases/credentials.ts';
import { hashOfSecret, newSecret } from '../use-cases/identifiers.ts';
import { expireUploads } from '../use-cases/expireUploads.ts';
import { expireSymbolUploads } from '../use-cases/symbolUploads.ts';
import { forgetOldJobs, recallJobs } from '../use-cases/jobs.ts';
import { forgetEndedSessions } from '../use-cases/sessions.ts';
import { announceOwnerToken, ownerTokenRenewalMs, withdrawOwnerToken } from '../use-cases/ownerTokens.ts';
import { recoverStorage } from '../use-cases/recoverStorage.ts';
import { type ReleaseWorld } from '../use-cases/releaseWorld.ts';
import { signProfile } from './signProfile.ts';
import { applyAllRetention } from '../use-cases/retention.ts';
import { openApkKey } from './apkKey.ts';
import { issueCertificate, openAuthority, type Authority } from './certificateAuthority.ts';
import { ServerFeedSigner } from './feedSigner.ts';
import { usualPatience, type Patience } from './guardConnections.ts';
import { DataFolder } from './dataFolder.ts';
import { ThreadPackageReader } from './inspection/threadPackageReader.ts';
import { NamedCertificate } from './namedCertificate.ts';
import { closeFront, openFront, tlsOptions, type Front } from './openFront.ts';
import { type RunningServerFile, type ServerOptions, type ServerVisit } from './runningServer.ts';
import { openServerStores } from './serverStores.ts';
import { openStorage, type ServerStorage } from './serverStorage.ts';
import { bracketed, serverHosts } from './serverHosts.ts';

export interface ServerParts {
  /** The thread that reads packages, bundle or source. */
  readonly inspectionWorker: URL;
  /** The thread that hashes uploads, bundle or source. Without it the thread that answers does. */
  readonly hashWorker?: URL;
  /** The thread that hashes packages for stores, bundle or source. Without it there are no stores. */
  readonly digestWorker?: URL;
  readonly onError: (error: unknown) => void;
  /** Told of each request but those to the API. */
  readonly onVisit?: (visit: ServerVisit) => void;
  /** App Center's by default. */
  readonly requestLimit?: number;
  readonly patience?: Patience;
  readonly bodyTimeoutMs?: number;
}

const usualRequestLimit = 500;
const usualBodyTimeoutMs = 30_000;

export class ReleaseServer {
  readonly running: RunningServerFile;
  /** Where its API is. */
  readonly apiUrl: string;
  readonly #fronts: readonly Front[];
  readonly #folder: DataFolder;
  readonly #storage: ServerStorage;
  readonly #outbox: Outbox;
  readonly #withdraw: () => Promise<void>;

  private constructor({ running, apiUrl, fronts, outbox, withdraw }: OpenedServer, folder: DataFolder, storage: ServerStorage) {
    this.running = running;
    this.apiUrl = apiUrl;
    this.#fronts = fronts;
    this.#outbox = outbox;
    this.#withdraw = withdraw;
    this.#folder = folder;
    this.#storage = storage;
  }

  /** Accepts connections when the promise is fulfilled. */
  static async start(options: ServerOptions, parts: ServerParts): Promise<ReleaseServer> {
    const { dataFolder, isForSharing = false } = options;
    const folder = await (isForSharing ? DataFolder.openForATime(dataFolder) : DataFolder.open(dataFolder));
    let storage: ServerStorage | undefined;
    try {
      storage = await openStorage(folder.path, options.team, parts.hashWorker);
      const opened = storage;
      return await open(options, parts, folder, opened, (started) => new ReleaseServer(started, folder, opened));
    } catch (error) {
      await storage?.close();
      await folder.close();
      throw error;
    }
  }

  /** Answers what is under way for a moment, then ends everything. */
  async stop(): Promise<void> {
    await Promise.all(this.#fronts.map(closeFront));
    await this.#outbox.stop();
    await this.#withdraw();
    await this.#storage.close();
    await this.#folder.close();
  }
}

interface OpenedServer {
  readonly running: RunningServerFile;
  readonly apiUrl: string;
  readonly fronts: readonly Front[];
  readonly outbox: Outbox;
  /** Ends the owner token on other servers. */
  readonly withdraw: () => Promise<void>;
}

/** How often uploads that no one finished, old jobs, and releases that retention deletes are looked for. */
const expiryMs = 60 * 60 * 1000;

async function open<Opened>(
  options: ServerOptions,
  {
    inspectionWorker,
    digestWorker,
    onError,
    onVisit,
    requestLimit = usualRequestLimit,
    patience = usualPatience,
    bodyTimeoutMs = usualBodyTimeoutMs,
  }: ServerParts,
  folder: DataFolder,
  storage: ServerStorage,
  make: (opened: OpenedServer) => Opened,
): Promise<Opened> {
  const { host, port, ownerName, isForSharing = false } = options;
  const isTls = options.isTls || options.certificate !== undefined;
  const named = options.certificate && (await NamedCertificate.open(options.certificate, tlsOptions, systemClock));
  const publicUrl = publicUrlOf(options);
  const trustedProxies = proxiesOf(options);
  const mailSettings = mailOf(options);
  const openId = openIdOf(options);
  const { records, blobs, isShared } = storage;
  const ports = { clock: systemClock, random: systemRandom };
  const converting = join(folder.path, 'converting');
  // Of an earlier process that was killed.
  await rm(converting, { recursive: true, force: true });
  const packages = new ThreadPackageReader(inspectionWorker, async (sha256, work) => await storage.withPackage(sha256, work), {
    folder: converting,
    key: async () => await openApkKey({ ...ports, records }),
  });
  const stores = options.stores && digestWorker && openServerStores(options.stores, folder.path, digestWorker);
  const releases = { ...ports, records, blobs, packages, stores };
  const recovering = recoverStorage(releases);
  // Other servers use what they share all the time; a large bucket takes minutes to look through.
  if (isShared) recovering.catch(onError);
  else await recovering;
  const owner = await ensureOwner(releases, ownerName);
  if (options.ownerEmail !== undefined) await setOwnerAddress(releases, owner, ownerAddressOf(options.ownerEmail));
  const token = newSecret(systemRandom);
  const authority = isTls ? await openAuthority(folder.path, ports) : undefined;
  const identity = authority && (await issueCertificate(authority, [...new Set([...serverHosts(host), '127.0.0.1'])], ports));
  const world: DialectWorld = {
    ...releases,
    owner: { tokenHash: hashOfSecret(token), actor: { userId: owner.id, scope: 'full', appId: null } },
    openId,
    sendsMail: mailSettings !== undefined,
    isAttended: !isForSharing,
    report: onError,
    feeds: new ServerFeedSigner(releases),
    ...(identity && { signProfile: (profile) => signProfile(named?.identity ?? identity, profile) }),
    ...(authority && {
      authority: serverAuthority(
        authority,
        serverHosts(host).filter((each) => named?.isForAddress(each) !== true),
      ),
    }),
  };
  const answers = { world, trustedProxies, publicUrl, requestLimit, bodyTimeoutMs, onError };
  const whole = {
    ...answers,
    isOnlyPublic: options.isForwarded === true,
    dialects: [appCenterDialect, ownDialect, installDialect, feedsDialect, portalDialect, hooksDialect],
  };
  const main = await openFront({
    host,
    port,
    identity,
    named,
    patience,
    answers: isForSharing ? { ...answers, dialects: [sharingDialect], isOnlyPublic: true, onVisit } : whole,
  });
  // What a person shares goes to the network; how it gets there does not.
  const own = isForSharing
    ? await openFront({
        host: '127.0.0.1',
        port: 0,
        identity: undefined,
        patience,
        answers: { ...answers, dialects: [ownDialect], publicUrl: publicUrl ?? new URL(main.url), isOnlyPublic: true },
      })
    : main.showsNamed
      ? // There, the certificate of the person is shown, which programs of this machine may not trust.
        await openFront({ host: '127.0.0.1', port: 0, identity, patience, answers: whole })
      : main;
  const fronts = [...new Set([main, own])];
  const expiry = setInterval(() => void Promise.all([tidyUp(releases), named?.renew()]).catch(onError), expiryMs).unref();
  main.server.once('close', () => clearInterval(expiry));
  const running: RunningServerFile = {
    url: isForSharing ? main.url : own.url,
    ownerToken: token.reveal(),
    caCertificate: authority?.certificatePath ?? null,
    pid: process.pid,
  };
  const outbox = new Outbox(releases, {
    mail: mailSettings && (await openMailSender(mailSettings)),
    baseUrl: publicUrl ? withoutEnd(publicUrl.href, '/') : main.url,
    allowsPrivate: options.allowsPrivateWebhooks === true,
    onError,
  });
  try {
    await folder.announce(running);
  } catch (error) {
    await Promise.all(fronts.map(closeFront));
    throw error;
  }
  outbox.start();
  const withdraw = isShared ? await shareOwnerToken(releases, world.owner, onError) : async (): Promise<void> => {};
  return make({ running, apiUrl: own.url, fronts, outbox, withdraw });
}

function serverAuthority({ certificate, name: [first] }: Authority, hosts: readonly string[]): ServerAuthority {
  const { raw, validToDate } = certificate;
  return {
    name: first?.value ?? '',
    certificate: new Uint8Array(raw),
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    expiresAt: validToDate,
    hosts: new Set(hosts.map(bracketed)),
  };
}

/** Other servers accept the owner token of this one while it runs. */
async function shareOwnerToken(
  releases: ReleaseWorld,
  { tokenHash, actor }: DialectWorld['owner'],
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const announce = async (): Promise<void> => await announceOwnerToken(releases, tokenHash, actor);
  await announce();
  const renewal = setInterval(() => void announce().catch(onError), ownerTokenRenewalMs).unref();
  return async () => {
    clearInterval(renewal);
    await withdrawOwnerToken(releases, tokenHash).catch(onError);
  };
}

/** Fails with `server-option-refused`. */
function publicUrlOf({ publicUrl }: ServerOptions): URL | undefined {
  if (publicUrl === undefined) return undefined;
  const url = URL.parse(publicUrl);
  const isPlain =
    url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (isPlain !== true) throw Failure.of('server-option-refused', { value: publicUrl, expected: 'https://HOST/PATH' });
  return url;
}

/** Fails with `server-option-refused`. */
function openIdOf({ openId }: ServerOptions): OpenIdSettings | undefined {
  if (!openId) return undefined;
  const issuer = URL.parse(openId.issuer);
  const isHere = issuer !== null && /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(issuer.hostname);
  const isPlain = issuer !== null && issuer.username === '' && issuer.password === '' && issuer.search === '' && issuer.hash === '';
  if (!isPlain || !(issuer.protocol === 'https:' || (issuer.protocol === 'http:' && isHere)))
    throw Failure.of('server-option-refused', { value: openId.issuer, expected: 'https://HOST/PATH' });
  return {
    issuer,
    clientId: openId.clientId,
    clientSecret: openId.clientSecret === undefined ? undefined : new Secret(openId.clientSecret),
  };
}

/** Fails with `server-option-refused`. */
function ownerAddressOf(address: string): string {
  if (!isMailAddress(address)) throw Failure.of('server-option-refused', { value: address, expected: 'olivia@example.com' });
  return address;
}

/** Fails with `server-option-refused`. */
function proxiesOf({ trustedProxies = [] }: ServerOptions): BlockList {
  const list = proxyList(trustedProxies);
  if (!list) throw Failure.of('server-option-refused', { value: trustedProxies.join(', '), expected: '10.0.0.1, 10.0.0.0/8' });
  return list;
}

/** Fails with `server-option-refused`. */
function mailOf({ mail }: ServerOptions): MailSettings | undefined {
  if (!mail) return undefined;
  const url = URL.parse(mail.server);
  const isTls = url?.protocol === 'smtps:';
  const isPlain = url && (isTls || url.protocol === 'smtp:') && url.hostname !== '' && url.username === '' && url.password === '';
  if (isPlain !== true) throw Failure.of('server-option-refused', { value: mail.server, expected: 'smtps://HOST:PORT' });
  const usualPort = isTls ? 465 : 587;
  const { from, user, password } = mail;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port: url.port === '' ? usualPort : Number(url.port), isTls, from, user, password };
}

async function tidyUp(world: ReleaseWorld): Promise<void> {
  await expireUploads(world);
  await expireSymbolUploads(world);
  await recallJobs(world);
  await forgetOldJobs(world);
  await forgetEndedSessions(world);
  await applyAllRetention(world);
}
