/**
 * A stand-in of Huawei's AppGallery Connect: the Publishing API v2 on loopback, written from Huawei's examples, its pages of reference and result codes,
 * beside public reports of its answers. It shares no code with the product's client and has another author. Huawei publishes no description for machines,
 * and npm has no client of it, so no oracle judges it. The Bitrise step of somebody else (ferPrieto/steps-app-gallery-deploy) published to it unchanged.
 *
 *     const gallery = await startAppGallery({ apps: [{ appId: '100', packageName: 'com.acme.demo' }] });
 *     … publish to `${gallery.url}/api` with gallery.client …
 *     assert.deepEqual(gallery.violations, []);
 *     await gallery.close();
 *
 * State that can be set: apps and what is on sale; `compiling.polls`, how often a package is asked about or submitted before it is compiled, and
 * `compiling.fails`; `refuseNext(operation, code, message)`; `review(appId, state, opinion)` decides what Huawei decides; `client.kind: 'project'` for the
 * refusal of clients that belong to a project; `olderWords` for the result of a submission while a package is compiled.
 *
 * Faults: as in every stand-in, see `support/faults.ts`; `expireTokens()`.
 */

import { randomBytes } from 'node:crypto';
import { type MatchedOperation, Operations } from '../support/operations.ts';
import { type PackageFacts, readPackageFacts, type ReadPackageFacts } from '../support/packageFacts.ts';
import { StandInClock } from '../support/standInClock.ts';
import { readJson, type StandInAnswer, type StandInRequest, type StandInServer, startStandInServer } from '../support/standInServer.ts';
import { FileShelf } from '../support/storedFile.ts';
import { FileServer } from './fileServer.ts';
import { galleryDescription } from './galleryOperations.ts';
import {
  createGalleryApp,
  describeGalleryApp,
  type GalleryApp,
  type GalleryAppOptions,
  type GalleryPackage,
  GalleryRefusal,
  releaseStates,
  result,
  success,
} from './galleryState.ts';

export interface AppGalleryOptions {
  readonly apps?: readonly GalleryAppOptions[];
  readonly keepFiles?: boolean;
  readonly readPackage?: ReadPackageFacts;
}

export interface AppGallery extends StandInServer {
  readonly client: { readonly id: string; readonly secret: string; kind: 'team' | 'project' };
  /** What did not follow the description, as `operation pointer: reason`. */
  readonly violations: string[];
  readonly clock: StandInClock;
  readonly files: FileServer;
  readonly compiling: { polls: number; fails: boolean };
  olderWords: boolean;
  /** Seconds for which a token is good. */
  tokenLifetime: number;
  tokensIssued: number;
  app(appId: string): GalleryApp;
  expireTokens(): void;
  /** The next request for this operation gets this result. */
  refuseNext(operation: string, code: number, message: string): void;
  review(appId: string, state: keyof typeof releaseStates, opinion?: string): void;
}

export async function startAppGallery(options: AppGalleryOptions = {}): Promise<AppGallery> {
  const service = new GalleryService(options);
  const server = await startStandInServer(
    (request) => service.answer(request),
    (status) => ({ ret: { code: status, msg: `A fault of the stand-in: ${status}` } }),
  );
  const close = async (): Promise<void> => {
    await server.close();
    await service.shelf.close();
  };
  return Object.assign(service, { ...server, close });
}

const incomplete = '[AppGalleryConnectPublishService]Incomplete application version information';
const compilingNow = '[AppGalleryConnectPublishService]The package is being compiled, please try again in 3-5 minutes';
const compilingBefore =
  '[cds]submit failed, additional msg is [The file is being processed. It may take 2-5 minutes, depending on the size of the software package.]';
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/u;

class GalleryService {
  readonly client: AppGallery['client'] = { id: '500000000000000001', secret: randomBytes(32).toString('hex').toUpperCase(), kind: 'team' };
  readonly clock = new StandInClock();
  readonly violations: string[] = [];
  readonly shelf: FileShelf;
  readonly files: FileServer;
  readonly compiling = { polls: 1, fails: false };
  olderWords = false;
  tokenLifetime = 172_800;
  tokensIssued = 0;
  readonly #apps: Map<string, GalleryApp>;
  readonly #operations = new Operations(galleryDescription);
  readonly #tokens = new Map<string, number>();
  readonly #refusals: { readonly operation: string; readonly code: number; readonly message: string }[] = [];
  readonly #readPackage: ReadPackageFacts;

