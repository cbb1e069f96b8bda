/** A refusal of one of Google's services, thrown by the rules of a stand-in and answered by its server. */

import { googleError } from './googleTokens.ts';
import { type StandInAnswer } from './standInServer.ts';

export class GoogleRefusal extends Error {
  readonly answer: StandInAnswer;

  constructor(status: number, message: string, more: { domain?: string; reason?: string; status?: string; details?: unknown } = {}) {
    super(message);
    this.answer = { status, json: googleError(status, message, more) };
  }
}

export function badRequest(message: string): GoogleRefusal {
  return new GoogleRefusal(400, message);
}

export function notFound(message: string): GoogleRefusal {
  return new GoogleRefusal(404, message);
}
