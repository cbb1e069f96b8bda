/** Telling what any file is, and undoing what a transport did to it: in little time, and with a result that is read like the file itself. */

import { concatBytes, latin1, toBase64, utf8 } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { type WantedFile, encodingIssues, fileIssue, wantedFiles } from '../../src/core/formats/recognition/fileIssue.ts';
import { recognizeFile } from '../../src/core/formats/recognition/recognizeFile.ts';
import { recognizePackage } from '../../src/core/packages/recognizePackage.ts';
import { writeJks } from '../support/jksWriter.ts';
import { smallArchive } from '../support/smallPackages.ts';
import { fixedIdentity } from '../support/throwAwayIdentity.ts';
import { type FuzzTarget } from './fuzzTarget.ts';

/** A file of a few kilobytes is recognized in far less. */
const limitMs = 250;

export const target: FuzzTarget = {
  name: 'recognition',
  seeds: async () => {
    const { privateKey, certificates } = fixedIdentity();
    const jks = writeJks({ entries: [{ alias: 'one', key: { privateKey, password: 'fuzz' }, certificates }], password: 'fuzz' });
    const base64 = toBase64(jks);
    const pem = encodePem('CERTIFICATE', certificates[0]);
    const hex = Array.from({ length: 20 }, (_, row) => {
      const digits = Buffer.from(jks.subarray(row * 16, row * 16 + 16)).toString('hex');
      return `${(row * 16).toString(16).padStart(8, '0')}: ${(digits.match(/.{1,4}/g) ?? []).join(' ')}  ................`;
    });
    return [
      jks,
      utf8(base64),
      utf8(`export KEYSTORE="data:application/octet-stream;base64,${base64}"`),
      utf8(pem),
      utf8(pem.replaceAll('\n', String.raw`\n`)),
      new Uint8Array(Buffer.from(`\uFEFF${pem}`, 'utf16le')),
      utf8(hex.join('\n')),
      latin1(Buffer.from(jks).toString('latin1').replaceAll('\n', '\r\n')),
      utf8(Buffer.from(jks).toString('latin1')),
      concatBytes(utf8('HTTP/1.1 200 OK\r\nA: b\r\n\r\n'), jks),
      utf8('<?xml version="1.0"?><!-- a --><!DOCTYPE html>'),
      await smallArchive([{ name: 'out/payload/Hello.app/Info.plist', bytes: utf8('x') }]),
    ];
  },
  run: async (bytes) => {
    const start = process.cpuUsage();
    const file = recognizeFile(bytes);
    for (const wanted of Object.keys(wantedFiles)) fileIssue(file, wanted as WantedFile);
    encodingIssues(file);
    await recognizePackage(bytesSource(bytes));
    const { user, system } = process.cpuUsage(start);
    if ((user + system) / 1000 > limitMs) throw new Error(`it took ${(user + system) / 1000} ms for ${bytes.length} bytes`);
    // What was decoded is recognized as the same kind when it comes by itself.
    if (file.encoding !== undefined && file.kind !== 'match-encrypted') {
      const again = recognizeFile(file.bytes);
      if (again.kind !== file.kind) throw new Error(`${file.kind} became ${again.kind}`);
    }
  },
};
