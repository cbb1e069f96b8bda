/** An HttpClient without a network: it answers from a table, and keeps what was asked, for the descriptions of the vendors to judge. */

import { fromUtf8, utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { type HttpClient, type HttpRequest, type HttpResponse } from '../../src/core/ports/httpClient.ts';

export interface RecordedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string;
}

/** Status, body (an object is JSON) and headers. */
export type RecordedAnswer = readonly [status: number, body?: object | string | Bytes, headers?: Readonly<Record<string, string>>];

export interface RecordedRow {
  /** `GET /v1/apps`, matched at the beginning of method and path. The first row that fits and is not used up answers. */
  readonly on: string;
  readonly answer: RecordedAnswer | ((request: RecordedRequest) => RecordedAnswer);
  /** How often it answers; always when absent. */
  readonly times?: number;
}

export class RecordingHttp implements HttpClient {
  readonly requests: RecordedRequest[] = [];
  readonly #rows: { readonly row: RecordedRow; left: number }[];

  /** `dies` counts requests: from that one on nothing gets through, as when the process is killed. */
  dies = Number.POSITIVE_INFINITY;
  /** Whether the request at which it dies takes effect all the same. */
  isLost = false;

  constructor(rows: readonly RecordedRow[]) {
    this.#rows = rows.map((row) => ({ row, left: row.times ?? Number.POSITIVE_INFINITY }));
  }

  /** `METHOD path` without the query. */
  get lines(): readonly string[] {
    return this.requests.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);
  }

  async request(request: HttpRequest & { readonly maxBytes: number }): Promise<HttpResponse> {
    const url = new URL(request.url);
    const recorded = { method: request.method ?? 'GET', path: `${url.pathname}${url.search}`, body: await bodyText(request) };
    this.requests.push(recorded);
    const count = this.requests.length;
    if (count > this.dies || (count === this.dies && !this.isLost)) throw new Error('the process was killed');
    const name = `${recorded.method} ${recorded.path}`;
    const found = this.#rows.find(({ row, left }) => left > 0 && name.startsWith(row.on));
    if (!found) throw new Error(`no answer for ${name}`);
    found.left -= 1;
    const { answer } = found.row;
    const [status, body = {}, headers = {}] = typeof answer === 'function' ? answer(recorded) : answer;
    if (count === this.dies) throw new Error('the process was killed');
    const bytes = body instanceof Uint8Array ? body : utf8(typeof body === 'string' ? body : JSON.stringify(body));
    return { status, url: request.url, headers, body: bytes };
  }

  async open(request: HttpRequest): ReturnType<HttpClient['open']> {
    const { body, ...answer } = await this.request({ ...request, maxBytes: Number.POSITIVE_INFINITY });
    return { ...answer, body: oneOf(body), close: () => {} };
  }
}

async function* oneOf(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes;
}

async function bodyText({ body, onSent }: HttpRequest): Promise<string> {
  if (body === undefined) return '';
  if (body instanceof Uint8Array) return fromUtf8(body);
  let size = 0;
  for await (const piece of body.open()) size += piece.length;
  onSent?.(size);
  return `(${size} bytes)`;
}

/** Google’s answer to the request for a token. */
export const googleToken: RecordedRow = { on: 'POST /token', answer: [200, { access_token: 'ya29.recorded', expires_in: 3599 }] };
