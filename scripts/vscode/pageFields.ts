/** Fields in the product's pages, filled in with the keyboard. */

import { type Locator, type Page } from 'playwright-core';
import { until } from '../../test/support/until.ts';

/** Replaces the text of a field. An editor that has just opened may take the focus again: then it is typed again. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await until(`the field says ${text}`, async () => {
    await takeFocus(page, field);
    // Not the keys for everything: the workbench hears of those too, and selects again while someone types already.
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type(text);
    return (await field.inputValue()) === text || undefined;
  });
}

/** Chooses an option of a list by its text, with the keys a list knows. */
export async function chooseIn(page: Page, list: Locator, option: string): Promise<void> {
  await until(`the list says ${option}`, async () => {
    await takeFocus(page, list);
    await page.keyboard.press('Enter');
    if (!(await isSoon(async () => (await list.getAttribute('aria-expanded')) === 'true'))) return undefined;
    for (const key of [...Array.from({ length: 20 }, () => 'ArrowUp'), ...Array.from({ length: 20 }, () => 'ArrowDown')]) {
      if ((await activeOption(list)).includes(option)) break;
      await page.keyboard.press(key);
    }
    await page.keyboard.press('Enter');
    return await isSoon(async () => (await list.innerText()).includes(option));
  });
}

/** The window must have given the focus to the page, and the page to the field. */
async function takeFocus(page: Page, field: Locator): Promise<void> {
  await until('the focus in the field', async () => {
    await field.focus();
    const isInPage = await page.evaluate<boolean>(`document.activeElement?.tagName === 'IFRAME'`);
    const isInField = await field.evaluate((element) => element.matches(':focus'));
    return (isInPage && isInField) || undefined;
  });
}

async function activeOption(list: Locator): Promise<string> {
  return await list.evaluate((face) => {
    // Both are in the shadow tree of the control.
    const id = face.getAttribute('aria-activedescendant') ?? '';
    return face.getRootNode().querySelector(`#${id || 'none'}`)?.textContent ?? '';
  });
}

async function isSoon(ask: () => Promise<boolean>): Promise<true | undefined> {
  return await until('', async () => (await ask()) || undefined, 2000).catch(() => undefined);
}
