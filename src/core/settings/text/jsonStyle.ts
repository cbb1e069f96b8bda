/** How a JSON text is laid out, so that what is added looks like what is there. */

export interface JsonStyle {
  readonly indent: string;
  readonly lineEnd: '\n' | '\r\n';
}

export function styleOf(text: string): JsonStyle {
  const indent = /^([ \t]+)"/m.exec(text)?.[1];
  // An indent that mixes tabs and spaces, or is very deep, belongs to an odd line and is not a model.
  const usable = indent !== undefined && indent.length <= 8 && (/^ +$/.test(indent) || /^\t+$/.test(indent));
  return { indent: usable ? indent : '  ', lineEnd: /\r\n/.test(text) && !/[^\r]\n/.test(text) ? '\r\n' : '\n' };
}
