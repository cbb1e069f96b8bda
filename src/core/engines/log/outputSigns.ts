/** What a line of a running tool says besides errors: how far it is, and which package it made. */

import { cleanLine } from './cleanLine.ts';

const percent = [
  // Gradle's rich console: `<====---> 45% EXECUTING [3s]`.
  /^<[=-]{1,40}> (?<percent>\d{1,3})% (?<detail>[A-Z]{3,20})/,
  // Metro: `LOG  BUNDLE  ./index.js ▓▓▓░ 45.2% (120/300)`.
  /[▓█]{0,40}░{0,40} (?<percent>\d{1,3})(?:\.\d)?% \(\d{1,7}\/\d{1,7}\)/,
  // CMake.
  /^\[ {0,2}(?<percent>\d{1,3})%\] (?<detail>.{1,200})/,
];
/** ninja, cargo and dart: `[12/340] Compiling x`. */
const ofTotal = /^\s{0,8}(?:Building )?\[(?:[=> ]{1,40}\] )?(?<done>\d{1,6})\/(?<all>\d{1,6})[\]:] ?(?<detail>.{0,200})/;

export function progressOf(line: string): { readonly fraction: number; readonly detail?: string } | undefined {
  if (!/\d[%/]/.test(line)) return undefined;
  const text = cleanLine(line);
  for (const pattern of percent) {
    const { percent: value, detail } = pattern.exec(text)?.groups ?? {};
    if (value !== undefined) return bounded(Number(value) / 100, detail);
  }
  const { done, all, detail } = ofTotal.exec(text)?.groups ?? {};
  return done === undefined || Number(all) === 0 ? undefined : bounded(Number(done) / Number(all), detail);
}

function bounded(fraction: number, detail = ''): { readonly fraction: number; readonly detail?: string } {
  return { fraction: Math.min(1, fraction), ...(detail !== '' && { detail }) };
}

const made = [
  // Flutter.
  /^(?:✓|√) Built (?<path>\S.{0,500}\.(?:apk|aab|ipa))(?: \([\d.]{1,12} ?[kMG]?B\))?\.?$/,
  // .NET: `  App -> /path/com.acme.app-Signed.apk`.
  /^ {0,8}[\w.-]{1,200} -> (?<path>\S.{0,500}\.(?:apk|aab|ipa))$/,
  // Cordova and Tauri write the path alone, under a heading.
  /^\s{1,12}(?<path>(?:[A-Za-z]:[\\/]|\/)[^:*?"<>|]{1,500}\.(?:apk|aab|ipa))$/,
];

export function artifactOf(line: string): string | undefined {
  if (!/\.(?:apk|aab|ipa)/.test(line)) return undefined;
  const text = cleanLine(line);
  for (const pattern of made) {
    const path = pattern.exec(text)?.groups?.['path'];
    if (path !== undefined) return path;
  }
  return undefined;
}