  constructor({ apps = [], keepFiles = true, readPackage = readPackageFacts }: AppGalleryOptions) {
    this.#apps = new Map(apps.map((options) => [options.appId, createGalleryApp(options)]));
    this.#readPackage = readPackage;
    this.shelf = new FileShelf(keepFiles);
    this.files = new FileServer(this.shelf, this.clock, (message) => this.violations.push(`upload: ${message}`));
  }

  app(appId: string): GalleryApp {
    const app = this.#apps.get(appId);
    if (app === undefined) throw new GalleryRefusal(204144644, '[AppGalleryConnectPublishService]query app info failed');
    return app;
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  refuseNext(operation: string, code: number, message: string): void {
    this.#refusals.push({ operation, code, message });
  }

  review(appId: string, state: keyof typeof releaseStates, opinion?: string): void {
    const app = this.app(appId);
    app.state = releaseStates[state];
    app.opinion = opinion;
    if (state !== 'released' || app.draft?.facts === undefined) return;
    const phase = app.submissions.at(-1)?.phase;
    if (phase !== undefined) {
      app.phase = { state: 'RELEASE', facts: app.draft.facts, details: phase };
      app.draft = undefined;
      return;
    }
    app.live = app.draft.facts;
    app.draft = undefined;
  }

  async answer(request: StandInRequest): Promise<StandInAnswer> {
    try {
      return (await this.#answerToken(request)) ?? (await this.files.answer(request)) ?? (await this.#answerOperation(request));
    } catch (error) {
      if (error instanceof GalleryRefusal) return error.answer;
      if (!(error instanceof SyntaxError)) throw error;
      this.violations.push(`${request.seen.method} ${request.seen.path}: ${error.message}`);
      return { status: 400, json: { message: 'Bad Request' } };
    }
  }

  async #answerToken(request: StandInRequest): Promise<StandInAnswer | undefined> {
    if (request.seen.method !== 'POST' || request.seen.path !== '/api/oauth2/v1/token') return undefined;
    const body = ((await readJson(request)) ?? {}) as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(body).filter((name) => !['grant_type', 'client_id', 'client_secret'].includes(name));
    if (unknown.length > 0 || body['grant_type'] !== 'client_credentials') {
      this.violations.push(`token: ${unknown.join(', ') || `grant_type ${String(body['grant_type'])}`}`);
      return result(203886592, 'the request is invalid');
    }
    if (body['client_id'] !== this.client.id) return result(203886599, 'the type of clientId not match');
    // The code of a wrong secret is not published; this one is ours.
    if (body['client_secret'] !== this.client.secret) return result(203886604, 'client secret error');
    const token = randomBytes(60).toString('base64url');
    this.#tokens.set(token, this.clock.now() + this.tokenLifetime * 1000);
    this.tokensIssued += 1;
    return { status: 200, json: { access_token: token, expires_in: this.tokenLifetime } };
  }

  async #answerOperation(request: StandInRequest): Promise<StandInAnswer> {
    const { method, path, query, headers } = request.seen;
    const found = this.#operations.find(method, path);
    if (found === undefined || !('operation' in found)) {
      this.violations.push(`${method} ${path}: no such operation`);
      return { status: 404, json: { message: 'Not Found' } };
    }
    const { operation } = found;
    request.seen.operation = operation.id;
    const expires = this.#tokens.get(/^Bearer (.+)$/u.exec(headers['authorization'] ?? '')?.[1] ?? '');
    if (headers['client_id'] !== this.client.id) this.violations.push(`${operation.id}: client_id is ${headers['client_id'] ?? 'missing'}`);
    // A client of a project gets tokens that no operation takes: without a body, the reason in the status line.
    if (this.client.kind === 'project') return { status: 403 };
    if (expires === undefined || expires <= this.clock.now() || headers['client_id'] !== this.client.id) {
      return { status: 401, json: { ret: { code: 205524993, msg: '[AppGalleryConnectApiGateway]client token authorization fail.' } } };
    }
    const body = await readJson(request);
    const wrong = [...this.#operations.checkQuery(operation, query), ...this.#operations.checkBody(operation, body)];
    this.violations.push(...wrong.map(({ pointer, message }) => `${operation.id} ${pointer}: ${message}`));
    if (wrong[0] !== undefined) {
      const message = `Parameter is not valid for operation [AppGalleryConnectPublishService.publish-services.${operation.id}]. Parameter is [${wrong[0].pointer}].`;
      return { status: 400, json: { message } };
    }
    const refused = this.#refusals.findIndex((each) => each.operation === operation.id);
    const [refusal] = refused === -1 ? [] : this.#refusals.splice(refused, 1);
    if (refusal !== undefined) return result(refusal.code, refusal.message);
    return this.#perform(request, found, (body ?? {}) as Readonly<Record<string, unknown>>);
  }

  async #perform(
    { origin, seen: { query } }: StandInRequest,
    { operation: { id } }: MatchedOperation,
    body: Readonly<Record<string, unknown>>,
  ): Promise<StandInAnswer> {
    if (id === 'appid-list') {
      const names = (query.get('packageName') ?? '').split(',');
      const appids = [...this.#apps.values()]
        .filter(({ packageName }) => names.includes(packageName))
        .map(({ name, appId }) => ({ key: name, value: appId }));
      return appids.length === 0 ? result(204144644, '[AppGalleryConnectPublishService]query app info failed') : success({ appids });
    }
    const app = this.app(query.get('appId') ?? query.get('appid') ?? '');
    switch (id) {
      case 'app-info':
        return success(describeGalleryApp(app, query.get('releaseType') === '3'));
      case 'upload-url': {
        const suffix = query.get('suffix') ?? '';
        if (!['apk', 'aab', 'rpk', 'png', 'jpg'].includes(suffix)) throw new GalleryRefusal(204144645, `suffix ${suffix} is not supported`);
        return success(this.files.openForm(app.appId, suffix, origin));
      }
      case 'upload-url/for-obs': {
        const length = Number(query.get('contentLength'));
        return success(this.files.openObject(app.appId, query.get('fileName') ?? '', length, query.get('sha256') ?? undefined, origin));
      }
      case 'app-file-info':
        return this.#addFile(app, body);
      case 'aab/complile/status':
      case 'package/compile/status':
        return this.#compileStatus(app, (query.get('pkgIds') ?? query.get('pkgVersion') ?? '').split(','));
      case 'app-language-info':
        if (typeof body['newFeatures'] === 'string') app.notes.set(String(body['lang']), body['newFeatures']);
        return success();
      case 'phased-release/state':
      case 'phased-release':
        return changePhase(app, id, query, body);
      default:
        return this.#submit(app, query, body);
    }
  }

  async #addFile(app: GalleryApp, body: Readonly<Record<string, unknown>>): Promise<StandInAnswer> {
    const [sent] = body['files'] as readonly { fileName: string; fileDestUrl: string; size?: unknown }[];
    if (Number(body['fileType']) !== 5 || sent === undefined) {
      this.violations.push(`app-file-info: fileType ${String(body['fileType'])}; packages are 5`);
      throw new GalleryRefusal(204144654, 'invalid param');
    }
    const file = this.files.fileOf(sent.fileDestUrl, app.appId);
    if (file === undefined) throw new GalleryRefusal(204144641, 'The files url is empty.');
    if (sent.size !== undefined && Number(sent.size) !== file.size)
      this.violations.push(`app-file-info: size ${String(sent.size)} of a file of ${file.size} bytes`);
    if (!/\.(?:apk|aab|rpk)$/u.test(sent.fileName)) this.violations.push(`app-file-info: ${sent.fileName} is no name of a package`);
    if (isInReview(app)) {
      const message = "[cds]update service failed, additional msg is [The new service has can't be edited service,which can't be updated!]";
      throw new GalleryRefusal(204144647, message);
    }
    const facts = await this.#readPackage(file);
    const wrong = packageRefusal(app, facts);
    if (wrong !== undefined) throw new GalleryRefusal(204144662, `[cds]add apk failed, additional msg is [${wrong}]`);
    const pkgVersion = String(10_000_000_000_000 + Math.floor(Math.random() * 80_000_000_000_000));
    app.draft = { pkgVersion, fileName: sent.fileName, file, facts, polls: this.compiling.polls, failed: this.compiling.fails };
    app.state = releaseStates.draft;
    return success({ pkgVersion: [pkgVersion] });
  }

