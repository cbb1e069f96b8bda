/**
 * The theme of the app's window, light and dark: what shows before the first page, and the colours of the bars. Attributes that
 * are newer than a phone are passed over by it, so one style contains them all.
 */

import { androidStyles } from '../../../formats/android-resources/androidStyles.ts';
import { androidAttributeId } from '../../../formats/android-resources/attributeIds.ts';
import { type ResourceConfiguration } from '../../../formats/android-resources/resourceConfiguration.ts';
import { type ResourceMap } from '../../../formats/android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../../../formats/android-resources/resourceValue.ts';
import { isLightColor } from '../../../formats/web-manifest/cssColor.ts';
import { type ResourceBuilder } from './resourceBuilder.ts';
import { type WebApp } from '../webApp.ts';

/** `Configuration.UI_MODE_NIGHT_YES`. */
export const nightConfiguration: ResourceConfiguration = { uiMode: 0x20 };

/** `LAYOUT_IN_DISPLAY_CUTOUT_MODE_SHORT_EDGES`. */
const cutoutShortEdges = 1;

export function addTheme(resources: ResourceBuilder, app: WebApp): void {
  resources.add('style', 'AppTheme', style(resources, app, 'light'));
  resources.add('style', 'AppTheme', style(resources, app, 'dark'), nightConfiguration);
}

function style(resources: ResourceBuilder, app: WebApp, mode: 'light' | 'dark'): ResourceMap {
  const isLight = mode === 'light';
  const bar = resources.reference('color', 'bar');
  const background = resources.reference('color', 'background');
  const hasLightBar: ResourceValue = { type: 'boolean', value: isLightColor(app.barColor[mode]) };
  // The accent colours dialogs, such as the choices of a select; it must stand out from their surface.
  const accent = app.themeColor !== undefined && isLightColor(app.themeColor) !== isLight ? app.themeColor : undefined;
  const items: readonly (readonly [string, ResourceValue | undefined])[] = [
    ['windowBackground', background],
    ['colorAccent', accent === undefined ? undefined : { type: 'color', argb: accent, form: 'argb8' }],
    ['statusBarColor', bar],
    ['navigationBarColor', bar],
    ['windowLightStatusBar', hasLightBar],
    ['windowLightNavigationBar', hasLightBar],
    ['windowLayoutInDisplayCutoutMode', app.display === 'fullscreen' ? { type: 'integer', value: cutoutShortEdges } : undefined],
    ['windowSplashScreenBackground', background],
  ];
  return {
    type: 'map',
    kind: 'style',
    parent: androidStyles[isLight ? 'Theme.Material.Light.NoActionBar' : 'Theme.Material.NoActionBar'],
    items: items.flatMap(([name, value]) => (value === undefined ? [] : [{ key: idOf(name), value }])).sort((a, b) => a.key - b.key),
  };
}

function idOf(name: string): number {
  const id = androidAttributeId(name);
  if (id === undefined) throw new Error(`android:${name} is not an attribute`);
  return id;
}
