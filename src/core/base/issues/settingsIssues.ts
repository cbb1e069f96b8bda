/** What can be wrong with `mobile-distribution.json`. */

import { defineIssues } from './defineIssues.ts';

export const settingsIssues = defineIssues({
  'settings-syntax': {
    severity: 'error',
    message: 'The settings are not valid JSON: {problem}',
    remedy: 'Fix the JSON here; comments and trailing commas are allowed',
  },
  'settings-too-large': {
    severity: 'error',
    message: 'The settings are too long: {characters} characters; the limit is {limit}',
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
    remedy: 'Use {wantedType}',
  },
  'settings-wrong-choice': {
    severity: 'error',
    message: '{field} cannot be "{value}"',
    remedy: 'Choose one of {choices}',
  },
  'settings-out-of-range': {
    severity: 'error',
    message: '{field} is {value}; it must be from {minimum} to {maximum}',
    remedy: 'Choose a number from {minimum} to {maximum}',
  },
  'settings-unknown-key': {
    severity: 'info',
    message: 'Unknown key {key}; it has no effect',
    remedy: 'Remove it, unless another tool uses it',
  },
  'settings-misspelled-key': {
    severity: 'warning',
    message: 'Unknown key {key}; did you mean {suggestion}?',
    remedy: 'Rename it to {suggestion}',
  },
  'settings-duplicate-key': {
    severity: 'warning',
    message: 'The key {key} appears more than once; the last one is used',
    remedy: 'Remove one of them',
  },
  'settings-secret': {
    severity: 'error',
    message: 'The key {key} looks like a password, and this file is committed',
    remedy: 'Remove it and change the password; provide it with env:NAME, with file:PATH or at the prompt',
  },
});
