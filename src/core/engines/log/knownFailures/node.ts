/** Known failures: Node 24. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const nodeFailures: readonly KnownFailure[] = [
  {
    code: 'log-node-memory',
    tool: 'node',
    texts: [{ anchor: 'JavaScript heap out of memory' }],
  },
  {
    code: 'log-node-openssl',
    tool: 'node',
    texts: [{ anchor: 'ERR_OSSL_EVP_UNSUPPORTED' }, { anchor: 'error:0308010C:digital envelope routines' }],
  },
  {
    code: 'log-node-module-missing',
    tool: 'node',
    texts: [
      {
        anchor: 'Cannot find module',
        pattern:
          /Cannot find module '(?<name>(?!@rollup\/rollup-|webpack\/lib\/)[^']{1,300})'(?:$|\.$|\s{0,2}(?:imported from|Require stack))/u,
      },
      { anchor: 'Cannot find package', pattern: /Cannot find package '(?<name>[^']{1,300})' imported from/u },
    ],
  },
  {
    code: 'log-node-esm',
    tool: 'node',
    texts: [{ anchor: 'ERR_REQUIRE_ESM' }],
  },
  {
    code: 'log-node-port',
    tool: 'node',
    texts: [{ anchor: 'EADDRINUSE', pattern: /EADDRINUSE: address already in use \S{0,60}:(?<port>\d{1,5})/u }],
  },
  {
    code: 'log-node-old',
    tool: 'node',
    texts: [
      { anchor: 'requires Node.js version', pattern: /(?<text>\w{1,40} requires Node\.js version .{1,80})/u },
      { anchor: 'You are using Node.js', pattern: /(?<text>You are using Node\.js [\w.]{1,20})\./u },
      { anchor: 'The Capacitor CLI requires NodeJS', pattern: /(?<text>The Capacitor CLI requires NodeJS.{1,40})/u },
    ],
  },
];
