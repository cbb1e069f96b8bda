/**
 * Every page of the extension in every state that looks different, one row each. `test/architecture/pageStates.test.ts` compares the rows with
 * the pages that are built and with the editors that package.json contributes, so that a new page cannot be left out.
 */

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Frame } from 'playwright-core';
import { bothPlatforms, faultyApp, picturePassword, releaseApp } from '../../../scripts/screenshots/pictureApps.ts';
import { previewForPhones } from '../../../scripts/screenshots/pictureGestures.ts';
import { packedIosApp } from '../../../scripts/screenshots/iosScenes.ts';
import { projectRoot } from '../../../scripts/steps/projectRoot.ts';
import { type VsCodeWindow } from '../../../scripts/vscode/vscodeWindow.ts';
import { utf8 } from '../../../src/core/base/bytes.ts';
import { type AssetPart } from '../../../src/protocol/assetViewerProtocol.ts';
import { type FormRun } from '../../../src/protocol/packageSettingsProtocol.ts';
import { type WebviewPageName } from '../../../src/extension/shared/webviews/webviewPage.ts';
import { ApplePki, devices, p12Of, p12Password } from '../../support/applePki.ts';
import { signBytes, unsignedApk } from '../../support/signedPackages.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../../support/smallPackages.ts';

export interface PageState {
  readonly page: WebviewPageName;
  /** What is special about it, in the name of its test. */
  readonly state: string;
  /** The name of a file that is opened in the editor that package.json contributes for it. */
  readonly file?: string;
  /** What leads to the page when opening a file is not enough. */
  readonly open?: (window: VsCodeWindow) => Promise<void>;
  /** A text that the page shows once it is complete. */
  readonly text: string;
  /** Parts of the viewer that the page must have; each kind is in one row at least. */
  readonly parts?: readonly AssetPart['kind'][];
  /** Brings the page into the state. */
  readonly change?: (frame: Frame, window: VsCodeWindow) => Promise<void>;
}

/** By the kind of part, the element that shows it. */
export const partElements: Readonly<Record<AssetPart['kind'], string>> = {
  facts: '.facts',
  issues: '.issues',
  text: '.text',
  timeline: '.timeline',
  snippet: '.snippet',
  details: '.details-list',
  links: '.links',
  search: '.search',
  table: '.table-part',
  treemap: '.treemap-part',
};

const product = 'Mobile Distribution';

const running: FormRun = { platform: 'android', isActive: true, canCancel: true, percent: 62, outcome: 'none', text: '62 % · signing' };
const failed: FormRun = { ...running, isActive: false, percent: 0, outcome: 'error', text: 'Wrong keystore password' };
/** What the page holds while its extension works, for as long as it is looked at. */
const showRun = (run: FormRun) => async (frame: Frame) => {
  await frame.evaluate(`window.postMessage(${JSON.stringify({ kind: 'event', name: 'run', value: run })}, '*')`);
  await frame.getByText(run.text).first().waitFor();
};

export const pageStates: readonly PageState[] = [
  { page: 'package-settings', state: 'with a keystore whose password is not stored', open: form('Ready'), text: 'App identifier' },
  {
    page: 'package-settings',
    state: 'while a package is created',
    open: form('Ready'),
    text: 'App identifier',
    change: showRun(running),
  },
  { page: 'package-settings', state: 'after a package failed', open: form('Ready'), text: 'App identifier', change: showRun(failed) },
  { page: 'package-settings', state: 'with problems', open: form('Faulty'), text: 'App identifier' },
  { page: 'package-settings', state: 'with both platforms', open: form('Both'), text: 'Provisioning profile' },
  { page: 'package-settings', state: 'of a file that is not valid JSON', open: form('broken'), text: 'to use the form again' },
  {
    page: 'package-settings',
    state: 'with a stored password',
    open: async (window) => {
      await window.runCommand(`${product}: Set Password…`);
      await window.answer('ready', 'Set the password of which signing asset?');
      await window.answer(picturePassword, 'Keystore password');
      await form('Ready')(window);
    },
    text: 'App identifier',
  },
  {
    page: 'install',
    state: 'of a package that is not shared',
    open: async (window) => {
      for (let packages = 1; packages <= 2; packages += 1) {
        await window.runCommand(`${product}: Create Android Package`);
        await chooseApp(window, 'Ready');
        await window.notification(`(${packages}) is ready`).waitFor();
        await window.runCommand('Notifications: Clear All Notifications');
      }
      await showInstallPanel(window);
      await window.page.locator('.monaco-dialog-box').waitFor();
      await window.page.keyboard.press('Escape');
    },
    text: 'SHA-256',
  },
  {
    page: 'install',
    state: 'with a QR code',
    open: showInstallPanel,
    text: 'SHA-256',
    change: async (frame) => {
      await frame.locator('vscode-button', { hasText: 'Share on Local Network' }).click();
      await frame.getByRole('button', { name: 'New Link' }).waitFor();
    },
  },
  {
    page: 'asset-viewer',
    state: 'of a package that is compared with the one before',
    open: async (window) => {
      await window.runCommand(`${product}: Inspect Package…`);
      await window.confirm('Inspect which package?');
    },
    text: 'Signatures valid',
  },
  { page: 'asset-viewer', state: 'of a signed APK', file: 'signed.apk', text: 'Signatures valid', parts: ['facts', 'issues'] },
  { page: 'asset-viewer', state: 'of an unsigned APK', file: 'small.apk', text: 'Small 1.2.3', parts: ['treemap', 'table'] },
  {
    page: 'asset-viewer',
    state: 'with a folder of the treemap open',
    file: 'small.apk',
    text: 'Small 1.2.3',
    change: async (frame) => await frame.locator('.treemap .tile.folder').first().press('Enter'),
  },
  { page: 'asset-viewer', state: 'of an app bundle', file: 'small.aab', text: 'Small' },
  { page: 'asset-viewer', state: 'of a sealed iOS package', file: 'hello.ipa', text: 'Can install the app' },
  { page: 'asset-viewer', state: 'of a file that is not a package', file: 'broken.ipa', text: 'Not a package' },
  { page: 'asset-viewer', state: 'of a locked certificate', file: 'distribution.p12', text: 'Enter Password…', parts: ['text'] },
  {
    page: 'asset-viewer',
    state: 'of a certificate',
    file: 'distribution.p12',
    text: 'Enter Password…',
    parts: ['timeline'],
    change: async (frame, window) => {
      await frame.locator('vscode-button', { hasText: 'Enter Password…' }).click();
      await window.answer(p12Password, 'password');
      await frame.getByText('Private key usable').first().waitFor();
    },
  },
  {
    page: 'asset-viewer',
    state: 'of a provisioning profile',
    file: 'adhoc.mobileprovision',
    text: 'Is my device included?',
    parts: ['search', 'links', 'details'],
    change: async (frame) => {
      await frame.locator('vscode-textfield input').fill(devices[0] ?? '');
      await frame.getByText('Yes, this device is in the profile.').waitFor();
    },
  },
  { page: 'asset-viewer', state: 'of a page saved in place of a profile', file: 'page.mobileprovision', text: 'a web page' },
  {
    page: 'asset-viewer',
    state: 'of a keystore',
    open: async (window) => {
      await window.runCommand(`${product}: Open Signing Asset`);
      await window.answer('ready', 'Open which signing asset?');
    },
    text: 'assetlinks.json',
    parts: ['snippet'],
  },
];

