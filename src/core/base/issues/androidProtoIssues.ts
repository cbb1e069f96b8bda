/** What can be wrong with the protobuf files of an app bundle. */

import { defineIssues } from './defineIssues.ts';

export const androidProtoIssues = defineIssues({
  'android-proto-malformed': {
    severity: 'error',
    message: 'The {what} is not a well-formed protocol buffer: {reason}',
    remedy: 'Build the app bundle again',
  },
  'android-proto-no-root': {
    severity: 'error',
    message: 'The XML document has no element',
    remedy: 'Build the app bundle again',
  },
  'android-proto-too-deep': {
    severity: 'error',
    message: 'The XML elements are nested more than {limit} deep',
    remedy: 'Do not trust this app bundle; build tools never write such a document',
  },
  'android-proto-too-large': {
    severity: 'error',
    message: 'The file contains more than {limit} parts',
    remedy: 'Do not trust this app bundle; build tools never write such a file',
  },
});
