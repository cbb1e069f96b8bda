/** The colours of an app's bars and of its start, in light and dark. */

import { type PageHead } from '../../formats/web-manifest/pageHead.ts';
import { parseCssColor } from '../../formats/web-manifest/cssColor.ts';
import { type WebManifest } from '../../formats/web-manifest/webManifest.ts';
import { type WebSettings } from '../../settings/appSettings.ts';
import { type WebApp } from './webApp.ts';

const white = 0xffff_ffff;
/** What Android's own dark theme has behind its content. */
const nearBlack = 0xff12_1212;

/** A colour that is named by the app holds in dark as well, as it does in a browser; only what is left open follows the system. */
export function resolveColors(
  settings: WebSettings,
  manifest: WebManifest | undefined,
  head: PageHead,
): Pick<WebApp, 'barColor' | 'backgroundColor' | 'themeColor'> {
  const background = opaque(ofSettings(settings.backgroundColor) ?? manifest?.backgroundColor);
  const chosenTheme = opaque(ofSettings(settings.themeColor));
  const theme = chosenTheme ?? opaque(manifest?.themeColor ?? head.themeColor);
  const dark = chosenTheme ?? opaque(head.darkThemeColor) ?? theme;
  const backgroundColor = { light: background ?? white, dark: background ?? nearBlack };
  return {
    barColor: { light: theme ?? backgroundColor.light, dark: dark ?? backgroundColor.dark },
    backgroundColor,
    ...(theme !== undefined && { themeColor: theme }),
  };
}

function ofSettings(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseCssColor(text);
}

/** Windows of Android have nothing behind them that could shine through; a transparent colour counts as none. */
function opaque(argb: number | undefined): number | undefined {
  return argb === undefined || argb >>> 24 === 0 ? undefined : (argb | 0xff00_0000) >>> 0;
}
