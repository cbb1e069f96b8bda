/**
 * The colours in which everything is shown. A window follows the colours of its system at once, whatever is open in it; so
 * the system is what changes between two pictures, and not the settings.
 */

import { type Page } from 'playwright-core';
import { until } from '../../test/support/until.ts';

export const pictureThemes = [
  { name: 'dark', scheme: 'dark', isHighContrast: false, windowClass: 'vs-dark', pageClass: 'vscode-dark' },
  { name: 'light', scheme: 'light', isHighContrast: false, windowClass: 'vs', pageClass: 'vscode-light' },
  { name: 'high-contrast', scheme: 'dark', isHighContrast: true, windowClass: 'hc-black', pageClass: 'vscode-high-contrast' },
] as const;

/** Everything that is checked for contrast; pictures of the second high contrast theme would show nothing new. */
export const checkedThemes = [
  ...pictureThemes,
  {
    name: 'high-contrast-light',
    scheme: 'light',
    isHighContrast: true,
    windowClass: 'hc-light',
    pageClass: 'vscode-high-contrast-light',
  },
] as const;

export type PictureTheme = (typeof checkedThemes)[number];

/** User settings with which a window wears what the system says. */
export const followingSettings = {
  'window.autoDetectColorScheme': true,
  'window.autoDetectHighContrast': true,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
  'workbench.preferredHighContrastColorTheme': 'Default High Contrast',
  'workbench.preferredHighContrastLightColorTheme': 'Default High Contrast Light',
};

/** Before the window is loaded. Forced colours that a browser is really told of would be forced on the pages too. */
export async function followColours(page: Page): Promise<void> {
  await page.addInitScript(highContrastSwitch);
}

/** Ends when the window and every page in it show the theme. */
export async function wear(page: Page, theme: PictureTheme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme.scheme });
  await page.evaluate(`globalThis.setHighContrast(${theme.isHighContrast})`);
  await worn(page, theme);
}

/** The window, and every page in it, which hears of it a little later. */
async function worn(page: Page, { windowClass, pageClass }: PictureTheme): Promise<void> {
  await page.locator(`.monaco-workbench.${windowClass}`).waitFor();
  await until(`all pages are ${pageClass}`, async () => {
    const frames = page.frames().filter((frame) => frame.url().includes('fake.html'));
    const classes = await Promise.all(
      frames.map(
        async (frame) =>
          await frame
            .locator('body')
            .getAttribute('class')
            .catch(() => pageClass),
      ),
    );
    return classes.every((names) => names === null || names.split(' ').includes(pageClass)) || undefined;
  });
  // Colours fade into each other; a few frames later they stay.
  await page.evaluate(`new Promise((resolve) => {
    let frames = 20;
    const next = () => (frames-- > 0 ? requestAnimationFrame(next) : resolve());
    next();
  })`);
}

const highContrastSwitch = `{
  const real = globalThis.matchMedia.bind(globalThis);
  const forced = Object.assign(new EventTarget(), { matches: false, media: '(forced-colors: active)' });
  globalThis.matchMedia = (query) => (query.includes('forced-colors') ? forced : real(query));
  globalThis.setHighContrast = (isOn) => {
    forced.matches = isOn;
    forced.dispatchEvent(new Event('change'));
  };
}`;
