/** What can be wrong with the files of other tools: when settings are taken from them, and when they hold passwords. */

import { defineIssues } from './defineIssues.ts';

export const importIssues = defineIssues({
  'import-profile-cycle': {
    severity: 'warning',
    message: 'The build profiles of {file} extend each other in a circle: {profiles}',
    remedy: 'Take one of the words extends out',
  },
  'import-profile-missing': {
    severity: 'warning',
    message: '{file} extends the build profile {profile}, which is not there',
    remedy: 'Write the name of a profile that is there',
  },
  'import-value-differs': {
    severity: 'info',
    message: '{otherFile} says {otherValue} for {key}, and {file} says {value}, which is taken',
    remedy: 'Change the settings when the other one is meant',
  },
  'import-secret-left': {
    severity: 'warning',
    message: '{file} holds {key}, a password or key to be kept secret',
    remedy: 'Keep it elsewhere (the secret storage of the editor, an environment variable), and take it out of the file',
  },
  'project-secret-tracked': {
    severity: 'warning',
    message: '{file} holds {key} and is tracked by git, so everybody with the repository knows it',
    remedy:
      'Change this password, keep the new one in the secret storage or an environment variable, and take it out of the file and the history',
  },
});
