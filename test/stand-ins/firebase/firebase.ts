/**
 * A stand-in of Firebase App Distribution: its API v1 on loopback, written from Google's discovery document alone, beside what Google's own command says
 * about the answers it gets. It shares no code with the product's client and has another author.
 *
 *     const firebase = await startFirebase({ apps: [{ appId: '1:123:android:abc', identifier: 'com.acme.demo', groups: ['qa'] }] });
 *     … distribute to firebase.url with firebase.serviceAccount …
 *     assert.deepEqual(firebase.violations, []);
 *     await firebase.close();
 *
 * State that can be set: apps with the groups of their projects and the state of their link to Google Play; `processing.polls`, how often an upload is
 * asked for before it is done; `processing.errors`, with which of `google.rpc.Code` and which words the next uploads fail; `denied`, accounts that may do
 * nothing. What was distributed is in `app(id).releases`.
 *
 * Faults: as in every stand-in, see `support/faults.ts`; `tokens.expireAll()` for 401.
 */

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type DiscoveryDocument } from '../support/discovery.ts';
import { badRequest, GoogleRefusal, notFound } from '../support/googleRefusal.ts';
import { type GoogleCall, GoogleService, type GoogleStandIn, startGoogleService } from '../support/googleService.ts';
import { type PackageFacts, readPackageFacts, type ReadPackageFacts } from '../support/packageFacts.ts';
import { type StoredFile } from '../support/storedFile.ts';
import {
  createFirebaseApp,
  describeRelease,
  type FirebaseApp,
  type FirebaseAppOptions,
  type FirebaseProject,
  type FirebaseRelease,
} from './firebaseState.ts';
import { matchesFilter } from './releaseFilter.ts';

const document = JSON.parse(readFileSync(new URL('firebaseappdistribution.v1.json', import.meta.url), 'utf8')) as DiscoveryDocument;

export interface FirebaseOptions {
  readonly apps?: readonly FirebaseAppOptions[];
  /** Files are kept on disk until the end; otherwise only hashed. Default: true. */
  readonly keepFiles?: boolean;
  readonly readPackage?: ReadPackageFacts;
}

/** With which error an upload ends; the code is one of google.rpc.Code. */
export interface ProcessingError {
  readonly code: number;
  readonly message: string;
}

export interface Firebase extends GoogleStandIn {
  readonly processing: { polls: number; readonly errors: ProcessingError[] };
  readonly denied: Set<string>;
  app(appId: string): FirebaseApp;
  /** `number` of the project. */
  project(number: string): FirebaseProject;
}

export async function startFirebase(options: FirebaseOptions = {}): Promise<Firebase> {
  return startGoogleService(new FirebaseService(options));
}

type UploadResult = 'RELEASE_CREATED' | 'RELEASE_UPDATED' | 'RELEASE_UNMODIFIED';

interface UploadOperation {
  readonly name: string;
  /** So often it is still asked for before it is done. */
  polls: number;
  readonly app: FirebaseApp;
  readonly end: () => { readonly error: ProcessingError } | { readonly result: UploadResult; readonly release: FirebaseRelease };
  ended?: ReturnType<UploadOperation['end']>;
}

/** The largest file that Google's documentation allows, in bytes. */
const largestFile = 2 ** 31;
const mostTesters = 999;

class FirebaseService extends GoogleService {
  readonly processing: { polls: number; readonly errors: ProcessingError[] } = { polls: 1, errors: [] };
  readonly denied = new Set<string>();
  readonly #apps: Map<string, FirebaseApp>;
  readonly #projects = new Map<string, FirebaseProject>();
  readonly #operations = new Map<string, UploadOperation>();
  readonly #readPackage: ReadPackageFacts;

  constructor({ apps = [], keepFiles = true, readPackage = readPackageFacts }: FirebaseOptions) {
    super(document, { api: 'firebaseappdistribution', scopes: ['https://www.googleapis.com/auth/cloud-platform'], keepFiles });
    this.#readPackage = readPackage;
    this.#apps = new Map(apps.map((options) => [options.appId, createFirebaseApp(options)]));
    for (const { appId, groups = [] } of apps) {
      const { project } = this.app(appId);
      const known = this.#projects.get(project) ?? { testers: new Set<string>(), groups: new Map<string, Set<string>>() };
      for (const group of groups) known.groups.set(group, new Set());
      this.#projects.set(project, known);
    }
  }

  app(appId: string): FirebaseApp {
    const app = this.#apps.get(appId);
    if (app === undefined) throw notFound('Requested entity was not found.');
    return app;
  }

  project(number: string): FirebaseProject {
    const project = this.#projects.get(`projects/${number}`);
    if (project === undefined) throw notFound('Requested entity was not found.');
    return project;
  }

  protected override admit({ account, parameters }: Omit<GoogleCall, 'body'>): void {
    if (this.denied.has(account)) throw new GoogleRefusal(403, 'The caller does not have permission');
    const name = Object.values(parameters).find((value) => value.startsWith('projects/')) ?? '';
    const [, number = '', , appId] = name.split('/');
    this.project(number);
    if (appId !== undefined && name.includes('/apps/') && this.app(appId).project !== `projects/${number}`) {
      throw badRequest('Request contains an invalid argument.');
    }
  }

