/** The XML documents below `res`. */

import { packDimension } from '../../../formats/android-resources/complexValue.ts';
import { type ResourceValue } from '../../../formats/android-resources/resourceValue.ts';
import { type XmlElement } from '../../../formats/android-resources/xmlModel.ts';
import { documentElement, element } from './androidElement.ts';
import { mainActivity } from './appManifest.ts';
import { type LauncherIcons } from './launcherIcons.ts';
import { type ResourceBuilder } from './resourceBuilder.ts';
import { type WebApp } from '../webApp.ts';

/** developer.android.com, "Network security configuration". A debug build also trusts the authorities that the user installed. */
export function networkSecurityConfig(isDebug: boolean): XmlElement {
  return element('network-security-config', {}, [
    element('base-config', {}, [], { cleartextTrafficPermitted: 'false' }),
    isDebug
      ? element('debug-overrides', {}, [
          element('trust-anchors', {}, [
            element('certificates', {}, [], { src: 'system' }),
            element('certificates', {}, [], { src: 'user' }),
          ]),
        ])
      : undefined,
  ]);
}

/** Nothing goes to a cloud or another phone: what a page stores belongs to this one. */
export function dataExtractionRules(): XmlElement {
  const domains = ['root', 'file', 'database', 'sharedpref', 'external'];
  const rules = (name: string): XmlElement =>
    element(
      name,
      {},
      domains.map((domain) => element('exclude', {}, [], { domain, path: '.' })),
    );
  return element('data-extraction-rules', {}, [rules('cloud-backup'), rules('device-transfer')]);
}

export function adaptiveIcon(icons: LauncherIcons, resources: ResourceBuilder): XmlElement {
  const layer = (name: string, picture: string, inset: number): XmlElement => {
    const edge: ResourceValue = { type: 'dimension', bits: packDimension(inset, 'dp') };
    const drawable = resources.reference('mipmap', picture);
    return element(name, {}, [element('inset', { drawable, insetLeft: edge, insetRight: edge, insetTop: edge, insetBottom: edge })]);
  };
  const hasMonochrome = icons.densities.some(({ monochrome }) => monochrome !== undefined);
  return documentElement('adaptive-icon', {}, [
    element('background', { drawable: resources.reference('color', 'icon_background') }),
    layer('foreground', 'ic_launcher_foreground', icons.foregroundInset),
    hasMonochrome ? layer('monochrome', 'ic_launcher_monochrome', icons.monochromeInset) : undefined,
  ]);
}

/** developer.android.com, "Create shortcuts", static ones. Their texts must be resources. */
export function shortcutsDocument(app: WebApp, appIdentifier: string, resources: ResourceBuilder): XmlElement {
  const shortcuts = app.shortcuts.map(({ url, icon }, index) =>
    element(
      'shortcut',
      {
        enabled: true,
        icon: icon === undefined ? undefined : resources.reference('mipmap', `shortcut_${index}`),
        shortcutId: `shortcut_${index}`,
        shortcutShortLabel: resources.reference('string', `shortcut_${index}`),
        shortcutLongLabel: resources.reference('string', `shortcut_${index}_long`),
      },
      [element('intent', { action: 'android.intent.action.VIEW', targetPackage: appIdentifier, targetClass: mainActivity, data: url })],
    ),
  );
  return documentElement('shortcuts', {}, shortcuts);
}
