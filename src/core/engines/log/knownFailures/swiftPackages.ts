/** Known failures: Xcode 16 and Swift package manager. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const swiftPackagesFailures: readonly KnownFailure[] = [
  {
    code: 'log-spm-resolve',
    tool: 'spm',
    texts: [{ anchor: 'Could not resolve package dependencies' }],
    isWeak: true,
  },
  {
    code: 'log-spm-clone',
    tool: 'spm',
    texts: [{ anchor: 'ailed to clone repository', pattern: /[Ff]ailed to clone repository (?<name>\S{1,300}?):?$/u }],
  },
  {
    code: 'log-spm-minimum-os',
    tool: 'spm',
    texts: [
      { anchor: 'requires minimum platform version', pattern: /product '(?<name>[^']{1,200})' requires minimum platform version/u },
      { anchor: 'which requires', pattern: /depends on the product '(?<name>[^']{1,200})' which requires/u },
    ],
  },
  {
    code: 'log-spm-conflict',
    tool: 'spm',
    texts: [{ anchor: 'Dependencies could not be resolved because' }],
  },
  {
    code: 'log-spm-product',
    tool: 'spm',
    texts: [{ anchor: 'Missing package product', pattern: /Missing package product '(?<name>[^']{1,200})'/u }],
  },
];
