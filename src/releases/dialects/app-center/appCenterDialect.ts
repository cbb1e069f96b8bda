/**
 * App Center's API v0.1, as far as its own command line and fastlane's plug-in ask for it: an unmodified client works after one address is set.
 * Its errors come in two forms, `{code, message}` and `{error: {code, message}}`; every answer has both.
 */

import { type Failure } from '../../../core/base/failure.ts';
import { type Answer, json } from '../../http/answer.ts';
import { publicMessage, statusOf, type Dialect } from '../dialect.ts';
import { accountRoutes } from './accountRoutes.ts';
import { appRoutes } from './appRoutes.ts';
import { deviceRoutes } from './deviceRoutes.ts';
import { groupRoutes } from './groupRoutes.ts';
import { releaseRoutes } from './releaseRoutes.ts';
import { uploadRoutes } from './uploadRoutes.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'BadRequest',
  409: 'Conflict',
  413: 'BadRequest',
  429: 'TooManyRequests',
};

function refused(status: number, message: string, code = codes[status] ?? 'InternalServerError'): Answer {
  return json({ code, message, statusCode: status, error: { code, message } }, status);
}

function codeOf({ message }: Failure): string | undefined {
  return message.includes('is not supported for groups/testers') ? 'not_supported' : undefined;
}

export const appCenterDialect: Dialect = {
  prefixes: ['v0.1', 'upload'],
  routes: [...accountRoutes, ...appRoutes, ...groupRoutes, ...uploadRoutes, ...releaseRoutes, ...deviceRoutes],
  failed: (failure) => refused(statusOf(failure), publicMessage(failure), codeOf(failure)),
  unknownPath: (methods) =>
    methods.length === 0
      ? refused(404, 'This server has no such resource')
      : refused(405, `This resource takes ${methods.join(', ')} only`),
  tooManyRequests: () => refused(429, 'Too many requests; wait and try again'),
};
