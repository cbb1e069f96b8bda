import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tableStrings } from '../../../../../scripts/l10n/tableStrings.ts';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { createIssue } from '../../../../../src/core/base/issue.ts';
import { failureText, issueText } from '../../../../../src/extension/shared/errors/tableText.ts';
import { describeError } from '../../../../../src/extension/shared/errors/errorText.ts';

describe('what the tables say in the language of the window', () => {
  it('is in English what the core says', () => {
    const issue = createIssue('keystore-alias-missing', { alias: '{aliases}', aliases: 'b, c' });
    deepStrictEqual(issueText(issue), { message: issue.message, remedy: issue.remedy });
    const hostile = createIssue('keystore-alias-missing', { alias: 'a\u202Eb\u0007', aliases: 'c' });
    deepStrictEqual(issueText(hostile), { message: hostile.message, remedy: hostile.remedy });
    const failure = Failure.of('file-unreadable', { path: '/a', reason: 'EACCES' });
    deepStrictEqual(failureText(failure), { message: failure.message, hint: failure.hint });
    deepStrictEqual(failureText(Failure.of('cancelled', {})), { message: 'Cancelled', hint: '' });
  });

  it('sends no one to the command line without saying so, and names commands that the editor has', () => {
    const titles = new Set(Object.values(JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>));
    for (const text of tableStrings()) {
      ok(!/\bmdist\b|(?<!git rm |base64 )--[a-z]/.test(text) || text.includes('on the command line'), text);
      for (const [, title = ''] of text.matchAll(/commands? “([^”]+)”/g)) ok(titles.has(title), text);
    }
  });

  it('is a sentence and what to do', () => {
    strictEqual(describeError(Failure.of('file-not-found', { path: '/a' })), 'File not found: /a. Check the path.');
  });

  it('is the error that stopped the work, not the doubt before it', () => {
    const warning = createIssue('keystore-alias-missing', { alias: 'a', aliases: 'c' }, undefined, 'warning');
    const error = createIssue('keystore-alias-missing', { alias: 'b', aliases: 'c' });
    const failure = Failure.of('issues-found', { summary: error.message }, { issues: [warning, error] });
    strictEqual(describeError(failure), `${error.message}. ${error.remedy}.`);
  });
});
