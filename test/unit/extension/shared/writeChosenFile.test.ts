import { strictEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { renderQrSvg } from '../../../../src/releases/pages/qrCode.ts';
import { writeChosenFile } from '../../../../src/extension/shared/writeChosenFile.ts';
import { testKeystore } from '../../../support/workflowWorld.ts';
import { rejectsWith } from '../../node/support/rejectsWith.ts';
import { useTemporaryFolder } from '../../node/support/temporaryFolder.ts';

describe('a file that a person chose in a dialog', () => {
  const at = useTemporaryFolder();

  it('is written, and again over its own kind', async () => {
    const svg = renderQrSvg('https://example.com/a', 'Hello');
    for (const text of [svg, svg.replace('Hello', 'Other')]) {
      await writeChosenFile(vscode.Uri.file(at('qr.svg')), utf8(text), 'picture');
      strictEqual(readFileSync(at('qr.svg'), 'utf8'), text);
    }
    for (const text of ['Device ID\n', 'Device ID\tName\n']) {
      await writeChosenFile(vscode.Uri.file(at('devices.txt')), utf8(text), 'text');
      strictEqual(readFileSync(at('devices.txt'), 'utf8'), text);
    }
  });

  it('takes the place of no keystore and no other document', async () => {
    const keystore = await testKeystore();
    for (const bytes of [keystore, utf8('{ "name": "Hello" }')]) {
      writeFileSync(at('file'), bytes);
      await rejectsWith('output-other-kind', writeChosenFile(vscode.Uri.file(at('file')), utf8('<svg/>'), 'picture'));
      strictEqual(Buffer.compare(readFileSync(at('file')), bytes), 0);
    }
    writeFileSync(at('file'), keystore);
    await rejectsWith('output-other-kind', writeChosenFile(vscode.Uri.file(at('file')), utf8('x'), 'text'));
    strictEqual(Buffer.compare(readFileSync(at('file')), keystore), 0);
  });
});
