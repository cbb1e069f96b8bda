/**
 * The signature file of a JAR signature (META-INF/*.SF) against the manifest, by Android's rules: when the digest of the
 * whole manifest holds, the sections need not be compared one by one; the names of the sections say what is signed.
 */

import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { getJarAttribute, parseJarManifest, type JarSection } from '../../formats/jar-manifest/jarManifest.ts';
import { sdkNougat } from '../android/sdkVersions.ts';
import { apkSignedAttribute } from '../android/v1/constants.ts';
import { digestsToVerify, jarDigestOf, type JarDigest, type SdkRange } from './jarDigests.ts';

export interface NamedManifest {
  readonly bytes: Bytes;
  readonly main: JarSection | undefined;
  readonly sections: ReadonlyMap<string, JarSection>;
}

/** The schemes besides the JAR signature, for the protection against their removal. */
export interface SchemesBeside {
  readonly known: ReadonlySet<number>;
  readonly found: ReadonlySet<number>;
}

export interface SignatureFileResult {
  /** What the file signs. Absent when there are errors. */
  readonly entryNames?: ReadonlySet<string>;
  readonly issues: readonly Issue[];
}

export function inspectJarSignatureFile(
  file: string,
  bytes: Bytes,
  manifest: NamedManifest,
  schemes: SchemesBeside,
  range: SdkRange,
): SignatureFileResult {
  const { main, sections } = parseJarManifest(bytes);
  if (getJarAttribute(main, 'Signature-Version') === undefined) return { issues: [createIssue('jar-signature-file-no-version', { file })] };
  const issues: Issue[] = [];
  if (range.maxSdk >= sdkNougat) issues.push(...checkStripping(file, main, schemes));
  if (hasErrors(issues)) return { issues };

  const isBySigntool = getJarAttribute(main, 'Created-By')?.includes('signtool') ?? false;
  const whole = checkWholeManifest(file, main, isBySigntool, manifest, range);
  issues.push(...whole.issues);
  if (!isBySigntool) issues.push(...checkMainSection(file, main, manifest, range));
  if (hasErrors(issues)) return { issues };

  const entryNames = new Set<string>();
  for (const [index, section] of sections.entries()) {
    const { name } = section;
    if (name === undefined) return { issues: [...issues, createIssue('jar-signature-section-unnamed', { file, number: index + 1 })] };
    if (entryNames.has(name)) return { issues: [...issues, createIssue('jar-signature-section-duplicate', { file, name })] };
    entryNames.add(name);
    if (!whole.isVerified) issues.push(...checkSection(file, name, section, isBySigntool, manifest, range));
  }
  return hasErrors(issues) ? { issues } : { entryNames, issues };
}

/** Android rejects a package whose JAR signature names a newer scheme that the platform knows and does not find. */
function checkStripping(file: string, main: JarSection | undefined, { known, found }: SchemesBeside): readonly Issue[] {
  const stated = getJarAttribute(main, apkSignedAttribute);
  if (stated === undefined) return found.size > 0 ? [createIssue('jar-no-stripping-protection', { file })] : [];
  if (known.size === 0) return [];
  const issues: Issue[] = [];
  const expected = new Set<number>();
  for (const text of stated.split(',').map((part) => part.trim())) {
    if (!/^[+-]?\d{1,10}$/.test(text)) continue;
    const id = Number(text);
    if (known.has(id)) expected.add(id);
    else issues.push(createIssue('jar-scheme-unknown', { file, unknown: id }));
  }
  for (const missing of expected) if (!found.has(missing)) issues.push(createIssue('jar-newer-signature-stripped', { file, missing }));
  return issues;
}

function isEvery(digests: readonly JarDigest[], bytes: Bytes): boolean {
  return digests.every(({ hash, value }) => equalBytes(jarDigestOf(hash, bytes), value));
}

function checkWholeManifest(
  file: string,
  main: JarSection | undefined,
  isBySigntool: boolean,
  manifest: NamedManifest,
  range: SdkRange,
): { readonly isVerified: boolean; readonly issues: readonly Issue[] } {
  const digests = digestsToVerify(main, isBySigntool ? '-Digest' : '-Digest-Manifest', range);
  if (!digests) return { isVerified: false, issues: [createIssue('jar-main-section-changed', { file })] };
  if (digests.length === 0) return { isVerified: false, issues: [createIssue('jar-manifest-digest-missing', { file })] };
  const isVerified = isEvery(digests, manifest.bytes);
  return { isVerified, issues: isVerified ? [] : [createIssue('jar-manifest-digest-differs', { file })] };
}

function checkMainSection(file: string, main: JarSection | undefined, manifest: NamedManifest, range: SdkRange): readonly Issue[] {
  const digests = digestsToVerify(main, '-Digest-Manifest-Main-Attributes', range);
  const { main: signed, bytes } = manifest;
  const signedBytes = signed ? bytes.subarray(signed.offset, signed.offset + signed.length) : bytes.subarray(0, 0);
  return digests && isEvery(digests, signedBytes) ? [] : [createIssue('jar-main-section-changed', { file })];
}

function checkSection(
  file: string,
  name: string,
  section: JarSection,
  isBySigntool: boolean,
  manifest: NamedManifest,
  range: SdkRange,
): readonly Issue[] {
  const signed = manifest.sections.get(name);
  const digests = digestsToVerify(section, '-Digest', range);
  if (!signed || !digests || digests.length === 0) return [createIssue('jar-signature-digest-missing', { file, name })];
  let end = signed.offset + signed.length;
  // The tool of that name left the empty line out of its digests, when lines end with a line feed alone.
  if (isBySigntool && manifest.bytes[end - 1] === 0x0a && manifest.bytes[end - 2] === 0x0a) end--;
  return isEvery(digests, manifest.bytes.subarray(signed.offset, end)) ? [] : [createIssue('jar-section-changed', { name, file })];
}
