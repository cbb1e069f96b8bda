/**
 * A stand-in of Google Play: the Google Play Developer API v3 on loopback, written from Google's discovery document alone, beside public reports
 * of its errors. It shares no code with the product's client and has another author.
 *
 *     const play = await startGooglePlay({ apps: [{ packageName: 'com.acme.demo', live: [{ versionCode: 7, track: 'internal' }] }] });
 *     … publish to play.url with play.serviceAccount …
 *     assert.deepEqual(play.violations, []);
 *     await play.close();
 *
 * State that can be set: apps with closed tracks, live version codes, `draft`, `reviewByHand` and accounts that may do nothing; `editLifetime` and
 * `tokens.lifetime` in seconds; `clock.advance(seconds)`. What was published is in `app(name).published`, each commit in `app(name).commits`.
 * Uploaded files are kept on disk until `close()`, or only hashed with `keepFiles: false`. Files that are not archives say what they are in a line
 * of text, see `support/packageFacts.ts`.
 *
 * Faults: `faults.rateLimit`, `serverErrors`, `cut`, `cutBody`, `slow` and any answer, each for the requests that match and so often as asked;
 * `tokens.expireAll()`, `uploads.dropSessions()`, `commitElsewhere(name)`, and `editErrors: 'older'` for the refusals as Google wrote them before.
 * Through HTTPS and a proxy with an authority of its own: `support/authorityProxy.ts`.
 */

import { readFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { type DiscoveryDocument, readDiscovery } from '../support/discovery.ts';
import { googleError, GoogleTokens, type ServiceAccountFile } from '../support/googleTokens.ts';
import { GoogleUploads } from '../support/googleUploads.ts';
import { checkShape, type ShapeFinding } from '../support/jsonShape.ts';
import { type MatchedOperation, Operations } from '../support/operations.ts';
import { readPackageFacts, type ReadPackageFacts } from '../support/packageFacts.ts';
import { StandInClock } from '../support/standInClock.ts';
import { readJson, type StandInAnswer, type StandInRequest, type StandInServer, startStandInServer } from '../support/standInServer.ts';
import { FileShelf, type StoredFile } from '../support/storedFile.ts';
import { downloadBytes } from './downloads.ts';
import { editMethods } from './editMethods.ts';
import { badRequest, type EditErrors, editRefusal, notFound, PlayRefusal } from './playErrors.ts';
import { createApp, type PlayApp, type PlayAppOptions, type PlayEdit } from './playState.ts';
import { addImage, addPackage, addSymbols, type SharedPackage, sharePackage } from './playUploads.ts';
import { releaseSummaries } from './releaseSummaries.ts';

const document = JSON.parse(readFileSync(new URL('androidpublisher.v3.json', import.meta.url), 'utf8')) as DiscoveryDocument;
const scope = 'https://www.googleapis.com/auth/androidpublisher';
const prefix = 'androidpublisher.';

export interface GooglePlayOptions {
  readonly apps?: readonly PlayAppOptions[];
  /** Files are kept on disk until the end; otherwise only hashed. Default: true. */
  readonly keepFiles?: boolean;
  readonly editErrors?: EditErrors;
  readonly readPackage?: ReadPackageFacts;
}

export interface GooglePlay extends StandInServer {
  /** Of an account that may do everything. Its `token_uri` is this stand-in. */
  readonly serviceAccount: ServiceAccountFile;
  /** What did not follow the description, as `operation pointer: reason`. */
  readonly violations: string[];
  readonly clock: StandInClock;
  readonly tokens: GoogleTokens;
  readonly uploads: GoogleUploads;
  /** Seconds for which an edit is good. Default: an hour. */
  editLifetime: number;
  readonly shared: readonly SharedPackage[];
  /** Edits that are open. */
  readonly openEdits: readonly PlayEdit[];
  app(packageName: string): PlayApp;
  /** Somebody changes the app in the console: edits that are open cannot be committed any more. */
  commitElsewhere(packageName: string): void;
}

export async function startGooglePlay(options: GooglePlayOptions = {}): Promise<GooglePlay> {
  const store = new PlayStore(options);
  const server = await startStandInServer(
    (request) => store.answer(request),
    (status) => googleError(status, `A fault of the stand-in: ${status}`),
  );
  const serviceAccount = store.tokens.createServiceAccount('publisher', `${server.url}/token`);
  return Object.assign(store, {
    ...server,
    serviceAccount,
    close: async () => {
      await server.close();
      await store.shelf.close();
    },
  });
}

class PlayStore {
  readonly clock = new StandInClock();
  readonly tokens = new GoogleTokens(this.clock, [scope]);
  readonly shelf: FileShelf;
  readonly uploads: GoogleUploads;
  readonly violations: string[] = [];
  readonly shared: SharedPackage[] = [];
  editLifetime = 3600;
  readonly #operations = new Operations(readDiscovery(document));
  readonly #apps: Map<string, PlayApp>;
  readonly #edits = new Map<string, PlayEdit>();
  readonly #editErrors: EditErrors;
  readonly #readPackage: ReadPackageFacts;

  constructor({ apps = [], keepFiles = true, editErrors = 'current', readPackage = readPackageFacts }: GooglePlayOptions) {
    this.#apps = new Map(apps.map((app) => [app.packageName, createApp(app)]));
    this.#editErrors = editErrors;
    this.#readPackage = readPackage;
    this.shelf = new FileShelf(keepFiles);
    this.uploads = new GoogleUploads(this.shelf, this.clock, (message) => this.violations.push(`upload: ${message}`));
  }

  get openEdits(): readonly PlayEdit[] {
    return [...this.#edits.values()].filter((edit) => this.#stateOf(edit) === 'open');
  }

  app(packageName: string): PlayApp {
    const app = this.#apps.get(packageName);
    if (app === undefined) {
      throw new PlayRefusal(404, `Package not found: ${packageName}.`, { domain: 'androidpublisher', reason: 'applicationNotFound' });
    }
    return app;
  }

  commitElsewhere(packageName: string): void {
    this.app(packageName).revision += 1;
  }

  async answer(request: StandInRequest): Promise<StandInAnswer> {
    try {
      return (await this.tokens.answer(request)) ?? (await this.uploads.continueSession(request)) ?? (await this.#answerMethod(request));
    } catch (error) {
      if (error instanceof PlayRefusal) return error.answer;
      if (error instanceof SyntaxError) {
        this.violations.push(`${request.seen.method} ${request.seen.path}: ${error.message}`);
        return { status: 400, json: googleError(400, 'Invalid JSON payload received.') };
      }
      throw error;
    }
  }

  async #answerMethod(request: StandInRequest): Promise<StandInAnswer> {
    const { method, path, query } = request.seen;
    const isUpload = /^\/(?:resumable\/)?upload\//u.test(path);
    const found = this.#operations.find(method, path.replace(/^(?:\/resumable)?\/upload/u, ''));
    if (found === undefined || !('operation' in found) || (isUpload && found.operation.media === undefined)) {
      this.violations.push(`${method} ${path}: no such operation`);
      return { status: 404, json: googleError(404, 'Requested URL was not found on this server.') };
    }
    const { operation } = found;
    request.seen.operation = operation.id;
    const account = this.tokens.accountOf(request);
    if (account === undefined) return unauthenticated;
    const findings = this.#operations.checkQuery(operation, query);
    findings.push(...this.#operations.checkPath(found));
    this.#note(operation.id, findings);
    if (findings[0] !== undefined) throw invalid(findings, '');
    const app = this.app(appNameOf(found));
    if (app.denied.has(account)) throw new PlayRefusal(403, 'The caller does not have permission');
    if (operation.media !== undefined && !isUpload) throw badRequest('This method takes uploads at /upload.');
    if (isUpload) return this.#beginUpload(request, found, app);
    return this.#answerJson(request, found, app, account);
  }

  async #answerJson(request: StandInRequest, found: MatchedOperation, app: PlayApp, account: string): Promise<StandInAnswer> {
    const { operation, parameters } = found;
    const body = await readJson(request);
    const findings = this.#operations.checkBody(operation, body);
    this.#note(operation.id, findings);
    if (findings.length > 0) throw invalid(findings, 'Invalid JSON payload received. ');
    const name = operation.id.slice(prefix.length);
    if (name === 'generatedapks.download') return { status: 200, ...downloadBytes(app, parameters, request.seen.query) };
    const value = this.#perform(name, request, parameters, body ?? {}, app, account);
    if (value === undefined) return { status: 204 };
    const plain: unknown = JSON.parse(JSON.stringify(value));
    const own = operation.answer === undefined ? [] : checkShape(plain, operation.answer, this.#operations.shapes);
    if (own.length > 0)
      throw new Error(`The answer of ${operation.id} is not as Google describes it: ${own.map(({ message }) => message).join(', ')}`);
    return { status: 200, json: plain };
  }

  #perform(
    name: string,
    request: StandInRequest,
    parameters: Readonly<Record<string, string>>,
    body: unknown,
    app: PlayApp,
    account: string,
  ): unknown {
    const { query } = request.seen;
    switch (name) {
      case 'edits.insert':
        return this.#insertEdit(app, account);
      case 'edits.get':
      case 'edits.validate': {
        const edit = this.#edit(parameters, app);
        if (name === 'edits.validate') checkCommittable(edit, app);
        return describeEdit(edit);
      }
      case 'edits.delete':
        this.#edit(parameters, app).end = 'deleted';
        return undefined;
      case 'edits.commit':
        return this.#commit(this.#edit(parameters, app), app, query);
      case 'applications.tracks.releases.list':
        return releaseSummaries(app, parameters['parent'] ?? '');
      case 'generatedapks.list':
        return generatedApks(app, parameters['versionCode'] ?? '');
      default: {
        const method = editMethods[name.slice('edits.'.length)];
        if (method === undefined) throw new Error(`The stand-in has no ${name}`);
        return method({ edit: this.#edit(parameters, app), parameters, body });
      }
    }
  }

  async #beginUpload(request: StandInRequest, { operation, parameters }: MatchedOperation, app: PlayApp): Promise<StandInAnswer> {
    const name = operation.id.slice(prefix.length);
    if (name.startsWith('edits.')) this.#edit(parameters, app);
    const take = async (file: StoredFile): Promise<StandInAnswer> => {
      try {
        return { status: 200, json: await this.#take(name, file, parameters, app) };
      } catch (error) {
        if (error instanceof PlayRefusal) return error.answer;
        throw error;
      }
    };
    return this.uploads.begin(request, operation, take);
  }

  async #take(name: string, file: StoredFile, parameters: Readonly<Record<string, string>>, app: PlayApp): Promise<unknown> {
    switch (name) {
      case 'edits.apks.upload':
        return addPackage('apk', file, this.#edit(parameters, app), app, this.#readPackage);
      case 'edits.bundles.upload':
        return addPackage('bundle', file, this.#edit(parameters, app), app, this.#readPackage);
      case 'edits.deobfuscationfiles.upload':
        return addSymbols(file, this.#edit(parameters, app), parameters);
      case 'edits.images.upload':
        return addImage(file, this.#edit(parameters, app), parameters);
      default: {
        const shared = await sharePackage(name.endsWith('uploadapk') ? 'apk' : 'bundle', file, app, this.#readPackage);
        this.shared.push(shared);
        const { downloadUrl, sha256 } = shared;
        return { downloadUrl, certificateFingerprint: 'AA:BB:CC:DD', sha256 };
      }
    }
  }

  #insertEdit(app: PlayApp, account: string): unknown {
    // A new edit of an account ends the one that it has.
    for (const edit of this.#edits.values()) {
      if (edit.packageName === app.packageName && edit.account === account && edit.end === 'open') edit.end = 'deleted';
    }
    const edit: PlayEdit = {
      id: Array.from({ length: 20 }, () => randomInt(10)).join(''),
      packageName: app.packageName,
      account,
      revision: app.revision,
      expires: this.clock.now() + this.editLifetime * 1000,
      state: structuredClone(app.published),
      end: 'open',
      files: new Map(),
    };
    this.#edits.set(edit.id, edit);
    return describeEdit(edit);
  }

  #commit(edit: PlayEdit, app: PlayApp, query: URLSearchParams): unknown {
    checkCommittable(edit, app);
    const notSent = query.get('changesNotSentForReview') === 'true';
    if (app.inReview && query.get('changesInReviewBehavior') === 'ERROR_IF_IN_REVIEW') {
      throw badRequest('There are changes in review. The edit was not committed.');
    }
    if (app.reviewByHand && !notSent) {
      throw badRequest(
        'Changes cannot be sent for review automatically. Please set the query parameter changesNotSentForReview to true. Once committed, the changes in this edit can be sent for review from the Google Play Console UI.',
      );
    }
    if (!app.reviewByHand && notSent) {
      throw badRequest('Changes are sent for review automatically. The query parameter changesNotSentForReview must not be set.');
    }
    edit.end = 'committed';
    app.published = structuredClone(edit.state);
    app.revision += 1;
    app.commits.push(edit.id);
    for (const { versionCode } of edit.state.artifacts) app.usedCodes.add(versionCode);
    for (const [versionCode, file] of edit.files) app.files.set(versionCode, file);
    return describeEdit(edit);
  }

  #stateOf(edit: PlayEdit): 'open' | 'committed' | 'deleted' | 'expired' | 'conflict' {
    if (edit.end !== 'open') return edit.end;
    if (edit.expires <= this.clock.now()) return 'expired';
    return edit.revision === this.app(edit.packageName).revision ? 'open' : 'conflict';
  }

  #edit(parameters: Readonly<Record<string, string>>, app: PlayApp): PlayEdit {
    const edit = this.#edits.get(parameters['editId'] ?? '');
    if (edit === undefined || edit.packageName !== app.packageName) throw editRefusal('unknown', this.#editErrors);
    const state = this.#stateOf(edit);
    if (state !== 'open') throw editRefusal(state, this.#editErrors);
    return edit;
  }

  #note(operation: string, findings: readonly ShapeFinding[]): void {
    for (const { pointer, message } of findings) this.violations.push(`${operation} ${pointer}: ${message}`);
  }
}

function appNameOf({ parameters }: MatchedOperation): string {
  const { packageName, parent = '' } = parameters;
  return packageName ?? /^applications\/([^/]+)\//u.exec(parent)?.[1] ?? '';
}

const unauthenticated: StandInAnswer = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  json: googleError(
    401,
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  ),
};

/** Google names the first field that it does not know, and lists all of them in the details. */
function invalid(findings: readonly ShapeFinding[], start: string): PlayRefusal {
  const fieldViolations = findings.map(({ kind, pointer, message }) => ({
    field: pointer
      .replace(/^\//u, '')
      .replaceAll(/\/(\d+)/gu, '[$1]')
      .replaceAll('/', '.'),
    description:
      kind === 'unknown-field' ? `${start}Unknown name "${pointer.slice(pointer.lastIndexOf('/') + 1)}": Cannot find field.` : message,
  }));
  const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }];
  return new PlayRefusal(400, fieldViolations.map(({ description }) => description).join('\n'), { details });
}

function describeEdit({ id, expires }: PlayEdit): unknown {
  return { id, expiryTimeSeconds: String(Math.floor(expires / 1000)) };
}

function checkCommittable({ state }: PlayEdit, app: PlayApp): void {
  const isNew = (track: string): boolean => JSON.stringify(state.tracks[track]) !== JSON.stringify(app.published.tracks[track]);
  const changed = Object.keys(state.tracks).filter(isNew);
  if (app.draft && changed.some((track) => state.tracks[track]?.some(({ status }) => status !== 'draft'))) {
    throw badRequest('Only releases with status draft may be created on draft app.');
  }
}

function generatedApks(app: PlayApp, versionCode: string): unknown {
  const bundle = app.published.artifacts.find((artifact) => artifact.kind === 'bundle' && String(artifact.versionCode) === versionCode);
  if (bundle === undefined) throw notFound(`No bundle with version code ${versionCode} was found.`);
  const splits = [{ downloadId: `base-${versionCode}`, moduleName: 'base', variantId: 1 }];
  return {
    generatedApks: [
      {
        certificateSha256Hash: bundle.sha256,
        generatedSplitApks: splits,
        generatedUniversalApk: { downloadId: `universal-${versionCode}` },
      },
    ],
  };
}
