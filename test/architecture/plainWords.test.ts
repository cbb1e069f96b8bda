/** What people read is plain English: the worst stilted words do not come back into tables, marked phrases and the command line. */

import { deepStrictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { tableStrings } from '../../scripts/l10n/tableStrings.ts';
import { walk } from '../../scripts/layers/syntaxNode.ts';

const stilted =
  /\b(?:mend(?:s|ed|ing)?|anew|whoever|nobody|shall|told|needs none|has none of|of its own|made of it|is meant|lies outside)\b/i;

/** Texts with several words; comments are not among them. */
function texts(path: string): readonly string[] {
  const found: string[] = [];
  for (const node of walk(parseSync(path, readFileSync(path, 'utf8')).program)) {
    const { value } = node;
    const text = node['type'] === 'TemplateElement' && typeof value === 'object' && value && 'raw' in value ? value.raw : value;
    if (typeof text === 'string' && text.includes(' ')) found.push(text);
  }
  return found;
}

describe('the words people read', () => {
  it('are plain in issues, failures and marked phrases', () => {
    deepStrictEqual(
      tableStrings().filter((text) => stilted.test(text)),
      [],
    );
  });

  for (const folder of ['cli', 'core', 'node'])
    it(`are plain in the texts of src/${folder}`, () => {
      const paths = globSync(`src/${folder}/**/*.ts`);
      deepStrictEqual(
        paths.flatMap((path) => texts(path).filter((text) => stilted.test(text))),
        [],
      );
    });

  it('are recognized when they are stilted', () => {
    deepStrictEqual(
      ['Mend the file', 'Sign the package anew', 'Whoever has it', 'Fix the file', 'Recommend a key'].filter((text) => stilted.test(text)),
      ['Mend the file', 'Sign the package anew', 'Whoever has it'],
    );
  });
});
