/**
 * A stand-in of App Store Connect: its API on loopback, written from Apple's OpenAPI document alone (as a client that others generated from it carries
 * it) and Apple's pages about uploads, tokens and errors; a rule that only users of the API tell of names their report. It shares no code with the
 * product's client and has another author.
 *
 *     const apple = await startAppStoreConnect({ apps: [{ bundleId: 'com.acme.demo', primaryLocale: 'de-DE' }] });
 *     … use apple.url with apple.key …
 *     assert.deepEqual(apple.violations, []);
 *     await apple.close();
 *
 * State that can be set: apps and their groups; every resource through `resources` (feedback, say); `uploads.options` with the size of parts, how long
 * their addresses are good, Apple's complaints about a build and how often a state is asked for before it changes; the limits of devices and
 * certificates; `reviewBeta(build, state)` and `reviewVersion(version, state)` decide what Apple decides; `clock` moves time.
 *
 * Faults: `faults` as in every stand-in; `tokens.revoke(keyId)` for 401; a key with `canDo: false` for 403.
 */

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readOpenApiExcerpt, type OpenApiExcerpt } from '../support/openApiExcerpt.ts';
import { checkShape } from '../support/jsonShape.ts';
import { type MatchedOperation, Operations } from '../support/operations.ts';
import { StandInClock } from '../support/standInClock.ts';
import { readJson, type StandInAnswer, type StandInRequest, type StandInServer, startStandInServer } from '../support/standInServer.ts';
import { BuildUploads } from './buildUploads.ts';
import { bodyErrors, connectErrors, ConnectRefusal, queryErrors } from './connectErrors.ts';
import { createRules, linkRules, type RuleWorld, setExternal, updateRules } from './connectRules.ts';
import { type ConnectKey, ConnectTokens } from './connectTokens.ts';
import { selectResources } from './selectResources.ts';
import { type Resource, Resources } from './resources.ts';
import { answerPicture, finishScreenshot, orderScreenshots } from './screenshots.ts';

const excerpt = JSON.parse(readFileSync(new URL('appStoreConnect.json', import.meta.url), 'utf8')) as OpenApiExcerpt;

/** `every-build`: an internal group that has access to all builds. */
export type GroupKind = 'internal' | 'external' | 'every-build';

export interface ConnectAppOptions {
  readonly bundleId: string;
  readonly name?: string;
  readonly primaryLocale?: string;
  /** A version that is not submitted yet, with texts in the main language. */
  readonly openVersion?: string;
  /** Groups of testers by name. */
  readonly groups?: Readonly<Record<string, GroupKind>>;
}

export interface AppStoreConnectOptions {
  readonly apps?: readonly ConnectAppOptions[];
  readonly deviceLimit?: number;
  readonly certificateLimit?: number;
  /** The file of a profile with these devices; a line of text if omitted. */
  readonly writeCertificate?: RuleWorld['writeCertificate'];
  readonly writeProfile?: RuleWorld['writeProfile'];
}

export interface AppStoreConnect extends StandInServer {
  /** Of a team, which may do everything. */
  readonly key: ConnectKey;
  /** What did not follow the description, as `operation pointer: reason`. */
  readonly violations: string[];
  readonly clock: StandInClock;
  readonly tokens: ConnectTokens;
  readonly resources: Resources;
  readonly uploads: BuildUploads;
  /** The only one with this bundle id. */
  app(bundleId: string): Resource;
  reviewBeta(build: Resource, state: 'IN_REVIEW' | 'APPROVED' | 'REJECTED'): void;
  reviewVersion(version: Resource, state: string): void;
  /** Sends an event to the webhooks of the app, signed as Apple signs, and notes the delivery. */
  deliver(app: Resource, event: string, attributes: object, instance: { readonly type: string; readonly id: string }): Promise<void>;
}

export async function startAppStoreConnect(options: AppStoreConnectOptions = {}): Promise<AppStoreConnect> {
  const store = new ConnectStore(options);
  const server = await startStandInServer(
    (request) => store.answer(request),
    (status) =>
      connectErrors([{ status, code: status === 429 ? 'RATE_LIMIT_EXCEEDED' : 'UNEXPECTED_ERROR', detail: 'A fault of the stand-in' }]),
  );
  const key = store.tokens.createKey('KEY1234567', '57246542-96fe-1a63-e053-0824d011072a');
  return Object.assign(store, { ...server, key });
}

class ConnectStore {
  readonly clock = new StandInClock();
  readonly tokens = new ConnectTokens(this.clock);
  readonly resources = new Resources();
  readonly violations: string[] = [];
  readonly uploads: BuildUploads;
  readonly #operations = new Operations(readOpenApiExcerpt(excerpt));
  readonly #world: RuleWorld;
  readonly #secrets = new Map<string, string>();

