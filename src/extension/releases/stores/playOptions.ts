/** What few publications on Google Play need: a draft, the priority of in-app updates, countries, and what makes stack traces readable. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type Countries } from '../../../core/stores/google-play/playRelease.ts';

export interface PlayOptions {
  /** Left in the Play Console, to be finished there. */
  readonly isDraft: boolean;
  /** 0 to 5. */
  readonly priority?: number;
  readonly countries?: Countries;
  readonly mappingPath?: string;
  readonly nativeSymbolsPath?: string;
}

interface OptionItem extends vscode.QuickPickItem {
  readonly change: (options: PlayOptions) => Promise<PlayOptions>;
}

/** Google Play takes countries for a rollout in production alone. Asks until someone is done; every answer counts. */
export async function askPlayOptions(title: string, known: PlayOptions, takesCountries: boolean): Promise<PlayOptions> {
  let options = known;
  for (;;) {
    const done = {
      label: vscode.l10n.t('Done'),
      detail: vscode.l10n.t('Back to the question before anything is published'),
      iconPath: new vscode.ThemeIcon('check'),
    };
    const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem & Partial<OptionItem>>(
      [...itemsOf(options, takesCountries), done],
      { title, placeHolder: vscode.l10n.t('Options of Google Play'), ignoreFocusOut: true },
    );
    if (!chosen?.change) return options;
    options = await chosen.change(options);
  }
}

function itemsOf({ isDraft, priority, countries, mappingPath, nativeSymbolsPath }: PlayOptions, takesCountries: boolean): OptionItem[] {
  const none = vscode.l10n.t('none');
  return [
    {
      label: vscode.l10n.t('Draft'),
      description: isDraft ? vscode.l10n.t('yes: you finish it in the Play Console') : vscode.l10n.t('no'),
      detail: vscode.l10n.t('Upload the package and leave the release in the Play Console'),
      change: async (options) => ({ ...options, isDraft: !options.isDraft }),
    },
    {
      label: vscode.l10n.t('In-App Update Priority'),
      description: String(priority ?? 0),
      detail: vscode.l10n.t('How urgently the app asks people to update, from 0 to 5'),
      change: async (options) => {
        const choices = ['0', '1', '2', '3', '4', '5'];
        const given = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('In-App Update Priority'), ignoreFocusOut: true });
        return given === undefined ? options : { ...options, priority: Number(given) };
      },
    },
    ...(takesCountries
      ? [
          {
            label: vscode.l10n.t('Countries of the Rollout'),
            description: countriesText(countries),
            detail: vscode.l10n.t('Only people there get the release for now'),
            change: askCountries,
          },
        ]
      : []),
    {
      label: vscode.l10n.t('Mapping File of R8'),
      description: mappingPath === undefined ? none : basename(mappingPath),
      detail: vscode.l10n.t('Makes stack traces of minified code readable'),
      change: async (options) => withFile(options, 'mappingPath', await askFile(vscode.l10n.t('Mapping File of R8'), ['txt', 'map'])),
    },
    {
      label: vscode.l10n.t('Symbols of Native Libraries'),
      description: nativeSymbolsPath === undefined ? none : basename(nativeSymbolsPath),
      detail: vscode.l10n.t('Makes crashes in native code readable; a ZIP archive'),
      change: async (options) =>
        withFile(options, 'nativeSymbolsPath', await askFile(vscode.l10n.t('Symbols of Native Libraries'), ['zip'])),
    },
  ];
}

/** What of them is not as usual, for the question before the upload. */
export function optionLines({ isDraft, priority, countries, mappingPath, nativeSymbolsPath }: PlayOptions): readonly string[] {
  const line = (label: string, text: string): string => `${label}: ${text}`;
  return [
    ...(isDraft ? [vscode.l10n.t('Draft: you finish it in the Play Console')] : []),
    ...(priority === undefined ? [] : [line(vscode.l10n.t('In-App Update Priority'), String(priority))]),
    ...(countries === undefined ? [] : [line(vscode.l10n.t('Countries of the Rollout'), countriesText(countries))]),
    ...(mappingPath === undefined ? [] : [line(vscode.l10n.t('Mapping File of R8'), basename(mappingPath))]),
    ...(nativeSymbolsPath === undefined ? [] : [line(vscode.l10n.t('Symbols of Native Libraries'), basename(nativeSymbolsPath))]),
  ];
}

function countriesText(countries: Countries | undefined): string {
  if (!countries) return vscode.l10n.t('all');
  return [...countries.codes, ...(countries.includesRestOfWorld ? [vscode.l10n.t('all others')] : [])].join(', ');
}

async function askCountries(options: PlayOptions): Promise<PlayOptions> {
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Countries of the Rollout'),
    prompt: vscode.l10n.t('Codes of two letters, separated by commas, and * for all others. Leave it empty for all.'),
    value: options.countries ? [...options.countries.codes, ...(options.countries.includesRestOfWorld ? ['*'] : [])].join(', ') : '',
    validateInput: (text) => {
      const wrong = codesIn(text).find((code) => code !== '*' && !/^[A-Z]{2}$/.test(code));
      return wrong === undefined ? undefined : vscode.l10n.t('{0} is not a code of two letters, such as DE', wrong);
    },
    ignoreFocusOut: true,
  });
  if (given === undefined) return options;
  const codes = [...new Set(codesIn(given))];
  const named = codes.filter((code) => code !== '*');
  const { countries: _, ...rest } = options;
  return named.length === 0 ? rest : { ...rest, countries: { codes: named, includesRestOfWorld: codes.includes('*') } };
}

function codesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((code) => code.trim().toUpperCase())
    .filter((code) => code !== '');
}

async function askFile(title: string, extensions: string[]): Promise<string | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title, filters: { [title]: extensions } })) ?? [];
  return file?.fsPath;
}

/** No file takes the chosen one away again. */
function withFile(options: PlayOptions, key: 'mappingPath' | 'nativeSymbolsPath', path: string | undefined): PlayOptions {
  const { [key]: _, ...rest } = options;
  return path === undefined ? rest : { ...rest, [key]: path };
}
