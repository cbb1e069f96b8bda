/**
 * Requests, replies and events between the extension and a webview. Both sides check what arrives against one
 * specification; every request ends in a reply, an error or a time-out, and disposing a side rejects what still waits.
 *
 * Envelopes: `{kind: 'request', id, method, params}`, `{kind: 'reply', id, ok: true, result}`,
 * `{kind: 'reply', id, ok: false, error}`, `{kind: 'event', name, value}`. Anything else is ignored.
 */

import * as z from 'zod/mini';

/** One end of a message pipe: `webview.postMessage` on one side, `acquireVsCodeApi().postMessage` on the other. */
export interface MessagePipe {
  post(message: unknown): void;
  /** Returns the function that stops listening. */
  listen(listener: (message: unknown) => void): () => void;
}

export interface ChannelSpecification {
  readonly requests: Readonly<Record<string, { readonly params: z.ZodMiniType; readonly result: z.ZodMiniType }>>;
  /** From the extension to the webview. */
  readonly events: Readonly<Record<string, z.ZodMiniType>>;
}

/** Keeps the literal types of a specification. */
export function defineChannel<const Specification extends ChannelSpecification>(specification: Specification): Specification {
  return specification;
}

type Requests<Specification extends ChannelSpecification> = Specification['requests'];
export type ParamsOf<Specification extends ChannelSpecification, Method extends keyof Requests<Specification>> = z.infer<
  Requests<Specification>[Method]['params']
>;
export type ResultOf<Specification extends ChannelSpecification, Method extends keyof Requests<Specification>> = z.infer<
  Requests<Specification>[Method]['result']
>;
export type EventOf<Specification extends ChannelSpecification, Name extends keyof Specification['events']> = z.infer<
  Specification['events'][Name]
>;

/** What the extension answers with. A handler's failure reaches the webview as its sentence, never as a stack. */
export type RequestHandlers<Specification extends ChannelSpecification> = {
  readonly [Method in keyof Requests<Specification>]: (
    params: ParamsOf<Specification, Method>,
  ) => Promise<ResultOf<Specification, Method>> | ResultOf<Specification, Method>;
};

const replyError = z.object({ message: z.string(), hint: z.string() });
export type ReplyError = z.infer<typeof replyError>;

const envelope = z.union([
  z.object({ kind: z.literal('request'), id: z.number(), method: z.string(), params: z.unknown() }),
  z.object({ kind: z.literal('reply'), id: z.number(), ok: z.literal(true), result: z.unknown() }),
  z.object({ kind: z.literal('reply'), id: z.number(), ok: z.literal(false), error: replyError }),
  z.object({ kind: z.literal('event'), name: z.string(), value: z.unknown() }),
]);

/** A name that came in a message is looked up among the specification's own keys only, never `constructor` and the like. */
function ownValue<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The error a webview sees when a request did not succeed. */
class RequestError extends Error {
  readonly hint: string;

  constructor(error: ReplyError) {
    super(error.message);
    this.name = 'RequestError';
    this.hint = error.hint;
  }
}

export interface ChannelServer<Specification extends ChannelSpecification> {
  send<Name extends keyof Specification['events'] & string>(name: Name, value: EventOf<Specification, Name>): void;
  dispose(): void;
}

export interface ServeOptions<Specification extends ChannelSpecification> {
  readonly specification: Specification;
  readonly pipe: MessagePipe;
  readonly handlers: RequestHandlers<Specification>;
  /** Turns what a handler threw into the sentence that people read. */
  readonly describeError: (error: unknown) => ReplyError;
}

/** The extension's side. */
export function serveChannel<Specification extends ChannelSpecification>(
  options: ServeOptions<Specification>,
): ChannelServer<Specification> {
  const { specification, pipe, describeError } = options;
  const handlers: Readonly<Record<string, (params: never) => unknown>> = options.handlers;
  const answer = async (id: number, method: string, params: unknown): Promise<void> => {
    try {
      const request = ownValue(specification.requests, method);
      const handler = handlers[method];
      if (!request || !handler) throw new RequestError({ message: `There is no request ${method}`, hint: '' });
      const checked = request.params.safeParse(params);
      if (!checked.success)
        throw new RequestError({ message: `The request ${method} came with wrong values`, hint: z.prettifyError(checked.error) });
      // The specification ties the checked value to the handler's parameter; only the index access loses that.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const result: unknown = await handler(checked.data as never);
      pipe.post({ kind: 'reply', id, ok: true, result });
    } catch (error) {
      pipe.post({
        kind: 'reply',
        id,
        ok: false,
        error: error instanceof RequestError ? { message: error.message, hint: error.hint } : describeError(error),
      });
    }
  };
  const stop = pipe.listen((message) => {
    const parsed = envelope.safeParse(message);
    if (parsed.success && parsed.data.kind === 'request') void answer(parsed.data.id, parsed.data.method, parsed.data.params);
  });
  return {
    send: (name, value) => pipe.post({ kind: 'event', name, value }),
    dispose: stop,
  };
}

export interface ChannelClient<Specification extends ChannelSpecification> {
  request<Method extends keyof Requests<Specification> & string>(
    method: Method,
    params: ParamsOf<Specification, Method>,
    options?: { readonly timeoutMs?: number },
  ): Promise<ResultOf<Specification, Method>>;
  on<Name extends keyof Specification['events'] & string>(name: Name, listener: (value: EventOf<Specification, Name>) => void): () => void;
  dispose(): void;
}

interface Waiting {
  readonly settle: (reply: { readonly result: unknown } | { readonly error: ReplyError }) => void;
}

/** The webview's side. A request without an answer is rejected after its time-out, 30 seconds unless set otherwise. */
export function connectChannel<Specification extends ChannelSpecification>(
  specification: Specification,
  pipe: MessagePipe,
): ChannelClient<Specification> {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(value: never) => void>>();
  let lastId = 0;

  const stop = pipe.listen((message) => {
    const parsed = envelope.safeParse(message);
    if (!parsed.success) return;
    const { data } = parsed;
    if (data.kind === 'reply') {
      waiting.get(data.id)?.settle(data.ok ? { result: data.result } : { error: data.error });
    } else if (data.kind === 'event') {
      const value = ownValue(specification.events, data.name)?.safeParse(data.value);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked against the event's own schema just above
      if (value?.success) for (const listener of listeners.get(data.name) ?? []) listener(value.data as never);
    }
  });

  return {
    request: async (method, params, options = {}) => {
      lastId += 1;
      const id = lastId;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const timer = setTimeout(
        () =>
          waiting.get(id)?.settle({ error: { message: `No answer to ${method} came in time`, hint: 'Try again, or reload the window' } }),
        options.timeoutMs ?? 30_000,
      );
      waiting.set(id, {
        settle: (reply) => {
          clearTimeout(timer);
          waiting.delete(id);
          if ('error' in reply) reject(new RequestError(reply.error));
          else resolve(reply.result);
        },
      });
      pipe.post({ kind: 'request', id, method, params });
      const result = ownValue(specification.requests, method)?.result.safeParse(await promise);
      if (!result?.success) throw new RequestError({ message: `The answer to ${method} has a wrong form`, hint: '' });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked against the request's own schema just above
      return result.data as never;
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    dispose: () => {
      stop();
      for (const { settle } of waiting.values()) settle({ error: { message: 'The view was closed', hint: '' } });
    },
  };
}
