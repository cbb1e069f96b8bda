/**
 * The palette, of commands and of files, used with the keyboard as people use it. Nothing here waits for a time: each key
 * follows a state that the page shows, and is pressed again where no one took it, as on a machine that is busy.
 */

import { type Page } from 'playwright-core';
import { until } from '../../test/support/until.ts';
import { quickInputState, settledQuickInput } from './quickInput.ts';

interface Palette {
  /** What opens it. */
  readonly key: string;
  /** What its text begins with. */
  readonly prefix: string;
}

const commands: Palette = { key: 'F1', prefix: '>' };
const files: Palette = { key: 'ControlOrMeta+P', prefix: '' };

const firstLookMs = 3000;
const limitMs = 90_000;

/** Runs a command, once the palette offers exactly it. */
export async function runThroughPalette(page: Page, title: string): Promise<void> {
  await choose(page, commands, title);
}

/** Opens a file of the workspace by its name, once it was found. */
export async function openThroughPalette(page: Page, name: string): Promise<void> {
  await choose(page, files, name);
}

/** Lists the commands that contain a text. */
export async function openPaletteWith(page: Page, text: string): Promise<void> {
  await openWith(page, commands, text);
}

/** Whether the palette offers a command now. */
export async function paletteOffers(page: Page, title: string): Promise<boolean> {
  return (await offeredInPalette(page, title)).some((label) => isLabelOf(label, title));
}

/** Labels of the commands that the palette offers for a text, as far as they fit into the window: a high one shows all. */
export async function offeredInPalette(page: Page, text: string): Promise<readonly string[]> {
  await openWith(page, commands, text);
  const { labels } = await settledQuickInput(page);
  await page.keyboard.press('Escape');
  await soon(async () => !(await isOpen(page, commands)));
  return labels;
}

async function choose(page: Page, palette: Palette, title: string): Promise<void> {
  const attempt = async (): Promise<true | undefined> => {
    await openWith(page, palette, title);
    if (!(await moveTo(page, title))) {
      // A palette that was opened before the command was allowed does not show it later: it is opened again.
      await page.keyboard.press('Escape');
      return undefined;
    }
    await page.keyboard.press('Enter');
    return await soon(async () => (await quickInputState(page)).value !== `${palette.prefix}${title}`);
  };
  await until(`the palette offers ${title}`, attempt, limitMs);
}

/** A page that takes the focus closes the palette again: then it is opened again. */
async function openWith(page: Page, palette: Palette, text: string): Promise<void> {
  const wanted = `${palette.prefix}${text}`;
  const attempt = async (): Promise<true | undefined> => {
    if (!(await isOpen(page, palette))) await page.keyboard.press(palette.key);
    if (!(await soon(async () => await isOpen(page, palette)))) return undefined;
    const input = page.locator('.quick-input-widget input').first();
    await input.fill(wanted, { timeout: firstLookMs }).catch(() => undefined);
    return (await quickInputState(page)).value === wanted || undefined;
  };
  await until('the palette', attempt, limitMs);
}

/** Makes the row the one that Enter takes. The palette ranks what was used recently, so it need not be the first. */
async function moveTo(page: Page, title: string): Promise<boolean> {
  const isOffered = await soon(async () => (await quickInputState(page)).labels.some((label) => isLabelOf(label, title)));
  if (!isOffered) return false;
  for (let step = 0; step < 40; step += 1) {
    const { focused } = await settledQuickInput(page);
    if (isLabelOf(focused, title)) return true;
    await page.keyboard.press('ArrowDown');
  }
  return false;
}

async function isOpen(page: Page, { prefix }: Palette): Promise<boolean> {
  const state = await quickInputState(page);
  return state.isOpen && state.value.startsWith(prefix);
}

async function soon(ask: () => Promise<boolean>): Promise<true | undefined> {
  return await until('', async () => (await ask()) || undefined, firstLookMs).catch(() => undefined);
}

/** Rows are labelled with the title, then with keys, folders and when they were used. */
function isLabelOf(label: string, title: string): boolean {
  return label === title || label.startsWith(`${title},`) || label.startsWith(`${title} `);
}
