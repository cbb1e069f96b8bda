/** What can be wrong with a property list. */

import { defineIssues } from './defineIssues.ts';

export const plistIssues = defineIssues({
  'plist-not-a-plist': {
    severity: 'error',
    message: 'This is not a property list: it is neither XML with a <plist> element nor binary (bplist00)',
    remedy: 'Choose a file that Xcode or plutil wrote',
  },
  'plist-xml-malformed': {
    severity: 'error',
    message: 'The XML property list is malformed: {reason}',
    remedy: 'Check it with plutil -lint or mend the XML at this place',
  },
  'plist-binary-malformed': {
    severity: 'error',
    message: 'The binary property list is malformed: {reason}',
    remedy: 'Make the file again from its source; it was cut or changed',
  },
  'plist-duplicate-key': {
    severity: 'warning',
    message: 'The key {key} stands twice in one dictionary; the last one counts',
    remedy: 'Remove one of the two',
  },
});
