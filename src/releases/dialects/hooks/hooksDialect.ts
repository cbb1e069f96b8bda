/**
 * Where stores report what happened: `POST /hooks/app-store-connect/ACCOUNT`. There is no sign-in but the signature of the message, and an unknown
 * account answers as a wrong signature does.
 */

import { concatBytes, type Bytes } from '../../../core/base/bytes.ts';
import { json, type Answer } from '../../http/answer.ts';
import { type ServerRequest } from '../../http/serverRequest.ts';
import { takeStoreReport } from '../../use-cases/storeReports.ts';
import { statusOf, type Dialect } from '../dialect.ts';

const largestReport = 256 * 1024;
const bodyMs = 15_000;

/** `undefined` for one that is too large or does not end. */
async function bodyOf(request: ServerRequest): Promise<Bytes | undefined> {
  if ((request.sizeBytes ?? 0) > largestReport) return undefined;
  const parts: Bytes[] = [];
  let size = 0;
  const endsAt = Date.now() + bodyMs;
  for await (const piece of request.pieces()) {
    size += piece.length;
    if (size > largestReport || Date.now() > endsAt) return undefined;
    parts.push(Uint8Array.from(piece));
  }
  return concatBytes(...parts);
}

const refused = (status: number, text: string): Answer => json({ error: text }, status);

export const hooksDialect: Dialect = {
  prefixes: ['hooks'],
  routes: [
    {
      method: 'POST',
      path: '/hooks/app-store-connect/:account',
      handle: async (world, request, parameter) => {
        const body = await bodyOf(request);
        if (!body) return refused(413, 'The message is too large');
        const isTaken = await takeStoreReport(world, parameter('account'), body, request.header('x-apple-signature'));
        return isTaken ? json({}) : refused(401, 'The signature is wrong, or the account is not known');
      },
    },
  ],
  failed: (failure) => refused(statusOf(failure), 'The server could not take the message'),
  unknownPath: (methods) => refused(methods.length === 0 ? 404 : 405, 'There is nothing here'),
  tooManyRequests: () => refused(429, 'Too many requests'),
};
