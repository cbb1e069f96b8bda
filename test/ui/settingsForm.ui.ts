/** What the form of the package settings does with problems, and in which order the keyboard walks through it. */

import { doesNotMatch, strictEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Frame } from 'playwright-core';
import { openForm } from '../../scripts/screenshots/pictureGestures.ts';
import { typeInto } from '../../scripts/vscode/pageFields.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample } from '../host/scenes.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('the form of the package settings', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;
  let form: Frame;

  const settingsFile = (): string => join(folder, 'mobile-distribution.json');
  const settings = (): string => readFileSync(settingsFile(), 'utf8');
  const field = (id: string): string => `[data-field="${id}"]`;
  const pressTab = async (): Promise<void> => await window.page.keyboard.press('Tab');

  it('leads from the count of errors to the first error, past a warning that is above it', async () => {
    folder = (await theStage()).workspace('settings-form');
    copySample(folder);
    const text = settings()
      .replace('"webDir": "www"', '"webDir": "www", "icon": "none.png"')
      .replace('"dev.mobiledistribution.hello"', '"dev.mobiledistribution.2hello", "keystore": "none.p12", "buildType": "release"');
    writeFileSync(settingsFile(), text);
    window = await openWindow(folder);
    await window.treeOfApps();
    await openForm(window);
    form = await window.webview('App identifier');
    const count = form.locator('.state').filter({ hasText: /\d errors?/ });
    await count.waitFor();
    await form.locator(`${field('app.icon')} .issue`).waitFor();
    await count.click();
    await form.locator(`${field('android.appIdentifier')}:focus-within .issue`).waitFor();
    strictEqual(await form.locator('.field:focus-within').count(), 1);
  });

  it('is walked through from each field to its reset button, and from there to the next field', async () => {
    await pressTab();
    await form.locator(`${field('android.appIdentifier')} .reset:focus`).waitFor();
    // Between the two are the buttons that fix the problems of the first.
    await until('the keyboard is at the next field', async () => {
      if ((await form.locator(`${field('android.keystore')}:focus-within`).count()) > 0) return true;
      strictEqual(await form.locator(`${field('android.appIdentifier')}:focus-within`).count(), 1);
      await pressTab();
      return undefined;
    });
    strictEqual(await form.locator(`${field('android.keystore')} .reset:focus`).count(), 0);
  });

  it('takes a value away with its reset button, and leads on to the next error once another value is typed', async () => {
    await form.locator(`${field('android.appIdentifier')} .reset`).press('Enter');
    await form.locator(`${field('android.appIdentifier')}:not(.own)`).waitFor();
    await window.page.keyboard.press('ControlOrMeta+S');
    // VS Code empties a file before it writes it.
    const saved = await until('the settings are saved', () => {
      const text = settings();
      return text.includes('none.p12') && !text.includes('2hello') ? text : undefined;
    });
    doesNotMatch(saved, /appIdentifier/);
    const identifier = form.getByLabel('App identifier', { exact: true }).locator('visible=true');
    await typeInto(window.page, identifier, 'dev.mobiledistribution.hello');
    await window.page.keyboard.press('ControlOrMeta+S');
    await until('the count leads to the keystore, once the identifier is checked again', async () => {
      await form.locator('.state').click();
      return (await form.locator(`${field('android.keystore')}:focus-within .issue`).count()) > 0 || undefined;
    });
  });
});
