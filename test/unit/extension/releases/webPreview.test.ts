import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { type WebPreview } from '../../../../src/extension/releases/preview/webPreview.ts';
import { fakeEditor, resetFakeEditor } from '../../../support/fakeEditor.ts';

describe('Preview in Browser', () => {
  let folder = '';
  let preview: WebPreview;

  beforeEach(async () => {
    resetFakeEditor();
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'web-preview-'));
    writeFileSync(join(folder, 'index.html'), '<h1>Hello</h1>');
    const { WebPreview: Preview } = await import('../../../../src/extension/releases/preview/webPreview.ts');
    preview = new Preview({ info: () => undefined } as unknown as ConstructorParameters<typeof Preview>[0]);
  });

  afterEach(async () => {
    await preview.stop();
    rmSync(folder, { recursive: true });
  });

  const isServed = async (address: string): Promise<boolean> =>
    await fetch(address).then(
      async (answer) => (await answer.text()).includes('Hello'),
      () => false,
    );

  it('serves the web folder on this computer alone, and opens it', async () => {
    const address = await preview.show({ name: 'Hello', folder }, 'thisComputer');
    match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    deepStrictEqual(fakeEditor.opened, [address]);
    strictEqual(await isServed(address), true);
  });

  it('ends with Stop Preview, and when another one begins', async () => {
    const first = await preview.show({ name: 'Hello', folder }, 'thisComputer');
    const second = await preview.show({ name: 'Hello', folder }, 'thisComputer');
    deepStrictEqual([await isServed(first), await isServed(second)], [false, true]);
    await preview.stop();
    strictEqual(await isServed(second), false);
  });

  it('serves nothing in Restricted Mode', async () => {
    fakeEditor.isTrusted = false;
    await rejects(preview.show({ name: 'Hello', folder }, 'thisComputer'), (error) => isFailure(error, 'preview-restricted'));
    deepStrictEqual(fakeEditor.opened, []);
  });
});
