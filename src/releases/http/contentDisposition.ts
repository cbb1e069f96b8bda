/**
 * `Content-Disposition: attachment` with a file name of any characters (RFC 6266 with RFC 8187's `filename*`). Path
 * separators and control characters never reach the client.
 */

export function attachmentDisposition(fileName: string): string {
  const safe =
    fileName
      .replace(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '_')
      .toWellFormed()
      .trim() || 'package';
  const ascii = safe.replace(/[^\u0020-\u007E]/gu, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
  return ascii === safe ? `attachment; filename="${ascii}"` : `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
