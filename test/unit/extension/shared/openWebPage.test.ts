import { deepStrictEqual, rejects } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { webAddressOf } from '../../../../src/extension/releases/install/installModel.ts';
import { type PackageFacts } from '../../../../src/extension/package/files/packageFacts.ts';
import { fakeEditor, resetFakeEditor } from '../../../support/fakeEditor.ts';

const pages = ['https://app.example/', 'http://localhost:8080/a?b=c', 'HTTPS://app.example/'];
const others = [
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'command:workbench.action.quit',
  'vscode://some.extension/run',
  'ms-msdt:/id',
  'ftp://app.example/',
  'smb://server/share',
  '//app.example',
  'app.example',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'https://',
  '',
];

describe('web addresses', () => {
  beforeEach(resetFakeEditor);

  it('are opened outside of VS Code when they are web pages, and no others', async () => {
    const { openWebPage } = await import('../../../../src/extension/shared/openWebPage.ts');
    for (const page of pages) await openWebPage(page);
    for (const other of others) await rejects(openWebPage(other), (error) => isFailure(error, 'not-a-web-page'), other);
    deepStrictEqual(
      fakeEditor.opened,
      pages.map((page) => new URL(page).href),
    );
  });

  it('of an app are shown with a code when they are web pages, and no others', () => {
    const facts = (address: string): PackageFacts =>
      ({ app: { opened: { inspected: { settings: { web: { address } } } } } }) as unknown as PackageFacts;
    for (const page of pages) deepStrictEqual(webAddressOf(facts(page)), page);
    for (const other of others) deepStrictEqual(webAddressOf(facts(other)), undefined, other);
  });

  it('are opened in one place', () => {
    const openers = globSync('src/extension/**/*.ts').filter((path) => readFileSync(path, 'utf8').includes('openExternal('));
    deepStrictEqual(openers, ['src/extension/shared/openWebPage.ts']);
  });
});
