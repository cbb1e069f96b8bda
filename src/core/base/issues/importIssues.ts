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
  'import-value-several': {
    severity: 'warning',
    message: '{file} has several values for {key}, and nothing says which one counts, so none is taken: {values}',
    remedy: 'Set {key} in the settings',
  },
  'import-value-skipped': {
    severity: 'info',
    message: 'The value of {key} in {file} is not taken, because {reason}',
    remedy: 'Set it in the settings if your packages need it',
  },
  'import-profile-chosen': {
    severity: 'info',
    message: '{file} has several build profiles for others than developers; {profile} is taken, not {others}',
    remedy: 'Change the settings if another profile is the one for your packages',
  },
  'import-escape-malformed': {
    severity: 'warning',
    message: 'Gradle cannot read {file}: a backslash and u in the value of {key} begin no valid escape',
    remedy: 'Double each backslash, or write the path with slashes',
  },
  'import-available': {
    severity: 'info',
    message: '{files} have settings that were not taken',
    remedy: 'Take them with mdist init --import',
    remedyInEditor: 'Take them with the command “Import Settings…”',
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
