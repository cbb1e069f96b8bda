import { strictEqual } from 'node:assert/strict';
import { authorName } from '../../../../src/core/base/authorName.ts';
import { withoutEnd } from '../../../../src/core/base/withoutEnd.ts';

function check(text: string, characters: string, expected: string): void {
  strictEqual(withoutEnd(text, characters), expected);
}

describe('the end of a text', () => {
  it('is left out as far as it is of the characters', () => {
    check('https://a.example///', '/', 'https://a.example');
    check('///', '/', '');
    check('a/b', '/', 'a/b');
    check('C:\\a\\/', '\\/', 'C:\\a');
    check('', '/', '');
  });

  it('is left out when it is the address of an author', () => {
    strictEqual(authorName('Ada Lovelace <ada@example.com>'), 'Ada Lovelace');
    strictEqual(authorName('ada'), 'ada');
    strictEqual(authorName('<ada@example.com>'), '');
  });
});
