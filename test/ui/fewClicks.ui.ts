import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator } from 'playwright-core';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { packageFilesOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { verifyBytes } from '../support/verifyBytes.ts';
import { readQrCodes } from './support/qrCodes.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

/** A project of Vite as it is after its build. */
function writeViteApp(folder: string): void {
  const files: Readonly<Record<string, string>> = {
    'package.json': JSON.stringify({
      name: '@acme/garden-plan',
      version: '2.3.0',
      scripts: { build: 'vite build' },
      devDependencies: { vite: '7.0.0' },
    }),
    'vite.config.js': 'export default {};\n',
    'index.html': '<!doctype html><title>Garden Plan</title><script type="module" src="/src/main.js"></script>\n',
    'src/main.js': 'document.body.append("Garden Plan");\n',
    'public/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8"/></svg>\n',
    'dist/index.html':
      '<!doctype html><html lang="en"><title>Garden Plan</title><script type="module" src="./assets/main.js"></script></html>\n',
    'dist/assets/main.js': 'document.body.append("Garden Plan");\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Presses what is named, and counts. */
class Clicks {
  count = 0;

  async on(target: Locator): Promise<void> {
    await target.click();
    this.count += 1;
  }

  /** A command of a menu: one click opens it, one chooses. The palette stands for it here. */
  async menu(window: VsCodeWindow, title: string): Promise<void> {
    await window.runCommand(title);
    this.count += 2;
  }
}

describe('the ways of a newcomer', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;

  const open = async (name: string): Promise<void> => {
    folder = (await theStage()).workspace(name);
    writeViteApp(folder);
    window = await openWindow(folder);
    await window.treeOfApps();
  };
  const setUpButton = (): Locator => window.page.locator('.welcome-view-content').getByText('Set Up App', { exact: true });
  const createButton = async (): Promise<Locator> =>
    (await window.webview('App identifier')).locator('vscode-button').filter({ hasText: 'Create Android Package' });
  const made = async (): Promise<readonly string[]> =>
    await until('the package is there', () => {
      const found = packageFilesOf(folder);
      return found.length > 0 ? found : undefined;
    });

  it('from a folder with a Vite build to a QR code take four clicks, and no warning that does not say what to do', async () => {
    const clicks = new Clicks();
    await open('few-clicks-qr');
    await clicks.on(setUpButton());
    const form = await window.webview('App identifier');
    const create = await createButton();
    // In sight without scrolling.
    const { height } = window.page.viewportSize() ?? { height: 0 };
    const box = await create.boundingBox();
    ok(box && box.y + box.height < height, JSON.stringify(box));
    // A button says what to do, or a second sentence does.
    const told = await form.locator('.issue:not(:has(.issue-fixes)) .issue-text').allInnerTexts();
    deepStrictEqual(
      told.filter((text) => !/\. \S/.test(text)),
      [],
    );
    await clicks.on(create);
    await clicks.on(window.notification('is ready.').getByText('Show Install QR Code', { exact: true }));
    await clicks.on(window.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: /^Share$/ }));
    await window.webview('SHA-256');
    await until('a QR code in the picture', async () => (await readQrCodes(await window.page.screenshot()))[0]);
    strictEqual(await window.page.locator('.notification-list-item .codicon-warning').count(), 0);
    ok(clicks.count <= 4, `${clicks.count} clicks`);
    console.log(`    ${clicks.count} clicks to a QR code`);
  });

  it('from the folder to a signed release package take eight clicks at most, and no password is typed', async () => {
    const clicks = new Clicks();
    await window.leave();
    await open('few-clicks-release');
    await clicks.on(setUpButton());
    // The form takes the focus when it opens, and a question that is open then would close.
    await createButton();
    await window.treeRow('Packages').waitFor();
    await clicks.menu(window, 'Mobile Distribution: Create Keystore…');
    await clicks.on(window.question.getByText('Create signing/upload.p12', { exact: true }));
    await clicks.on(window.notification('Keystore created').getByText('Switch to Release Build', { exact: true }));
    await until(
      'the settings say release',
      () => /"release"/.test(readFileSync(join(folder, 'mobile-distribution.json'), 'utf8')) || undefined,
    );
    await clicks.on(await createButton());
    await window.notification('is ready.').waitFor();
    const [path = ''] = await made();
    const { verified, signers } = await verifyBytes(readFileSync(join(folder, '.mobile-distribution', path)));
    ok(verified);
    deepStrictEqual(
      signers.map(({ subject }) => subject.includes('Garden Plan')),
      [true],
    );
    ok(clicks.count <= 8, `${clicks.count} clicks`);
    console.log(`    ${clicks.count} clicks to a signed release package, no password typed`);
  });

  it('lead to the facts of a package with one click, without sharing anything', async () => {
    // Until the platform proposes the next version code, its row has this one as well, and rows still move.
    await window.treeRow('2.3.0 (2)').waitFor();
    await window.treeRow(/2\.3\.0 \(1\)\s*release/).click();
    await window.webview('Signatures valid');
    strictEqual(await window.page.locator('.monaco-dialog-box').count(), 0);
  });

  it('choose another target in the status bar, which Create Package… then makes', async () => {
    const item = window.page.locator('.statusbar-item[id*="mobileDistribution.status"]');
    await until('nothing runs', async () => ((await window.statusText()) ?? '').includes('Android · release') || undefined);
    await item.click();
    await window.answer('app-bundle', 'Select Package Target');
    await until('the target is shown', async () => ((await window.statusText()) ?? '').includes('Android · app-bundle') || undefined);
    await window.runCommand('Mobile Distribution: Create Package…');
    await until('a bundle is there', () => packageFilesOf(folder).some((name) => name.endsWith('.aab')) || undefined);
  });

  it('say of an app that no engine builds what works, before the first click', async () => {
    await window.leave();
    folder = (await theStage()).workspace('not-built-yet');
    writeFileSync(join(folder, 'pubspec.yaml'), 'name: hello\ndependencies:\n  flutter:\n    sdk: flutter\n');
    window = await openWindow(folder);
    await window.treeOfApps();
    const welcome = window.page.locator('.welcome-view-content');
    await welcome.getByText('it cannot be built on this machine').waitFor();
    await welcome.getByText('Inspect Package…', { exact: true }).waitFor();
    await welcome.getByText('Set Up Signing', { exact: true }).click();
    await window.webview('App identifier');
    await window.treeRow(/Android.*cannot be built here yet/s).waitFor();
  });
});