  constructor({
    apps = [],
    deviceLimit = 100,
    certificateLimit = 3,
    writeCertificate = writeCertificateText,
    writeProfile = writeProfileText,
  }: AppStoreConnectOptions) {
    const uploadOptions = { partSize: 1_000_000, partLifetime: 3600, refusals: [], polls: 1 };
    this.uploads = new BuildUploads(this.resources, this.clock, uploadOptions, (message) => this.violations.push(`upload: ${message}`));
    const { resources, uploads } = this;
    this.#world = { resources, uploads, now: () => this.clock.now(), deviceLimit, certificateLimit, writeCertificate, writeProfile };
    for (const { bundleId, name = bundleId, primaryLocale = 'en-US', openVersion, groups = {} } of apps) {
      const app = this.resources.add('apps', { bundleId, name, primaryLocale, sku: bundleId });
      this.resources.add('betaAppReviewDetails', {}, { app: app.id });
      this.resources.add('betaAppLocalizations', { locale: primaryLocale }, { app: app.id });
      this.resources.add('bundleIds', { name, identifier: bundleId, platform: 'IOS', seedId: 'TEAM123456' });
      if (openVersion !== undefined) {
        const info = this.resources.add('appInfos', { state: 'PREPARE_FOR_SUBMISSION' }, { app: app.id });
        this.resources.add('appInfoLocalizations', { locale: primaryLocale, name }, { appInfo: info.id });
        const attributes = { platform: 'IOS', versionString: openVersion, appVersionState: 'PREPARE_FOR_SUBMISSION' };
        const version = this.resources.add('appStoreVersions', attributes, { app: app.id });
        this.resources.add('appStoreVersionLocalizations', { locale: primaryLocale }, { appStoreVersion: version.id });
      }
      for (const [group, kind] of Object.entries(groups)) {
        const isInternalGroup = kind !== 'external';
        const attributes = { name: group, isInternalGroup, hasAccessToAllBuilds: kind === 'every-build', feedbackEnabled: true };
        this.resources.add('betaGroups', attributes, { app: app.id, builds: [] });
      }
    }
  }

  app(bundleId: string): Resource {
    const found = this.resources.list('apps').find(({ attributes }) => attributes['bundleId'] === bundleId);
    if (found === undefined) throw new Error(`There is no app ${bundleId}`);
    return found;
  }

  reviewBeta(build: Resource, state: 'IN_REVIEW' | 'APPROVED' | 'REJECTED'): void {
    for (const submission of this.resources.related(build, 'betaAppReviewSubmission')) submission.attributes['betaReviewState'] = state;
    setExternal(build, this.resources, { IN_REVIEW: 'IN_BETA_REVIEW', APPROVED: 'IN_BETA_TESTING', REJECTED: 'BETA_REJECTED' }[state]);
  }

  reviewVersion(version: Resource, state: string): void {
    version.attributes['appVersionState'] = state;
    if (!state.includes('REJECTED')) return;
    // The submission stays with what was rejected until it is called resolved.
    for (const item of this.resources.list('reviewSubmissionItems').filter(({ links }) => links['appStoreVersion'] === version.id)) {
      item.attributes['state'] = 'REJECTED';
      for (const submission of this.resources.related(item, 'reviewSubmission')) submission.attributes['state'] = 'UNRESOLVED_ISSUES';
    }
  }

