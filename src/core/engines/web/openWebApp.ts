/**
 * Brings an app's folder or address, its manifest and its settings together. The settings win over the manifest, the manifest
 * over the start page.
 */

import { fromUtf8 } from '../../base/bytes.ts';
import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type ManifestOrientation, type WebManifest } from '../../formats/web-manifest/webManifest.ts';
import { type WebSettings } from '../../settings/appSettings.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { checkReferences } from './checkReferences.ts';
import { locateWebApp, type WebAccess, type WebLocation } from './locateWebApp.ts';
import { PictureMemory } from './pictureMemory.ts';
import { readShortcutIcon, readWebIcons } from './readWebIcons.ts';
import { pageLimit, readWebManifest } from './readWebManifest.ts';
import { checkBounds } from './packageBounds.ts';
import { checkUpdateSetting, isForStore, parseUpdateAddress } from './updateCheck.ts';
import { resolveColors } from './webColors.ts';
import { type WebApp, type WebAppInspection, type WebShortcut } from './webApp.ts';
import { type WebEnginePorts } from './webEnginePorts.ts';
import { checkWebSettings } from './webSettingsCheck.ts';

const shortcutLimit = 4;
const iconFileLimit = 10_000_000;

export interface WebAppAccess extends WebAccess {
  /** Those decoded before. */
  readonly pictures?: PictureMemory;
}

export async function openWebApp(ports: WebEnginePorts, spec: BuildSpec, access: WebAppAccess = {}): Promise<WebAppInspection> {
  const { pictures = new PictureMemory() } = access;
  const settings = spec.settings.web ?? {};
  const issues: Issue[] = [...checkWebSettings(settings), ...checkUpdateSetting(settings.updateCheck, spec)];
  const { location, issues: locating } = await locateWebApp(ports, spec, access);
  issues.push(...locating);
  if (location === undefined) return { issues };
  if (settings.icon !== undefined) {
    const outside = await checkBounds(ports.files, ports.paths, spec.appFolder, {
      field: 'web.icon',
      path: settings.icon,
      pointer: '/web/icon',
    });
    if (outside) return { issues: [...issues, outside] };
  }
  const reading = await readWebManifest(location.source, location.pageUrl);
  const { manifest, head } = reading;
  issues.push(...reading.issues);
  const { icons, issues: iconIssues } = await readWebIcons({
    source: location.source,
    pictures,
    manifest,
    head,
    pageUrl: reading.pageUrl,
    pagePlace: reading.page?.place ?? reading.pageUrl,
    ...(settings.icon !== undefined && { fromSettings: iconFile(ports, spec, settings.icon) }),
  });
  issues.push(...iconIssues, ...location.source.issues);
  const start = startUrlOf(location, settings, manifest);
  if (start === undefined) issues.push(createIssue('web-start-page-outside', { page: settings.startPage ?? '' }));
  else if (!location.holds(start)) issues.push(createIssue('web-start-page-missing', { page: shownPath(start) }));
  else if (!location.isRemote) {
    // What no file answers is shown by the first page.
    const page = (start === reading.pageUrl ? undefined : await location.source.read(start, pageLimit)) ?? reading.page;
    if (page) issues.push(...checkReferences({ html: fromUtf8(page.bytes), url: start, place: { file: page.place } }, location.files));
  }
  const shortcuts = manifest?.shortcuts ?? [];
  if (shortcuts.length > shortcutLimit) issues.push(createIssue('web-shortcuts-too-many', { count: shortcuts.length }));
  if (start === undefined || hasErrors(issues)) return { issues };
  // Names of the manifest are those of the app only while the settings do not call it otherwise.
  const isNamedByManifest = manifest !== undefined && (manifest.name ?? manifest.shortName) === spec.name;
  const shortName = isNamedByManifest ? manifest.shortName : undefined;
  const updateCheck = settings.updateCheck === undefined ? undefined : parseUpdateAddress(settings.updateCheck);
  const app: WebApp = {
    isRemote: location.isRemote,
    startUrl: start,
    scope: location.isRemote ? (manifest?.scope ?? new URL('.', start).href) : new URL('/', start).href,
    otherOrigins: (settings.allowedOrigins ?? []).map((origin) => new URL(origin).origin),
    name: spec.name,
    ...(shortName !== undefined && shortName !== spec.name && { shortName }),
    names: { ...manifest?.names, ...settings.names },
    shortNames: isNamedByManifest ? manifest.shortNames : {},
    ...resolveColors(settings, manifest, head),
    orientation: settings.orientation ?? manifest?.orientation ?? ('any' satisfies ManifestOrientation),
    display: settings.display ?? manifest?.display ?? 'standalone',
    permissions: [...new Set(settings.permissions ?? [])],
    ...(updateCheck !== undefined && !isForStore(spec.buildType) && { updateCheck }),
    shortcuts: await Promise.all(
      shortcuts.slice(0, shortcutLimit).map(async (shortcut): Promise<WebShortcut> => {
        const icon = await readShortcutIcon({ source: location.source, pictures }, shortcut.icons);
        const { name, url } = shortcut;
        return { label: shortcut.shortName ?? name, longLabel: name, url, ...(icon && { icon }) };
      }),
    ),
    icons,
    files: location.files,
  };
  return { app, issues };
}

function iconFile(ports: WebEnginePorts, spec: BuildSpec, icon: string): Parameters<typeof readWebIcons>[0]['fromSettings'] & object {
  const path = ports.paths.resolve(spec.appFolder, icon);
  return {
    name: icon,
    open: async () => {
      const stat = await ports.files.stat(path);
      if (stat?.kind !== 'file' || stat.sizeBytes > iconFileLimit) return undefined;
      return {
        url: '',
        bytes: await ports.files.readFile(path, { ...present('identity', stat.identity), maxBytes: iconFileLimit }),
        place: path,
      };
    },
  };
}

/** The start page of the settings, of the manifest, or the first page. */
function startUrlOf(location: WebLocation, settings: WebSettings, manifest: WebManifest | undefined): string | undefined {
  if (settings.startPage === undefined) return manifest?.startUrl ?? location.pageUrl;
  return URL.parse(settings.startPage, location.base)?.origin === new URL(location.base).origin ? location.pageUrl : undefined;
}

function shownPath(url: string): string {
  const path = new URL(url).pathname.slice(1);
  return path === '' ? 'index.html' : path;
}
