/** Apps in memory, to be sealed and changed: a program with an extension, a framework, a loose library, languages and a link. */

import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { createPlist, type PlainPlist, type PlistDictionary } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';
import { type AppEntry, type AppFiles } from '../../src/core/signing/apple/bundle/appFiles.ts';
import { findBundle } from '../../src/core/signing/apple/bundle/bundleTree.ts';
import { sealApp, type ProgramSeal, type SealedApp } from '../../src/core/signing/apple/bundle/sealApp.ts';
import { piecesOf, writeNewArchive } from '../../src/core/signing/apple/bundle/writePackage.ts';
import { type CodeSigner } from '../../src/core/signing/apple/code/codeSigner.ts';
import { contentOfSource } from '../../src/core/signing/apple/fileContent.ts';
import { type ApplePki, team, type ProfileOptions } from './applePki.ts';
import { MemorySink } from './memorySink.ts';
import { signableMachO, type SignableSketch } from './signableMachO.ts';

export const appRoot = 'Payload/Hello.app';
export const extensionRoot = `${appRoot}/PlugIns/Share.appex`;
export const frameworkRoot = `${appRoot}/Frameworks/Core.framework`;

/** Paths from the top of the package; a string is a link. */
export type AppContent = Readonly<Record<string, Bytes | string>>;

function infoPlist(content: Readonly<Record<string, PlainPlist>>): Bytes {
  return utf8(encodeXmlPlist(createPlist(content)));
}

function info(identifier: string, executable: string): Bytes {
  return infoPlist({
    CFBundleIdentifier: identifier,
    CFBundleExecutable: executable,
    CFBundleShortVersionString: '1.0.0',
    CFBundleVersion: '1',
    MinimumOSVersion: '15.0',
  });
}

export function appContent(code: SignableSketch = {}): AppContent {
  return {
    [`${appRoot}/Base.lproj/Main.strings`]: utf8('"hello" = "hi";\n'),
    [`${appRoot}/Frameworks/Core.framework/Core`]: signableMachO({ ...code, filetype: 6, seed: 2 }),
    [`${appRoot}/Frameworks/Core.framework/Info.plist`]: info('com.acme.core', 'Core'),
    [`${appRoot}/Frameworks/libloose.1.dylib`]: signableMachO({ ...code, filetype: 6, seed: 3 }),
    [`${appRoot}/Hello`]: signableMachO(code),
    [`${appRoot}/Info.plist`]: info('com.acme.hello', 'Hello'),
    [`${appRoot}/PkgInfo`]: utf8('APPL????'),
    [`${appRoot}/PlugIns/Share.appex/Info.plist`]: info('com.acme.hello.share', 'Share'),
    [`${appRoot}/PlugIns/Share.appex/Share`]: signableMachO({ ...code, seed: 4 }),
    [`${appRoot}/en.lproj/InfoPlist.strings`]: utf8('"CFBundleDisplayName" = "Hello";\n'),
    [`${appRoot}/latest.html`]: 'www/index.html',
    [`${appRoot}/www/index.html`]: utf8('<!doctype html><h1>Hello</h1>\n'),
  };
}

export function filesOf(content: AppContent): AppFiles {
  const entries = Object.entries(content).map(([path, value]): [string, AppEntry] => [
    path,
    typeof value === 'string' ? { kind: 'link', target: value } : { kind: 'file', content: contentOfSource(bytesSource(value)) },
  ]);
  return new Map(entries);
}

const signingTime = new Date('2026-11-29T10:00:00Z');

export function signerOf(pki: ApplePki, leaf = pki.leaf()): CodeSigner {
  return { identity: { privateKey: leaf.privateKey, certificates: [...leaf.certificates, pki.root.der] }, signingTime };
}

function dictionary(content: Readonly<Record<string, PlainPlist>>): PlistDictionary {
  const value = createPlist(content);
  if (value.type !== 'dictionary') throw new TypeError('entitlements are a dictionary');
  return value;
}

export function entitlementsOf(identifier: string, more: Readonly<Record<string, PlainPlist>> = {}): PlistDictionary {
  return dictionary({
    'application-identifier': `${team}.${identifier}`,
    'com.apple.developer.team-identifier': team,
    'get-task-allow': false,
    'keychain-access-groups': [`${team}.${identifier}`],
    ...more,
  });
}

export interface SealSketch {
  readonly pki: ApplePki;
  readonly signer?: CodeSigner | undefined;
  readonly profile?: ProfileOptions;
  readonly programs?: ReadonlyMap<string, ProgramSeal>;
}

export async function sealContent(content: AppContent, sketch: SealSketch): Promise<SealedApp> {
  const { pki } = sketch;
  const files = filesOf(content);
  const app = await findBundle(files, appRoot);
  if (!app) throw new Error('there is no app');
  const leaf = pki.leaf();
  const programs =
    sketch.programs ??
    new Map([
      [appRoot, programOf(pki, leaf, 'com.acme.hello')],
      [extensionRoot, programOf(pki, leaf, 'com.acme.hello.share')],
    ]);
  const signer = 'signer' in sketch ? sketch.signer : signerOf(pki, leaf);
  return await sealApp({ files, app, signer, programs });
}

function programOf(pki: ApplePki, leaf: ReturnType<ApplePki['leaf']>, identifier: string): ProgramSeal {
  return { profile: pki.profile({ certificates: [leaf], identifier }), entitlements: entitlementsOf(identifier) };
}

/** The content with everything that sealing changed. */
export async function applySeal(content: AppContent, sealed: SealedApp): Promise<AppContent> {
  const changed: Record<string, Bytes | string> = { ...content };
  for (const path of sealed.removed) delete changed[path];
  for (const [path, file] of sealed.files) {
    const old = content[path];
    if (file.kind === 'bytes') changed[path] = file.bytes;
    else if (old instanceof Uint8Array) {
      const parts: Bytes[] = [];
      for await (const piece of piecesOf(file.pieces, contentOfSource(bytesSource(old)))) parts.push(piece.slice());
      changed[path] = new Uint8Array(Buffer.concat(parts));
    }
  }
  return changed;
}

export async function sealedContent(sketch: SealSketch, code: SignableSketch = {}): Promise<AppContent> {
  const content = appContent(code);
  const sealed = await sealContent(content, sketch);
  if (sealed.issues.length > 0) throw new Error(sealed.issues.map(({ message }) => message).join('; '));
  return await applySeal(content, sealed);
}

/** As an archive without modes. */
export async function packContent(content: AppContent): Promise<Bytes> {
  const sink = new MemorySink();
  await writeNewArchive(filesOf(content), new Map(), { files: new Map(), removed: new Set() }, sink);
  return sink.bytes();
}
