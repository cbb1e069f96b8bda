/** What can be wrong with `mobile-distribution.json`. */

import { defineIssues } from './defineIssues.ts';

export const settingsIssues = defineIssues({
  'settings-syntax': {
    severity: 'error',
    message: 'The settings are not valid JSON: {problem}',
    remedy: 'Mend the file at this place; comments and trailing commas are allowed',
  },
  'settings-too-large': {
    severity: 'error',
    message: 'The settings have {characters} characters, more than the {limit} that are read',
    remedy: 'Check that this is a settings file',
  },
  'settings-too-deep': {
    severity: 'error',
    message: 'The settings are nested more than {limit} levels deep',
    remedy: 'Check that this is a settings file',
  },
  'settings-wrong-type': {
    severity: 'error',
    message: '{field} must be {wantedType}, not {actualType}',
    remedy: 'Write {wantedType}',
  },
  'settings-wrong-choice': {
    severity: 'error',
    message: '{field} cannot be "{value}"',
    remedy: 'Choose one of {choices}',
  },
  'settings-out-of-range': {
    severity: 'error',
    message: '{field} is {value}, outside {minimum} to {maximum}',
    remedy: 'Choose a number from {minimum} to {maximum}',
  },
  'settings-unknown-key': {
    severity: 'info',
    message: 'The key {key} is not known and has no effect',
    remedy: 'Remove it, or keep it when another tool reads it',
  },
  'settings-misspelled-key': {
    severity: 'warning',
    message: 'The key {key} is not known and has no effect; {suggestion} is',
    remedy: 'Rename it to {suggestion}',
  },
  'settings-duplicate-key': {
    severity: 'warning',
    message: 'The key {key} stands here more than once; the last one counts',
    remedy: 'Remove one of them',
  },
  'settings-secret': {
    severity: 'error',
    message: 'The key {key} looks like a password, and this file is committed',
    remedy: 'Remove it and change the password; give it by env:NAME, by file:PATH or at the prompt instead',
  },
});
