/**
 * Where the web files are in a package of each framework, and which files there the framework adds by itself, so that they stay as the base
 * has them.
 */

import { type Platform } from '../../../settings/platform.ts';
import { type EngineId } from '../../../settings/settingsModel.ts';

export interface WebContent {
  /** From the root of the assets, or of the app for iOS, with a slash at its end. */
  readonly folder: Readonly<Record<Platform, string>>;
  /** Whether scripts of Cordova and its plugins are among the web files. */
  readonly hasPlugins: boolean;
  /** Whether folders whose names begin with an underscore are left out, as Android's asset packer does unless set otherwise. */
  readonly hidesUnderscores: boolean;
  /** Whether the product's own packer wrote it, which hides nothing. */
  readonly isOwn: boolean;
  /** Files that the framework's tool makes among them, which stay as the base has them. */
  readonly kept?: readonly string[];
}

export const webContents: Partial<Record<EngineId, WebContent>> = {
  web: { folder: { android: 'assets/www/', ios: 'www/' }, hasPlugins: false, hidesUnderscores: false, isOwn: true },
  cordova: { folder: { android: 'assets/www/', ios: 'www/' }, hasPlugins: true, hidesUnderscores: true, isOwn: false },
  capacitor: { folder: { android: 'assets/public/', ios: 'public/' }, hasPlugins: true, hidesUnderscores: false, isOwn: false },
};

/** Scripts that Cordova and Capacitor write among the web files. */
const frameworkScripts = /^(?:cordova(?:_plugins)?\.js$|cordova-js-src\/)/;

/**
 * Whether the framework adds a file of the web folder by itself. `pluginList` is the `cordova_plugins.js` of the package, which names the
 * scripts of the plugins.
 */
export function injectedBy({ hasPlugins, kept = [] }: WebContent, pluginList: string): (path: string) => boolean {
  if (!hasPlugins) return (path) => kept.includes(path);
  const plugins = new Set([...pluginList.matchAll(/["'](plugins\/[^/"'\n]{1,200}\/)/g)].map(([, folder = '']) => folder));
  return (path) => {
    const [, folder] = /^(plugins\/[^/]+\/)/.exec(path) ?? [];
    return frameworkScripts.test(path) || (folder !== undefined && plugins.has(folder));
  };
}

/** Names that Android's asset packer leaves out (`ignoreAssetsPattern` of the Android plugin and of Capacitor's template). */
export function isHiddenAsset(path: string, { hidesUnderscores, isOwn }: WebContent): boolean {
  if (isOwn) return false;
  return path.split('/').some((name, index, all) => {
    if (name.startsWith('.') || /^(?:cvs|thumbs\.db|picasa\.ini)$/i.test(name) || /(?:\.scc|~)$/i.test(name)) return true;
    return hidesUnderscores && index < all.length - 1 && name.startsWith('_');
  });
}
