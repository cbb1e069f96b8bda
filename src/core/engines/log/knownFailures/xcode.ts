/** Known failures: Xcode 16. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const xcodeFailures: readonly KnownFailure[] = [
  {
    code: 'log-xcode-uiscene',
    tool: 'xcodebuild',
    texts: [{ anchor: 'UIScene life cycle is required' }, { anchor: 'UIScene lifecycle is required' }],
  },
  {
    code: 'log-xcode-deployment-range',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'but the range of supported deployment target versions is',
        pattern:
          /is set to (?<found>[\d.]{1,12}), but the range of supported deployment target versions is.{0,60}?(?:\(in target '(?<target>[^']{1,200})'|$)/u,
      },
    ],
  },
  {
    code: 'log-xcode-deployment-module',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'has a minimum deployment target of',
        pattern: /module '(?<module>[^']{1,200})' has a minimum deployment target of \w{1,12} (?<wanted>[\d.]{1,12})/u,
      },
    ],
  },
  {
    code: 'log-xcode-module-missing',
    tool: 'xcodebuild',
    texts: [{ anchor: 'o such module', pattern: /[Nn]o such module '(?<name>[^']{1,200})'/u }],
  },
  {
    code: 'log-xcode-swift-version',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'cannot be imported by the Swift',
        pattern: /module compiled with Swift [\w.]{1,20} cannot be imported by the Swift [\w.]{1,20} compiler/u,
      },
    ],
  },
  {
    code: 'log-xcode-undefined-symbols',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Undefined symbols for architecture', pattern: /Undefined symbols for architecture (?<arch>\w{1,20})/u }],
  },
  {
    code: 'log-xcode-framework-missing',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'ramework ',
        pattern: /ld: (?:error: )?framework (?:not found (?<name>[\w.+-]{1,200})|'(?<other>[^']{1,200})' not found)/u,
      },
    ],
  },
  {
    code: 'log-xcode-library-missing',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'ibrary ',
        pattern: /ld: (?:error: )?library (?:not found for -l(?<name>[\w.+-]{1,200})|'(?<other>[^']{1,200})' not found)/u,
      },
    ],
  },
  {
    code: 'log-xcode-wrong-sdk',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'but linking in ',
        pattern: /building for '?(?<name>[\w -]{1,60}?)'?, but linking in (?:object file|dylib|static library)/u,
      },
    ],
  },
  {
    code: 'log-xcode-duplicate-symbol',
    tool: 'xcodebuild',
    texts: [{ anchor: 'duplicate symbol', pattern: /duplicate symbol '?(?<name>[^':]{1,300})'? in/u }],
  },
  {
    code: 'log-xcode-script-phase',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Command PhaseScriptExecution failed with a nonzero exit code' }],
    isWeak: true,
  },
  {
    code: 'log-xcode-script-sandbox',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Sandbox: ', pattern: /Sandbox: \S{1,60} deny\(1\) file-(?:read|write)[\w-]{1,20} (?<path>.{1,400})/u }],
  },
  {
    code: 'log-xcode-not-selected',
    tool: 'xcodebuild',
    texts: [{ anchor: 'requires Xcode, but active developer directory', pattern: /active developer directory/u }],
  },
  {
    code: 'log-xcode-license',
    tool: 'xcodebuild',
    texts: [{ anchor: 'have not agreed to the Xcode license' }, { anchor: 'license requires admin privileges' }],
  },
  {
    code: 'log-xcode-scheme',
    tool: 'xcodebuild',
    texts: [{ anchor: 'does not contain a scheme named', pattern: /does not contain a scheme named "(?<name>[^"]{1,200})"/u }],
  },
  {
    code: 'log-xcode-destination',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Unable to find a destination matching the provided destination specifier' }],
  },
  {
    code: 'log-xcode-platform',
    tool: 'xcodebuild',
    texts: [{ anchor: 'is not installed', pattern: /(?<name>(?:iOS|watchOS|tvOS|visionOS) [\d.]{1,12}) is not installed/u }],
  },
  {
    code: 'log-xcode-sdk',
    tool: 'xcodebuild',
    texts: [{ anchor: 'cannot be located', pattern: /SDK "(?<name>[^"]{1,100})" cannot be located/u }],
  },
  {
    code: 'log-xcode-multiple-commands',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Multiple commands produce', pattern: /Multiple commands produce '(?<path>[^']{1,400})'/u }],
  },
  {
    code: 'log-xcode-cycle',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Cycle inside', pattern: /Cycle inside (?<name>[\w .-]{1,200});/u }],
  },
  {
    code: 'log-xcode-icon',
    tool: 'xcodebuild',
    texts: [{ anchor: 'app icon set named', pattern: /app icon set named "(?<name>[^"]{1,200})"/u }],
  },
  {
    code: 'log-xcode-info-plist',
    tool: 'xcodebuild',
    texts: [{ anchor: 'the target does not have an Info.plist file' }],
  },
  {
    code: 'log-xcode-busy',
    tool: 'xcodebuild',
    texts: [{ anchor: 'unable to attach DB: error: accessing build database' }],
  },
  {
    code: 'log-xcode-skip-install',
    tool: 'xcodebuild',
    texts: [{ anchor: 'does not contain a single-bundle application' }],
  },
  {
    code: 'log-xcode-project-newer',
    tool: 'xcodebuild',
    texts: [{ anchor: 'because it is in a future Xcode project file format' }],
  },
  {
    code: 'log-xcode-input-missing',
    tool: 'xcodebuild',
    texts: [{ anchor: 'Build input file cannot be found: ', pattern: /Build input files? cannot be found: '(?<path>[^']{1,500})'/u }],
  },
  {
    code: 'log-xcode-libarclite',
    tool: 'xcodebuild',
    texts: [{ anchor: 'libarclite', pattern: /(?:SDK does not contain 'libarclite'|libarclite_iphoneos\.a$)/u }],
  },
  {
    code: 'log-xcode-toolchain-dir',
    tool: 'xcodebuild',
    texts: [{ anchor: 'DT_TOOLCHAIN_DIR cannot be used to evaluate', pattern: /(?:\(in target '(?<target>[^']{1,200})'|$)/u }],
  },
  {
    code: 'log-xcode-compiler-option',
    tool: 'xcodebuild',
    texts: [{ anchor: "unsupported option '-G' for target" }],
  },
  {
    code: 'log-xcode-several-projects',
    tool: 'xcodebuild',
    texts: [
      {
        anchor: 'projects, including multiple projects with the current extension',
        pattern: /The directory (?<path>.{1,300}) contains \d{1,4} projects/u,
      },
    ],
  },
  {
    code: 'log-xcode-container-missing',
    tool: 'xcodebuild',
    texts: [{ anchor: 'does not exist.', pattern: /xcodebuild: error: '(?<path>[^']{1,500}\.(?:xcworkspace|xcodeproj))' does not exist/u }],
  },
];
