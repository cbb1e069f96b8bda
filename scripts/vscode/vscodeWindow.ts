/**
 * A VS Code window in a headless browser, and the few gestures that people make in it: the palette, a click, a look.
 * Tests and screenshots share it.
 */

import { type Browser, type BrowserContext, type Frame, type Locator, type Page } from 'playwright-core';

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
    const page = await context.newPage();
    if (!options.testDriver) await page.addInitScript(withoutTestDriver);
    await options.prepare?.(page);
    const query = new URLSearchParams();
    if (options.folder) query.set(options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder', options.folder);
    if (options.payload) query.set('payload', JSON.stringify(options.payload));
    await page.goto(`${options.url}/?${query.toString()}`);
    await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
    return new VsCodeWindow(page, context);
  }

  /** Waits until the extension host answers: the status bar then no longer says that extensions are activating. */
  async settle(milliseconds = 3000): Promise<void> {
    await this.page.waitForTimeout(milliseconds);
  }

  /** A palette that was opened before the command was allowed does not show it later: it is opened anew. */
  async #openPaletteWith(title: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.#fillPalette(title);
      const isThere = await this.#row(title)
        .waitFor({ timeout: 4000 })
        .then(
          () => true,
          () => false,
        );
      if (isThere) return;
      if (attempt === 12) throw new Error(`The palette does not offer ${title}`);
      await this.page.keyboard.press('Escape');
    }
  }

  /** Runs a command through the palette, once the palette offers exactly it. */
  async runCommand(title: string): Promise<void> {
    await this.#openPaletteWith(title);
    // The wanted one first, or moved to: the palette ranks recently used commands.
    for (let step = 0; step < 40; step += 1) {
      const focused = await this.page.locator('.quick-input-list .monaco-list-row.focused').getAttribute('aria-label');
      if (focused !== null && isLabelOf(focused, title)) break;
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
  }

  /** Whether the palette offers a command now. */
  async offersCommand(title: string): Promise<boolean> {
    await this.#fillPalette(title);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.settle(300);
    const labels = await this.page
      .locator('.quick-input-list .monaco-list-row')
      .evaluateAll((rows) => rows.map((row) => row.ariaLabel ?? ''));
    await this.page.keyboard.press('Escape');
    return labels.some((label) => isLabelOf(label, title));
  }

  async #fillPalette(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(`>${title}`);
  }

  #row(title: string): Locator {
    return this.page.locator(`.quick-input-list .monaco-list-row[aria-label^=${JSON.stringify(title)}]`).first();
  }

  /** The input box, quick pick or file dialog that is open. VS Code's server shows file dialogs as such boxes. */
  get question(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Answers the input box, quick pick or file dialog whose title or text holds `about`. */
  async answer(text: string, about = ''): Promise<void> {
    const widget = this.question.filter({ hasText: about });
    const input = widget.locator('input').first();
    await input.waitFor();
    await input.fill(text);
    // Lists and validation follow the text after a moment.
    await this.settle(400);
    await this.page.keyboard.press('Enter');
  }

  /** Takes what the input box or quick pick whose title or text holds `about` proposes. */
  async confirm(about: string): Promise<void> {
    await this.question.filter({ hasText: about }).locator('input').first().waitFor();
    // What stands in the box is looked at before it is taken.
    await this.settle(400);
    await this.page.keyboard.press('Enter');
  }

  /** Types a path into a file dialog. It takes no Enter until it has looked into the folder, and shows nobody when that is. */
  async chooseFile(path: string, about: string): Promise<void> {
    const dialog = this.question.filter({ hasText: about });
    const input = dialog.locator('input').first();
    await input.waitFor();
    for (let attempt = 1; attempt <= 10 && (await dialog.isVisible()); attempt += 1) {
      await input.fill(path);
      await this.settle(500);
      await this.page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden', timeout: 2000 }).catch(() => undefined);
    }
  }

  /** The notification that holds a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text }).first();
  }

  /** Agrees in the dialog that asks whether packages may be shared, where it appears. */
  async consentToSharing(): Promise<void> {
    const button = this.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: /^Share$/ });
    await button.click({ timeout: 5000 }).catch(() => undefined);
  }

  /** What the product's item in the status bar says; nothing when it is not there. */
  async statusText(): Promise<string | undefined> {
    const item = this.page.locator('.statusbar-item[id*="mobileDistribution.status"]');
    return (await item.count()) === 0 ? undefined : await item.first().innerText();
  }

  /** Opens the view Apps and waits for what it shows: a tree, or words of welcome. */
  async treeOfApps(): Promise<void> {
    await this.page.locator('.activitybar .action-item a[aria-label*="Mobile Distribution"]').first().click();
    await this.page.locator('.pane-body .monaco-list-row, .pane-body .welcome-view-content').first().waitFor();
  }

  /** All text of the editor in front, once it holds `part`. */
  async editorText(part: string): Promise<string> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      await this.page.keyboard.press('ControlOrMeta+A');
      await this.page.keyboard.press('ControlOrMeta+C');
      const text = await this.page.evaluate<string>('navigator.clipboard.readText()');
      if (text.includes(part)) return text;
      if (Date.now() > deadline) throw new Error(`The editor does not say ${part}, but:\n${text.slice(0, 2000)}`);
      await this.settle(300);
    }
  }

  /** A row of the view Apps. */
  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.pane-body .monaco-list-row').filter({ hasText: text }).first();
  }

  /** Opens a file of the workspace by its name, in the editor that VS Code has for it. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P');
    await this.page.locator('.quick-input-widget input').first().fill(name);
    // On a busy machine the search for files takes a while.
    await this.#row(name).waitFor({ timeout: 40_000 });
    await this.page.keyboard.press('Enter');
  }

  /** The document inside a webview: VS Code nests it in two frames. */
  async webview(hasText?: string): Promise<Frame> {
    const deadline = Date.now() + 20_000;
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
    await this.page.screenshot({ path });
  }

  /** Loads the window again, as the command does: everything that VS Code keeps is written first. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  }

  /** Closes the window as a person closes a tab, whatever goes on in it. */
  async leave(): Promise<void> {
    await this.page.close({ runBeforeUnload: false });
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

/** Rows are labelled with the title, then with keys and when they were used. */
function isLabelOf(label: string, title: string): boolean {
  return label === title || label.startsWith(`${title},`);
}