/** The settings form where the workspace is not trusted, which takes its own window. */
export const restrictedState: PageState = {
  page: 'package-settings',
  state: 'in Restricted Mode',
  open: form('Ready'),
  text: 'App identifier',
};

/** A page of Markdown, which VS Code draws: only its content is the product's. */
export const previewState = {
  state: 'with the QR code of a preview',
  open: async (window: VsCodeWindow): Promise<void> => {
    await window.runCommand(`${product}: Preview in Browser…`);
    await chooseApp(window, 'Ready');
    await previewForPhones(window);
  },
  text: 'Scan the code',
  part: '.markdown-body',
  // VS Code draws the background behind the page, where axe-core does not look for it.
  change: async (frame: Frame): Promise<void> => {
    await frame.evaluate("document.documentElement.style.background = 'var(--vscode-editor-background)'");
  },
};

function form(app: string) {
  return async (window: VsCodeWindow): Promise<void> => {
    await window.runCommand(`${product}: Configure Package Settings`);
    await chooseApp(window, app);
  };
}

async function chooseApp(window: VsCodeWindow, app: string): Promise<void> {
  await window.answer(app, 'Which app?');
}

async function showInstallPanel(window: VsCodeWindow): Promise<void> {
  await window.runCommand(`${product}: Show Install QR Code`);
  await window.confirm('Which package?');
}

/** Fills the workspace that the rows speak of. */
export async function writePageStates(folder: string): Promise<void> {
  const app = async (name: string, prepare: (place: string) => unknown): Promise<void> => {
    const place = join(folder, name.toLowerCase());
    mkdirSync(place);
    await prepare(place);
    const settings = join(place, 'mobile-distribution.json');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('Hello Web', name));
    // What git ignores is not found by its name.
    rmSync(join(place, '.git'), { recursive: true });
    rmSync(join(place, '.gitignore'));
  };
  await app('Ready', releaseApp);
  await app('Faulty', faultyApp);
  await app('Both', bothPlatforms);
  await app('Broken', faultyApp);
  const broken = join(folder, 'broken', 'mobile-distribution.json');
  writeFileSync(broken, readFileSync(broken, 'utf8').replace('"android": {', '"android": {{'));
  const files = join(folder, 'files');
  mkdirSync(files);
  const pki = new ApplePki();
  const leaf = pki.leaf();
  const content = {
    'signed.apk': await signBytes(await unsignedApk()),
    'small.apk': await smallArchive(smallApkEntries()),
    'small.aab': await smallArchive(smallBundleEntries()),
    'hello.ipa': await packedIosApp(),
    'broken.ipa': utf8('broken'),
    'distribution.p12': await p12Of([leaf], 'modern'),
    'adhoc.mobileprovision': pki.profile({ certificates: [leaf] }),
    'page.mobileprovision': utf8('<!doctype html><title>Sign in</title>'),
  };
  for (const [name, bytes] of Object.entries(content)) writeFileSync(join(files, name), bytes);
  cpSync(join(projectRoot, 'test', 'fixtures', 'keystores', 'jks-rsa.jks'), join(files, 'old.jks'));
}
