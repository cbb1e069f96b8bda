/** What can be wrong with an app identifier or an app name. */

import { defineIssues } from './defineIssues.ts';

export const identifierIssues = defineIssues({
  'identifier-missing': {
    severity: 'error',
    message: 'The app has no identifier for {platformName}',
    remedy: 'Set {platform}.appIdentifier, for example com.example.hello',
  },
  'identifier-too-few-segments': {
    severity: 'error',
    message: 'The app identifier {identifier} has only one segment',
    remedy: 'Use at least two segments separated by dots, for example com.example.hello',
  },
  'identifier-empty-segment': {
    severity: 'error',
    message: 'The app identifier {identifier} has an empty segment (a dot at the start or end, or two dots in a row)',
    remedy: 'Remove the extra dot',
  },
  'identifier-segment-start': {
    severity: 'error',
    message: 'The segment {segment} of the app identifier {identifier} does not begin with a letter',
    remedy: 'Begin every segment with a letter from a to z',
  },
  'identifier-character': {
    severity: 'error',
    message: 'The app identifier {identifier} contains {character}, which {platform} does not allow',
    remedy: 'Use only {allowed}',
  },
  'identifier-java-keyword': {
    severity: 'error',
    message: 'The segment {segment} of the app identifier {identifier} is a Java keyword, which Android does not allow',
    remedy: 'Choose another word for the segment',
  },
  'identifier-too-long': {
    severity: 'error',
    message: 'The app identifier has {length} characters, more than the {limit} that {platform} allows',
    remedy: 'Choose a shorter one',
  },
  'identifier-placeholder': {
    severity: 'warning',
    message: 'The app identifier {identifier} is a placeholder; stores refuse it',
    remedy: 'Choose an identifier based on your domain name before the first release; it cannot be changed later',
  },
  'identifier-upper-case': {
    severity: 'info',
    message: 'The app identifier {identifier} contains uppercase letters; stores treat identifiers as case-sensitive',
    remedy: 'Use lowercase letters for a new app',
  },
  'name-missing': {
    severity: 'error',
    message: 'The app has no name',
    remedy: 'Set name in the settings or in the web manifest',
  },
  'name-too-long': {
    severity: 'warning',
    message: 'The app name has {length} characters; stores allow {limit}',
    remedy: 'Choose a shorter name',
  },
  'name-control-character': {
    severity: 'error',
    message: 'The app name contains a control character or a line break',
    remedy: 'Enter the name on one line, with visible characters only',
  },
  'name-changed': {
    severity: 'warning',
    message: 'The app name changed from {oldName} (last package) to {newName}; installed apps keep the old name until they update',
    remedy: 'Restore the old name if the change is not intended',
  },
});