  async deliver(app: Resource, event: string, attributes: object, instance: { readonly type: string; readonly id: string }): Promise<void> {
    for (const hook of this.resources.related(app, 'webhooks')) {
      const { enabled, eventTypes, url } = hook.attributes as { enabled: boolean; eventTypes: string[]; url: string };
      if (!enabled || !eventTypes.includes(event)) continue;
      const type = event.toLowerCase().replaceAll(/_(\w)/gu, (_, letter: string) => letter.toUpperCase());
      const timestamp = new Date(this.clock.now()).toISOString();
      const data = {
        type,
        id: `event-${this.clock.now()}`,
        version: 1,
        attributes: { ...attributes, timestamp },
        relationships: { instance: { data: instance } },
      };
      const body = JSON.stringify({ data });
      const signature = createHmac('sha256', this.#secrets.get(hook.id) ?? '')
        .update(body)
        .digest('hex');
      const headers = { 'content-type': 'application/json', 'x-apple-signature': `hmacsha256=${signature}` };
      const status = await fetch(url, { method: 'POST', headers, body }).then(
        (response) => response.status,
        () => 0,
      );
      const deliveryState = status >= 200 && status < 300 ? 'SUCCEEDED' : 'FAILED';
      this.resources.add('webhookDeliveries', { createdDate: timestamp, deliveryState, redelivery: false }, { webhook: hook.id });
    }
  }

  async answer(request: StandInRequest): Promise<StandInAnswer> {
    try {
      const note = (message: string): void => void this.violations.push(message);
      return (await this.uploads.takePart(request)) ?? answerPicture(request, this.uploads, note) ?? (await this.#answerOperation(request));
    } catch (error) {
      if (error instanceof ConnectRefusal) return error.answer;
      if (!(error instanceof SyntaxError)) throw error;
      this.violations.push(`${request.seen.method} ${request.seen.path}: ${error.message}`);
      return new ConnectRefusal(400, 'ENTITY_INVALID', 'The JSON is invalid.').answer;
    }
  }

  async #answerOperation(request: StandInRequest): Promise<StandInAnswer> {
    const { method, path, query } = request.seen;
    const state = this.tokens.check(request.seen);
    const detail = 'Provide a properly configured and signed bearer token, and make sure that it has not expired.';
    if (state === 'invalid') throw new ConnectRefusal(401, 'NOT_AUTHORIZED', detail);
    const found = this.#operations.find(method, path);
    if (found === undefined || !('operation' in found)) {
      this.violations.push(`${method} ${path}: no such operation`);
      throw new ConnectRefusal(404, 'PATH_ERROR', `The URL path is not valid: ${path}`);
    }
    const { operation } = found;
    request.seen.operation = operation.id;
    if (state === 'forbidden') throw new ConnectRefusal(403, 'FORBIDDEN_ERROR', 'The API key in use does not allow this request');
    const wrongQuery = this.#operations.checkQuery(operation, query);
    const body = await readJson(request);
    const wrongBody = this.#operations.checkBody(operation, body);
    for (const { pointer, message } of [...wrongQuery, ...wrongBody]) this.violations.push(`${operation.id} ${pointer}: ${message}`);
    if (wrongQuery.length > 0) return queryErrors(wrongQuery);
    if (wrongBody.length > 0) return bodyErrors(wrongBody);
    const answer = this.#perform(request, found, body);
    if (answer.json !== undefined && operation.answer !== undefined) {
      const plain: unknown = JSON.parse(JSON.stringify(answer.json));
      const own = checkShape(plain, operation.answer, this.#operations.shapes);
      if (own.length > 0)
        throw new Error(
          `The answer of ${operation.id} is not as Apple describes it: ${own.map(({ pointer, message }) => `${pointer} ${message}`).join(', ')}`,
        );
    }
    return { ...answer, headers: { 'x-rate-limit': 'user-hour-lim:3600;user-hour-rem:3500;' } };
  }

  #perform(request: StandInRequest, { parameters }: MatchedOperation, body: unknown): StandInAnswer {
    const { method, path } = request.seen;
    const [type = '', id, third, fourth] = path.split('/').slice(2);
    const data = (body as { data?: unknown } | undefined)?.data;
    if (id === undefined) return method === 'POST' ? this.#create(type, data, request) : this.#list(type, request);
    const resource = this.resources.get(type, parameters['id'] ?? id);
    if (third === 'relationships') return this.#relate(resource, fourth ?? '', method, data);
    if (third !== undefined) return this.#related(resource, third, request);
    if (method === 'DELETE') {
      this.resources.remove(resource);
      return { status: 204 };
    }
    if (method === 'PATCH') this.#update(resource, data);
    return this.#one(resource, request, 200);
  }

  #list(type: string, request: StandInRequest): StandInAnswer {
    return this.#page(this.resources.list(type), request);
  }

