/** All operations of our own API, in the order of its description. */

import { appOperations } from './appOperations.ts';
import { groupOperations } from './groupOperations.ts';
import { type Operation } from './operation.ts';
import { peopleOperations } from './peopleOperations.ts';
import { releaseOperations } from './releaseOperations.ts';
import { retentionOperations } from './retentionOperations.ts';
import { webhookOperations } from './webhookOperations.ts';

export const operations: readonly Operation[] = [
  ...appOperations,
  ...releaseOperations,
  ...groupOperations,
  ...peopleOperations,
  ...webhookOperations,
  ...retentionOperations,
];