  protected override perform(call: GoogleCall): unknown {
    const { name, parameters, query, body } = call;
    const named = parameters['name'] ?? '';
    switch (name) {
      case 'projects.apps.getAabInfo': {
        const { aabState } = this.#appOf(named);
        return { name: named, integrationState: aabState };
      }
      case 'projects.apps.releases.get':
        return describeRelease(this.#release(named));
      case 'projects.apps.releases.list':
        return this.#list(this.#appOf(parameters['parent'] ?? '').releases, query);
      case 'projects.apps.releases.patch':
        return this.#patch(this.#release(named), query, body);
      case 'projects.apps.releases.batchDelete':
        return this.#delete(this.#appOf(parameters['parent'] ?? ''), body);
      case 'projects.apps.releases.distribute':
        return this.#distribute(this.#release(named), body);
      case 'projects.apps.releases.operations.get':
        return this.#describeOperation(named);
      default:
        return this.#performForPeople(call);
    }
  }

  protected override async take({ parameters, request }: GoogleCall, file: StoredFile): Promise<unknown> {
    const app = this.#appOf(parameters['app'] ?? '');
    if (file.size === 0 || file.size > largestFile) throw badRequest('Request contains an invalid argument.');
    const facts = await this.#readPackage(file);
    const fileName = decodeURIComponent(request.seen.headers['x-goog-upload-file-name'] ?? '');
    const kind = app.platform === 'ios' ? 'IPA' : fileName.endsWith('.aab') ? 'AAB' : 'APK';
    const name = `${app.name}/releases/-/operations/${randomBytes(8).toString('hex')}`;
    const error = this.processing.errors.shift() ?? refusalOf(app, kind, facts);
    const end: UploadOperation['end'] = () =>
      error === undefined && facts !== undefined ? this.#addRelease(app, kind, facts, file) : { error: error ?? unreadable };
    this.#operations.set(name, { name, polls: this.processing.polls, app, end });
    return { name };
  }

  #addRelease(
    app: FirebaseApp,
    kind: FirebaseRelease['kind'],
    facts: PackageFacts,
    file: StoredFile,
  ): { result: UploadResult; release: FirebaseRelease } {
    const now = this.clock.now();
    const same = app.releases.find((release) => release.file.sha256 === file.sha256);
    if (same !== undefined) return { result: 'RELEASE_UNMODIFIED', release: same };
    const older = app.releases.find(
      ({ facts: { version, versionCode } }) => version === facts.version && versionCode === facts.versionCode,
    );
    if (older !== undefined) {
      Object.assign(older, { file, facts, updated: now });
      return { result: 'RELEASE_UPDATED', release: older };
    }
    const name = `${app.name}/releases/${randomBytes(7).toString('hex')}`;
    const people = { testers: new Set<string>(), groups: new Set<string>(), distributions: 0 };
    const release: FirebaseRelease = { name, kind, facts, file, created: now, updated: now, notes: undefined, ...people };
    app.releases.unshift(release);
    return { result: 'RELEASE_CREATED', release };
  }

