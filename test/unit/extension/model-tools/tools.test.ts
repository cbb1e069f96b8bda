import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert/strict';
import { Failure, isFailure } from '../../../../src/core/base/failure.ts';
import { createIssue } from '../../../../src/core/base/issue.ts';
import { createdDocument, failureDocument, issuesDocument, toolText } from '../../../../src/extension/model-tools/toolDocument.ts';
import {
  readAppInput,
  readCreateInput,
  readFixInput,
  readInspectPath,
  readLinkInput,
} from '../../../../src/extension/model-tools/toolInput.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

describe('the input of a tool', () => {
  const refuses = (read: () => unknown): void => throws(read, (error) => isFailure(error, 'usage-wrong'));

  it('is read as far as it is right', () => {
    deepStrictEqual(readCreateInput({ platform: 'android', buildType: 'release', versionCode: 3, app: 'a' }), {
      platform: 'android',
      buildType: 'release',
      versionCode: 3,
      app: 'a',
    });
    deepStrictEqual(readAppInput({}), {});
    deepStrictEqual(readAppInput(null), {});
    strictEqual(readInspectPath({ path: 'a.apk' }), 'a.apk');
  });

  it('is refused in words where it is wrong', () => {
    refuses(() => readCreateInput({}));
    refuses(() => readCreateInput({ platform: 'windows' }));
    refuses(() => readCreateInput({ platform: 'ios', buildType: 'release' }));
    refuses(() => readCreateInput({ platform: 'android', versionCode: '3' }));
    refuses(() => readCreateInput({ platform: 'android', version: 3 }));
    refuses(() => readInspectPath({}));
    refuses(() => readFixInput({ fix: 'a' }));
    refuses(() => readLinkInput({ id: 3 }));
    refuses(() => readInspectPath('a.apk'));
  });
});

describe('the answer of a tool', () => {
  it('counts lines from one and puts errors first', () => {
    const range = { line: 4, column: 2, endLine: 4, endColumn: 9 };
    const document = issuesDocument([
      createIssue('web-manifest-not-found', {}),
      createIssue('version-lower', { version: '1', lastVersion: '2' }, { file: '/a.json', range }),
    ]);
    const [first] = document['issues'] as readonly Record<string, unknown>[];
    strictEqual(first?.['code'], 'version-lower');
    strictEqual(first['line'], 5);
    strictEqual(first['column'], 3);
  });

  it('leaves out what is too much, and says so', () => {
    const many = Array.from({ length: 80 }, () => createIssue('settings-unknown-key', { key: 'a' }));
    strictEqual(issuesDocument(many)['issuesLeftOut'], 30);
  });

  it('has what was recorded of a package, without who made it', () => {
    const made = { record: packageRecord(), path: '/app/x.apk', logPath: '/app/x.log', format: 'apk', issues: [] } as const;
    const document = createdDocument(made);
    strictEqual(document['path'], '/app/x.apk');
    strictEqual(document['sha256'], 'a'.repeat(64));
    strictEqual(document['createdBy'], undefined);
  });

  it('tells a failure with what to do', () => {
    const failed = failureDocument(Failure.of('building-restricted', {}));
    deepStrictEqual(
      [failed['result'], failed['code'], failed['whatToDo']],
      ['failed', 'building-restricted', 'Trust this workspace first'],
    );
    strictEqual(failureDocument(new Error('x'))['code'], 'defect');
  });

  it('is JSON whatever it holds', () => {
    ok(JSON.parse(toolText({ size: 5n, list: [undefined] })));
  });
});
