/** Small packages for desktops, made part by part: .deb, .rpm and .pkg; .msi and .AppImage as other tools made them. */

import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { concatBytes, latin1, utf8, type Bytes } from '../../src/core/base/bytes.ts';

const control = 'Package: hello\nVersion: 1:1.4.0-2\nArchitecture: amd64\nMaintainer: Ada <ada@example.com>\nDescription: Hello\n world\n';

function tarFile(name: string, content: Bytes): Bytes {
  const header = new Uint8Array(512);
  header.set(latin1(name), 0);
  header.set(latin1(content.length.toString(8).padStart(11, '0')), 124);
  const padded = new Uint8Array(Math.ceil(content.length / 512) * 512);
  padded.set(content);
  return concatBytes(header, padded);
}

function arMember(name: string, content: Bytes): Bytes {
  const header = latin1(
    `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n`,
  );
  return concatBytes(header, content, new Uint8Array(content.length % 2));
}

export function deb(name: string, packed: Bytes): Bytes {
  return concatBytes(
    latin1('!<arch>\n'),
    arMember('debian-binary', utf8('2.0\n')),
    arMember(name, packed),
    arMember('data.tar', new Uint8Array(9)),
  );
}

export const controlTar = concatBytes(
  tarFile('./', new Uint8Array()),
  tarFile('./md5sums', utf8('x'.repeat(700))),
  tarFile('./control', utf8(control)),
);

/** The control file as `tar | xz -9e` packs it, which no library here can. */
export const controlXz = Uint8Array.from(
  Buffer.from(
    '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AMddABcLyOfZ5dHD1ZV9QtvcDlxs1FkS8hVsMhSEiWqYpE0wogyh5GZUZPZRvoGv+OzneRdk2hGpgxMVggtoT465QNSlPDTYyKXglPrfidS9nu7i9' +
      'bapQnugQMqYyLxF5odaoyMSCKim1ykbT2D2xgSfnU1iwHsFX7w7hdF5TZ5DRUEMsrNFSzz9qcioEFCpD+UppkSSYftiL2IFMQRDDM4w7NbEzQGzEBbgWf98685LhJax6B87iZzY6peZu3k9XyF3' +
      'fTyZrR3nhgAAABMnjZy6wZHQAAHjAYBQAADKDADvscRn+wIAAAAABFla',
    'base64',
  ),
);

/** Made by wixl, mksquashfs (xz) and flatpak. */
export function hello(extension: 'msi' | 'AppImage' | 'flatpak'): Bytes {
  return new Uint8Array(readFileSync(new URL(`../fixtures/desktop/hello.${extension}`, import.meta.url)));
}

/** Files by their paths, packed with zlib as Apple's tools do. */
export function xar(files: Readonly<Record<string, string>>, certificate?: string): Bytes {
  const heap: Bytes[] = [];
  let offset = 0;
  const rows = Object.entries(files).map(([path, content]) => {
    const packed = deflateSync(content);
    heap.push(packed);
    const data = `<data><offset>${offset}</offset><length>${packed.length}</length><size>${content.length}</size><encoding style="application/x-gzip"/></data>`;
    offset += packed.length;
    const [folder, name] = path.includes('/') ? path.split('/') : [undefined, path];
    const file = `<file id="1">${data}<name>${name ?? ''}</name></file>`;
    return folder === undefined ? file : `<file id="2"><name>${folder}</name><type>directory</type>${file}</file>`;
  });
  const signature =
    certificate === undefined
      ? ''
      : `<signature><KeyInfo><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></signature>`;
  const text = `<?xml version="1.0" encoding="UTF-8"?><xar><toc>${signature}${rows.join('')}</toc></xar>`;
  const table = deflateSync(text);
  const header = new DataView(new ArrayBuffer(28));
  for (const [index, byte] of latin1('xar!').entries()) header.setUint8(index, byte);
  header.setUint16(4, 28);
  header.setUint16(6, 1);
  header.setBigUint64(8, BigInt(table.length));
  header.setBigUint64(16, BigInt(text.length));
  return concatBytes(new Uint8Array(header.buffer), table, ...heap);
}

function rpmHeader(entries: readonly (readonly [tag: number, type: number, value: Bytes])[]): Bytes {
  const store = concatBytes(...entries.map(([, , value]) => value));
  const intro = new DataView(new ArrayBuffer(16 + entries.length * 16));
  intro.setUint32(0, 0x8eade801);
  intro.setUint32(8, entries.length);
  intro.setUint32(12, store.length);
  let offset = 0;
  for (const [index, [tag, type, value]] of entries.entries()) {
    for (const [field, number] of [tag, type, offset, 1].entries()) intro.setUint32(16 + index * 16 + field * 4, number);
    offset += value.length;
  }
  return concatBytes(new Uint8Array(intro.buffer), store);
}

export function rpm(entries: readonly (readonly [tag: number, type: number, value: Bytes])[]): Bytes {
  const lead = new Uint8Array(96);
  lead.set([0xed, 0xab, 0xee, 0xdb]);
  const signature = rpmHeader([[1000, 4, new Uint8Array(5)]]);
  const pad = new Uint8Array((8 - (signature.length % 8)) % 8);
  return concatBytes(lead, signature, pad, rpmHeader(entries));
}

export const rpmText = (value: string): Bytes => utf8(`${value}\0`);
export const smallRpm = rpm([
  [1000, 6, rpmText('hello')],
  [1001, 6, rpmText('1.4.0')],
  [1002, 6, rpmText('2')],
  [1003, 4, new Uint8Array(4)],
  [1011, 6, rpmText('Acme')],
  [1022, 6, rpmText('x86_64')],
]);

/** An icon of Windows with one picture: PNG, or the bytes of a bitmap. */
export function ico(picture: Bytes, sizePixels = 0): Bytes {
  const view = new DataView(new ArrayBuffer(22));
  view.setUint16(2, 1, true);
  view.setUint16(4, 1, true);
  view.setUint8(6, sizePixels);
  view.setUint8(7, sizePixels);
  view.setUint16(10, 1, true);
  view.setUint16(12, 32, true);
  view.setUint32(14, picture.length, true);
  view.setUint32(18, 22, true);
  return concatBytes(new Uint8Array(view.buffer), picture);
}
