/**
 * Makes the files of a JAR signature (JAR File Specification, "Signed JAR File"): META-INF/MANIFEST.MF with the digest of
 * each entry, and for each signer a signature file with the digests of the manifest's sections and a block with the
 * signature over that file.
 */

import { createHash } from 'node:crypto';
import { concatBytes, toBase64, utf8, type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { encodeJarSection, isJarValue } from '../../formats/jar-manifest/encodeJarManifest.ts';
import { type JarAttribute } from '../../formats/jar-manifest/jarManifest.ts';
import { signCms } from '../cms/signCms.ts';
import { type SigningIdentity } from '../signingIdentity.ts';
import { type ManifestHash } from './jarEntryDigests.ts';
import { manifestName, metaInf } from './jarVerifier.ts';

export interface JarSignRequest {
  readonly identities: readonly SigningIdentity[];
  /** By entry name, in the order of the names. */
  readonly digests: ReadonlyMap<string, Bytes>;
  readonly hash: ManifestHash;
  /** How the block names its signature algorithm (`signCms`). */
  readonly algorithmForm: 'combined' | 'key';
  /** More attributes of the signature file's main section. */
  readonly attributes?: readonly JarAttribute[];
}

const createdBy = '1.0 (mobile-distribution)';
const attributePrefix: Readonly<Record<ManifestHash, string>> = { sha1: 'SHA1', sha256: 'SHA-256' };

export interface NamedFile {
  readonly name: string;
  readonly content: Bytes;
}

/** The files in the order in which they are added to the package. */
export function signJar(request: JarSignRequest): readonly NamedFile[] {
  const prefix = attributePrefix[request.hash];
  const digestOf = (bytes: Bytes): string => createHash(request.hash).update(bytes).digest('base64');
  const sections: Bytes[] = [encodeJarSection([{ name: 'Manifest-Version', value: '1.0' }])];
  const fileSections: Bytes[] = [];
  for (const [name, digest] of request.digests) {
    if (!isJarValue(name))
      throw Failure.of('signing-impossible', { reason: 'an entry name contains a line break, which a JAR manifest cannot contain' });
    const section = encodeJarSection([
      { name: 'Name', value: name },
      { name: `${prefix}-Digest`, value: toBase64(digest) },
    ]);
    sections.push(section);
    fileSections.push(
      encodeJarSection([
        { name: 'Name', value: name },
        { name: `${prefix}-Digest`, value: digestOf(section) },
      ]),
    );
  }
  const manifest = concatBytes(...sections);
  const main = encodeJarSection([
    { name: 'Signature-Version', value: '1.0' },
    { name: 'Created-By', value: createdBy },
    { name: `${prefix}-Digest-Manifest`, value: digestOf(manifest) },
    ...(request.attributes ?? []),
  ]);
  const signatureFile = avoidKilobyte(concatBytes(main, ...fileSections));
  const files: NamedFile[] = [];
  for (const [index, identity] of request.identities.entries()) {
    const name = `${metaInf}CERT${index === 0 ? '' : String(index + 1)}`;
    files.push({ name: `${name}.SF`, content: signatureFile });
    files.push({ name: `${name}.${blockExtension(identity)}`, content: signBlock(request, identity, signatureFile) });
  }
  files.push({ name: manifestName, content: manifest });
  return files;
}

/** Android up to 1.6 cannot read a signature file whose length is a multiple of 1024. */
function avoidKilobyte(bytes: Bytes): Bytes {
  return bytes.length % 1024 === 0 ? concatBytes(bytes, utf8('\r\n')) : bytes;
}

function blockExtension(identity: SigningIdentity): string {
  const extensions: Readonly<Record<string, string>> = { ec: 'EC', dsa: 'DSA' };
  return extensions[identity.privateKey.asymmetricKeyType ?? ''] ?? 'RSA';
}

function signBlock(request: JarSignRequest, identity: SigningIdentity, content: Bytes): Bytes {
  const { hash } = request;
  // SHA-256 with DSA is known by its combined identifier from API level 21 on, by that of the key alone only from 22 on.
  const isNamedWhole = identity.privateKey.asymmetricKeyType === 'dsa' && hash === 'sha256';
  const algorithmForm = isNamedWhole ? 'combined' : request.algorithmForm;
  return signCms({ content, isDetached: true, signers: [{ identity, hash, algorithmForm }] });
}
