/**
 * The colours in which everything is shown. A window follows the colours of its system at once, whatever is open in it; so
 * the system is what changes between two pictures, and not the settings.
 */

import { type Page } from 'playwright-core';

export const pictureThemes = [
  { name: 'dark', scheme: 'dark', isHighContrast: false, windowClass: 'vs-dark', pageClass: 'vscode-dark' },
  { name: 'light', scheme: 'light', isHighContrast: false, windowClass: 'vs', pageClass: 'vscode-light' },
  { name: 'high-contrast', scheme: 'dark', isHighContrast: true, windowClass: 'hc-black', pageClass: 'vscode-high-contrast' },
] as const;

export type PictureTheme = (typeof pictureThemes)[number];

/** User settings with which a window wears what the system says. */
export const followingSettings = {
  'window.autoDetectColorScheme': true,
  'window.autoDetectHighContrast': true,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
  'workbench.preferredHighContrastColorTheme': 'Default High Contrast',
};

/** Before the window is loaded. Forced colours that a browser is really told of would be forced upon the pages too. */
export async function followColours(page: Page): Promise<void> {
  await page.addInitScript(highContrastSwitch);
}

export async function wear(page: Page, { scheme, isHighContrast }: PictureTheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.evaluate(`globalThis.setHighContrast(${isHighContrast})`);
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
