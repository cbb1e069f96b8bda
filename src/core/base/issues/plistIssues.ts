/** What can be wrong with a property list. */

import { defineIssues } from './defineIssues.ts';

export const plistIssues = defineIssues({
  'plist-not-a-plist': {
    severity: 'error',
    message: 'This is not a property list: it has no <plist> element (XML) and does not begin with bplist00 (binary)',
    remedy: 'Choose a file that Xcode or plutil created',
  },
  'plist-xml-malformed': {
    severity: 'error',
    message: 'The XML property list is malformed: {reason}',
    remedy: 'Fix the XML here; plutil -lint checks the file',
  },
  'plist-binary-malformed': {
    severity: 'error',
    message: 'The binary property list is malformed: {reason}',
    remedy: 'Create the file again from its source; it is incomplete or was changed',
  },
  'plist-duplicate-key': {
    severity: 'warning',
    message: 'The key {key} appears twice in a dictionary; the last one is used',
    remedy: 'Remove one of the two',
  },
});
