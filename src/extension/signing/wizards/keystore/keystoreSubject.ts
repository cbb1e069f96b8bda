/** Whose key it is, as people type it: a plain name, or a distinguished name. Pure. */

import { type NameInput, parseNameText } from '../../../../core/formats/x509/distinguishedNameText.ts';

export type KeystoreSubject = NameInput;

/** A text to begin with. */
export function subjectOf(name: string): string {
  return `CN=${name.trim().replace(/[,;+"\\<>=#]/g, '\\$&')}`;
}

/** `undefined` when it is neither. A country is written in capitals. */
export function parseSubject(text: string): KeystoreSubject | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (!/(^|[^\\])=/.test(typed)) return [{ type: 'CN', value: typed.replace(/\\(.)/g, '$1') }];
  const name = parseNameText(typed);
  return name?.map(({ type, value }) => ({ type: type.toUpperCase(), value: type.toUpperCase() === 'C' ? value.toUpperCase() : value }));
}
