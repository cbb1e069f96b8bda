/** The web app manifest of a folder of web files (W3C Web Application Manifest), as far as it names the app. */

import { type Sourced } from '../settings/origin.ts';
import { type ProjectFolderView } from './projectFacts.ts';
import { readJson, textAt } from './projectText.ts';

/** Where generators put it; a link in the start page comes first. */
const usualNames = ['manifest.webmanifest', 'site.webmanifest', 'manifest.json', 'app.webmanifest'] as const;

export interface WebManifestFacts {
  /** Relative to the app's folder. */
  readonly file: string;
  readonly name: Sourced<string> | undefined;
}

export async function findWebManifest(folder: ProjectFolderView, webDir: readonly string[]): Promise<WebManifestFacts | undefined> {
  const page = await folder.text(...webDir, 'index.html');
  const link = /<link\b[^>]{0,400}\brel\s*=\s*["']?manifest\b[^>]{0,400}>/i.exec(page ?? '')?.[0];
  const linked = /\bhref\s*=\s*["']?([^"'\s>]+)/i.exec(link ?? '')?.[1]?.replace(/^\.?\//, '');
  const isLocal = linked !== undefined && !/^[a-z]+:|^\/\/|\.\./i.test(linked);
  for (const name of [...(isLocal ? [linked] : []), ...usualNames]) {
    const relative = [...webDir, ...name.split('/')];
    const text = await folder.text(...relative);
    if (text === undefined) continue;
    const file = relative.join('/');
    const json = readJson(text);
    const origin = { kind: 'web-manifest', file } as const;
    return { file, name: textAt(json, origin, 'name') ?? textAt(json, origin, 'short_name') };
  }
  return undefined;
}
