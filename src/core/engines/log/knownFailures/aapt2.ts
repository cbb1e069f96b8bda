/** Known failures: aapt2. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const aapt2Failures: readonly KnownFailure[] = [
  {
    code: 'log-aapt-resource-missing',
    tool: 'aapt2',
    texts: [
      {
        anchor: 'resource ',
        pattern: /(?:error|AAPT|AAPT: error): resource (?<name>[\w.:]{1,100}\/[\w.]{1,200}) (?:\(aka [^)]{1,300}\) )?not found/u,
      },
    ],
  },
  {
    code: 'log-aapt-attribute-missing',
    tool: 'aapt2',
    texts: [
      { anchor: 'style attribute ', pattern: /error: style attribute '(?<name>[\w.:/-]{1,200})(?: \(aka [^)]{1,300}\))?' not found/u },
      { anchor: 'attribute ', pattern: /error: attribute (?<name>[\w.:-]{1,200}) (?:\(aka [^)]{1,300}\) )?not found/u },
    ],
  },
  {
    code: 'log-aapt-png',
    tool: 'aapt2',
    texts: [{ anchor: 'failed to read PNG signature' }],
  },
  {
    code: 'log-aapt-value',
    tool: 'aapt2',
    texts: [
      {
        anchor: 'error: invalid ',
        pattern: /error: invalid (?<kind>color|bool|boolean|dimension|dimen|integer|fraction)\b/u,
      },
    ],
  },
  {
    code: 'log-aapt-path',
    tool: 'aapt2',
    texts: [{ anchor: 'error: invalid file path', pattern: /error: invalid file path '(?<name>[^']{1,400})'/u }],
  },
  {
    code: 'log-aapt-prefix',
    tool: 'aapt2',
    texts: [{ anchor: 'error: unbound prefix' }],
  },
  {
    code: 'log-aapt-no-package',
    tool: 'aapt2',
    texts: [{ anchor: "must have a 'package' attribute" }, { anchor: "tag is missing 'package' attribute" }],
  },
  {
    code: 'log-aapt-not-an-apk',
    tool: 'aapt2',
    texts: [{ anchor: 'failed opening zip', pattern: /^(?<file>[^:]{1,400}): error: failed opening zip/u }],
  },
  {
    code: 'log-aapt-daemon',
    tool: 'aapt2',
    texts: [{ anchor: 'Daemon startup failed', pattern: /AAPT2 .{0,200}Daemon startup failed/u }],
  },
  {
    code: 'log-aapt-name',
    tool: 'aapt2',
    texts: [
      {
        anchor: 'is not a valid file-based resource name character',
        pattern: /(?<letter>'.{1,4}') is not a valid file-based resource name character/u,
      },
    ],
  },
  {
    code: 'log-aapt-framework',
    tool: 'aapt2',
    texts: [{ anchor: 'failed to load include path', pattern: /failed to load include path (?<path>.{1,400}?)\.?$/u }],
  },
  {
    code: 'log-aapt-entity',
    tool: 'aapt2',
    texts: [{ anchor: "must immediately follow the '&' in the entity reference" }],
  },
  {
    code: 'log-aapt-duplicate',
    tool: 'aapt2',
    texts: [
      { anchor: 'Error: Duplicate resources', pattern: /\[(?<name>[\w./-]{1,200})\] (?<file>[^\t]{1,400}\.xml)\t/u },
      { anchor: 'error: duplicate value for resource', pattern: /duplicate value for resource '(?<name>[^']{1,200})'/u },
    ],
  },
  {
    code: 'log-aapt-apostrophe',
    tool: 'aapt2',
    texts: [{ anchor: 'unescaped apostrophe', pattern: /unescaped apostrophe in string/u }, { anchor: 'Apostrophe not preceded by' }],
  },
  {
    code: 'log-aapt-placeholders',
    tool: 'aapt2',
    texts: [{ anchor: 'Multiple substitutions specified in non-positional format' }],
  },
];
