/**
 * A VS Code window in a headless browser, and the few gestures that people make in it: the palette, a click, a look.
 * Tests and screenshots share it.
 */

import { type Browser, type BrowserContext, type Frame, type Locator, type Page } from 'playwright-core';
import { until } from '../../test/support/until.ts';
import { openThroughPalette, paletteOffers, runThroughPalette } from './palette.ts';
import { answerQuickInput, confirmQuickInput, quickInput, settledQuickInput } from './quickInput.ts';

export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface WindowOptions {
  readonly browser: Browser;
  readonly url: string;
  /** Absolute path of the folder or `.code-workspace` file to open; none opens an empty window. */
  readonly folder?: string;
  readonly payload?: readonly (readonly [string, string])[];
  readonly width?: number;
  readonly height?: number;
  /** Device pixels a CSS pixel, 2 for pictures that are looked at. */
  readonly scale?: number;
  readonly prepare?: (page: Page) => Promise<void>;
  /** Leaves the driver for tests inside the extension host in the window. It would keep notifications from popping up. */
  readonly testDriver?: boolean;
}

export class VsCodeWindow {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
  }

  static async open(options: WindowOptions): Promise<VsCodeWindow> {
    const context = await options.browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      deviceScaleFactor: options.scale ?? 1,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    // A machine with much else to do is slow, and not wrong.
    context.setDefaultTimeout(60_000);
    context.setDefaultNavigationTimeout(120_000);
    const page = await context.newPage();
    // What VS Code opens in the browser is a tab in front of the window, which then draws one picture a second.
    context.on('page', () => void page.bringToFront().catch(() => undefined));
    if (!options.testDriver) await page.addInitScript(withoutTestDriver);
    await options.prepare?.(page);
    const query = new URLSearchParams();
    if (options.folder) query.set(options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder', options.folder);
    if (options.payload) query.set('payload', JSON.stringify(options.payload));
    await page.goto(`${options.url}/?${query.toString()}`, { timeout: 120_000 });
    await page.waitForSelector('.monaco-workbench', { timeout: 120_000 });
    return new VsCodeWindow(page, context);
  }

  /** Runs a command through the palette, once the palette offers exactly it. */
  async runCommand(title: string): Promise<void> {
    await runThroughPalette(this.page, title);
  }

  /** Whether the palette offers a command now. */
  async offersCommand(title: string): Promise<boolean> {
    return await paletteOffers(this.page, title);
  }

  /** The input box, quick pick or file dialog that is open. VS Code's server shows file dialogs as such boxes. */
  get question(): Locator {
    return quickInput(this.page);
  }

  /** Answers the input box or quick pick whose title or text contains `about`. */
  async answer(text: string, about = ''): Promise<void> {
    await answerQuickInput(this.page, text, about);
  }

  /** Takes what the input box or quick pick whose title or text contains `about` proposes. */
  async confirm(about: string): Promise<void> {
    await confirmQuickInput(this.page, about);
  }

  /** Types a path into a file dialog. It takes no Enter until it has looked into the folder, and shows no one when that is. */
  async chooseFile(path: string, about: string): Promise<void> {
    const dialog = this.question.filter({ hasText: about });
    const input = dialog.locator('input').first();
    await input.waitFor();
    for (let attempt = 1; attempt <= 10 && (await dialog.isVisible()); attempt += 1) {
      await input.fill(path);
      await settledQuickInput(this.page);
      // A dialog that proposes a name may do so after that was typed.
      if ((await input.inputValue()) !== path) continue;
      await this.page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden', timeout: 2000 }).catch(() => undefined);
    }
  }

  /** The notification that contains a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text }).first();
  }

  /** Presses a button of the dialog that is open, or opens soon. */
  async pressInDialog(button: RegExp): Promise<void> {
    await this.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: button }).click();
  }

  /**
   * Opens the menu of a row and chooses an entry. A tree that is still opening moves its rows, so the menu may be that of another one, and the
   * hover of another row may cover it: then both are closed and the menu is opened again. A menu takes no click in its first moment, so it is clicked until the menu is gone.
   */
  async chooseInMenuOf(row: Locator, title: string): Promise<void> {
    const entry = this.page.locator('.monaco-menu .action-label').getByText(title, { exact: true });
    await until(`the menu of the row has ${title}`, async () => {
      try {
        await row.click({ button: 'right', timeout: 5000 });
        await entry.waitFor({ timeout: 5000 });
        return true;
      } catch {
        await this.page.keyboard.press('Escape');
        // Rests on no row: the hover of one covers the rows below it.
        await this.page.mouse.move(0, 0);
        return undefined;
      }
    });
    await until(`the menu takes ${title}`, async () => {
      await entry.click({ timeout: 1000 }).catch(() => undefined);
      return (await entry.count()) === 0 || undefined;
    });
  }

  /** What the product's item in the status bar says; nothing when it is not there. */
  async statusText(): Promise<string | undefined> {
    const item = this.page.locator('.statusbar-item[id*="mobileDistribution.status"]');
    return (await item.count()) === 0 ? undefined : await item.first().innerText();
  }

  /** Opens the view Apps, unless it is open, and waits for what it shows: a tree, or words of welcome. */
  async treeOfApps(): Promise<void> {
    const icon = this.page.locator('.activitybar .action-item').filter({ has: this.page.locator('a[class*="mobileDistribution"]') });
    await icon.first().waitFor();
    const isOpen = (await icon.and(this.page.locator('.checked')).count()) > 0;
    if (!isOpen) await icon.first().click();
    await this.page.locator('.pane-body .monaco-list-row:visible, .pane-body .welcome-view-content:visible').first().waitFor();
  }

  /** All text of the editor in front, once it contains `part`. */
  async editorText(part: string): Promise<string> {
    const deadline = Date.now() + 60_000;
    // What an earlier window copied would pass for the text of an editor that is not focused yet.
    await this.page.evaluate(`navigator.clipboard.writeText('')`);
    for (;;) {
      await this.page.keyboard.press('ControlOrMeta+A');
      await this.page.keyboard.press('ControlOrMeta+C');
      const text = await this.page.evaluate<string>('navigator.clipboard.readText()');
      if (text.includes(part)) return text;
      if (Date.now() > deadline) throw new Error(`The editor does not say ${part}, but:\n${text.slice(0, 2000)}`);
      await this.page.waitForTimeout(200);
    }
  }

  /** A row of the view Apps. */
  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.pane-body .monaco-list-row:visible').filter({ hasText: text }).first();
  }

  /** Opens a file of the workspace by its name, in the editor that VS Code has for it. */
  async openFile(name: string): Promise<void> {
    await openThroughPalette(this.page, name);
  }

  /** The document inside a webview: VS Code nests it in two frames. */
  async webview(hasText?: string): Promise<Frame> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (!frame.url().includes('fake.html')) continue;
        const text = await frame
          .locator('body')
          .innerText()
          .catch(() => '');
        if (hasText === undefined ? text.length > 0 : text.includes(hasText)) return frame;
      }
      if (Date.now() > deadline) throw new Error(`No webview shows ${hasText ?? 'anything'}`);
      await this.page.waitForTimeout(200);
    }
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path, timeout: 10_000 });
  }

  /** Loads the window again, as the command does: everything that VS Code keeps is written first. */
  async reload(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load', { timeout: 120_000 }), this.runCommand('Developer: Reload Window')]);
    await this.page.waitForSelector('.monaco-workbench', { timeout: 120_000 });
  }

  /** Leaves the window as a person leaves a page, whatever goes on in it. VS Code has the time to take its leave. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank');
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

/** The page reads its configuration from an attribute; what it gets says that there is no driver. */
const withoutTestDriver = `{
  const read = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = read.call(this, name);
    return name === 'data-settings' && value ? value.replace('"enableSmokeTestDriver":true', '"enableSmokeTestDriver":false') : value;
  };
}`;
