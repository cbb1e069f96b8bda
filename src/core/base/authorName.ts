/** The name of a person as git writes one, `Ada <ada@example.com>`, without the address. */
export function authorName(author: string): string {
  const start = author.indexOf('<');
  return (start < 0 ? author : author.slice(0, start)).trimEnd();
}
