/**
 * Which device opens a page, as far as its browser says it in its headers. Browsers hide a lot: Android's Chrome says `Android 10` whatever it
 * runs on, iPads say they are Macs, and newer iPhones keep saying iOS 18. What may be hidden is unknown, never guessed.
 */

export interface VisitorHeaders {
  readonly userAgent: string | undefined;
  /** `Sec-CH-UA-Platform-Version`, which browsers send over https to a server that asked for it. */
  readonly platformVersion: string | undefined;
  /** `Sec-CH-UA-Arch` and `Sec-CH-UA-Bitness`. */
  readonly architecture: string | undefined;
  readonly bitness: string | undefined;
}

export type VisitorSystem = 'Android' | 'iOS' | 'Windows' | 'macOS' | 'Linux';

export interface Visitor {
  readonly system: VisitorSystem | null;
  /** `15`, `18.6`. */
  readonly osVersion: string | null;
  readonly architecture: 'arm' | 'arm64' | 'x86' | 'x86_64' | null;
  /** A browser inside another app, which often can neither download nor install. */
  readonly isInApp: boolean;
}

/** What a page asks browsers for. */
export const clientHints = 'Sec-CH-UA-Platform-Version, Sec-CH-UA-Arch, Sec-CH-UA-Bitness';

const longestHeader = 1000;
/** What Chrome says on every Android, and Safari on every iPhone since iOS 26. */
const frozenAndroid = '10';
const frozenIos = /^18[._][67]/;
const inAppBrowsers = /\b(?:FBAN|FBAV|Instagram|Line\/|MicroMessenger|DingTalk|Snapchat|Twitter|LinkedInApp|Slack_|GSA\/)|; wv\)/;

export function visitorOf({ userAgent = '', platformVersion, architecture, bitness }: VisitorHeaders): Visitor {
  const agent = userAgent.slice(0, longestHeader);
  const system = systemOf(agent);
  return {
    system,
    osVersion: system === 'Android' ? androidVersion(agent, platformVersion) : system === 'iOS' ? iosVersion(agent) : null,
    architecture: architectureOf(unquoted(architecture), unquoted(bitness)),
    isInApp: inAppBrowsers.test(agent) || (system === 'iOS' && !/\bSafari\//.test(agent)),
  };
}

function systemOf(agent: string): VisitorSystem | null {
  if (/\bAndroid\b/.test(agent)) return 'Android';
  if (/\b(?:iPhone|iPad|iPod)\b/.test(agent)) return 'iOS';
  if (/\bWindows NT\b/.test(agent)) return 'Windows';
  // Safari on an iPad says the same.
  if (/\bMacintosh\b/.test(agent)) return /\bVersion\/[\d.]+ Safari\b/.test(agent) ? null : 'macOS';
  return /\bLinux\b/.test(agent) ? 'Linux' : null;
}

function androidVersion(agent: string, hint: string | undefined): string | null {
  const told = /^(\d{1,3})/.exec(unquoted(hint) ?? '')?.[1];
  if (told !== undefined) return told;
  const said = /\bAndroid (\d{1,3})/.exec(agent)?.[1];
  return said === undefined || said === frozenAndroid ? null : said;
}

function iosVersion(agent: string): string | null {
  const said = /\bOS (\d{1,3}(?:_\d{1,3})?)/.exec(agent)?.[1]?.replace('_', '.');
  const safari = /\bVersion\/(\d{1,3}(?:\.\d{1,3})?)/.exec(agent)?.[1];
  if (said === undefined || !frozenIos.test(said)) return said ?? null;
  return safari !== undefined && Number.parseInt(safari, 10) > 18 ? safari : null;
}

function architectureOf(name: string | undefined, bits: string | undefined): Visitor['architecture'] {
  if (name !== 'arm' && name !== 'x86') return null;
  if (bits === '64') return name === 'arm' ? 'arm64' : 'x86_64';
  return bits === '32' ? name : null;
}

/** A header of this kind is a string in quotation marks (RFC 8941). */
function unquoted(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^"([^"]{0,50})"$/.exec(header)?.[1];
}
