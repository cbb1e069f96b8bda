/**
 * A window in the pseudo-language, and looks at places of it: what is untranslated or cut off is gathered, so that one run tells all
 * of it. Each look leaves a picture in `out/pseudo-language`.
 */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Frame } from 'playwright-core';
import { pseudoLanguage, pseudoText } from '../../../scripts/l10n/pseudoLanguage.ts';
import { writePseudoLanguage } from '../../../scripts/l10n/stringBundle.ts';
import { projectRoot } from '../../../scripts/steps/projectRoot.ts';
import { quickInput, settledQuickInput } from '../../../scripts/vscode/quickInput.ts';
import { type VsCodeWindow } from '../../../scripts/vscode/vscodeWindow.ts';
import { until } from '../../support/until.ts';
import { cutOffIn, cutOffOnPage, cutOffPlaceholders, textsIn, textsOfPage } from './shownText.ts';
import { openWindow, theStage } from './stage.ts';
import { untranslated } from './translatedText.ts';

/** An editor that shares a small screen with a side bar, and one on a usual screen. */
const widths = [820, 1280] as const;
const height = 900;

const notifications = '.notification-list-item-message, .notification-list-item-buttons-container';
const questions = '.quick-input-title, .quick-input-message, .quick-input-description, .quick-input-list';

/** VS Code says some words itself, and its language is not this one. */
const ofVsCode = [/\(?Press 'Enter' to confirm( your input)? or 'Escape' to cancel\)?/g, /^\d+ Results?$/g, /^(OK|Cancel)$/g];

/** Folders, files and identifiers of the samples, wherever they are in a sentence. */
const paths = [/[^\s[\]“”,]*\/[^\s[\]“”,]*/g, /[\w-]+(\.[\w-]+)+/g];

export class LanguageWatch {
  readonly window: VsCodeWindow;
  readonly #own: readonly RegExp[];
  readonly #findings = new Set<string>();
  readonly #pictures: string;

  private constructor(window: VsCodeWindow, own: readonly RegExp[], pictures: string) {
    this.window = window;
    this.#own = own;
    this.#pictures = pictures;
  }

  /** `own` is what the user's files say. */
  static async open(name: string, own: readonly RegExp[], prepare: (folder: string) => Promise<string> | string): Promise<LanguageWatch> {
    const pictures = join(projectRoot, 'out', 'pseudo-language', name);
    rmSync(pictures, { recursive: true, force: true });
    const stage = await theStage();
    writePseudoLanguage(stage.address.extensionFolder);
    const folder = await prepare(stage.workspace(join('pseudo-language', name, 'hello-web')));
    const window = await openWindow(folder, {
      height,
      prepare: async (page) => {
        await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(pseudoLanguage)}`);
      },
    });
    await window.treeOfApps();
    return new LanguageWatch(window, own, pictures);
  }

  get findings(): readonly string[] {
    return [...this.#findings];
  }

  /** Titles are translated, the name of the product before them is not. */
  async run(title: string): Promise<void> {
    await this.window.runCommand(`Mobile Distribution: ${pseudoText(title)}`);
  }

  async escape(): Promise<void> {
    await this.window.page.keyboard.press('Escape');
  }

  /** A part of the window, by a selector of CSS; it must say something. */
  async part(place: string, selector: string, own: readonly RegExp[] = []): Promise<void> {
    const texts = await until(`${place} says something`, async () => {
      const found = await textsIn(this.window.page, selector);
      return found.length > 0 ? found : undefined;
    });
    this.#judge(place, texts, own);
    await this.#photograph(place);
  }

  /** A notification, which is put away afterwards. */
  async notification(place: string, text: string | RegExp = /./): Promise<void> {
    await this.window.notification(text).waitFor();
    await this.#whole(place, notifications);
    await this.part(place, notifications);
    await this.window.runCommand('Notifications: Clear All Notifications');
  }

  /** A question that contains a text of the product. */
  async question(place: string, text: string, own: readonly RegExp[] = []): Promise<void> {
    const { page, question } = this.window;
    await question.filter({ hasText: pseudoText(text) }).waitFor();
    await settledQuickInput(page);
    const placeholder = await quickInput(page).locator('input').first().getAttribute('placeholder');
    await this.#whole(place, questions);
    this.#judge(place, [...(await textsIn(page, questions)), placeholder ?? ''], own);
    for (const found of await cutOffPlaceholders(page, '.quick-input-widget input')) this.#findings.add(`${place}: cut off: ${found}`);
    await this.#photograph(place);
  }

  /** Takes what each step of a wizard proposes. */
  async wizard(title: string, steps: number, own: readonly RegExp[] = []): Promise<void> {
    for (let step = 1; step <= steps; step += 1) {
      await this.question(`${title} ${step}`, title, own);
      await this.window.confirm(`${pseudoText(title)} (${step}/${steps})`);
    }
  }

  /** The page in front that contains a text of the product, in a narrow and in a wide editor. */
  async page(place: string, text: string, own: readonly RegExp[] = []): Promise<Frame> {
    const frame = await this.#shownPage(text);
    for (const width of widths) {
      await this.window.page.setViewportSize({ width, height });
      await frame.evaluate(twentyFrames);
      for (const found of await cutOffOnPage(frame)) this.#findings.add(`${place}, ${width} wide: cut off: ${found}`);
      await this.#photograph(`${place} ${width}`);
    }
    this.#judge(place, await textsOfPage(frame), own);
    return frame;
  }

  /** VS Code keeps pages that are behind others. */
  async #shownPage(text: string): Promise<Frame> {
    return await until(`a page says ${text}`, async () => {
      for (const frame of this.window.page.frames().filter((each) => each.url().includes('fake.html'))) {
        // A page that is loaded again takes its frame with it.
        const element = await frame
          .parentFrame()
          ?.frameElement()
          .catch(() => undefined);
        const isShown = await element?.isVisible().catch(() => false);
        const says = await frame
          .locator('body')
          .innerText()
          .catch(() => '');
        if (isShown && says.includes(text)) return frame;
      }
      return undefined;
    });
  }

  /** VS Code cuts off what does not fit into its lists. What the tree or a problem says there is told under the mouse; this is not. */
  async #whole(place: string, selector: string): Promise<void> {
    const { page } = this.window;
    // What slides into the window is cut off until it is there.
    const isWhole = async (): Promise<true | undefined> => (await cutOffIn(page, selector)).length === 0 || undefined;
    if (await until('', isWhole, 3000).catch(() => false)) return;
    for (const found of await cutOffIn(page, selector)) this.#findings.add(`${place}: cut off: ${found}`);
  }

  #judge(place: string, texts: readonly string[], own: readonly RegExp[]): void {
    for (const [text, words] of untranslated(texts, [...own, ...this.#own, ...ofVsCode, ...paths]))
      this.#findings.add(`${place}: ${words.join(' ')} in “${text.slice(0, 300)}”`);
  }

  async #photograph(place: string): Promise<void> {
    const name = place.toLowerCase().replace(/[^a-z\d]+/g, '-');
    await this.window.screenshot(join(this.#pictures, `${name}.png`));
  }
}

/** A page is laid out again some frames after its window was. */
const twentyFrames = `new Promise((resolve) => {
  let frames = 20;
  const next = () => (frames-- > 0 ? requestAnimationFrame(next) : resolve());
  next();
})`;
