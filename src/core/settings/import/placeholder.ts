/** Values that guides and templates show where one's own belongs. They say nothing about the app. */

/** `<password from previous step>`, `[your-alias]`, `{{ alias }}`, `xxx`, `*****`, `…` */
const markedOut = [
  /^<[^<>]{1,100}>$/,
  /^\[[^[\]]{1,100}\]$/,
  /^\{\{.{1,100}\}\}$/,
  /^(?:x{2,20}|\*{2,40}|\.{3,20}|•{1,40}|…|\?{2,20}|_{2,20}|-{2,20})$/i,
  /^(?:change[_ -]?(?:me|it|this)|todo|tbd|fixme|replace[_ -]?(?:me|this|with.{0,60})|n\/a|null|undefined|none)$/i,
  /^(?:your|my[_ -]own|the)(?:[_ -]?[a-z]{1,20}){0,4}[_ -]?(?:password|pass|pwd|alias|keystore|key|name|path|file|team|id|secret|token|here)(?:[_ -]?here)?$/i,
  /^(?:enter|insert|put|set|add|type)[_ -].{0,60}(?:here|password|alias|path|name)$/i,
  /^(?:key)?(?:store)?[_ -]?password[_ -](?:from|of|goes)[_ -].{0,60}$/i,
];

export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return text.length <= 200 && markedOut.some((pattern) => pattern.test(text));
}

/** Paths with a part of that kind, such as `/Users/<user name>/upload-keystore.jks` and `path/to/keystore.jks`. */
export function isPlaceholderPath(value: string): boolean {
  const text = value.trim().replaceAll('\\', '/').slice(0, 1024);
  return (
    /^\/?(?:path|location)\/(?:to|of)\//i.test(text) ||
    text.split('/').some((part) => isPlaceholder(part.replace(/\.\w{1,10}$/, '')) || /<[^<>]{1,60}>/.test(part))
  );
}

/** Names that guides tell people to type: they count when such a file is there. */
export function isNameOfGuide(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  return /^(?:my[_-](?:upload|release|app)?[_-]?key(?:store)?|my[_-]release[_-]key|my[_-]upload[_-]key|example|sample|key)\.(?:keystore|jks|p12)$/i.test(
    name,
  );
}
