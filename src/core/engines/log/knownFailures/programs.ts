/** Known failures: bash, zsh, cmd.exe, PowerShell and Node. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const programsFailures: readonly KnownFailure[] = [
  {
    code: 'log-absent-xcodebuild',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'xcodebuild',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?xcodebuild: (?:command )?not found|command not found: xcodebuild$|'xcodebuild' is not recognized as an internal|The term 'xcodebuild' is not recognized|spawn xcodebuild ENOENT|(?:^|[^\w])xcodebuild: command not found|^xcodebuild was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-cocoapods',
    tool: 'cocoapods',
    texts: [
      {
        anchor: 'pod',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?pod: (?:command )?not found|command not found: pod$|'pod' is not recognized as an internal|The term 'pod' is not recognized|spawn pod ENOENT|(?:^|[^\w])pod: command not found|^pod was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-flutter',
    tool: 'flutter',
    texts: [
      {
        anchor: 'flutter',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?flutter: (?:command )?not found|command not found: flutter$|'flutter' is not recognized as an internal|The term 'flutter' is not recognized|spawn flutter ENOENT|(?:^|[^\w])flutter: command not found|^flutter was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-dotnet',
    tool: 'msbuild',
    texts: [
      {
        anchor: 'dotnet',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?dotnet: (?:command )?not found|command not found: dotnet$|'dotnet' is not recognized as an internal|The term 'dotnet' is not recognized|spawn dotnet ENOENT|(?:^|[^\w])dotnet: command not found|^dotnet was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-cargo',
    tool: 'cargo',
    texts: [
      {
        anchor: 'cargo',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?cargo: (?:command )?not found|command not found: cargo$|'cargo' is not recognized as an internal|The term 'cargo' is not recognized|spawn cargo ENOENT|(?:^|[^\w])cargo: command not found|^cargo was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-java',
    tool: 'javac',
    texts: [
      {
        anchor: 'java',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?java: (?:command )?not found|command not found: java$|'java' is not recognized as an internal|The term 'java' is not recognized|spawn java ENOENT|(?:^|[^\w])java: command not found|^java was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-adb',
    tool: 'adb',
    texts: [
      {
        anchor: 'adb',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?adb: (?:command )?not found|command not found: adb$|'adb' is not recognized as an internal|The term 'adb' is not recognized|spawn adb ENOENT|(?:^|[^\w])adb: command not found|^adb was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-ruby',
    tool: 'cocoapods',
    texts: [
      {
        anchor: 'ruby',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?ruby: (?:command )?not found|command not found: ruby$|'ruby' is not recognized as an internal|The term 'ruby' is not recognized|spawn ruby ENOENT|(?:^|[^\w])ruby: command not found|^ruby was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-hermesc',
    tool: 'hermes',
    texts: [
      {
        anchor: 'hermesc',
        pattern:
          /(?:(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?hermesc: (?:command )?not found|command not found: hermesc$|'hermesc' is not recognized as an internal|The term 'hermesc' is not recognized|spawn hermesc ENOENT|(?:^|[^\w])hermesc: command not found|^hermesc was not found\.)/u,
      },
    ],
  },
  {
    code: 'log-absent-program',
    tool: 'shell',
    texts: [
      {
        anchor: 'not found',
        pattern:
          /^(?:bash|sh|zsh|dash): (?:line )?(?:\d{1,6}: )?(?!(?:xcodebuild|pod|flutter|dotnet|cargo|java|adb|ruby|hermesc)\b)(?!\.{0,2}\/)(?<program>[\w@./+-]{1,120}): (?:command )?not found/u,
      },
      {
        anchor: 'command not found: ',
        pattern: /command not found: (?!(?:xcodebuild|pod|flutter|dotnet|cargo|java|adb|ruby|hermesc)\b)(?<program>[\w@./+-]{1,120})$/u,
      },
      {
        anchor: 'is not recognized as an internal',
        pattern:
          /'(?!(?:xcodebuild|pod|flutter|dotnet|cargo|java|adb|ruby|hermesc)\b)(?<program>[^']{1,200})' is not recognized as an internal/u,
      },
      {
        anchor: 'is not recognized as ',
        pattern:
          /The term '(?!(?:xcodebuild|pod|flutter|dotnet|cargo|java|adb|ruby|hermesc)\b)(?<program>[^']{1,200})' is not recognized as/u,
      },
      {
        anchor: ' ENOENT',
        pattern: /spawn (?!(?:xcodebuild|pod|flutter|dotnet|cargo|java|adb|ruby|hermesc)\b)(?<program>[\w@.+-]{1,120}) ENOENT/u,
      },
    ],
  },
];
