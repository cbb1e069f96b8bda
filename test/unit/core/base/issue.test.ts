import { deepStrictEqual, ok } from 'node:assert/strict';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { type IssueRow } from '../../../../src/core/base/issues/defineIssues.ts';
import { issueTable } from '../../../../src/core/base/issues/issueTable.ts';

describe('the issue table', () => {
  it('writes every message and remedy as one sentence without a full stop', () => {
    const wrong = Object.entries<IssueRow>(issueTable).filter(
      ([, row]) => row.message.endsWith('.') || row.remedy.endsWith('.') || row.remedy === '',
    );
    deepStrictEqual(wrong, []);
  });

  it('keeps the values as they are, and says them so that they steer nothing', () => {
    const { message, params } = createIssue('zip-name-absolute', { entry: '/a\u202Eb\u001B[2J' });
    ok(message.includes('/a\uFFFDb\uFFFD[2J'), message);
    deepStrictEqual(params, { entry: '/a\u202Eb\u001B[2J' });
  });

  it('fills the parameters into message and remedy', () => {
    const { code, severity, params } = createIssue('zip-not-an-archive', {});
    deepStrictEqual({ code, severity, params }, { code: 'zip-not-an-archive', severity: 'error', params: {} });
  });
});
