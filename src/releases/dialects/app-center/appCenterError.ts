/** Errors in the two forms that App Center's services had, `{code, message}` and `{error: {code, message}}`: every answer has both. */

import { type Answer, json } from '../../http/answer.ts';

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

export function refused(status: number, message: string, code = codes[status] ?? 'InternalServerError'): Answer {
  return json({ code, message, statusCode: status, error: { code, message } }, status);
}
