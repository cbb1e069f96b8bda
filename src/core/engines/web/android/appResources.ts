/** The resources of a web app: names, colours, theme, icons, and the documents that the manifest points to. */

import { anyDensity, type ResourceConfiguration } from '../../../formats/android-resources/resourceConfiguration.ts';
import { parseLanguageTag } from '../../../formats/web-manifest/languageTag.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { color } from './androidElement.ts';
import { addTheme, nightConfiguration } from './appTheme.ts';
import { createSmallIcon, type LauncherIcons } from './launcherIcons.ts';
import { adaptiveIcon, dataExtractionRules, networkSecurityConfig, shortcutsDocument } from './resourceDocuments.ts';
import { ResourceBuilder } from './resourceBuilder.ts';
import { type LightAndDark, type WebApp } from '../webApp.ts';

const xxxhdpi = { dpi: 640, shortcutPixels: 192 };

export async function appResources(app: WebApp, spec: BuildSpec, icons: LauncherIcons): Promise<ResourceBuilder> {
  const resources = new ResourceBuilder();
  addNames(resources, 'app_name', app.name, app.names);
  if (app.shortName !== undefined) addNames(resources, 'launcher_name', app.shortName, { ...app.names, ...app.shortNames });
  addColor(resources, 'bar', app.barColor);
  addColor(resources, 'background', app.backgroundColor);
  resources.add('color', 'icon_background', color(icons.background));
  addIcons(resources, icons);
  addTheme(resources, app);
  const documents = {
    network_security_config: networkSecurityConfig(spec.buildType === 'debug'),
    data_extraction_rules: dataExtractionRules(),
  };
  for (const [name, xml] of Object.entries(documents)) resources.addFile('xml', name, { path: `res/xml/${name}.xml`, xml });
  if (app.shortcuts.length > 0) await addShortcuts(resources, app, spec);
  return resources;
}

function addNames(resources: ResourceBuilder, key: string, name: string, names: Readonly<Record<string, string>>): void {
  resources.add('string', key, { type: 'string', value: name });
  const seen = new Set<string>();
  for (const [tag, value] of Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const locale: ResourceConfiguration | undefined = parseLanguageTag(tag);
    const identity = JSON.stringify(locale);
    // Tags that differ in a variant only are one language to Android; the first counts.
    if (locale === undefined || seen.has(identity)) continue;
    seen.add(identity);
    resources.add('string', key, { type: 'string', value }, locale);
  }
}

function addColor(resources: ResourceBuilder, name: string, { light, dark }: LightAndDark<number>): void {
  resources.add('color', name, color(light));
  if (dark !== light) resources.add('color', name, color(dark), nightConfiguration);
}

function addIcons(resources: ResourceBuilder, icons: LauncherIcons): void {
  const pictures = [
    ['ic_launcher', 'legacy'],
    ['ic_launcher_round', 'round'],
    ['ic_launcher_foreground', 'foreground'],
    ['ic_launcher_monochrome', 'monochrome'],
  ] as const;
  for (const [name, kind] of pictures) {
    for (const icon of icons.densities) {
      const bytes = icon[kind];
      if (bytes) resources.addFile('mipmap', name, { path: `res/mipmap-${icon.densityName}/${name}.png`, bytes }, { density: icon.dpi });
    }
  }
  for (const name of ['ic_launcher', 'ic_launcher_round']) {
    const file = { path: `res/mipmap-anydpi-v26/${name}.xml`, xml: adaptiveIcon(icons, resources) };
    resources.addFile('mipmap', name, file, { density: anyDensity, sdkVersion: 26 });
  }
}

async function addShortcuts(resources: ResourceBuilder, app: WebApp, spec: BuildSpec): Promise<void> {
  for (const [index, { label, longLabel, icon }] of app.shortcuts.entries()) {
    resources.add('string', `shortcut_${index}`, { type: 'string', value: label });
    resources.add('string', `shortcut_${index}_long`, { type: 'string', value: longLabel });
    if (icon === undefined) continue;
    const bytes = await createSmallIcon(icon, xxxhdpi.shortcutPixels);
    const file = { path: `res/mipmap-xxxhdpi/shortcut_${index}.png`, bytes };
    resources.addFile('mipmap', `shortcut_${index}`, file, { density: xxxhdpi.dpi });
  }
  resources.addFile('xml', 'shortcuts', { path: 'res/xml/shortcuts.xml', xml: shortcutsDocument(app, spec.appIdentifier, resources) });
}
