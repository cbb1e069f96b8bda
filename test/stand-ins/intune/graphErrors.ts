/** Errors as Microsoft Graph and Intune write them. */

import { randomUUID } from 'node:crypto';
import { type StandInAnswer } from '../support/standInServer.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Forbidden',
  404: 'ResourceNotFound',
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

export function graphError(status: number, message: string, code: string = codes[status] ?? 'UnknownError'): unknown {
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': randomUUID(), 'client-request-id': randomUUID() };
  return { error: { code, message, innerError } };
}

/** A refusal, thrown by the rules and answered by the server. */
export class GraphRefusal extends Error {
  readonly answer: StandInAnswer;

  constructor(status: number, message: string, code?: string) {
    super(message);
    this.answer = { status, json: graphError(status, message, code) };
  }
}
