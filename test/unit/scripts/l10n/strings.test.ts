import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { extractStrings } from '../../../../scripts/l10n/extractStrings.ts';
import { pseudoText } from '../../../../scripts/l10n/pseudoLanguage.ts';
import { isStringBundleCurrent, stringBundle } from '../../../../scripts/l10n/stringBundle.ts';

const extract = (text: string) => extractStrings(new Map([['a.ts', text]]));

describe('extractStrings', () => {
  it('finds every literal once, sorted', () => {
    const text = `vscode.l10n.t('b'); f(vscode.l10n.t("a {0}", x)); vscode.l10n.t(\`b\`); other.t('c'); l10n.t('d');`;
    deepStrictEqual(extract(text), { strings: ['a {0}', 'b'], problems: [] });
  });

  it('tells what could never be translated', () => {
    strictEqual(extract('vscode.l10n.t(name)').problems.length, 1);
    strictEqual(extract('vscode.l10n.t(`a ${b}`)').problems.length, 1);
    strictEqual(extract("vscode.l10n.t('a {0} {1}', x)").problems.length, 1);
    strictEqual(extract("vscode.l10n.t('a', x)").problems.length, 1);
  });
});

describe('the bundle of strings', () => {
  it('is what the sources say', () => {
    deepStrictEqual(stringBundle().problems, []);
    strictEqual(isStringBundleCurrent(), true, 'l10n/bundle.l10n.json is out of date; npm run l10n writes it anew');
  });
});

describe('pseudoText', () => {
  it('is longer and keeps what is no word', () => {
    strictEqual(pseudoText('Set {0}'), '[Šéţ {0}···]');
    strictEqual(pseudoText('[Set Up](command:a.b) $(key)'), '[[Šéţ Ûp](command:a.b) $(key)··········]');
  });
});
