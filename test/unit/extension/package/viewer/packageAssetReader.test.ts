/** Secrets in the viewer of packages: what the app allows is no finding there either, and a button allows one after a question. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { allowFile } from '../../../../../src/core/settings/fixes/allowFile.ts';
import { type AllowFile } from '../../../../../src/core/settings/fixes/fix.ts';
import { inspectSettings } from '../../../../../src/core/settings/inspectSettings.ts';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { type AppsChange } from '../../../../../src/extension/app/appIndex.ts';
import { type AssetContent } from '../../../../../src/extension/shared/asset-page/assetContent.ts';
import { type AssetDocument } from '../../../../../src/extension/shared/asset-page/assetDocument.ts';
import { type PackageAction } from '../../../../../src/extension/package/viewer/packageViewInput.ts';
import { type PackageAssetParts } from '../../../../../src/extension/package/viewer/packageAssetReader.ts';
import { EventEmitter, fakeEditor, resetFakeEditor, Uri } from '../../../../support/fakeEditor.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { smallApkEntries, smallArchive } from '../../../../support/smallPackages.ts';

const entry = 'assets/flutter_assets/demo-key.pem';
const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('secrets in the viewer of packages', () => {
  let folder = '';
  let settings = '';
  beforeEach(() => {
    resetFakeEditor();
    folder = mkdtempSync(join(tmpdir(), 'viewer-'));
    settings = join(folder, 'mobile-distribution.json');
    writeFileSync(settings, '{ "name": "Shop" }\n');
    fakeEditor.folders = [folder];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A package of another tool, below the folder of the app. */
  async function stage() {
    const { PackageAssetReader } = await import('../../../../../src/extension/package/viewer/packageAssetReader.ts');
    const apk = await smallArchive([...smallApkEntries(), { name: entry, bytes: utf8(key) }]);
    const app = (): unknown => ({
      folder,
      opened: { folder, hasSettings: true, settingsPath: settings, inspected: inspectSettings(readFileSync(settings, 'utf8')) },
    });
    const changed = new EventEmitter<AppsChange>();
    const index = { apps: async () => [app() as AppEntry], onDidChange: changed.event.bind(changed) };
    const path = join(folder, 'build', 'app.apk');
    const parts: unknown = {
      digester: hereDigester,
      index,
      subjects: { ofFile: async () => ({ path }) },
      // The question and the edit are VS Code's (test/ui/packageViewer.ui.ts).
      loadFixRunner: async () => ({
        run: async (action: AllowFile) => writeFileSync(settings, allowFile(readFileSync(settings, 'utf8'), action)),
      }),
    };
    const reader = new PackageAssetReader(parts as PackageAssetParts);
    const document: unknown = {
      uri: Uri.file(path),
      name: 'app.apk',
      shownPlace: path,
      open: async () => ({ ...bytesSource(apk), close: async () => {} }),
    };
    let content: AssetContent<PackageAction> | undefined;
    const read = async (): Promise<void> =>
      await reader.read(document as AssetDocument, (shown) => void (content = shown), new AbortController().signal);
    const secrets = () => {
      const issues = content?.view.sections.flatMap(({ parts: all }) => all.flatMap((part) => (part.kind === 'issues' ? part.issues : [])));
      return (issues ?? []).filter(({ message }) => message.includes('demo-key.pem'));
    };
    const press = async (): Promise<string> => {
      const action = content?.actions.get(secrets()[0]?.fixes[0]?.id ?? '');
      ok(action && action.kind === 'allow');
      return await reader.act(action, document as AssetDocument);
    };
    let heard = 0;
    reader.onDidChange(() => void (heard += 1));
    const change = async (): Promise<number> => {
      changed.fire('all');
      await new Promise((resolve) => setTimeout(resolve, 20));
      return heard;
    };
    return { read, secrets, press, change };
  }

  it('are allowed by a button, in the settings of the app, and are then no finding', async () => {
    const { read, secrets, press, change } = await stage();
    await read();
    const [shown, ...others] = secrets();
    strictEqual(others.length, 0);
    strictEqual(shown?.severity, 'error');
    deepStrictEqual(
      shown.fixes.map(({ title }) => title),
      ['Allow demo-key.pem in Packages…'],
    );
    strictEqual(await press(), 'Added to build.allowedFiles');
    deepStrictEqual(inspectSettings(readFileSync(settings, 'utf8')).settings.build?.allowedFiles, [entry]);
    strictEqual(await change(), 1);
    await read();
    deepStrictEqual(secrets(), []);
    // Nothing else is read again.
    strictEqual(await change(), 1);
  });

  it('have no button in Restricted Mode', async () => {
    fakeEditor.isTrusted = false;
    const { read, secrets } = await stage();
    await read();
    deepStrictEqual(secrets()[0]?.fixes, []);
  });
});
