/**
 * The refusals of Google Play, with the status and the words of public reports. Google changed the form of those about edits: today all are
 * 400 `badRequest` of the domain `global`; before, each had a status and a reason of its own. Clients meet both, so a stand-in can speak both.
 */

import { googleError } from '../support/googleTokens.ts';
import { type StandInAnswer } from '../support/standInServer.ts';

/** A refusal, thrown by the rules and answered by the server. */
export class PlayRefusal extends Error {
  readonly answer: StandInAnswer;

  constructor(status: number, message: string, more: { domain?: string; reason?: string; status?: string; details?: unknown } = {}) {
    super(message);
    this.answer = { status, json: googleError(status, message, more) };
  }
}

/** How refusals about edits are written. */
export type EditErrors = 'current' | 'older';

const editRefusals = {
  deleted: { message: 'This Edit has been deleted.', code: 'INVALID_ARGUMENT', older: [410, 'editDeleted'] },
  expired: { message: 'This edit has expired, please create a new Edit.', code: 'FAILED_PRECONDITION', older: [400, 'editExpired'] },
  committed: {
    message: 'This edit has already been successfully committed, please create a new Edit.',
    code: 'FAILED_PRECONDITION',
    older: [400, 'editAlreadyCommitted'],
  },
  conflict: {
    message: 'A change was made to the application outside of this Edit, please create a new edit.',
    code: 'FAILED_PRECONDITION',
    older: [409, 'editConflict'],
  },
  unknown: { message: 'No application edit was found.', code: 'NOT_FOUND', older: [404, 'editNotFound'] },
} as const;

export function editRefusal(kind: keyof typeof editRefusals, form: EditErrors): PlayRefusal {
  const { message, code, older } = editRefusals[kind];
  if (form === 'older') return new PlayRefusal(older[0], message, { domain: 'androidpublisher', reason: older[1] });
  return kind === 'unknown' ? new PlayRefusal(404, message) : new PlayRefusal(400, message, { status: code });
}

export function badRequest(message: string): PlayRefusal {
  return new PlayRefusal(400, message);
}

export function notFound(message: string): PlayRefusal {
  return new PlayRefusal(404, message);
}