  #compileStatus(app: GalleryApp, asked: readonly string[]): StandInAnswer {
    const { draft } = app;
    if (draft === undefined || !asked.includes(draft.pkgVersion)) return success({ pkgStateList: [], aabCompileStatus: 0 });
    const { failed } = draft;
    const isCompiling = takePoll(draft);
    const successStatus = isCompiling ? 1 : failed ? 2 : 0;
    return success({ pkgStateList: [{ pkgId: draft.pkgVersion, successStatus }], aabCompileStatus: isCompiling ? 1 : failed ? 3 : 2 });
  }

  #submit(app: GalleryApp, query: URLSearchParams, body: Readonly<Record<string, unknown>>): StandInAnswer {
    const { draft } = app;
    const releaseTime = query.get('releaseTime') ?? undefined;
    const releaseType = Number(query.get('releaseType') ?? 1);
    if (releaseTime !== undefined && !time.test(releaseTime)) this.violations.push(`app-submit releaseTime: ${releaseTime}`);
    if (releaseType === 3) this.#checkPhase(body);
    else if (Object.keys(body).length > 0) this.violations.push('app-submit: the body is for releases by phases (releaseType 3)');
    if (isInReview(app)) {
      throw new GalleryRefusal(204144660, '[cds]submit failed, additional msg is [The app is being reviewed.]');
    }
    if (draft === undefined) throw new GalleryRefusal(204144641, incomplete);
    if (takePoll(draft))
      throw this.olderWords ? new GalleryRefusal(204144660, compilingBefore) : new GalleryRefusal(204144727, compilingNow);
    if (draft.failed) throw new GalleryRefusal(204144660, '[cds]submit failed, additional msg is [The package could not be parsed.]');
    const phase = releaseType === 3 ? body : undefined;
    app.submissions.push({ pkgVersion: draft.pkgVersion, releaseType, releaseTime, remark: query.get('remark') ?? undefined, phase });
    app.state = app.live === undefined ? releaseStates.reviewing : releaseStates.updating;
    app.phase = undefined;
    return success();
  }

  #checkPhase(body: Readonly<Record<string, unknown>>): void {
    const {
      phasedReleaseStartTime: start,
      phasedReleaseEndTime: end,
      phasedReleasePercent: percent,
      phasedReleaseDescription: description,
    } = body;
    const isTime = (value: unknown): boolean => typeof value === 'string' && time.test(value);
    const isPercent = typeof percent === 'string' && /^\d{1,2}\.\d\d$/u.test(percent) && Number(percent) > 0;
    if (isTime(start) && isTime(end) && isPercent && typeof description === 'string' && description !== '') return;
    this.violations.push('app-submit: a release by phases needs start, end, a percentage such as 10.00, and a description');
    throw new GalleryRefusal(204144641, 'invalid input parameter');
  }
}

