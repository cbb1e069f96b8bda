/**
 * A VS Code window in a headless browser, and the few gestures that people make in it: the palette, a click, a look.
 * Tests and screenshots share it.
 */

import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright-core';

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(executablePath: string): Promise<Browser> {
  return await chromium.launch({ executablePath, args: browserArguments });
}

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

  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Answers the input box or quick pick that is open. */
  async answer(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(text);
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

  async close(): Promise<void> {
    await this.#context.close();
  }
}
