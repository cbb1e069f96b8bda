/**
 * A stand-in of Microsoft Intune: the apps of Graph v1.0, the sign-in of applications and the storage for files on loopback, written from Microsoft's
 * reference, its declarations of Graph and its sample for uploading apps alone. It shares no code with the product's client and has another author.
 *
 *     const intune = await startIntune({ groups: { Testers: '11111111-…' } });
 *     … publish to intune.url (Graph, sign-in and storage) with intune.application …
 *     assert.deepEqual(intune.violations, []);
 *     await intune.close();
 *
 * A committed file is decrypted with the posted key, and its mac, digest and sizes are compared; what is wrong is a violation, and the commit fails as
 * Intune's does. What arrived is in `apps`: `app.versions[0].files[0].plain` is the file.
 *
 * State that can be set: `application.roles`; `processing.polls`, how often a state is asked for before it changes; `processing.fail`, which of the next
 * steps end as failed or timed out; `storageLifetime`, seconds for which an address of the storage is good; `pageSize` of lists.
 *
 * Faults: as in every stand-in, see `support/faults.ts`; `tokens.expireAll()` for 401.
 */

import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { checkShape } from '../support/jsonShape.ts';
import { type MatchedOperation, Operations } from '../support/operations.ts';
import { StandInClock } from '../support/standInClock.ts';
import { readJson, type StandInAnswer, type StandInRequest, type StandInServer, startStandInServer } from '../support/standInServer.ts';
import { FileShelf } from '../support/storedFile.ts';
import { BlobStorage } from './blobStorage.ts';
import { type EntraApplication, EntraTokens } from './entraTokens.ts';
import { type GraphExcerpt } from './excerpt.ts';
import { decryptFile, type FileEncryptionInfo } from './fileEncryption.ts';
import { graphError, GraphRefusal } from './graphErrors.ts';
import { describeGraph } from './graphOperations.ts';
import { listPage, selectFields } from './graphQuery.ts';
import {
  appFindings,
  type ContentFile,
  type ContentVersion,
  createApp,
  describeApp,
  describeFile,
  fileFindings,
  type IntuneApp,
  notFound,
} from './intuneApps.ts';

const excerpt = JSON.parse(readFileSync(new URL('graph.json', import.meta.url), 'utf8')) as GraphExcerpt;

/** A step of Intune's that takes time, and how it may end. */
export type IntuneStep = 'azureStorageUriRequest' | 'azureStorageUriRenewal' | 'commitFile';

export interface IntuneOptions {
  /** Ids of groups by name. */
  readonly groups?: Readonly<Record<string, string>>;
}

export interface Intune extends StandInServer {
  readonly application: EntraApplication;
  /** What did not follow the description, as `operation pointer: reason`. */
  readonly violations: string[];
  readonly clock: StandInClock;
  readonly tokens: EntraTokens;
  readonly storage: BlobStorage;
  readonly apps: readonly IntuneApp[];
  readonly processing: { polls: number; readonly fail: { readonly step: IntuneStep; readonly end: 'Failed' | 'TimedOut' }[] };
  storageLifetime: number;
  pageSize: number;
}

export async function startIntune(options: IntuneOptions = {}): Promise<Intune> {
  const service = new IntuneService(options);
  const server = await startStandInServer(
    (request) => service.answer(request),
    (status) => graphError(status, `A fault of the stand-in: ${status}`),
  );
  const application = service.tokens.createApplication(['DeviceManagementApps.ReadWrite.All', 'Group.Read.All']);
  const close = async (): Promise<void> => {
    await server.close();
    await service.settle();
  };
  return Object.assign(service, { ...server, application, close });
}

class IntuneService {
  readonly clock = new StandInClock();
  readonly violations: string[] = [];
  readonly shelf = new FileShelf(true);
  readonly tokens = new EntraTokens(this.clock, (message) => this.violations.push(`token: ${message}`));
  readonly storage = new BlobStorage(this.shelf, this.clock, (message) => this.violations.push(`storage: ${message}`));
  readonly apps: IntuneApp[] = [];
  readonly processing: Intune['processing'] = { polls: 1, fail: [] };
  storageLifetime = 3600;
  pageSize = 1000;
  readonly #operations = new Operations(describeGraph(excerpt.shapes));
  readonly #groups: Readonly<Record<string, string>>;
  readonly #usedKeys = new Set<string>();
  readonly #running = new Set<Promise<void>>();

