/**
 * One operation of our own API: what it takes and answers as schemas, and what it does. The routes of the server and the OpenAPI document are
 * made from the same list. Bodies are read by their schema, and what is not in it is refused, so that a misspelled field is not ignored in
 * silence; answers have the type of theirs.
 */

import * as z from 'zod/mini';
import { Failure } from '../../../core/base/failure.ts';
import { phrase } from '../../../core/base/phrase.ts';
import { type Answer, empty, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { enterApp, type App } from '../../use-cases/access.ts';
import { findRelease, type Release } from '../../use-cases/releases.ts';
import { type Actor } from '../../use-cases/releaseWorld.ts';
import { requireActor, type DialectWorld } from '../dialect.ts';

export interface Asked<Body = undefined> {
  readonly world: DialectWorld;
  readonly request: ServerRequest;
  readonly actor: Actor;
  readonly parameter: (name: string) => string;
  readonly body: Body;
}

export interface AskedInApp<Body = undefined> extends Asked<Body> {
  readonly app: App;
}

export interface AskedOfRelease<Body = undefined> extends AskedInApp<Body> {
  readonly release: Release;
}

type Schema = z.core.$ZodType;

/** What an operation says about itself, without what it does. */
export interface OperationFacts {
  readonly method: Route<DialectWorld>['method'];
  /** Below `/api/v1`. */
  readonly path: string;
  readonly summary: string;
  /** Names of the query with what they mean. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Schema;
  /** Bytes of any kind come as the body. */
  readonly takesBytes?: boolean;
  /** `bytes`: a file. Absent: nothing, with status 204. */
  readonly answer?: Schema | 'bytes';
  /** Besides 200, or 204 without an answer. */
  readonly status?: 201;
  readonly isUncounted?: boolean;
}

export interface Operation {
  readonly facts: OperationFacts;
  readonly route: Route<DialectWorld>;
}

type BodyOf<Facts extends OperationFacts> = Facts['body'] extends Schema ? z.output<Facts['body']> : undefined;

/** A handler may answer by itself, where the status is not always the same or the answer is not JSON. */
type Result<Facts extends OperationFacts> = Facts['answer'] extends Schema ? z.input<Facts['answer']> | Sent : Sent | undefined;

interface Sent {
  readonly sent: Answer;
}

export function operation<const Facts extends OperationFacts>(
  facts: Facts,
  handle: (asked: Asked<BodyOf<Facts>>) => Promise<Result<Facts>>,
): Operation {
  return {
    facts,
    route: {
      method: facts.method,
      path: `/api/v1${facts.path}`,
      ...(facts.isUncounted === true && { isUncounted: true }),
      handle: async (world, request, parameter) => {
        const actor = await requireActor(world, request);
        // Of the schema's own type, as it was read by it.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        const body = (facts.body && (await readBody(request, facts.body))) as BodyOf<Facts>;
        const result = await handle({ world, request, parameter, actor, body });
        if (result === undefined) return empty();
        return isSent(result) ? result.sent : json(result, facts.status);
      },
    },
  };
}

/** For an answer that is not JSON, or has another status than the operation says. */
export function sent(answer: Answer): Sent {
  return { sent: answer };
}

function isSent(result: unknown): result is Sent {
  return typeof result === 'object' && result !== null && 'sent' in result;
}

/** Below `/apps/:owner/:app`. */
export function inApp<const Facts extends OperationFacts>(
  facts: Facts,
  handle: (asked: AskedInApp<BodyOf<Facts>>) => Promise<Result<Facts>>,
): Operation {
  return operation({ ...facts, path: `/apps/:owner/:app${facts.path}` }, async (asked) => {
    const { app, actor } = await enterApp(asked.world.records, asked.actor, asked.parameter('owner'), asked.parameter('app'));
    return await handle({ ...asked, app, actor });
  });
}

/** Below `/apps/:owner/:app/releases/:release`; a number or `latest`. */
export function ofRelease<const Facts extends OperationFacts>(
  facts: Facts,
  handle: (asked: AskedOfRelease<BodyOf<Facts>>) => Promise<Result<Facts>>,
): Operation {
  return inApp({ ...facts, path: `/releases/:release${facts.path}` }, async (asked) => {
    const release = await findRelease(asked.world, asked.app, asked.parameter('release'));
    return await handle({ ...asked, release });
  });
}

/** Fails with `release-refused`, which names the first field that is wrong. */
async function readBody(request: ServerRequest, schema: Schema): Promise<unknown> {
  const result = z.safeParse(schema, (await request.json()) ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw Failure.of('release-refused', {
    reason:
      place === '' ? phrase('the body is not a JSON object with known fields only') : `${phrase('a field of the body is wrong')}: ${place}`,
  });
}

/** A number of the query from 1 to `largest`, which is also the default. */
export function limitOf(request: ServerRequest, largest: number): number {
  const asked = Number(request.query('limit'));
  return Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, largest) : largest;
}

/** The time and identifier of the last row of a page, as its `next` has them. */
export function placeOf(request: ServerRequest): readonly [at: string, id: string] | undefined {
  const [at, id] = (request.query('after') ?? '').split(' ');
  return at && id ? [at, id] : undefined;
}

/** The number of a release in the query, or nothing. */
export function numberOf(request: ServerRequest, name: string): number | undefined {
  const text = request.query(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw Failure.of('release-refused', { reason: `${phrase('a field of the query is wrong')}: ${name}` });
  return Number(text);
}
