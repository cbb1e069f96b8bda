/** The bundle l10n/bundle.l10n.json that translators start from, made from the sources of the extension and from the core's tables. */

import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../steps/projectRoot.ts';
import { extractStrings } from './extractStrings.ts';
import { pseudoBundle, pseudoLanguage } from './pseudoLanguage.ts';
import { tableStrings, tableTextPath } from './tableStrings.ts';

export const stringBundlePath = 'l10n/bundle.l10n.json';

export interface StringBundle {
  readonly text: string;
  readonly problems: readonly string[];
}

/** What the bundle has to say now. */
export function stringBundle(): StringBundle {
  const files = globSync('src/extension/**/*.ts', { cwd: projectRoot }).map((path) => path.replaceAll('\\', '/'));
  const ownFiles = files.filter((path) => path !== tableTextPath).sort();
  const { strings, problems } = extractStrings(new Map(ownFiles.map((path) => [path, readFileSync(join(projectRoot, path), 'utf8')])));
  const all = [...new Set([...strings, ...tableStrings()])].sort();
  return { text: jsonText(Object.fromEntries(all.map((string) => [string, string]))), problems };
}

export function isStringBundleCurrent(): boolean {
  const path = join(projectRoot, stringBundlePath);
  return existsSync(path) && readFileSync(path, 'utf8') === stringBundle().text;
}

export function writeStringBundle(): void {
  mkdirSync(join(projectRoot, 'l10n'), { recursive: true });
  writeFileSync(join(projectRoot, stringBundlePath), stringBundle().text);
}

/** Puts the pseudo-language into an unpacked extension. It never ships. */
export function writePseudoLanguage(extensionFolder: string): void {
  mkdirSync(join(extensionFolder, 'l10n'), { recursive: true });
  const host: unknown = JSON.parse(stringBundle().text);
  const manifest: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.nls.json'), 'utf8'));
  writeFileSync(join(extensionFolder, `l10n/bundle.l10n.${pseudoLanguage}.json`), jsonText(pseudoBundle(texts(host))));
  writeFileSync(join(extensionFolder, `package.nls.${pseudoLanguage}.json`), jsonText(pseudoBundle(texts(manifest))));
}

function texts(bundle: unknown): Record<string, string> {
  if (typeof bundle !== 'object' || bundle === null) return {};
  return Object.fromEntries(Object.entries(bundle).map(([key, value]) => [key, String(value)]));
}

function jsonText(bundle: Readonly<Record<string, string>>): string {
  return `${JSON.stringify(bundle, null, 2)}\n`;
}
