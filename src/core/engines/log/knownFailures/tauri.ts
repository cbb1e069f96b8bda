/** Known failures: Tauri 2. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const tauriFailures: readonly KnownFailure[] = [
  {
    code: 'log-tauri-ci',
    tool: 'tauri',
    texts: [{ anchor: "for '--ci'", pattern: /invalid value '(?<value>[^']{1,60})' for '--ci'/u }],
  },
  {
    code: 'log-tauri-cargo',
    tool: 'tauri',
    texts: [{ anchor: 'failed to run command cargo', pattern: /failed to run command cargo/u }],
  },
  {
    code: 'log-tauri-config',
    tool: 'tauri',
    texts: [{ anchor: 'tauri.conf.json', pattern: /[\x60"](?:\S{0,200}\/)?tauri\.conf\.json[\x60"]{1,2} error: (?<text>.{1,300})/u }],
  },
  {
    code: 'log-tauri-default-identifier',
    tool: 'tauri',
    texts: [
      { anchor: 'You must change the bundle identifier in', pattern: /The default value .(?<identifier>[\w.-]{1,200}). is not allowed/u },
    ],
  },
  {
    code: 'log-tauri-not-initialized',
    tool: 'tauri',
    texts: [{ anchor: 'Please run ', pattern: /Please run .tauri (?:android|ios) init./u }],
  },
  {
    code: 'log-tauri-no-project',
    tool: 'tauri',
    texts: [{ anchor: "Couldn't recognize the current folder as a Tauri project" }],
  },
  {
    code: 'log-tauri-ndk',
    tool: 'tauri',
    texts: [{ anchor: 'ailed to ensure Android environment' }, { anchor: 'Have you installed the NDK?' }],
  },
  {
    code: 'log-rust-target',
    tool: 'cargo',
    texts: [{ anchor: "can't find crate for `std`" }, { anchor: 'target may not be installed' }],
  },
  {
    code: 'log-rust-linker',
    tool: 'cargo',
    texts: [{ anchor: 'error: linker ', pattern: /error: linker .(?<name>[\w./-]{1,200}). not found/u }],
  },
  {
    code: 'log-rust-version',
    tool: 'cargo',
    texts: [
      { anchor: 'failed to select a version for', pattern: /failed to select a version for (?:the requirement )?.(?<name>[\w.-]{1,100})/u },
    ],
  },
  {
    code: 'log-rust-crate',
    tool: 'cargo',
    texts: [{ anchor: 'no matching package named', pattern: /no matching package named .(?<name>[\w.-]{1,100}). found/u }],
  },
  {
    code: 'log-rust-lock',
    tool: 'cargo',
    texts: [{ anchor: 'needs to be updated but', pattern: /lock file .{1,400} needs to be updated but --locked was passed/u }],
  },
  {
    code: 'log-rust-too-old',
    tool: 'cargo',
    texts: [
      { anchor: 'is not supported by the following package', pattern: /rustc [\w.-]{1,40} is not supported by the following package/u },
    ],
  },
];
