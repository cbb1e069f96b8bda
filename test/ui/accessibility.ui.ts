/** What axe-core finds on the pages of the extension, in each kind of theme. */

import { deepStrictEqual } from 'node:assert/strict';
import { type Frame } from 'playwright-core';
import { checkedThemes, followColours, followingSettings, wear } from '../../scripts/screenshots/pictureThemes.ts';
import { type UserSettings } from '../../scripts/vscode/userSettings.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { axeFindings } from './support/axeFindings.ts';
import { pageStates, partElements, previewState, restrictedState, writePageStates, type PageState } from './support/pageStates.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';
import { renderMessagePage } from '../../src/releases/pages/htmlPage.ts';
import { renderInstallPage, type InstallPageContent } from '../../src/releases/pages/installPage.ts';

let settings: UserSettings | undefined;

async function openThemed(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<VsCodeWindow> {
  const stage = await theStage();
  settings = stage.changeSettings({ ...followingSettings, ...more });
  const folder = stage.workspace(name);
  await writePageStates(folder);
  const window = await openWindow(folder, { prepare: followColours });
  await window.treeOfApps();
  return window;
}

async function closeThemed(): Promise<void> {
  await closeWindows();
  settings?.restore();
}

async function shownPage(window: VsCodeWindow, { file, open, text, change }: Omit<PageState, 'page'>): Promise<Frame> {
  await window.runCommand('View: Close All Editors');
  if (file !== undefined) await window.openFile(file);
  await open?.(window);
  const frame = await window.webview(text);
  await change?.(frame, window);
  return frame;
}

async function findingsInThemes(window: VsCodeWindow, frame: Frame, part?: string): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const theme of checkedThemes) {
    await wear(window.page, theme);
    for (const finding of await axeFindings(frame, part)) findings.push(`${theme.name}: ${finding}`);
  }
  return findings;
}

describe('axe-core finds nothing in dark, light and high contrast on the page', () => {
  let window: VsCodeWindow;

  before(async () => {
    window = await openThemed('accessibility');
  });

  after(closeThemed);

  for (const state of pageStates) {
    it(`${state.page} ${state.state}`, async () => {
      const frame = await shownPage(window, state);
      // Some come later than the text, as other files are read for them.
      for (const kind of state.parts ?? []) await frame.locator(partElements[kind]).first().waitFor({ state: 'attached' });
      deepStrictEqual(await findingsInThemes(window, frame), []);
    });
  }

  it(previewState.state, async () => {
    const frame = await shownPage(window, previewState);
    deepStrictEqual(await findingsInThemes(window, frame, previewState.part), []);
    await frame.getByRole('img', { name: /^QR code of http/ }).waitFor();
  });
});

describe('axe-core finds nothing where the workspace is not trusted on the page', () => {
  after(closeThemed);

  it(`${restrictedState.page} ${restrictedState.state}`, async () => {
    const window = await openThemed('accessibility-restricted', {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
    });
    deepStrictEqual(await findingsInThemes(window, await shownPage(window, restrictedState)), []);
  });
});

const shared: InstallPageContent = {
  name: 'Hello Web',
  format: 'apk',
  appIdentifier: 'dev.mobiledistribution.hello',
  version: '1.4.0',
  versionCode: 12,
  buildType: 'release',
  engine: 'web 1',
  sizeBytes: 1_234_567,
  sha256: 'ab'.repeat(32),
  certificateSha256: 'cd'.repeat(32),
  createdAt: '2026-01-05T09:00:00Z',
  createdBy: 'Ada Lovelace',
  minSdk: 24,
  notes: '# New\n\n- Faster\n- [More](https://example.com/)',
  isMandatory: true,
  downloadPath: 'hello.apk',
  pageAddress: 'https://example.com/hello',
};
const installAddress = `itms-services://?action=download-manifest&url=${encodeURIComponent('https://example.com/manifest.plist')}`;

/** Pages that phones and testers open: no VS Code around them, and the colors of the system. */
const phonePages: Readonly<Record<string, string>> = {
  'of an APK': renderInstallPage(shared),
  'of an app bundle': renderInstallPage({ ...shared, format: 'aab' }),
  'of an iOS package': renderInstallPage({ ...shared, format: 'ipa', ios: { profileKind: 'ad-hoc', deviceCount: 2, minimumOs: '15.0' } }),
  'of an iOS package over HTTPS': renderInstallPage({ ...shared, format: 'ipa', ios: { profileKind: 'in-house' }, installAddress }),
  'of another package': renderInstallPage({ ...shared, format: 'other' }),
  'of a link that ended': renderMessagePage('This link has expired', 'Ask for a new link.'),
};

describe('axe-core finds nothing in dark and light on the page for phones', () => {
  for (const [name, html] of Object.entries(phonePages))
    it(name, async () => {
      const page = await (await theStage()).browser.newPage();
      try {
        await page.setContent(html);
        const findings: string[] = [];
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          for (const finding of await axeFindings(page)) findings.push(`${colorScheme}: ${finding}`);
        }
        deepStrictEqual(findings, []);
      } finally {
        await page.close();
      }
    });
});
