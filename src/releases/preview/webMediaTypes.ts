/**
 * Media types by file extension, as the shells of packaged web apps have them (media/android-shell, MimeTypes.java), so that a preview
 * behaves as the package will. Pure.
 */

const rows =
  'html text/html,htm text/html,xhtml application/xhtml+xml,js text/javascript,mjs text/javascript,cjs text/javascript,css text/css,' +
  'json application/json,map application/json,webmanifest application/manifest+json,wasm application/wasm,xml application/xml,' +
  'txt text/plain,md text/markdown,csv text/csv,vtt text/vtt,svg image/svg+xml,png image/png,jpg image/jpeg,jpeg image/jpeg,' +
  'gif image/gif,webp image/webp,avif image/avif,ico image/x-icon,bmp image/bmp,woff font/woff,woff2 font/woff2,ttf font/ttf,' +
  'otf font/otf,mp3 audio/mpeg,m4a audio/mp4,aac audio/aac,ogg audio/ogg,oga audio/ogg,opus audio/ogg,wav audio/wav,flac audio/flac,' +
  'mp4 video/mp4,m4v video/mp4,webm video/webm,ogv video/ogg,mov video/quicktime,m3u8 application/vnd.apple.mpegurl,' +
  'pdf application/pdf,zip application/zip,glb model/gltf-binary,gltf model/gltf+json,bin application/octet-stream';

const known: ReadonlyMap<string, string> = new Map(
  rows.split(',').map((row) => {
    const [extension = '', type = ''] = row.split(' ');
    return [extension, type];
  }),
);

const withEncoding = /^text\/(javascript|css|plain|vtt|markdown|csv)$|json$/;

/** HTML and XML say their encoding themselves; scripts, styles and data are UTF-8, as the standards have it. */
export function webMediaType(path: string): string {
  const type = known.get((/\.([^./]+)$/.exec(path)?.[1] ?? '').toLowerCase()) ?? 'application/octet-stream';
  return withEncoding.test(type) ? `${type}; charset=utf-8` : type;
}
