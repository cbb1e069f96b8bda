/**
 * Collects what a reader finds in one file: places everything and makes paths relative to the app. What it leaves out, other than what is
 * empty, becomes an issue that says why.
 */

import { createIssue, type Issue, type IssueParams } from '../../base/issue.ts';
import { type IssueCode } from '../../base/issues/issueTable.ts';
import { phrases } from '../../base/phrase.ts';
import { Secret } from '../../base/secret.ts';
import { type SettingsChange } from '../editSettings.ts';
import { TextPositions } from '../text/textPositions.ts';
import { pathFromApp } from './pathFromApp.ts';
import { type ImportedFile, type ImportedSecret, type ImportedValue, type ImportPlace } from './importedFile.ts';
import { isPlaceholder, isPlaceholderPath } from './placeholder.ts';

/** A value as a file has it, and where. */
export interface Piece {
  readonly value: string | number | boolean;
  readonly offset: number;
  readonly length: number;
}

export interface SecretPiece extends Piece {
  readonly key: string;
  readonly purpose: ImportedSecret['purpose'];
  readonly asset?: string | undefined;
  readonly alias?: string | undefined;
  readonly removal: ImportedSecret['removal'];
}

/** Values that the tool looks up elsewhere when it runs. */
const isLookedUp = (text: string): boolean => /^(env|file):|\$[({]|^\$[A-Z_]+$|^%\w+%$|^@/.test(text);
const longestValue = 1024;

const reasons = phrases({
  'looked-up': 'the tool reads it from elsewhere at run time',
  computed: 'it is computed',
  placeholder: 'it is a placeholder from a guide or template',
  long: 'it is too long',
  choice: 'the settings have no such field',
  number: 'it is not a whole number above 0',
  shell: 'only a shell can resolve a path that begins with ~',
  escape: 'its single backslashes are escape characters; double them or use forward slashes',
  type: 'it is not a text',
});

export type SkipReason = keyof typeof reasons;

export class FileCollector {
  readonly #values: ImportedValue[] = [];
  readonly #secrets: ImportedSecret[] = [];
  readonly #issues: Issue[] = [];
  readonly #undecided: (readonly ImportedValue[])[] = [];
  readonly #file: string;
  readonly #tool: string;
  readonly #positions: TextPositions;

  constructor(text: string, file: string, tool: string) {
    this.#file = file;
    this.#tool = tool;
    this.#positions = new TextPositions(text);
  }

  text(path: SettingsChange['path'], piece: Piece | undefined): void {
    if (piece && this.#isUsable(path, piece)) this.#add(path, String(piece.value).trim(), piece);
  }

  /** A number, also where the tool writes it as text. */
  integer(path: SettingsChange['path'], piece: Piece | undefined): void {
    const value = Number(typeof piece?.value === 'boolean' || piece?.value === '' ? Number.NaN : piece?.value);
    if (!piece || piece.value === '') return;
    if (Number.isSafeInteger(value) && value > 0) this.#add(path, value, piece);
    else if (typeof piece.value !== 'string' || this.#isUsable(path, piece)) this.skip(path, piece, 'number');
  }

  /** A word of the tool, as the word of the settings that means the same. */
  choice(path: SettingsChange['path'], piece: Piece | undefined, words: Readonly<Record<string, string>>): void {
    const value = typeof piece?.value === 'string' && Object.hasOwn(words, piece.value) ? words[piece.value] : undefined;
    if (piece && value !== undefined) this.#add(path, value, piece);
    else if (piece && this.#isUsable(path, piece)) this.skip(path, piece, 'choice');
  }

  /** A word of the tool; where it is absent, what the tool does then, if there is the part of the file that would hold it. */
  choiceOrDefault(
    path: SettingsChange['path'],
    piece: Piece | undefined,
    words: Readonly<Record<string, string>>,
    otherwise: { readonly place: Pick<Piece, 'offset' | 'length'> | undefined; readonly value: string },
  ): void {
    const { place, value } = otherwise;
    if (piece) this.choice(path, piece, words);
    else if (place && !this.#isSaid(path)) this.#add(path, value, { value, offset: place.offset, length: place.length });
  }

  hasIssue(...codes: readonly IssueCode[]): boolean {
    return this.#issues.some(({ code }) => codes.includes(code));
  }

  /** Whether an issue was reported about it. */
  #isSaid(path: SettingsChange['path']): boolean {
    return this.#issues.some(({ params }) => params['key'] === path.join('.'));
  }

  /** A file, named relative to `folder` of the app. */
  path(path: SettingsChange['path'], piece: Piece | undefined, folder: string): string | undefined {
    if (!piece || !this.#isUsable(path, piece)) return undefined;
    const written = String(piece.value).trim();
    const value = isPlaceholderPath(written) ? undefined : pathFromApp(folder, written);
    if (value === undefined) this.skip(path, piece, isPlaceholderPath(written) ? 'placeholder' : 'shell');
    else this.#add(path, value, piece);
    return value;
  }

  /** Empty ones and references to where the secret is are none. */
  secret({ value, key, purpose, asset, alias, removal, ...piece }: SecretPiece): void {
    if (typeof value !== 'string' || value.trim() === '' || value.length > longestValue || isLookedUp(value.trim())) return;
    const place = this.#placeOf(piece);
    // What is in it is never shown, not even that of a placeholder.
    if (isPlaceholder(value)) {
      this.#issues.push(createIssue('import-value-skipped', { file: this.#file, key, reason: reasons.placeholder }, place));
      return;
    }
    const optional = { ...(asset !== undefined && { asset }), ...(alias !== undefined && { alias }) };
    this.#secrets.push({ key, purpose, secret: new Secret(value), place, removal, ...optional });
  }

  /** Says that a value is not taken over. */
  skip(path: SettingsChange['path'], piece: { readonly offset: number; readonly length: number }, reason: SkipReason): void {
    const params = { file: this.#file, key: path.join('.'), reason: reasons[reason] };
    this.#issues.push(createIssue('import-value-skipped', params, this.#placeOf(piece)));
  }

  /** Values of which nothing says which one counts: left to people. */
  several(path: SettingsChange['path'], pieces: readonly Piece[]): void {
    const values = pieces.filter(({ value }) => typeof value !== 'boolean' && String(value).length <= longestValue);
    const [first] = values;
    if (!first) return;
    const shown = values.map(({ value }) => String(value)).join(', ');
    const params = { file: this.#file, key: path.join('.'), values: shown };
    this.#issues.push(createIssue('import-value-several', params, this.#placeOf(first)));
    this.#undecided.push(
      values.map((piece) => ({
        path,
        value: typeof piece.value === 'number' ? piece.value : String(piece.value),
        origin: this.#placeOf(piece),
      })),
    );
  }

  issue<Code extends IssueCode>(code: Code, params: IssueParams<Code>, piece?: { readonly offset: number; readonly length: number }): void {
    this.#issues.push(createIssue(code, params, piece ? this.#placeOf(piece) : { file: this.#file }));
  }

  done(): ImportedFile {
    return {
      file: this.#file,
      tool: this.#tool,
      values: this.#values,
      secrets: this.#secrets,
      issues: this.#issues,
      undecided: this.#undecided,
    };
  }

  #isUsable(path: SettingsChange['path'], piece: Piece): boolean {
    const { value } = piece;
    if (typeof value === 'string' && value.trim() === '') return false;
    const reason = whyUnusable(value);
    if (reason) this.skip(path, piece, reason);
    return reason === undefined;
  }

  #add(path: SettingsChange['path'], value: string | number, piece: Piece): void {
    this.#values.push({ path, value, origin: this.#placeOf(piece) });
  }

  #placeOf({
    offset,
    length,
  }: {
    readonly offset: number;
    readonly length: number;
  }): ImportPlace & { range: NonNullable<ImportPlace['range']> } {
    return { file: this.#file, range: this.#positions.range(offset, length) };
  }
}

function whyUnusable(value: Piece['value']): SkipReason | undefined {
  if (typeof value !== 'string') return 'type';
  if (value.length > longestValue) return 'long';
  if (isLookedUp(value.trim())) return 'looked-up';
  return isPlaceholder(value) ? 'placeholder' : undefined;
}
