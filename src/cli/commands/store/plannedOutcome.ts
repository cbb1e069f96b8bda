/** What a dry run of a change at a store says: the requests, none of which was sent. */

import { type CommandOutcome } from '../../grammar/command.ts';
import { type TextPage } from '../../terminal/textPage.ts';

interface PlannedRequest {
  readonly method: string;
  readonly url: string;
}

export const nothingSent = 'Nothing was sent. These requests would be sent.';

/** `named` says what the change is about. */
export function plannedOutcome(named: Readonly<Record<string, string>>, requests: readonly PlannedRequest[]): CommandOutcome {
  return {
    document: { ...named, state: 'planned', requests },
    issues: [],
    write: (page) => {
      page.line(nothingSent);
      writeRequests(page, requests);
    },
  };
}

export function writeRequests(page: TextPage, requests: readonly PlannedRequest[]): void {
  page.table(
    ['Method', 'Address'],
    requests.map(({ method, url }) => [method, url]),
  );
}
