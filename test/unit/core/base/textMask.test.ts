import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Failure, isFailure } from '../../../../src/core/base/failure.ts';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { TextMask } from '../../../../src/core/base/textMask.ts';

function maskOf(...secrets: readonly string[]): TextMask {
  const mask = new TextMask();
  for (const secret of secrets) mask.keepOut(new Secret(secret));
  return mask;
}

describe('the mask of texts', () => {
  const check = (secrets: readonly string[], text: string, expected: string): void => strictEqual(maskOf(...secrets).text(text), expected);

  it('takes every secret out, wherever it is', () => {
    check(['marker'], 'markermarker and (marker)', '•••••• and (•••)');
    check(['first-word', 'second-word'], 'first-word:second-word', '•••:•••');
  });

  it('leaves no part of a longer one', () => {
    check(['word', 'word-and-more'], 'word-and-more word', '••• •••');
    check(['word-and-more', 'word'], 'word-and-more word', '••• •••');
  });

  it('knows a secret in JSON and in addresses', () => {
    check(['a"b\\c'], JSON.stringify({ password: 'a"b\\c' }), '{"password":"•••"}');
    check(['p@ss w/rd'], `https://x/?p=${encodeURIComponent('p@ss w/rd')}`, 'https://x/?p=•••');
  });

  it('takes the signs of patterns as they are', () => {
    check(['$&.*+?'], 'is $&.*+? here', 'is ••• here');
    check(['a|bc'], 'a bc', 'a bc');
  });

  it('leaves what is too short to be one', () => {
    check(['a', 'abc', ''], 'abcabc', 'abcabc');
  });

  it('masks issues and failures in every part', () => {
    const mask = maskOf('marker-word');
    const issue = createIssue('settings-unknown-key', { key: 'marker-word' });
    const failure = Failure.of('file-unreadable', { path: '/marker-word', reason: 'it says marker-word' }, { issues: [issue] });
    failure.stack = 'at marker-word';
    const masked = mask.thrown(failure);
    ok(isFailure(masked, 'file-unreadable'));
    const all = JSON.stringify([masked.message, masked.hint, masked.params, masked.issues, masked.stack, mask.issue(issue)]);
    ok(!all.includes('marker-word'), all);
    ok(all.includes('•••'));
    const broken = mask.thrown(new Error('marker-word'));
    ok(broken instanceof Error && broken.message === '•••' && broken.stack?.includes('marker-word') === false);
  });

  it('passes on what has no secret, with its cause', () => {
    const failure = Failure.of('cancelled', {}, { cause: new Error('why') });
    deepStrictEqual(maskOf('marker').thrown(failure), failure);
    strictEqual(maskOf('marker').thrown(failure), failure);
    strictEqual(maskOf('marker').thrown('text'), 'text');
  });
});
