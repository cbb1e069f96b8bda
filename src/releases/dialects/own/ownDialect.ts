/**
 * Our own API, version 1: what the command line, the editor and the pages ask for. Every request has a token; every failure is
 * `{error: {code, message}}` with the code of the product's own table.
 */

import { phrase } from '../../../core/base/phrase.ts';
import { type Answer, json } from '../../http/answer.ts';
import { type Route } from '../../http/router.ts';
import { publicMessage, statusOf, type Dialect, type DialectWorld } from '../dialect.ts';
import { operations } from './operations.ts';

/** Without a token: it says nothing of what this server has. */
const description: Route<DialectWorld> = {
  method: 'GET',
  path: '/api/v1/openapi.json',
  handle: async () => {
    const { openApiDocument } = await import('./openApi.ts');
    return json(openApiDocument(operations));
  },
};

function refused(status: number, code: string, text: string): Answer {
  return json({ error: { code, message: text } }, status);
}

export const ownDialect: Dialect = {
  prefixes: ['api'],
  routes: [description, ...operations.map(({ route }) => route)],
  failed: (failure) => refused(statusOf(failure), statusOf(failure) >= 500 ? 'internal' : failure.code, publicMessage(failure)),
  unknownPath: (methods) =>
    methods.length === 0
      ? refused(404, 'release-not-found', phrase('This server has no such resource'))
      : refused(405, 'method-not-allowed', `This resource takes ${methods.join(', ')} only`),
  tooManyRequests: () => refused(429, 'too-many-requests', 'Too many requests; wait and try again'),
};
