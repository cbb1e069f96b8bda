/** Lists of sealed files, and the expressions in them. */

import { fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { encodeCodeResources, parseCodeResources } from '../../src/core/formats/code-resources/codeResources.ts';
import { compileExtendedRegex } from '../../src/core/formats/code-resources/extendedRegex.ts';
import { resourceRuleMatcher } from '../../src/core/formats/code-resources/resourceRules.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

const [sha1, sha256] = [new Uint8Array(20), new Uint8Array(32)];
const paths = ['Info.plist', 'en.lproj/a', 'Base.lproj/a', 'x/.DS_Store', 'a.dSYM/b', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/y'];

export const target: FuzzTarget = {
  name: 'codeResources',
  seeds: async () => [
    encodeCodeResources([...paths.map((path) => ({ path, sha1, sha256 })), { path: 'link', symlink: 'x' }], true),
    utf8(
      '<plist><dict><key>files2</key><dict><key>a</key><dict><key>cdhash</key><data>AA==</data></dict></dict><key>rules2</key><dict><key>^(a|b)*[^c-d]+$</key><dict><key>nested</key><true/><key>weight</key><real>10</real></dict></dict></dict></plist>',
    ),
    utf8('^(a*)*(b|[^/]+)?\\.x$'),
  ],
  run: (bytes) => {
    const parsed = parseCodeResources(bytes);
    if ('problem' in parsed) {
      const matches = compileExtendedRegex(fromUtf8(bytes.subarray(0, 600)));
      return paths.map((path) => matches?.(path));
    }
    return [parsed.legacy, parsed.current].map((list) => {
      const verdictOf = list && resourceRuleMatcher(list.rules);
      return paths.map((path) => verdictOf?.(path));
    });
  },
};
