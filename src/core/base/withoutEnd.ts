/** The text without these characters at its end. A regular expression such as `/,+$/` begins again at each of them, which takes quadratic time. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
