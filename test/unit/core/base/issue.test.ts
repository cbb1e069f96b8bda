import { deepStrictEqual } from 'node:assert/strict';
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

  it('fills the parameters into message and remedy', () => {
    const { code, severity, params } = createIssue('zip-not-an-archive', {});
    deepStrictEqual({ code, severity, params }, { code: 'zip-not-an-archive', severity: 'error', params: {} });
  });
});
