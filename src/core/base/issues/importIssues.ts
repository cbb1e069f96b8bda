/** What can be wrong with the files of other tools: when settings are taken from them, and when they contain passwords. */

import { defineIssues } from './defineIssues.ts';

export const importIssues = defineIssues({
  'import-profile-cycle': {
    severity: 'warning',
    message: 'The build profiles in {file} extend each other in a circle: {profiles}',
    remedy: 'Remove one of the extends entries',
  },
  'import-file-other': {
    severity: 'warning',
    message: '{file} is {kind}, so nothing is imported from it',
    remedy: 'Restore or decrypt the file, and import again; Git LFS downloads its files with git lfs pull',
  },
  'import-file-large': {
    severity: 'warning',
    message: '{file} is larger than {limit} or cannot be read, so nothing is imported from it',
    remedy: 'Set its values in mobile-distribution.json',
  },
  'import-files-many': {
    severity: 'warning',
    message: '{count} files match {pattern}; only the first {read} were read',
    remedy: 'Set the values of the others in mobile-distribution.json',
  },
  'import-profile-missing': {
    severity: 'warning',
    message: '{file} extends the build profile {profile}, which does not exist',
    remedy: 'Use the name of an existing profile',
  },
  'import-value-differs': {
    severity: 'info',
    message: '{key} is {value} in {file} and {otherValue} in {otherFile}; {value} is used',
    remedy: 'Change the settings if you want the other value',
  },
  'import-value-several': {
    severity: 'warning',
    message: '{file} has several values for {key}, so none is imported: {values}',
    remedy: 'Set {key} in the settings',
  },
  'import-value-skipped': {
    severity: 'info',
    message: 'The value of {key} in {file} is not imported, because {reason}',
    remedy: 'Set it in the settings if your packages need it',
  },
  'import-profile-chosen': {
    severity: 'info',
    message: '{file} has several release build profiles; {profile} is used, not {others}',
    remedy: 'Change the settings if you use another profile for your packages',
  },
  'import-escape-malformed': {
    severity: 'warning',
    message: 'Gradle cannot read {file}: the value of {key} contains an invalid \\u escape',
    remedy: 'Double each backslash, or use forward slashes in the path',
  },
  'import-available': {
    severity: 'info',
    message: '{files} have settings that were not imported',
    remedy: 'Import them with mdist init --import',
    remedyInEditor: 'Import them with the command “Import Settings…”',
  },
  'import-secret-left': {
    severity: 'warning',
    message: '{file} contains {key}, a secret password or key',
    remedy: 'Move it to secret storage or an environment variable, and remove it from the file',
  },
  'project-secret-tracked': {
    severity: 'warning',
    message: '{file} contains {key} and is tracked by git, so anyone with access to the repository knows it',
    remedy:
      'Change this password, store the new one in secret storage or an environment variable, and remove it from the file and the history',
  },
});
