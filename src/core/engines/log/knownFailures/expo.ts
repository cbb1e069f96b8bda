/** Known failures: Expo SDK 57. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const expoFailures: readonly KnownFailure[] = [
  {
    code: 'log-expo-no-project',
    tool: 'expo',
    texts: [
      {
        anchor: 'The expected package.json path',
        pattern: /The expected package\.json path: (?<path>.{1,400})[/\\]package\.json does not exist/u,
      },
    ],
  },
  {
    code: 'log-expo-plugin-missing',
    tool: 'expo',
    texts: [{ anchor: 'Failed to resolve plugin for module', pattern: /Failed to resolve plugin for module "(?<name>[^"]{1,200})"/u }],
  },
  {
    code: 'log-expo-package-name',
    tool: 'expo',
    texts: [{ anchor: 'Invalid format of Android package name' }],
  },
  {
    code: 'log-expo-bundle-identifier',
    tool: 'expo',
    texts: [
      {
        anchor: 'is not found in the project app.json',
        pattern: /Required property '(?<name>[\w.]{1,100})' is not found in the project app\.json/u,
      },
    ],
  },
  {
    code: 'log-expo-not-installed',
    tool: 'expo',
    texts: [{ anchor: 'because the module `expo` is not installed' }],
  },
  {
    code: 'log-expo-account',
    tool: 'expo',
    texts: [{ anchor: 'An Expo user account is required to proceed' }],
  },
];
