/** Collects what a reader finds in one file: leaves out what is empty or computed, places everything, and makes paths relative to the app. */

import { createIssue, type Issue, type IssueParams } from '../../base/issue.ts';
import { type IssueCode } from '../../base/issues/issueTable.ts';
import { Secret } from '../../base/secret.ts';
import { type SettingsChange } from '../editSettings.ts';
import { TextPositions } from '../text/textPositions.ts';
import { pathFromApp } from './pathFromApp.ts';
import { type ImportedFile, type ImportedSecret, type ImportedValue, type ImportPlace } from './importedFile.ts';

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

export class FileCollector {
  readonly #values: ImportedValue[] = [];
  readonly #secrets: ImportedSecret[] = [];
  readonly #issues: Issue[] = [];
  readonly #file: string;
  readonly #tool: string;
  readonly #positions: TextPositions;

  constructor(text: string, file: string, tool: string) {
    this.#file = file;
    this.#tool = tool;
    this.#positions = new TextPositions(text);
  }

  text(path: SettingsChange['path'], piece: Piece | undefined): void {
    if (piece && isUsable(piece.value)) this.#add(path, piece.value.trim(), piece);
  }

  /** A number, also where the tool writes it as text. */
  integer(path: SettingsChange['path'], piece: Piece | undefined): void {
    const value = Number(typeof piece?.value === 'boolean' || piece?.value === '' ? Number.NaN : piece?.value);
    if (piece && Number.isSafeInteger(value) && value > 0) this.#add(path, value, piece);
  }

  /** A word of the tool, as the word of the settings that means the same. */
  choice(path: SettingsChange['path'], piece: Piece | undefined, words: Readonly<Record<string, string>>): void {
    const value = typeof piece?.value === 'string' && Object.hasOwn(words, piece.value) ? words[piece.value] : undefined;
    if (piece && value !== undefined) this.#add(path, value, piece);
  }

  /** A file, named relative to `folder` of the app. */
  path(path: SettingsChange['path'], piece: Piece | undefined, folder: string): string | undefined {
    const value = piece && isUsable(piece.value) ? pathFromApp(folder, piece.value.trim()) : undefined;
    if (piece && value !== undefined) this.#add(path, value, piece);
    return value;
  }

  /** Empty ones and references to where the secret is are none. */
  secret({ value, key, purpose, asset, alias, removal, ...piece }: SecretPiece): void {
    if (!isUsable(value)) return;
    const place = this.#placeOf(piece);
    const optional = { ...(asset !== undefined && { asset }), ...(alias !== undefined && { alias }) };
    this.#secrets.push({ key, purpose, secret: new Secret(value), place, removal, ...optional });
  }

  issue<Code extends IssueCode>(code: Code, params: IssueParams<Code>, piece?: { readonly offset: number; readonly length: number }): void {
    this.#issues.push(createIssue(code, params, piece ? this.#placeOf(piece) : { file: this.#file }));
  }

  done(): ImportedFile {
    return { file: this.#file, tool: this.#tool, values: this.#values, secrets: this.#secrets, issues: this.#issues };
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

function isUsable(value: string | number | boolean): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longestValue && !isLookedUp(value.trim());
}
