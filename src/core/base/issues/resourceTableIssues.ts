/** What can be wrong with the resource table of an Android package. */

import { defineIssues } from './defineIssues.ts';

export const resourceTableIssues = defineIssues({
  'resource-table-not-a-table': {
    severity: 'error',
    message: 'This is not a resource table: its header is missing',
    remedy: 'Build the package again',
  },
  'resource-table-truncated': {
    severity: 'error',
    message: 'The resource table ends too early, inside {part}',
    remedy: 'Download or copy the package again; it is incomplete or damaged',
  },
  'resource-table-odd-chunk': {
    severity: 'warning',
    message: 'The resource table contains an invalid part of type {type} and size {size}',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
  'resource-table-bad-entry': {
    severity: 'warning',
    message: 'The resource {id} is outside its part of the table',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
  'resource-table-bad-string': {
    severity: 'warning',
    message: 'A resource refers to string {index}, but the table contains only {count} strings',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
  'resource-table-string-count': {
    severity: 'warning',
    message: 'The resource table declares {declared} strings, but has space for {found} only',
    remedy: 'The package is obfuscated or damaged; other tools may refuse it. Rebuild it if you can',
  },
});