  #related(resource: Resource, name: string, request: StandInRequest): StandInAnswer {
    const relation = this.resources.relation(resource.type, name);
    if (relation === undefined) throw new ConnectRefusal(404, 'NOT_FOUND', `There is no relation ${name}`);
    const found = this.resources.related(resource, name);
    if (relation.many) return this.#page(found, request);
    const [only] = found;
    if (only === undefined) throw new ConnectRefusal(404, 'NOT_FOUND', `The resource has no ${name}`);
    return this.#one(only, request, 200);
  }

  #page(all: readonly Resource[], request: StandInRequest): StandInAnswer {
    const { origin, url } = request;
    for (const resource of all) this.uploads.look(resource);
    const { page, total, limit, next } = selectResources(this.resources, all, url);
    return {
      status: 200,
      json: {
        data: page.map((resource) => this.#describe(resource, request)),
        ...this.#included(page, request),
        links: { self: `${origin}${url.pathname}${url.search}`, ...(next !== undefined && { next: `${origin}${next}` }) },
        meta: { paging: { total, limit } },
      },
    };
  }

  #one(resource: Resource, request: StandInRequest, status: number): StandInAnswer {
    if (status === 200) this.uploads.look(resource);
    const data = this.#describe(resource, request);
    const self = `${request.origin}/v1/${resource.type}/${resource.id}`;
    return { status, json: { data, ...this.#included([resource], request), links: { self } } };
  }

  #describe(resource: Resource, { origin, url }: StandInRequest): unknown {
    if (
      ['buildUploadFiles', 'appScreenshots'].includes(resource.type) &&
      JSON.stringify(resource.attributes['assetDeliveryState']).includes('AWAITING_UPLOAD')
    ) {
      this.uploads.describeFile(resource, origin);
      // Apple describes fewer fields of an operation there.
      if (resource.type === 'appScreenshots')
        for (const operation of resource.attributes['uploadOperations'] as Record<string, unknown>[]) {
          delete operation['partNumber'];
          delete operation['expiration'];
        }
    } else if (resource.type === 'appScreenshots') finishScreenshot(resource, this.uploads, origin);
    return this.resources.describe(resource, origin, this.#operations.shapes, includeOf(url));
  }

  #included(page: readonly Resource[], request: StandInRequest): { included?: unknown[] } {
    const names = includeOf(request.url);
    if (names.length === 0) return {};
    const found = new Set(page.flatMap((resource) => names.flatMap((name) => this.resources.related(resource, name))));
    return { included: [...found].map((resource) => this.resources.describe(resource, request.origin, this.#operations.shapes)) };
  }

  #create(type: string, data: unknown, request: StandInRequest): StandInAnswer {
    const { attributes = {}, relationships = {} } = data as {
      attributes?: Record<string, unknown>;
      relationships?: Record<string, { data?: { type: string; id: string } | { type: string; id: string }[] | null }>;
    };
    const links: Record<string, string | string[]> = {};
    for (const [name, { data: linked }] of Object.entries(relationships)) {
      for (const { type: to, id } of [linked ?? []].flat()) {
        if (this.resources.find(to, id) === undefined) {
          const pointer = `/data/relationships/${name}`;
          throw new ConnectRefusal(409, 'ENTITY_ERROR.RELATIONSHIP.INVALID', `There is no resource of type '${to}' with id '${id}'`, {
            pointer,
          });
        }
      }
      if (linked !== null && linked !== undefined) links[name] = Array.isArray(linked) ? linked.map(({ id }) => id) : linked.id;
    }
    const resource = this.resources.add(type, { ...attributes }, links);
    try {
      createRules[type]?.(resource, this.#world, attributes);
    } catch (error) {
      this.resources.remove(resource);
      throw error;
    }
    if (type === 'webhooks') this.#secrets.set(resource.id, String(attributes['secret']));
    return this.#one(resource, request, 201);
  }

  #update(resource: Resource, data: unknown): void {
    const { attributes = {}, relationships = {} } = data as {
      attributes?: Record<string, unknown>;
      relationships?: Record<string, { data?: { id: string } | null }>;
    };
    updateRules[resource.type]?.(resource, this.#world, attributes);
    Object.assign(resource.attributes, attributes);
    for (const [name, { data: linked }] of Object.entries(relationships)) {
      if (linked === null || linked === undefined) delete resource.links[name];
      else resource.links[name] = linked.id;
    }
    if (resource.type === 'webhooks' && typeof attributes['secret'] === 'string') this.#secrets.set(resource.id, attributes['secret']);
  }

  #relate(resource: Resource, name: string, method: string, data: unknown): StandInAnswer {
    if (method === 'PATCH' && Array.isArray(data)) {
      orderScreenshots(
        resource,
        this.resources,
        (data as { id: string }[]).map(({ id }) => id),
      );
      return { status: 204 };
    }
    if (method === 'PATCH') {
      const linked = data as { id: string } | null;
      if (linked === null) delete resource.links[name];
      else resource.links[name] = this.resources.get(this.resources.relation(resource.type, name)?.to ?? '', linked.id).id;
      return { status: 204 };
    }
    const ids = (data as { id: string }[]).map(({ id }) => id);
    if (method === 'POST') linkRules[`${resource.type}/${name}`]?.(resource, ids, this.#world);
    this.resources.link(resource, name, ids, method === 'POST');
    return { status: 204 };
  }
}

function writeCertificateText(_: string, serial: string): Uint8Array {
  return Buffer.from(`certificate ${serial}`);
}

function writeProfileText(uuid: string, udids: readonly string[]): Uint8Array {
  return Buffer.from(`profile ${uuid} ${udids.join(' ')}`);
}

function includeOf(url: URL): readonly string[] {
  return url.searchParams
    .getAll('include')
    .flatMap((names) => names.split(','))
    .filter((name) => !name.includes('.'));
}
