/**
 * What the stand-ins of Google's services share: a request is looked up in the discovery document, its token, path, query and body are checked, files go
 * through Google's protocols for uploads, and what the stand-in answers must fit the document too. What a method does is for the service to say.
 */

import { type DiscoveryDocument, readDiscovery } from './discovery.ts';
import { GoogleRefusal, badRequest } from './googleRefusal.ts';
import { googleError, GoogleTokens, type ServiceAccountFile } from './googleTokens.ts';
import { GoogleUploads } from './googleUploads.ts';
import { checkShape, type ShapeFinding } from './jsonShape.ts';
import { type MatchedOperation, type Operation, Operations } from './operations.ts';
import { StandInClock } from './standInClock.ts';
import { readJson, type StandInAnswer, type StandInRequest, type StandInServer, startStandInServer } from './standInServer.ts';
import { FileShelf, type StoredFile } from './storedFile.ts';

/** A request that follows the description, and whose account is known. */
export interface GoogleCall {
  /** Of the method, without the name of the API. */
  readonly name: string;
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Without fields if none was sent; a file has none. */
  readonly body: unknown;
  readonly account: string;
  readonly request: StandInRequest;
}

/** What every stand-in of a service of Google's gives to its tests. */
export interface GoogleStandIn extends StandInServer {
  /** Of an account that may do everything. Its `token_uri` is this stand-in. */
  readonly serviceAccount: ServiceAccountFile;
  /** What did not follow the description, as `operation pointer: reason`. */
  readonly violations: string[];
  readonly clock: StandInClock;
  readonly tokens: GoogleTokens;
  readonly uploads: GoogleUploads;
}

export async function startGoogleService<Service extends GoogleService>(service: Service): Promise<Service & GoogleStandIn> {
  const server = await startStandInServer(
    (request) => service.answer(request),
    (status) => googleError(status, `A fault of the stand-in: ${status}`),
  );
  const serviceAccount = service.tokens.createServiceAccount('publisher', `${server.url}/token`);
  return Object.assign(service, {
    ...server,
    serviceAccount,
    close: async () => {
      await server.close();
      await service.shelf.close();
    },
  });
}

export abstract class GoogleService {
  readonly clock = new StandInClock();
  readonly tokens: GoogleTokens;
  readonly shelf: FileShelf;
  readonly uploads: GoogleUploads;
  readonly violations: string[] = [];
  readonly #operations: Operations;
  readonly #prefix: string;

  constructor(
    document: DiscoveryDocument,
    options: { readonly api: string; readonly scopes: readonly string[]; readonly keepFiles?: boolean },
  ) {
    this.#operations = new Operations(readDiscovery(document));
    this.#prefix = `${options.api}.`;
    this.tokens = new GoogleTokens(this.clock, options.scopes);
    this.shelf = new FileShelf(options.keepFiles ?? true);
    this.uploads = new GoogleUploads(this.shelf, this.clock, (message) => this.violations.push(`upload: ${message}`));
  }

  async answer(request: StandInRequest): Promise<StandInAnswer> {
    try {
      return (await this.tokens.answer(request)) ?? (await this.uploads.continueSession(request)) ?? (await this.#answerMethod(request));
    } catch (error) {
      if (error instanceof GoogleRefusal) return error.answer;
      if (error instanceof SyntaxError) {
        this.violations.push(`${request.seen.method} ${request.seen.path}: ${error.message}`);
        return { status: 400, json: googleError(400, 'Invalid JSON payload received.') };
      }
      throw error;
    }
  }

  /** Who asks; undefined for a credential that is not good. */
  protected accountOf(request: StandInRequest): string | undefined {
    return this.tokens.accountOf(request);
  }

  /** Throws a refusal if the account may not do this. */
  protected abstract admit(call: Omit<GoogleCall, 'body'>): void;

  /** The answer as JSON; undefined for 204. */
  protected abstract perform(call: GoogleCall): unknown;

  /** The answer to a whole file. */
  protected take(call: GoogleCall, _file: StoredFile): Promise<unknown> {
    throw new Error(`The stand-in takes no files for ${call.name}`);
  }

  /** The answer to a method that gives a file. */
  protected download(_call: GoogleCall): StandInAnswer | undefined {
    return undefined;
  }

  async #answerMethod(request: StandInRequest): Promise<StandInAnswer> {
    const { method, path, query } = request.seen;
    const isUpload = /^\/(?:resumable\/)?upload\//u.test(path);
    const found = this.#operations.find(method, path.replace(/^(?:\/resumable)?\/upload/u, ''));
    if (found === undefined || !('operation' in found) || (isUpload && found.operation.media === undefined)) {
      this.violations.push(`${method} ${path}: no such operation`);
      return { status: 404, json: googleError(404, 'Requested URL was not found on this server.') };
    }
    const { operation, parameters } = found;
    request.seen.operation = operation.id;
    const account = this.accountOf(request);
    if (account === undefined) return unauthenticated;
    this.#check(operation, [...this.#operations.checkQuery(operation, query), ...this.#operations.checkPath(found)], '');
    const call = { name: operation.id.slice(this.#prefix.length), operation, parameters, query, account, request };
    this.admit(call);
    if (operation.media !== undefined && !isUpload) throw badRequest('This method takes uploads at /upload.');
    if (!isUpload) return this.#answerJson(call, found);
    return this.uploads.begin(request, operation, async (file) => {
      try {
        return { status: 200, json: this.#described(operation, await this.take({ ...call, body: {} }, file)) };
      } catch (error) {
        if (error instanceof GoogleRefusal) return error.answer;
        throw error;
      }
    });
  }

  async #answerJson(started: Omit<GoogleCall, 'body'>, { operation }: MatchedOperation): Promise<StandInAnswer> {
    const body = await readJson(started.request);
    this.#check(operation, this.#operations.checkBody(operation, body), 'Invalid JSON payload received. ');
    const call = { ...started, body: body ?? {} };
    const file = this.download(call);
    if (file !== undefined) return file;
    const value = this.perform(call);
    return value === undefined ? { status: 204 } : { status: 200, json: this.#described(operation, value) };
  }

  /** The answer as it is sent. */
  #described({ id, answer }: Operation, value: unknown): unknown {
    const plain: unknown = JSON.parse(JSON.stringify(value));
    const own = answer === undefined ? [] : checkShape(plain, answer, this.#operations.shapes);
    if (own.length === 0) return plain;
    throw new Error(`The answer of ${id} is not as Google describes it: ${own.map(({ message }) => message).join(', ')}`);
  }

  #check({ id }: Operation, findings: readonly ShapeFinding[], start: string): void {
    for (const { pointer, message } of findings) this.violations.push(`${id} ${pointer}: ${message}`);
    if (findings.length > 0) throw invalid(findings, start);
  }
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
function invalid(findings: readonly ShapeFinding[], start: string): GoogleRefusal {
  const fieldViolations = findings.map(({ kind, pointer, message }) => ({
    field: pointer
      .replace(/^\//u, '')
      .replaceAll(/\/(\d+)/gu, '[$1]')
      .replaceAll('/', '.'),
    description:
      kind === 'unknown-field' ? `${start}Unknown name "${pointer.slice(pointer.lastIndexOf('/') + 1)}": Cannot find field.` : message,
  }));
  const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations }];
  return new GoogleRefusal(400, fieldViolations.map(({ description }) => description).join('\n'), { details });
}
