/** `CN=…` of a distinguished name, for a label. */
export function commonName(subject: string): string {
  const [, name] = /(?:^|, )CN=((?:[^,\\]|\\.)*)/.exec(subject) ?? [];
  return name?.replace(/\\(.)/g, '$1') ?? subject;
}
