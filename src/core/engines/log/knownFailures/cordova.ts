/** Known failures: Cordova 13. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const cordovaFailures: readonly KnownFailure[] = [
  {
    code: 'log-cordova-no-project',
    tool: 'cordova',
    texts: [{ anchor: 'Current working directory is not a Cordova-based project' }],
  },
  {
    code: 'log-cordova-config',
    tool: 'cordova',
    texts: [{ anchor: 'config.xml failed', pattern: /Parsing (?<file>.{1,400}config\.xml) failed/u }],
  },
  {
    code: 'log-cordova-identifier',
    tool: 'cordova',
    texts: [{ anchor: 'App id contains a reserved word, or is not a valid identifier' }],
  },
  {
    code: 'log-cordova-platform-unknown',
    tool: 'cordova',
    texts: [{ anchor: 'Failed to fetch platform', pattern: /Failed to fetch platform (?<name>\S{1,200})/u }],
  },
  {
    code: 'log-cordova-no-platform',
    tool: 'cordova',
    texts: [{ anchor: 'No platforms added to this project' }],
  },
  {
    code: 'log-cordova-variables',
    tool: 'cordova',
    texts: [{ anchor: 'Variable(s) missing', pattern: /Variable\(s\) missing: (?<name>.{1,200})/u }],
  },
  {
    code: 'log-cordova-gradle',
    tool: 'cordova',
    texts: [{ anchor: 'Could not find an installed version of Gradle' }],
  },
  {
    code: 'log-cordova-requirements',
    tool: 'cordova',
    texts: [{ anchor: 'Requirements check failed for', pattern: /Requirements check failed for (?<name>.{1,60}?)!/u }],
  },
  {
    code: 'log-cordova-plugin-old',
    tool: 'cordova',
    texts: [{ anchor: 'to load non-cordova module', pattern: /load non-cordova module "(?<name>[\w@./-]{1,100})" is not supported/u }],
  },
];
