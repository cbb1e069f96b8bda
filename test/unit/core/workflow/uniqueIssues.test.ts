import { deepStrictEqual } from 'node:assert/strict';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { uniqueIssues } from '../../../../src/core/workflow/uniqueIssues.ts';

describe('uniqueIssues', () => {
  const place = { file: 'mobile-distribution.json', pointer: '/android/appIdentifier' };
  const placed = createIssue('identifier-placeholder', { identifier: 'com.example.a' }, place);
  const fromStore = createIssue('store-example-identifier', { appIdentifier: 'com.example.a' });

  it('keeps the first of equal issues, which has its place', () => {
    deepStrictEqual(uniqueIssues([placed, createIssue('identifier-placeholder', { identifier: 'com.example.a' })]), [placed]);
  });

  it('does not repeat in the words of the store what the settings said already', () => {
    deepStrictEqual(uniqueIssues([placed, fromStore]), [placed]);
    deepStrictEqual(uniqueIssues([fromStore]), [fromStore]);
  });
});
