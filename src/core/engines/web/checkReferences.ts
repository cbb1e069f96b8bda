/**
 * Whether what the start page loads is among the web files. A script or a style sheet that is not there leaves the page blank, and it mostly
 * has one of few causes: sources instead of what a build makes of them, a base path of a server, a template that was not filled in.
 */

import { eachOnce } from '../../base/eachOnce.ts';
import { createIssue, type Issue, type Place, type Severity } from '../../base/issue.ts';
import { readPageReferences } from '../../formats/web-manifest/pageReferences.ts';
import { packagedOrigin, type WebFile } from './webApp.ts';
import { findWebFile } from './webSource.ts';

export interface StartPage {
  readonly html: string;
  /** Where the shell serves it. */
  readonly url: string;
  readonly place: Place;
}

/** What tools put in the place of values: Create React App and Vite, EJS, Handlebars and Angular, Thymeleaf, shells. */
const placeholder = /%[A-Z_]{2,}%|<%|\{\{|\$\{|\[\[|__[A-Z_]{3,}__/;

export function checkReferences({ html, url, place }: StartPage, files: readonly WebFile[]): readonly Issue[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const { base, references } = readPageReferences(html);
  const from = (base !== undefined && !placeholder.test(base) && URL.parse(base, url)?.href) || url;
  const issues: Issue[] = [];
  for (const { reference, isNeeded } of references) {
    const severity: Severity = isNeeded ? 'error' : 'warning';
    const shown = reference.slice(0, 300);
    if (placeholder.test(reference) || (base !== undefined && placeholder.test(base) && isRelative(reference))) {
      const params = { reference: placeholder.test(reference) ? shown : (base ?? '').slice(0, 300) };
      issues.push(createIssue('web-reference-template', params, place, severity));
      continue;
    }
    const target = URL.parse(reference, from);
    if (target?.origin !== packagedOrigin) continue;
    // Browsers run no source files, whether or not they are among the web files.
    if (findWebFile(byPath, target.href)) {
      if (isNeeded && isSource(decoded(target.pathname).slice(1)))
        issues.push(createIssue('web-reference-source', { reference: shown }, place));
      continue;
    }
    issues.push(missing(shown, target, files, place, severity));
  }
  return eachOnce(issues);
}

function isRelative(reference: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(reference);
}

function missing(reference: string, { pathname }: URL, files: readonly WebFile[], place: Place, severity: Severity): Issue {
  const path = decoded(pathname).slice(1);
  const folded = foldedPath(path);
  const sameButCase = files.find((file) => foldedPath(file.path) === folded);
  if (sameButCase) return createIssue('web-reference-case', { reference, file: sameButCase.path }, place, severity);
  // A base path of a server: the end of the path is a file.
  const elsewhere = files
    .filter((file) => path.endsWith(`/${file.path}`) && file.path.includes('/'))
    .reduce<WebFile | undefined>((best, file) => (best === undefined || file.path.length > best.path.length ? file : best), undefined);
  if (elsewhere) return createIssue('web-reference-elsewhere', { reference, file: elsewhere.path }, place, severity);
  const isUnbuilt = isSource(path) || /^(?:src|@vite|node_modules)\//.test(path);
  return createIssue(isUnbuilt ? 'web-reference-source' : 'web-reference-missing', { reference }, place, severity);
}

function isSource(path: string): boolean {
  return /\.(?:tsx?|jsx|vue|svelte|astro|s[ac]ss|less|styl|coffee|elm)$/i.test(path);
}

/** Upper and lower case, and composed and decomposed letters, are the same to a disk of macOS or Windows and not to Android. */
function foldedPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
