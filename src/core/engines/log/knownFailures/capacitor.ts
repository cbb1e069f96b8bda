/** Known failures: Capacitor 8. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const capacitorFailures: readonly KnownFailure[] = [
  {
    code: 'log-capacitor-identifier',
    tool: 'capacitor',
    texts: [{ anchor: 'Invalid App ID', pattern: /Invalid App ID "(?<name>[^"]{1,200})"/u }],
  },
  {
    code: 'log-capacitor-config',
    tool: 'capacitor',
    texts: [{ anchor: 'Parsing capacitor.config', pattern: /Parsing (?<file>capacitor\.config\.\w{2,4}) failed/u }],
  },
  {
    code: 'log-capacitor-no-index',
    tool: 'capacitor',
    texts: [
      {
        anchor: 'must contain an index.html file',
        pattern: /The web assets directory \((?<path>[^)]{1,300})\) must contain an index\.html/u,
      },
    ],
  },
  {
    code: 'log-capacitor-no-web-dir',
    tool: 'capacitor',
    texts: [
      { anchor: 'Could not find the web assets directory', pattern: /Could not find the web assets directory: (?<path>\S{1,300}?)\.?$/u },
    ],
  },
  {
    code: 'log-capacitor-no-platform',
    tool: 'capacitor',
    texts: [{ anchor: 'platform has not been added yet', pattern: /(?<name>\w{1,40}) platform has not been added yet/u }],
  },
];
