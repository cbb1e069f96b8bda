import { deepStrictEqual } from 'node:assert/strict';
import { createIssue } from '../../../../../src/core/base/issue.ts';
import { type Platform } from '../../../../../src/core/settings/platform.ts';
import { type PlacedIssue } from '../../../../../src/extension/app/checks/issuePlacement.ts';
import { countProblems } from '../../../../../src/extension/app/checks/problemCount.ts';

function placed(severity: PlacedIssue['severity'], platform?: Platform): PlacedIssue {
  const range = { line: 0, column: 0, endLine: 0, endColumn: 1 };
  return { issue: createIssue('web-icon-defaulted', {}), severity, file: '/app/a.json', range, ...(platform && { platform }) };
}

describe('countProblems', () => {
  it('counts errors and warnings of an app, and those of one platform alone', () => {
    const issues = [placed('error'), placed('error', 'ios'), placed('warning', 'android'), placed('info', 'android'), placed('hint')];
    deepStrictEqual(countProblems(issues), { errors: 2, warnings: 1 });
    deepStrictEqual(countProblems(issues, 'ios'), { errors: 1, warnings: 0 });
    deepStrictEqual(countProblems(issues, 'android'), { errors: 0, warnings: 1 });
  });
});
