/** Where a value came from. Every face shows it next to the value. */

import { type TextRange } from '../base/issue.ts';

/**
 * How sure a value of the project is. `literal`: it is written like this at its place. `resolved`: it follows from what is written, through
 * variables or the documented default of the tool. `guessed`: something that is not read here, such as code or a choice between several,
 * can make it another one.
 */
export type Certainty = 'literal' | 'resolved' | 'guessed';

export type Origin =
  /** The settings file, at this JSON pointer. */
  | { readonly kind: 'settings'; readonly pointer: string }
  /** Given for this one package: an option of the command line, a field of a prompt. */
  | { readonly kind: 'option' }
  | { readonly kind: 'web-manifest'; readonly file: string }
  | { readonly kind: 'package-json'; readonly file: string; readonly range?: TextRange }
  /** Another file of the project, such as `pubspec.yaml`. */
  | {
      readonly kind: 'project';
      readonly file: string;
      readonly range?: TextRange;
      readonly certainty?: Certainty;
      /** The command of the project's own tool that said the value of a file that is code. */
      readonly evaluatedBy?: string;
    }
  /** The last package of the ledger. */
  | { readonly kind: 'ledger' }
  /** The name of the app's folder. */
  | { readonly kind: 'folder' }
  | { readonly kind: 'default' };

/** A value with its origin. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly origin: Origin;
}

/** The origin in a few words, for people. */
export function describeOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'settings':
      return `settings ${origin.pointer}`;
    case 'option':
      return 'set for this package';
    case 'web-manifest':
      return `web manifest ${origin.file}`;
    case 'package-json':
    case 'project': {
      const place = origin.range ? `${origin.file}:${origin.range.line + 1}` : origin.file;
      return origin.kind === 'project' && origin.evaluatedBy !== undefined ? `${place}, evaluated by ${origin.evaluatedBy}` : place;
    }
    case 'ledger':
      return 'last package';
    case 'folder':
      return 'folder name';
    case 'default':
      return 'default';
  }
}
