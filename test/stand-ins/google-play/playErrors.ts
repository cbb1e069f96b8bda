/**
 * The refusals of Google Play, with the status and the words of public reports. Google changed the form of those about edits: today all are
 * 400 `badRequest` of the domain `global`; before, each had a status and a reason of its own. Clients meet both, so a stand-in can speak both.
 */

import { GoogleRefusal } from '../support/googleRefusal.ts';

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

export function editRefusal(kind: keyof typeof editRefusals, form: EditErrors): GoogleRefusal {
  const { message, code, older } = editRefusals[kind];
  if (form === 'older') return new GoogleRefusal(older[0], message, { domain: 'androidpublisher', reason: older[1] });
  return kind === 'unknown' ? new GoogleRefusal(404, message) : new GoogleRefusal(400, message, { status: code });
}
