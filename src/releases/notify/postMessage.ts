/**
 * Sends one message to an address that a user named. The name is resolved once, every address it has is judged, and the connection goes to the one
 * that was judged: a second answer of the name server cannot lead elsewhere. Redirects are not followed, and little is read of the answer.
 */

import { lookup } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { type Bytes } from '../../core/base/bytes.ts';
import { type JobOutcome } from '../use-cases/jobs.ts';
import { isPublicAddress } from './publicAddress.ts';

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Bytes;
}

export interface PostOptions {
  /** Also to addresses of this machine and its networks. */
  readonly allowsPrivate: boolean;
  /** All addresses of a name; the system's by default. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 10_000;

async function resolveName(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);
}

export async function postMessage(message: Message, options: PostOptions): Promise<JobOutcome> {
  const url = new URL(message.url);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  try {
    const addresses = isIP(hostname) === 0 ? await (options.resolve ?? resolveName)(hostname) : [hostname];
    const [address] = addresses;
    if (address === undefined) return failed('the name has no address', false);
    if (!options.allowsPrivate && !addresses.every(isPublicAddress))
      return failed('the address is inside a private network, which the settings of the server do not allow', true);
    return await send(url, address, message, options.timeoutMs ?? usualTimeoutMs);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error), false);
  }
}

function failed(problem: string, isFinal: boolean, retryAfterMs?: number): JobOutcome {
  return { kind: 'failed', problem, isFinal, retryAfterMs };
}

async function send(url: URL, address: string, { headers, body }: Message, timeoutMs: number): Promise<JobOutcome> {
  const isTls = url.protocol === 'https:';
  const family = isIP(address);
  return await new Promise((resolve, reject) => {
    const request = (isTls ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        // Whatever is asked for, the answer is the address that was judged.
        lookup: (_name, { all }, done) => {
          if (all === true) done(null, [{ address, family }]);
          else done(null, address, family);
        },
      },
      (response) => {
        resolve(outcomeOf(response));
        response.destroy();
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}

/** 408 and 429 mean *later*; every other 4xx and a redirect mean that this message will never be taken. */
function outcomeOf({ statusCode = 0, headers }: IncomingMessage): JobOutcome {
  if (statusCode >= 200 && statusCode < 300) return { kind: 'done' };
  const isLater = statusCode === 408 || statusCode === 429 || statusCode >= 500;
  const seconds = Number(headers['retry-after']);
  const mostSeconds = 24 * 60 * 60;
  return failed(
    `status ${statusCode}`,
    !isLater,
    Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, mostSeconds) * 1000 : undefined,
  );
}
