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
    remedy: 'Get the package again: it was cut off, or something damaged it',
  },
  'resource-table-odd-chunk': {
    severity: 'warning',
    message: 'The resource table holds a part of type {type} and size {size} that cannot be right',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
  'resource-table-bad-entry': {
    severity: 'warning',
    message: 'The resource {id} does not lie inside its part of the table',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
  'resource-table-bad-string': {
    severity: 'warning',
    message: 'A resource refers to string {index}, and the {count} strings of the table do not include it',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
  'resource-table-string-count': {
    severity: 'warning',
    message: 'The resource table claims {declared} strings, and there is room for {found}',
    remedy: 'Expect other tools to refuse this package: it was obfuscated or damaged',
  },
});