  #describeOperation(name: string): unknown {
    const operation = this.#operations.get(name);
    if (operation === undefined) throw notFound('Requested entity was not found.');
    if (operation.polls > 0) {
      operation.polls -= 1;
      return { name };
    }
    operation.ended ??= operation.end();
    if ('error' in operation.ended) return { name, done: true, error: operation.ended.error };
    const { result, release } = operation.ended;
    const type = 'type.googleapis.com/google.firebase.appdistro.v1.UploadReleaseResponse';
    return { name, done: true, response: { '@type': type, result, release: describeRelease(release) } };
  }

  #appOf(name: string): FirebaseApp {
    return this.app(name.split('/')[3] ?? '');
  }

  #release(name: string): FirebaseRelease {
    const release = this.#appOf(name).releases.find((each) => each.name === name);
    if (release === undefined) throw notFound('Requested entity was not found.');
    return release;
  }

  /** Newest first. */
  #list(all: readonly FirebaseRelease[], query: URLSearchParams): unknown {
    const filter = query.get('filter');
    const found = filter === null ? all : all.filter((release) => matchesFilter(release, filter));
    const { rows, nextPageToken } = pageOf(found, query, 25, 100);
    return { releases: rows.map(describeRelease), ...nextPageToken };
  }

  #patch(release: FirebaseRelease, query: URLSearchParams, body: unknown): unknown {
    const { releaseNotes, name, ...others } = body as { releaseNotes?: { text?: string }; name?: string };
    const mask = (query.get('updateMask') ?? 'releaseNotes').split(',');
    const isNotes = mask.every((path) => /^release_?notes(?:\.text)?$/iu.test(path));
    if (!isNotes || Object.keys(others).length > 0 || (name !== undefined && name !== release.name)) {
      this.violations.push('projects.apps.releases.patch: changes more than the release notes');
      throw badRequest('Request contains an invalid argument.');
    }
    release.notes = releaseNotes?.text;
    release.updated = this.clock.now();
    return describeRelease(release);
  }

  #delete(app: FirebaseApp, body: unknown): unknown {
    const { names = [] } = body as { names?: readonly string[] };
    for (const name of names) app.releases.splice(app.releases.indexOf(this.#release(name)), 1);
    return {};
  }

  #distribute(release: FirebaseRelease, body: unknown): unknown {
    const { testerEmails = [], groupAliases = [] } = body as { testerEmails?: readonly string[]; groupAliases?: readonly string[] };
    if (testerEmails.length + groupAliases.length > mostTesters) throw badRequest('Request contains an invalid argument.');
    const { testers, groups } = this.project(release.name.split('/')[1] ?? '');
    if (groupAliases.some((alias) => !groups.has(alias))) throw badRequest('Request contains an invalid argument.');
    checkAddresses(testerEmails);
    for (const email of testerEmails) {
      testers.add(email);
      release.testers.add(email);
    }
    for (const alias of groupAliases) release.groups.add(alias);
    release.distributions += 1;
    return {};
  }

  #performForPeople({ name, parameters, query, body }: GoogleCall): unknown {
    const parent = parameters['parent'] ?? parameters['project'] ?? parameters['group'] ?? parameters['name'] ?? '';
    const [, number = '', , alias = ''] = parent.split('/');
    const { testers, groups } = this.project(number);
    const { emails = [], createMissingTesters = false } = body as { emails?: readonly string[]; createMissingTesters?: boolean };
    const describeGroup = (id: string): unknown => ({
      name: `projects/${number}/groups/${id}`,
      displayName: id,
      testerCount: groups.get(id)?.size ?? 0,
    });
    const describeTester = (email: string): unknown => ({ name: `projects/${number}/testers/${email}` });
    switch (name) {
      case 'projects.groups.list': {
        const { rows, nextPageToken } = pageOf([...groups.keys()], query, 25, 1000);
        return { groups: rows.map(describeGroup), ...nextPageToken };
      }
      case 'projects.groups.get':
        if (!groups.has(alias)) throw notFound('Requested entity was not found.');
        return describeGroup(alias);
      case 'projects.groups.create': {
        const id = query.get('groupId') ?? (body as { displayName?: string }).displayName ?? '';
        if (!/^[a-z][a-z\d-]{3,62}$/u.test(id)) throw badRequest('Request contains an invalid argument.');
        if (groups.has(id)) throw new GoogleRefusal(409, 'Requested entity already exists', { status: 'ALREADY_EXISTS' });
        groups.set(id, new Set());
        return describeGroup(id);
      }
      case 'projects.groups.batchJoin': {
        const group = groups.get(alias);
        if (group === undefined) throw notFound('Requested entity was not found.');
        checkAddresses(emails);
        if (!createMissingTesters && emails.some((email) => !testers.has(email))) throw notFound('Requested entity was not found.');
        for (const email of emails) group.add(email);
        for (const email of emails) testers.add(email);
        return {};
      }
      case 'projects.testers.batchAdd':
        checkAddresses(emails);
        for (const email of emails) testers.add(email);
        return { testers: emails.map(describeTester) };
      case 'projects.testers.list': {
        const { rows, nextPageToken } = pageOf([...testers], query, 10, 1000);
        return { testers: rows.map(describeTester), ...nextPageToken };
      }
      default:
        throw new Error(`The stand-in has no ${name}`);
    }
  }
}

const unreadable: ProcessingError = { code: 3, message: 'The uploaded file could not be read as a package.' };

/** The words are ours: Google publishes none for these. */
function refusalOf(app: FirebaseApp, kind: FirebaseRelease['kind'], facts: PackageFacts | undefined): ProcessingError | undefined {
  if (kind === 'AAB' && app.aabState !== 'INTEGRATED')
    return { code: 9, message: `App bundles need a link to Google Play: ${app.aabState}` };
  if (facts === undefined) return unreadable;
  if (facts.identifier === app.identifier) return undefined;
  return { code: 3, message: `The package ${facts.identifier} does not belong to this app, which is ${app.identifier}.` };
}

/** Google's own command reads this refusal as invalid testers. */
function checkAddresses(emails: readonly string[]): void {
  if (emails.length > mostTesters) throw badRequest('Request contains an invalid argument.');
  if (emails.some((email) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email))) {
    throw new GoogleRefusal(400, 'Precondition check failed.', { status: 'FAILED_PRECONDITION' });
  }
}

function pageOf<Row>(
  all: readonly Row[],
  query: URLSearchParams,
  usual: number,
  most: number,
): { rows: readonly Row[]; nextPageToken: { nextPageToken?: string } } {
  const size = Math.min(Number(query.get('pageSize') ?? 0) || usual, most);
  const start = Number(query.get('pageToken') ?? 0);
  if (!Number.isSafeInteger(start) || start > all.length) throw badRequest('Request contains an invalid argument.');
  const end = start + size;
  return { rows: all.slice(start, end), nextPageToken: end < all.length ? { nextPageToken: String(end) } : {} };
}
