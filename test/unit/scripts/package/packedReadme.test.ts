import { strictEqual } from 'node:assert/strict';
import { packedReadme } from '../../../../scripts/package/packedReadme.ts';

function check(input: string, expected: string): void {
  strictEqual(packedReadme(input), expected);
}

describe('packedReadme', () => {
  it('keeps the words of links to files', () => check('See [the codes](docs/issues.md), please.', 'See the codes, please.'));
  it('keeps links to addresses and to places in the text', () => {
    check('[a](https://example.com/x) [b](#what-it-does)', '[a](https://example.com/x) [b](#what-it-does)');
  });
  it('takes out pictures of the project', () => check('One\n\n![The tree](docs/images/tree-dark.png)\n\nTwo\n', 'One\n\nTwo\n'));
  it('takes out pictures that are links', () => check('[![The tree](a.png)](docs/tree.md)x', 'x'));
  it('takes out pictures for two themes', () => {
    check('One\n\n<picture>\n<source srcset="a.png">\n<img src="b.png" alt="x">\n</picture>\n\nTwo', 'One\n\nTwo');
  });
});
