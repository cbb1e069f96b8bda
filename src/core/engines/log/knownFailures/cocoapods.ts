/** Known failures: CocoaPods 1.16. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const cocoapodsFailures: readonly KnownFailure[] = [
  {
    code: 'log-pod-missing',
    tool: 'cocoapods',
    texts: [
      { anchor: 'Unable to find a specification for', pattern: /Unable to find a specification for [\x60'"](?<name>[^'\x60"]{1,200})/u },
    ],
  },
  {
    code: 'log-pod-conflict',
    tool: 'cocoapods',
    texts: [
      {
        anchor: 'could not find compatible versions for pod',
        pattern: /could not find compatible versions for pod "(?<name>[^"]{1,200})"/u,
      },
    ],
  },
  {
    code: 'log-pod-target-low',
    tool: 'cocoapods',
    texts: [{ anchor: 'required a higher minimum deployment target' }],
  },
  {
    code: 'log-pod-network',
    tool: 'cocoapods',
    texts: [
      { anchor: 'CDN: trunk URL', pattern: /CDN: trunk URL couldn['’]t be downloaded/u },
      { anchor: 'CDN: trunk Repo update failed' },
    ],
  },
  {
    code: 'log-pod-out-of-sync',
    tool: 'cocoapods',
    texts: [{ anchor: 'The sandbox is not in sync with the Podfile.lock' }],
    fix: 'open-terminal',
  },
  {
    code: 'log-pod-podfile',
    tool: 'cocoapods',
    texts: [{ anchor: 'Invalid ', pattern: /Invalid .Podfile. file: (?<text>.{0,300})/u }],
  },
  {
    code: 'log-pod-none',
    tool: 'cocoapods',
    texts: [{ anchor: 'found in the project directory', pattern: /No .Podfile' found in the project directory/u }],
  },
  {
    code: 'log-pod-permission',
    tool: 'cocoapods',
    texts: [{ anchor: "don't have write permissions for the /Library/Ruby" }],
  },
  {
    code: 'log-pod-encoding',
    tool: 'cocoapods',
    texts: [
      { anchor: 'Unicode Normalization not appropriate for ASCII-8BIT' },
      { anchor: 'CocoaPods requires your terminal to be using UTF-8' },
    ],
  },
  {
    code: 'log-pod-ffi',
    tool: 'cocoapods',
    texts: [{ anchor: '(mach-o file, but is an incompatible architecture', pattern: /ffi_c\.bundle.{0,300}incompatible architecture/u }],
  },
  {
    code: 'log-ruby-gems',
    tool: 'cocoapods',
    texts: [
      { anchor: 'required by your ', pattern: /Could not find '(?<name>[\w.-]{1,100})' \([\d.]{1,30}\) required by your /u },
      { anchor: 'in locally installed gems', pattern: /Could not find (?<name>[\w.-]{1,200}) in locally installed gems/u },
    ],
  },
];
