/** The box at the top of the window in which VS Code asks: input boxes, lists to choose from, and a server's file dialogs. */

import { type Locator, type Page } from 'playwright-core';
import { until } from '../../test/support/until.ts';

export interface QuickInputState {
  readonly isOpen: boolean;
  /** Titles, prompts and messages. */
  readonly text: string;
  readonly value: string;
  readonly labels: readonly string[];
  /** The label of the row that Enter takes. */
  readonly focused: string;
}

const closed: QuickInputState = { isOpen: false, text: '', value: '', labels: [], focused: '' };

/** How often the page must have been drawn with the same box until it counts as settled. */
const quietFrames = 12;

export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible');
}

export async function quickInputState(page: Page): Promise<QuickInputState> {
  try {
    return await page.evaluate<QuickInputState>(`(${readState})()`);
  } catch (error) {
    // A window that is being loaded again asks nothing.
    if (error instanceof Error && error.message.includes('context was destroyed')) return closed;
    throw error;
  }
}

/**
 * What the box shows when it has done all it had to: lists are filtered in the thread that draws the page, so a row of
 * pictures without a change says more than any time.
 */
export async function settledQuickInput(page: Page): Promise<QuickInputState> {
  return await page.evaluate<QuickInputState>(`(async () => {
    const read = ${readState};
    let last = '';
    for (let quiet = 0; quiet < ${quietFrames}; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = JSON.stringify(read());
      const isBusy = document.querySelector('.quick-input-widget .monaco-progress-container.active') !== null;
      quiet = now === last && !isBusy ? quiet + 1 : 0;
      last = now;
    }
    return JSON.parse(last);
  })()`);
}

/** Answers the input box or list whose title or text contains `about`, and waits until the answer was taken. */
export async function answerQuickInput(page: Page, text: string, about: string): Promise<void> {
  const input = quickInput(page).filter({ hasText: about }).locator('input').first();
  await input.waitFor();
  await input.fill(text);
  await confirmQuickInput(page, about);
}

/** Takes what the box proposes, and waits until that was taken. */
export async function confirmQuickInput(page: Page, about: string): Promise<void> {
  await quickInput(page).filter({ hasText: about }).locator('input').first().waitFor();
  const { text: asked, value } = await settledQuickInput(page);
  await until(`the answer to ${asked}`, async () => {
    // An editor that comes late may have taken the focus, and the box stays open without it.
    await quickInput(page)
      .locator('input')
      .first()
      .focus({ timeout: 1000 })
      .catch(() => undefined);
    await page.keyboard.press('Enter');
    const isTaken = async (): Promise<true | undefined> => {
      const now = await quickInputState(page);
      return !now.isOpen || now.text !== asked || now.value !== value || undefined;
    };
    return await until('', isTaken, 3000).catch(() => undefined);
  });
}

/** Runs in the page. */
const readState = `() => {
  const widget = document.querySelector('.quick-input-widget');
  const isOpen = widget !== null && getComputedStyle(widget).display !== 'none';
  if (!isOpen) return ${JSON.stringify(closed)};
  const rows = [...widget.querySelectorAll('.quick-input-list .monaco-list-row')].filter((row) => row.offsetParent !== null);
  const parts = ['.quick-input-title', '.quick-input-description', '.quick-input-message'];
  return {
    isOpen,
    text: parts.map((part) => widget.querySelector(part)?.innerText ?? '').join('\\n').trim(),
    value: widget.querySelector('input')?.value ?? '',
    labels: rows.map((row) => row.ariaLabel ?? ''),
    focused: rows.find((row) => row.classList.contains('focused'))?.ariaLabel ?? '',
  };
}`;