  constructor({ groups = {} }: IntuneOptions) {
    this.#groups = groups;
  }

  /** When no file is decrypted any more, what was uploaded is deleted. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
    await this.shelf.close();
  }

  async answer(request: StandInRequest): Promise<StandInAnswer> {
    try {
      return (await this.tokens.answer(request)) ?? (await this.storage.answer(request)) ?? (await this.#answerOperation(request));
    } catch (error) {
      if (error instanceof GraphRefusal) return error.answer;
      if (!(error instanceof SyntaxError)) throw error;
      this.violations.push(`${request.seen.method} ${request.seen.path}: ${error.message}`);
      return { status: 400, json: graphError(400, 'Unable to read JSON request payload.') };
    }
  }

  async #answerOperation(request: StandInRequest): Promise<StandInAnswer> {
    const { method, path, query } = request.seen;
    const application = this.tokens.applicationOf(request);
    if (application === undefined) throw new GraphRefusal(401, 'Lifetime validation failed, the token is expired.');
    const found = this.#operations.find(method, path);
    if (found === undefined || !('operation' in found)) {
      this.violations.push(`${method} ${path}: no such operation`);
      throw new GraphRefusal(404, `Resource not found for the segment '${path.slice(path.lastIndexOf('/') + 1)}'.`);
    }
    const { operation } = found;
    request.seen.operation = operation.id;
    checkPermission(operation.id, application);
    const body = await readJson(request);
    const wrong = [
      ...this.#operations.checkQuery(operation, query),
      ...this.#operations.checkPath(found),
      ...this.#operations.checkBody(operation, body),
    ];
    this.#refuse(
      operation.id,
      wrong.map(({ pointer, message }) => `${pointer}: ${message}`),
    );
    const answer = await this.#perform(request, found, (body ?? {}) as Record<string, unknown>);
    const json: unknown = answer.json === undefined ? undefined : JSON.parse(JSON.stringify(answer.json));
    const own = operation.answer === undefined ? [] : checkShape(json, operation.answer, this.#operations.shapes);
    if (own.length === 0) return { ...answer, ...(json !== undefined && { json }) };
    throw new Error(
      `The answer of ${operation.id} is not as Microsoft describes it: ${own.map(({ pointer, message }) => `${pointer} ${message}`).join(', ')}`,
    );
  }

  #perform(
    request: StandInRequest,
    { operation: { id }, parameters }: MatchedOperation,
    body: Record<string, unknown>,
  ): StandInAnswer | Promise<StandInAnswer> {
    const { query, path } = request.seen;
    const list = (values: readonly Record<string, unknown>[]): StandInAnswer => ({
      status: 200,
      json: listPage(values, query, this.pageSize, request.origin + path),
    });
    switch (id) {
      case 'groups.list':
        return list(Object.entries(this.#groups).map(([displayName, groupId]) => ({ id: groupId, displayName })));
      case 'groups.get': {
        const known = Object.entries(this.#groups).find(([, groupId]) => groupId === parameters['group']);
        if (known === undefined) throw new GraphRefusal(404, `Resource '${parameters['group'] ?? ''}' does not exist.`);
        return { status: 200, json: { id: known[1], displayName: known[0] } };
      }
      case 'mobileApps.create': {
        this.#refuse(id, appFindings(body, true));
        const app = createApp(body, this.clock.now());
        this.apps.push(app);
        return { status: 201, json: describeApp(app) };
      }
      case 'mobileApps.list':
        return list(this.apps.map(describeApp));
      default:
        return this.#performOnApp(request, id, parameters, body, list);
    }
  }

  #performOnApp(
    request: StandInRequest,
    id: string,
    parameters: Readonly<Record<string, string>>,
    body: Record<string, unknown>,
    list: (values: readonly Record<string, unknown>[]) => StandInAnswer,
  ): StandInAnswer | Promise<StandInAnswer> {
    const app = this.apps.find((each) => each.id === parameters['app']);
    if (app === undefined) throw notFound('The app');
    const kind = parameters['kind'];
    if (kind !== undefined && !app.type.endsWith(kind.slice(kind.lastIndexOf('.'))))
      this.#refuse(id, [`the app is ${app.type}, not ${kind}`]);
    switch (id) {
      case 'mobileApps.get': {
        if (app.publishing === 'processing') {
          app.polls -= 1;
          if (app.polls < 0) app.publishing = 'published';
        }
        return { status: 200, json: selectFields(describeApp(app), request.seen.query) };
      }
      case 'mobileApps.update':
        return this.#update(app, id, body);
      case 'mobileApps.delete':
        this.apps.splice(this.apps.indexOf(app), 1);
        return { status: 204 };
      case 'mobileApps.assign':
        return this.#assign(app, id, body);
      case 'assignments.list':
        return list(app.assignments);
      case 'contentVersions.list':
        return list(app.versions.map((version) => ({ id: version.id })));
      case 'contentVersions.create': {
        const version = { id: String(app.versions.length + 1), files: [] };
        app.versions.push(version);
        return { status: 201, json: { id: version.id } };
      }
      default: {
        const version = app.versions.find((each) => each.id === parameters['version']);
        if (version === undefined) throw notFound('The content version');
        return id === 'contentVersions.get'
          ? { status: 200, json: { id: version.id } }
          : this.#performOnVersion(request, id, parameters, body, version, list);
      }
    }
  }

  #performOnVersion(
    request: StandInRequest,
    id: string,
    parameters: Readonly<Record<string, string>>,
    body: Record<string, unknown>,
    version: ContentVersion,
    list: (values: readonly Record<string, unknown>[]) => StandInAnswer,
  ): StandInAnswer | Promise<StandInAnswer> {
    if (id === 'files.list') return list(version.files.map(describeFile));
    if (id === 'files.create') return { status: 201, json: describeFile(this.#createFile(version, body, request.origin)) };
    const file = version.files.find((each) => each.id === parameters['file']);
    if (file === undefined) throw notFound('The file');
    if (id === 'files.renewUpload') {
      this.#begin(file, 'azureStorageUriRenewal', () => this.#sign(file, request.origin));
      return { status: 204 };
    }
    if (id === 'files.commit') {
      this.#commit(file, body['fileEncryptionInfo'] as FileEncryptionInfo);
      return { status: 204 };
    }
    return this.#readFile(file);
  }

  #createFile(version: ContentVersion, body: Readonly<Record<string, unknown>>, origin: string): ContentFile {
    this.#refuse('files.create', fileFindings(body));
    const file: ContentFile = {
      id: randomUUID(),
      blob: this.storage.create(),
      name: body['name'] as string,
      size: Number(body['size'] ?? body['sizeInBytes']),
      sizeEncrypted: Number(body['sizeEncrypted'] ?? body['sizeEncryptedInBytes']),
      manifest: (body['manifest'] ?? null) as string | null,
      created: this.clock.now(),
      uri: undefined,
      state: 'azureStorageUriRequestPending',
      next: undefined,
      plain: undefined,
    };
    version.files.push(file);
    this.#begin(file, 'azureStorageUriRequest', () => this.#sign(file, origin));
    return file;
  }

  #sign(file: ContentFile, origin: string): void {
    file.uri = this.storage.sign(file.blob, origin, this.storageLifetime);
  }

  /** The file is pending until it was asked for often enough; then `succeed` is done and the step ends. */
  #begin(file: ContentFile, step: IntuneStep, succeed: () => Promise<string | void> | void): void {
    const planned = this.processing.fail.findIndex((each) => each.step === step);
    const [failure] = planned === -1 ? [] : this.processing.fail.splice(planned, 1);
    file.state = `${step}Pending`;
    file.next = {
      polls: this.processing.polls,
      enter: async () => {
        const wrong = failure === undefined ? await succeed() : undefined;
        file.state = step + (failure?.end ?? (wrong === undefined ? 'Success' : 'Failed'));
        if (typeof wrong === 'string') this.violations.push(`files.commit: ${wrong}`);
      },
    };
  }

  async #readFile(file: ContentFile): Promise<StandInAnswer> {
    const { next } = file;
    if (next !== undefined && next.polls > 0) next.polls -= 1;
    else if (next !== undefined) {
      file.next = undefined;
      const done = Promise.resolve(next.enter());
      this.#running.add(done);
      // Decrypting a large file takes time: until it is done, the file is pending for everybody who asks.
      await Promise.race([done, setTimeout(50)]);
    }
    return { status: 200, json: describeFile(file) };
  }

  #commit(file: ContentFile, info: FileEncryptionInfo): void {
    if (file.plain !== undefined) throw new GraphRefusal(400, 'The file is already committed.');
    const stored = this.storage.filesOf(file.blob);
    if (stored === undefined) this.#refuse('files.commit', ['no list of blocks was put']);
    this.#begin(file, 'commitFile', async () => {
      const files = stored ?? [];
      const arrived = files.reduce((sum, { size }) => sum + size, 0);
      if (arrived !== file.sizeEncrypted) return `${arrived} bytes arrived, not ${file.sizeEncrypted}`;
      const key = `${info.encryptionKey ?? ''} ${info.initializationVector ?? ''}`;
      const result = await decryptFile(files, info, file.size, this.shelf);
      if ('wrong' in result) return result.wrong;
      if (this.#usedKeys.has(key)) return 'the key and initialization vector were used for another file';
      this.#usedKeys.add(key);
      file.plain = result.plain;
      return undefined;
    });
  }

  #update(app: IntuneApp, id: string, body: Readonly<Record<string, unknown>>): StandInAnswer {
    this.#refuse(id, appFindings(body, false));
    const { '@odata.type': type, committedContentVersion, ...fields } = body;
    if (type !== app.type) this.#refuse(id, [`@odata.type is ${String(type)} of an app that is ${app.type}`]);
    Object.assign(app.fields, fields);
    if (committedContentVersion !== undefined && committedContentVersion !== null) {
      const version = app.versions.find((each) => each.id === committedContentVersion);
      if (version === undefined || version.files.length === 0 || version.files.some(({ plain }) => plain === undefined)) {
        throw new GraphRefusal(400, 'The content version has files that are not committed.');
      }
      app.committed = version.id;
      app.commits += 1;
      app.publishing = 'processing';
      app.polls = this.processing.polls;
    }
    return { status: 200, json: describeApp(app) };
  }

  #assign(app: IntuneApp, id: string, body: Readonly<Record<string, unknown>>): StandInAnswer {
    if (app.publishing !== 'published') throw new GraphRefusal(400, 'The app cannot be assigned unless the app is published.');
    const assignments = (body['mobileAppAssignments'] ?? []) as readonly Record<string, unknown>[];
    for (const { target, intent } of assignments) {
      const groupId = (target as { groupId?: string } | undefined)?.groupId;
      if (target === undefined || intent === undefined) this.#refuse(id, ['an assignment needs a target and an intent']);
      if (groupId !== undefined && !Object.values(this.#groups).includes(groupId)) throw notFound(`The group ${groupId}`);
    }
    app.assignments = assignments.map((assignment) => ({ id: randomUUID(), ...assignment }));
    return { status: 204 };
  }

  #refuse(operation: string, findings: readonly string[]): void {
    this.violations.push(...findings.map((finding) => `${operation} ${finding}`));
    if (findings.length > 0) throw new GraphRefusal(400, findings.join('; '));
  }
}

function checkPermission(operation: string, { roles }: EntraApplication): void {
  const reads = operation.endsWith('.list') || operation.endsWith('.get');
  const wanted = operation.startsWith('groups.')
    ? ['Group.Read.All', 'GroupMember.Read.All', 'Directory.Read.All']
    : ['DeviceManagementApps.ReadWrite.All', ...(reads ? ['DeviceManagementApps.Read.All'] : [])];
  if (wanted.some((role) => roles.has(role))) return;
  const message = `Application is not authorized to perform this operation. Application must have one of the following scopes: ${wanted.join(', ')}`;
  throw operation.startsWith('groups.')
    ? new GraphRefusal(403, 'Insufficient privileges to complete the operation.', 'Authorization_RequestDenied')
    : new GraphRefusal(403, message);
}
