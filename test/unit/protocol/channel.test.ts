import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import * as z from 'zod/mini';
import { connectChannel, defineChannel, serveChannel, type MessagePipe } from '../../../src/protocol/channel.ts';

const specification = defineChannel({
  requests: {
    double: { params: z.number(), result: z.number() },
    fail: { params: z.null(), result: z.null() },
    wrong: { params: z.null(), result: z.string() },
    never: { params: z.null(), result: z.null() },
  },
  events: { progress: z.object({ fraction: z.number() }) },
});

/** Two ends of one pipe; what is posted is cloned, as `postMessage` does. */
function pipes(): [MessagePipe, MessagePipe] {
  const listeners: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [new Set(), new Set()];
  const end = (own: 0 | 1, other: 0 | 1): MessagePipe => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => listeners[other].forEach((listener) => listener(copy)));
    },
    listen: (listener) => {
      listeners[own].add(listener);
      return () => listeners[own].delete(listener);
    },
  });
  return [end(0, 1), end(1, 0)];
}

function connect() {
  const [host, view] = pipes();
  const server = serveChannel({
    specification,
    pipe: host,
    handlers: {
      double: (value) => value * 2,
      fail: () => {
        throw new Error('the file is gone');
      },
      // A handler that answers with the wrong type, as a defect would.
      wrong: () => 5 as unknown as string,
      never: () => new Promise<null>(() => {}),
    },
    describeError: (error) => ({ message: error instanceof Error ? error.message : 'unknown', hint: 'look for it' }),
  });
  return { server, host, view, client: connectChannel(specification, view) };
}

describe('the channel between extension and webview', () => {
  it('answers a request', async () => {
    strictEqual(await connect().client.request('double', 21), 42);
  });

  it('passes on what a handler threw as a sentence with a hint', async () => {
    await rejects(connect().client.request('fail', null), { message: 'the file is gone', hint: 'look for it' });
  });

  it('refuses params that are not of the form, and names the request', async () => {
    await rejects(connect().client.request('double', 'x' as unknown as number), { message: 'The request double came with wrong values' });
  });

  it('refuses an answer that is not of the form', async () => {
    await rejects(connect().client.request('wrong', null), { message: 'The answer to wrong has a wrong form' });
  });

  it('rejects after the time-out', async () => {
    await rejects(connect().client.request('never', null, { timeoutMs: 5 }), { message: 'No answer to never came in time' });
  });

  it('rejects what still waits when the view closes', async () => {
    const { client } = connect();
    const waiting = client.request('never', null);
    client.dispose();
    await rejects(waiting, { message: 'The view was closed' });
  });

  it('delivers events that are of the form and drops the others', async () => {
    const { server, host, client } = connect();
    const seen: unknown[] = [];
    const stop = client.on('progress', (value) => seen.push(value));
    server.send('progress', { fraction: 0.5 });
    host.post({ kind: 'event', name: 'progress', value: { fraction: 'half' } });
    host.post({ kind: 'event', name: 'constructor', value: 1 });
    host.post('noise');
    await new Promise((resolve) => setTimeout(resolve, 5));
    stop();
    server.send('progress', { fraction: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    deepStrictEqual(seen, [{ fraction: 0.5 }]);
  });

  it('does not run inherited names as requests', async () => {
    const [host, view] = pipes();
    serveChannel({
      specification: defineChannel({ requests: {}, events: {} }),
      pipe: host,
      handlers: {},
      describeError: () => ({ message: 'described', hint: '' }),
    });
    const replies: unknown[] = [];
    view.listen((message) => replies.push(message));
    view.post({ kind: 'request', id: 1, method: 'toString', params: null });
    await new Promise((resolve) => setTimeout(resolve, 5));
    deepStrictEqual(replies, [{ kind: 'reply', id: 1, ok: false, error: { message: 'There is no request toString', hint: '' } }]);
  });
});
