/** The stand-in of App Store Connect as the tests of our client set it up: one app, its groups, and faults that a function chooses. */

import { type KeyObject } from 'node:crypto';
import {
  type AppStoreConnect,
  type AppStoreConnectOptions,
  type GroupKind,
  startAppStoreConnect,
} from '../stand-ins/app-store-connect/appStoreConnect.ts';
import { setState, stateOf } from '../stand-ins/app-store-connect/buildUploads.ts';
import { connectErrors } from '../stand-ins/app-store-connect/connectErrors.ts';
import { type Resource } from '../stand-ins/app-store-connect/resources.ts';
import { type Fault } from '../stand-ins/support/faults.ts';
import { type SeenRequest } from '../stand-ins/support/standInServer.ts';
import { fixedClock } from './fixedWorld.ts';

/** A status, a whole answer, or where the connection is cut. */
type ChosenFault = 'cut' | 'cut-after' | number | Fault | undefined;

export interface ConnectExchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The JSON that was sent. */
  readonly body: string;
}

export interface ConnectStandInOptions extends Pick<
  AppStoreConnectOptions,
  'certificateLimit' | 'deviceLimit' | 'writeCertificate' | 'writeProfile'
> {
  readonly key: { readonly keyId: string; readonly issuer: string | undefined; readonly publicKey: KeyObject };
  readonly appIdentifier: string;
  readonly primaryLocale?: string;
  readonly groups?: Readonly<Record<string, GroupKind>>;
  readonly fault?: (request: Pick<ConnectExchange, 'method' | 'path'>, count: number) => ChosenFault;
  readonly partBytes?: number;
  /** Looks at an upload, and then at its build, before it is ready. */
  readonly looks?: number;
  readonly uploadErrors?: readonly { readonly code: string; readonly description: string }[];
  readonly isComplianceMissing?: boolean;
  readonly role?: 'none';
  /** So many times the addresses of parts run out just before one is used. */
  readonly expiredParts?: number;
}

/** Seconds for which the address of a part is good; less than a token, which must outlive it. */
const partLifetime = 60;

export class ConnectStandIn {
  readonly #options: ConnectStandInOptions;
  #apple: AppStoreConnect | undefined;

  constructor(options: ConnectStandInOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { key, appIdentifier, primaryLocale = 'de-DE', groups = {}, partBytes = 500_000, looks = 2, uploadErrors = [] } = this.#options;
    const apps = [{ bundleId: appIdentifier, primaryLocale, groups }];
    const { deviceLimit = 100, certificateLimit = 3, writeCertificate, writeProfile } = this.#options;
    const own = { ...(writeCertificate && { writeCertificate }), ...(writeProfile && { writeProfile }) };
    const apple = await startAppStoreConnect({ apps, deviceLimit, certificateLimit, ...own });
    apple.clock.set(fixedClock().now());
    apple.tokens.trustKey(key.keyId, key.issuer ?? null, key.publicKey, this.#options.role !== 'none');
    apple.uploads.options = { partSize: partBytes, partLifetime, refusals: uploadErrors, polls: looks, begunKeepsNumber: true };
    let { expiredParts = 0 } = this.#options;
    apple.faults.decide = (request, count) => {
      const [method = '', path = ''] = request.split(' ');
      if (this.#options.isComplianceMissing !== true)
        for (const { attributes } of apple.resources.list('builds')) attributes['usesNonExemptEncryption'] ??= false;
      const chosen = this.#options.fault?.({ method, path }, count);
      if (chosen !== undefined) return faultOf(chosen);
      if (isPart({ method, path }) && expiredParts > 0) {
        expiredParts -= 1;
        apple.clock.advance(partLifetime + 1);
      }
      return undefined;
    };
    this.#apple = apple;
  }

  async stop(): Promise<void> {
    await this.#apple?.close();
  }

  get apple(): AppStoreConnect {
    if (this.#apple === undefined) throw new Error('The stand-in is not started');
    return this.#apple;
  }

  get address(): string {
    return this.apple.url;
  }

  /** What we sent against Apple's description. */
  get violations(): readonly string[] {
    return this.apple.violations;
  }

  get exchanges(): readonly ConnectExchange[] {
    return this.apple.requests.map(({ method, path, query, json }) => ({
      method,
      path: query.size === 0 ? path : `${path}?${query}`,
      body: json === undefined ? '' : JSON.stringify(json),
    }));
  }

  get uploads(): readonly Resource[] {
    return this.apple.resources.list('buildUploads');
  }

  /** Those that Apple makes builds of. */
  get builds(): readonly Resource[] {
    return this.uploads.filter((upload) => ['PROCESSING', 'COMPLETE'].includes(stateOf(upload)));
  }

  /** Names of groups with the ids of the builds they have, without those that have none. */
  get groupBuilds(): ReadonlyMap<string, ReadonlySet<string>> {
    const { resources } = this.apple;
    const all = resources.list('betaGroups').map((group): [string, Set<string>] => {
      return [String(group.attributes['name']), new Set(resources.related(group, 'builds').map(({ id }) => id))];
    });
    return new Map(all.filter(([, builds]) => builds.size > 0));
  }

  /** By language, without those that say nothing. */
  get notes(): ReadonlyMap<string, string> {
    const all = this.apple.resources.list('betaBuildLocalizations').map(({ attributes }) => attributes);
    return new Map(
      all.flatMap(({ locale, whatsNew }): [string, string][] => (typeof whatsNew === 'string' ? [[String(locale), whatsNew]] : [])),
    );
  }

  get reviews(): number {
    return this.apple.resources.list('betaAppReviewSubmissions').length;
  }

  /** Of parts that were taken. */
  get bytesReceived(): number {
    return this.#parts.filter(({ status }) => status === 200).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** What the addresses of parts that were used have to keep secret. */
  get partSecrets(): readonly string[] {
    return this.#parts.map(({ query }) => query.get('signature') ?? '');
  }

  get #parts(): readonly SeenRequest[] {
    return this.apple.requests.filter(isPart);
  }

  /** What a killed process left without a file. */
  addAbandoned(version: string, build: string, platform = 'IOS'): Resource {
    const { resources } = this.apple;
    const attributes = { cfBundleShortVersionString: version, cfBundleVersion: build, platform };
    const upload = resources.add('buildUploads', attributes, { app: this.apple.app(this.#options.appIdentifier).id });
    setState(upload, 'AWAITING_UPLOAD');
    return upload;
  }

  forgetUploads(): void {
    for (const upload of this.uploads) this.apple.resources.remove(upload);
  }
}

/** What Apple answers to a request that it understands and will not do. */
export function refusal(code: string, detail: string, status = 409): Fault {
  return { kind: 'answer', status, body: connectErrors([{ status, code, detail }]) };
}

/** Whether a request goes to the address of a part. */
export function isPart({ method, path }: Pick<ConnectExchange, 'method' | 'path'>): boolean {
  return method === 'PUT' && path.startsWith('/upload/');
}

function faultOf(chosen: Exclude<ChosenFault, undefined>): Fault {
  if (typeof chosen === 'object') return chosen;
  if (typeof chosen === 'number') return { kind: 'answer', status: chosen, headers: { 'retry-after': '0' } };
  return { kind: 'cut', when: chosen === 'cut' ? 'before' : 'after' };
}
