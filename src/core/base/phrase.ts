/**
 * Marks a text that is put into the place of a message, such as a reason: it is found for translators by this mark
 * (`scripts/l10n/phraseStrings.ts`), and a face that speaks another language translates it like the message. Does nothing else.
 */

export function phrase<Text extends string>(text: Text): Text {
  return text;
}

/** Every value of a table. */
export function phrases<Table extends Readonly<Record<string, string>>>(table: Table): Table {
  return table;
}
