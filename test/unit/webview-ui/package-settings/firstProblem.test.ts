import { deepStrictEqual } from 'node:assert/strict';
import { type FormField, type FormIssue, type FormSection } from '../../../../src/protocol/packageSettingsProtocol.ts';
import { firstProblem, type ProblemPlace } from '../../../../webview-ui/package-settings/firstProblem.ts';

const issue = (severity: FormIssue['severity']): FormIssue => ({ severity, message: 'm', remedy: '', fixes: [] });
const [error, warning] = [issue('error'), issue('warning')];

function check(form: readonly FormIssue[], fields: Readonly<Record<string, readonly FormIssue[]>>, wanted: ProblemPlace | undefined): void {
  const sections = [
    { id: 'app', issues: [], fields: [] },
    {
      id: 'android',
      issues: fields['section'] ?? [],
      fields: ['android.buildType', 'android.keystore'].map((id) => ({ id, issues: fields[id] ?? [] }) as unknown as FormField),
    },
  ] as unknown as readonly FormSection[];
  deepStrictEqual(firstProblem({ issues: [...form], sections: [...sections] }), wanted);
}

describe('the place that the count of problems leads to', () => {
  it('is the first error, in the order of the page', () => {
    check([error], { 'android.keystore': [error] }, { kind: 'form' });
    check([], { section: [error], 'android.keystore': [error] }, { kind: 'section', id: 'android' });
    check([], { 'android.buildType': [error], 'android.keystore': [error] }, { kind: 'field', id: 'android.buildType' });
  });

  it('passes over warnings before an error', () => {
    check([warning], { section: [warning], 'android.keystore': [warning, error] }, { kind: 'field', id: 'android.keystore' });
  });

  it('is the first warning when there is no error, and nothing without problems', () => {
    check([], { 'android.keystore': [warning] }, { kind: 'field', id: 'android.keystore' });
    check([], {}, undefined);
  });
});