/** After the review: halted and resumed by its state, changed or given to everyone by an update. */
function changePhase(app: GalleryApp, id: string, query: URLSearchParams, body: Readonly<Record<string, unknown>>): StandInAnswer {
  const { phase } = app;
  if (phase === undefined) throw new GalleryRefusal(204144641, 'The app is not released by phases');
  if (id === 'phased-release/state') {
    app.phase = { ...phase, state: String(body['state']) };
  } else if (query.get('releaseType') === '3') {
    const { phasedReleasePercent: percent } = body;
    if (typeof percent !== 'string' || !/^\d{1,2}\.\d\d$/u.test(percent)) throw new GalleryRefusal(204144641, 'invalid input parameter');
    app.phase = { ...phase, state: 'RELEASE', details: { ...phase.details, ...body } };
  } else {
    app.live = phase.facts;
    app.phase = undefined;
  }
  return success();
}

function isInReview({ state }: GalleryApp): boolean {
  return state === releaseStates.reviewing || state === releaseStates.updating;
}

/** Whether it is still compiled; asking brings the end nearer. */
function takePoll(draft: GalleryPackage): boolean {
  draft.polls -= 1;
  return draft.polls >= 0;
}

/** The words are ours but for the numbers, which Huawei's errors have too. */
function packageRefusal(app: GalleryApp, facts: PackageFacts | undefined): string | undefined {
  if (facts === undefined) return '90200503 The package cannot be parsed';
  if (facts.identifier !== app.packageName) return `90200503 The package name ${facts.identifier} is not ${app.packageName}`;
  if (app.live !== undefined && facts.versionCode <= app.live.versionCode)
    return `90200503 The version code must be greater than ${app.live.versionCode}`;
  return undefined;
}
