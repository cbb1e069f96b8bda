/** Known failures: npm 11; pnpm; yarn. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const npmFailures: readonly KnownFailure[] = [
  {
    code: 'log-npm-lock',
    tool: 'npm',
    texts: [{ anchor: 'can only install packages when your package.json and package-lock.json' }],
  },
  {
    code: 'log-npm-permission',
    tool: 'npm',
    texts: [
      { anchor: 'permission denied', pattern: /npm (?:error|ERR!) .{0,40}EACCES: permission denied, \w{1,20} '(?<path>[^']{1,400})'/u },
    ],
  },
  {
    code: 'log-npm-file-in-use',
    tool: 'npm',
    texts: [
      {
        anchor: 'operation not permitted',
        pattern: /npm (?:error|ERR!) .{0,60}EPERM: operation not permitted, \w{1,20} '(?<path>[^']{1,400})'/u,
      },
    ],
  },
  {
    code: 'log-npm-engine',
    tool: 'npm',
    texts: [
      {
        anchor: 'Not compatible with your version of node',
        pattern: /npm (?:error|ERR!) (?:notsup )?Not compatible with your version of node\/npm: (?<name>\S{1,200})/u,
      },
    ],
  },
  {
    code: 'log-npm-version',
    tool: 'npm',
    texts: [{ anchor: 'No matching version found for', pattern: /No matching version found for (?<name>\S{1,200}?)\.?$/u }],
  },
  {
    code: 'log-npm-package-json',
    tool: 'npm',
    texts: [{ anchor: 'EJSONPARSE' }],
  },
  {
    code: 'log-npm-script',
    tool: 'npm',
    texts: [{ anchor: 'issing script', pattern: /[Mm]issing script: "?(?<name>[^"\s]{1,100})/u }],
  },
  {
    code: 'log-npm-peers',
    tool: 'npm',
    texts: [{ anchor: 'ERESOLVE', pattern: /npm (?:error|ERR!) (?:code )?ERESOLVE/u }],
  },
  {
    code: 'log-npm-missing',
    tool: 'npm',
    texts: [{ anchor: '404 Not Found', pattern: /404 Not Found - GET \S{1,400}\/(?<name>[\w.%@-]{1,200}) - Not found/u }],
  },
  {
    code: 'log-npm-unauthorized',
    tool: 'npm',
    texts: [{ anchor: 'npm ', pattern: /npm (?:error|ERR!) code E40[13]/u }],
  },
  {
    code: 'log-npm-network',
    tool: 'npm',
    texts: [
      {
        anchor: 'npm ',
        pattern:
          /npm (?:error|ERR!) .{0,200}(?:getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|connect (?:ECONNREFUSED|ETIMEDOUT)|ECONNRESET) ?(?<host>[\w.:-]{0,200})/u,
      },
    ],
  },
  {
    code: 'log-npm-integrity',
    tool: 'npm',
    texts: [{ anchor: 'EINTEGRITY', pattern: /npm (?:error|ERR!) code EINTEGRITY/u }],
  },
  {
    code: 'log-npm-no-package-json',
    tool: 'npm',
    texts: [
      { anchor: 'package.json', pattern: /ENOENT: no such file or directory, open '(?<path>[^']{1,400}package\.json)'/u },
      { anchor: 'Could not read package.json', pattern: /Could not read package\.json: Error: ENOENT/u },
    ],
  },
  {
    code: 'log-npm-gyp',
    tool: 'npm',
    texts: [{ anchor: 'gyp ERR!', pattern: /gyp ERR! (?:find Python|stack Error: (?:not found: make|.{0,60}make. failed))/u }],
  },
  {
    code: 'log-pnpm-lock',
    tool: 'npm',
    texts: [{ anchor: 'ERR_PNPM_OUTDATED_LOCKFILE' }],
  },
  {
    code: 'log-yarn-lock',
    tool: 'npm',
    texts: [{ anchor: 'Your lockfile needs to be updated' }, { anchor: 'The lockfile would have been modified by this install' }],
  },
  {
    code: 'log-corepack-keys',
    tool: 'npm',
    texts: [{ anchor: 'Cannot find matching keyid' }],
  },
  {
    code: 'log-npm-platform',
    tool: 'npm',
    texts: [{ anchor: 'Unsupported platform for ', pattern: /Unsupported platform for (?<name>@?[\w./-]{1,200}@[\w.+-]{1,50})/u }],
  },
  {
    code: 'log-npm-not-empty',
    tool: 'npm',
    texts: [{ anchor: 'ENOTEMPTY: directory not empty', pattern: /ENOTEMPTY: directory not empty, \w{1,20} '(?<path>[^']{1,500})'/u }],
  },
];
