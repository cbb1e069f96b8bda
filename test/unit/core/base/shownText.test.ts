import { strictEqual } from 'node:assert/strict';
import { shownText } from '../../../../src/core/base/shownText.ts';

function check(text: string, expected: string): void {
  strictEqual(shownText(text), expected);
}

describe('shownText', () => {
  it('leaves what people write', () => check('Größe: 日本 👩‍🚀\n\tשלום', 'Größe: 日本 👩‍🚀\n\tשלום'));

  it('shows signs that steer or reorder', () => {
    check('com.acme.\u202Eolleh', 'com.acme.\uFFFDolleh');
    check('\u2066a\u2069\u001B[2J\r\u009B', '\uFFFDa\uFFFD\uFFFD[2J\uFFFD\uFFFD');
  });

  it('ends where no one reads on, and never within a character', () => {
    check('x'.repeat(3000), `${'x'.repeat(2000)}…`);
    check(`${'x'.repeat(1999)}👩`, `${'x'.repeat(1999)}\uFFFD…`);
  });
});
