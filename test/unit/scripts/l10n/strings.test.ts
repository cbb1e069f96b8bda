import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { extractStrings } from '../../../../scripts/l10n/extractStrings.ts';
import { pseudoText } from '../../../../scripts/l10n/pseudoLanguage.ts';
import { type FailureRow } from '../../../../src/core/base/defineFailures.ts';
import { failureTable } from '../../../../src/core/base/failureTable.ts';
import { type IssueRow } from '../../../../src/core/base/issues/defineIssues.ts';
import { issueTable } from '../../../../src/core/base/issues/issueTable.ts';
import { isStringBundleCurrent, stringBundle, stringBundlePath } from '../../../../scripts/l10n/stringBundle.ts';
import { untranslated } from '../../../ui/support/translatedText.ts';

const extract = (text: string) => extractStrings(new Map([['a.ts', text]]));

describe('extractStrings', () => {
  it('finds every literal once, sorted', () => {
    const text = `vscode.l10n.t('b'); f(vscode.l10n.t("a {0}", x)); vscode.l10n.t(\`b\`); other.t('c'); l10n.t('d');`;
    deepStrictEqual(extract(text), { strings: ['a {0}', 'b'], problems: [] });
  });

  it('says what could never be translated', () => {
    strictEqual(extract('vscode.l10n.t(name)').problems.length, 1);
    strictEqual(extract('vscode.l10n.t(`a ${b}`)').problems.length, 1);
    strictEqual(extract("vscode.l10n.t('a {0} {1}', x)").problems.length, 1);
    strictEqual(extract("vscode.l10n.t('a', x)").problems.length, 1);
    strictEqual(extract("const t = vscode.l10n.t.bind(vscode.l10n); t('a')").problems.length, 2);
    strictEqual(extract("const { t } = vscode.l10n; t('a')").problems.length, 1);
  });
});

describe('the bundle of strings', () => {
  it('is what the sources say', () => {
    deepStrictEqual(stringBundle().problems, []);
    strictEqual(isStringBundleCurrent(), true, 'l10n/bundle.l10n.json is out of date; npm run l10n writes it anew');
  });

  it('contains every message, remedy and hint of the core as the editor says it', () => {
    const bundle: Readonly<Record<string, string>> = JSON.parse(readFileSync(stringBundlePath, 'utf8'));
    const issues: readonly IssueRow[] = Object.values(issueTable);
    const failures: readonly FailureRow[] = Object.values(failureTable);
    const texts = [
      ...issues.flatMap(({ message, remedy, remedyInEditor = remedy }) => [message, remedyInEditor]),
      ...failures.flatMap(({ message, hint, hintInEditor = hint }) => [message, hintInEditor]),
    ];
    deepStrictEqual(
      texts.filter((text) => text.replaceAll(/\{\w+\}/g, '') !== '' && !(text in bundle)),
      [],
    );
  });

  it('is where the extension takes them from', () => {
    // The log and what language models read stay English; the viewers' text is translated already; the others only tell one issue from another.
    const mayReadEnglish =
      /\/(log|model-tools\/\w+|asset-page\/viewText|language\/(appDiagnostics|runProblems)|checks\/(appChecker|issuePlacement))\.ts$/;
    const readsEnglish =
      /\(\{[^(){}]*\bremedy\b[^(){}]*\}\) =>|\.remedy\b|\bremedy\b[^=}\n]*\} = issue\b|\bissue\w*\??\.message\b(?! ===)|\berror\.hint\b/;
    const paths = globSync('src/extension/**/*.ts').map((path) => path.replaceAll('\\', '/'));
    deepStrictEqual(
      paths.filter((path) => !mayReadEnglish.test(path) && readsEnglish.test(readFileSync(path, 'utf8'))),
      [],
    );
  });
});

describe('the pictures of the walkthrough', () => {
  it('say names and values alone: no one translates them', () => {
    const own = [/Hello Web/g, /[\w-]+(\.[\w-]+)+/g, /\bwww\b/g];
    const texts = globSync('media/walkthrough/*.svg').flatMap((path) =>
      Array.from(readFileSync(path, 'utf8').matchAll(/>([^<>]+)</g), ([, text = '']) => text),
    );
    ok(texts.length > 0);
    deepStrictEqual([...untranslated(texts, own).keys()], []);
  });
});

describe('pseudoText', () => {
  it('is longer and keeps what is not a word', () => {
    strictEqual(pseudoText('Set {0}'), '[Šéţ {0}···]');
    strictEqual(pseudoText('[Set Up](command:a.b) $(key)'), '[[Šéţ Ûp](command:a.b) $(key)······ ····]');
  });

  it('keeps lines, and links that are on a line alone', () => {
    strictEqual(pseudoText('Or:\n\n[Set Up](command:a.b)\nEnd'), '[Öŕ:·]\n\n[Šéţ Ûp··](command:a.b)\n[Éñð·]');
  });
});
