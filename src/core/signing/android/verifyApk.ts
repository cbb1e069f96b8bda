/**
 * Checks the signatures of an APK for a range of platforms. Which scheme a platform goes by: API level 37 and later v3.2, from 33 on v3.1,
 * from 28 on v3, from 24 on v2, each falling back to the next older one when it is absent; before 24 the JAR signature.
 * The verdict is intended to be the one of `apksigner verify` for the same range. A source stamp is reported, not checked.
 */

import { throwIfCancelled } from '../../base/cancellation.ts';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { inspectArchiveSections, type ArchiveSections } from '../archive/archiveSections.ts';
import { EntryUnreadable, readEntryContent } from '../archive/entryContent.ts';
import { verifyJar, type JarSigner } from '../jar/jarVerifier.ts';
import { findSigningBlockPair, readApkSigningBlock, type ApkSigningBlock } from './apkSigningBlock.ts';
import { type ApkScheme, type ApkVerification, type VerifiedSigner } from './apkVerification.ts';
import { type BlockSigner } from './blockSigner.ts';
import { type WrittenEntries } from './contentDigests.ts';
import { verifyContent, type SchemeSigners } from './contentVerifier.ts';
import { compareSchemes } from './compareSchemes.ts';
import { canVerifyMlDsa } from './mlDsa.ts';
import { readManifestSdk, type ManifestSdk } from './manifestSdk.ts';
import { sdkCinnamonBun, sdkMax, sdkNougat, sdkOreo, sdkPie, sdkTiramisu, sdkWhereV2BecameRequired } from './sdkVersions.ts';
import { v2BlockId, v2SchemeId, v3SchemeId } from './v2/constants.ts';
import { inspectV2Block } from './v2/verifier.ts';
import { v31BlockId, v3BlockId } from './v3/constants.ts';
import { inspectV3Block, type HybridRange, type V3Result } from './v3/verifier.ts';
import { v32BlockId } from './v32/constants.ts';
import { inspectV32Block } from './v32/verifier.ts';
import { verifyV4 } from './v4/verifier.ts';

export interface VerifyApkOptions {
  readonly digester: ContentDigester;
  /** Default: what the manifest declares. */
  readonly minSdk?: number | undefined;
  readonly maxSdk?: number | undefined;
  /** The content of the `.idsig` file, when v4 should be checked too. */
  readonly idsig?: Bytes | undefined;
  /** Known to the one who signed this very file a moment ago: the entries are then not read again. */
  readonly writtenEntries?: WrittenEntries | undefined;
  /** Whether ML-DSA signatures are checked. Default: where this runtime can. */
  readonly hasMlDsa?: boolean | undefined;
  /** Hashes the whole file in the pass over its content. */
  readonly hasFileSha256?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

const schemeBlocks = [
  ['v2', v2BlockId],
  ['v3', v3BlockId],
  ['v31', v31BlockId],
  ['v32', v32BlockId],
] as const;
const manifestName = 'AndroidManifest.xml';
const sourceStampName = 'stamp-cert-sha256';
const maxManifestBytes = 32 * 1024 * 1024;

/** Collects findings; the check ends when a stage has errors. */
interface Findings {
  readonly issues: Issue[];
  readonly blocks: SchemeSigners[];
  v1: readonly JarSigner[];
  isV1Verified: boolean;
  isV4Verified: boolean;
  /** With a mark in the package. */
  readonly marked: Set<ApkScheme>;
  readonly lookedAt: Set<ApkScheme>;
  fileSha256?: string;
  lineage: readonly Certificate[];
  /** Of v3.2, which goes on from that of v3. */
  hybridLineage: readonly Certificate[];
  hybrid?: HybridRange | undefined;
}

export async function verifyApk(source: ByteSource, options: VerifyApkOptions): Promise<ApkVerification> {
  const maxSdk = options.maxSdk ?? sdkMax;
  const findings: Findings = {
    issues: [],
    blocks: [],
    v1: [],
    isV1Verified: false,
    isV4Verified: false,
    lineage: [],
    hybridLineage: [],
    marked: new Set(),
    lookedAt: new Set(),
  };
  const { sections, issues } = await inspectArchiveSections(source);
  findings.issues.push(...issues);
  if (!sections) return report(findings, options.minSdk ?? 1, maxSdk);
  const block = await readApkSigningBlock(source, sections);
  for (const [scheme, id] of schemeBlocks) if (findSigningBlockPair(block, id)) findings.marked.add(scheme);
  if (sections.entries.some(({ name }) => /^META-INF\/[^/]+\.SF$/.test(name))) findings.marked.add('v1');
  const manifest = await readManifest(source, sections);
  const minSdk = options.minSdk ?? manifestMinSdk(manifest, findings);
  if (minSdk !== undefined && minSdk > maxSdk) findings.issues.push(createIssue('apk-min-sdk-above-max', { minSdk, maxSdk }));
  if (minSdk !== undefined && !hasErrors(findings.issues))
    await verifySchemes({ source, sections, block, options, manifest, minSdk, maxSdk }, findings);
  return report(findings, minSdk ?? 1, maxSdk);
}

type ManifestResult = { readonly sdk: ManifestSdk } | { readonly issue: Issue };

async function readManifest(source: ByteSource, sections: ArchiveSections): Promise<ManifestResult> {
  const entry = sections.entries.find(({ name }) => name === manifestName);
  if (!entry) return { issue: createIssue('apk-manifest-missing', {}) };
  try {
    return { sdk: readManifestSdk(await readEntryContent(source, entry, sections.centralDirectoryOffset, maxManifestBytes)) };
  } catch (error) {
    if (error instanceof EntryUnreadable) return { issue: error.issue };
    throw error;
  }
}

function manifestMinSdk(manifest: ManifestResult, findings: Findings): number | undefined {
  if ('issue' in manifest) {
    findings.issues.push(manifest.issue);
    return undefined;
  }
  const { minSdk } = manifest.sdk;
  if (typeof minSdk === 'number') return minSdk;
  findings.issues.push(createIssue('apk-min-sdk-unknown', { reason: minSdk.reason }));
  return undefined;
}

interface Check {
  readonly source: ByteSource;
  readonly sections: ArchiveSections;
  readonly block: ApkSigningBlock | undefined;
  readonly options: VerifyApkOptions;
  readonly manifest: ManifestResult;
  readonly minSdk: number;
  readonly maxSdk: number;
}

async function verifySchemes(check: Check, findings: Findings): Promise<void> {
  const { source, sections, block, options, manifest, minSdk, maxSdk } = check;
  const { issues } = findings;
  // Nothing before Android 7 looks for them.
  const knownSchemes = new Set(maxSdk >= sdkPie ? [v2SchemeId, v3SchemeId] : [v2SchemeId]);
  const foundSchemes = new Set<number>();
  if (maxSdk >= sdkNougat) {
    inspectBlocks(check, block, knownSchemes, foundSchemes, findings);
    if (hasErrors(issues)) return;
    if (block && findings.blocks.length > 0) {
      const { digester, writtenEntries, hasFileSha256, signal, onProgress } = options;
      const request = { source, sections, signingBlockOffset: block.offset, digester, writtenEntries, hasFileSha256, signal, onProgress };
      const content = await verifyContent(request, findings.blocks);
      issues.push(...content.issues);
      if (content.fileSha256 !== undefined) findings.fileSha256 = content.fileSha256;
      if (hasErrors(issues)) return;
    }
    if (options.idsig) {
      issues.push(...(await verifyIdsig(check, options.idsig, findings)));
      if (hasErrors(issues)) return;
      findings.isV4Verified = true;
    }
  }
  throwIfCancelled(options.signal);
  // Everything from Android 8 on reads the manifest for this, so a package without one fails here.
  if (maxSdk >= sdkOreo) {
    if ('issue' in manifest) issues.push(manifest.issue);
    else if (manifest.sdk.targetSandboxVersion > 1 && foundSchemes.size === 0)
      issues.push(createIssue('apk-target-sandbox-needs-v2', { version: manifest.sdk.targetSandboxVersion }));
  }
  if (minSdk < sdkNougat || (foundSchemes.size === 0 && !coversRange(findings.hybrid, minSdk, maxSdk))) {
    const schemes = { known: knownSchemes, found: foundSchemes };
    const onProgress = foundSchemes.size === 0 ? options.onProgress : undefined;
    const jar = await verifyJar({ source, sections, range: { minSdk, maxSdk }, schemes, signal: options.signal, onProgress });
    issues.push(...jar.issues);
    findings.lookedAt.add('v1');
    findings.v1 = jar.signers;
    findings.isV1Verified = jar.signers.length > 0;
  }
  if (hasErrors(issues)) return;
  if (sections.entries.some(({ name }) => name === sourceStampName)) issues.push(createIssue('apk-source-stamp-not-checked', {}));
  issues.push(...compareSchemes(findings));
  if (!('issue' in manifest)) checkTargetSdk(manifest.sdk.targetSdk, maxSdk, findings);
}

/** Signers and their signatures in all schemes that platforms of the range look at, newest first. */
function inspectBlocks(
  { minSdk, maxSdk, options }: Check,
  block: ApkSigningBlock | undefined,
  knownSchemes: ReadonlySet<number>,
  foundSchemes: Set<number>,
  findings: Findings,
): void {
  const { issues, blocks, lookedAt } = findings;
  const v31 = maxSdk >= sdkTiramisu ? findSigningBlockPair(block, v31BlockId) : undefined;
  let rotationMinSdk: number | undefined;
  let hasNewer = false;
  const v32 = maxSdk >= sdkCinnamonBun ? findSigningBlockPair(block, v32BlockId) : undefined;
  const hybrid = v32 ? inspectHybrid(v32, options, findings) : undefined;
  if (hasErrors(issues)) return;
  if (v31) {
    // v3.1 may begin with a later platform than the one that brought it: v3 covers the rest.
    const result = inspectV3Block({ scheme: 'v31', block: v31, minSdk: lastBefore(hybrid, maxSdk), maxSdk, hybrid });
    addV3('v31', result, findings);
    hasNewer = true;
    const starts = result.signers.map((signer) => signer.minSdk);
    rotationMinSdk = starts.length > 0 ? Math.min(...starts) : undefined;
    if (hasErrors(issues)) return;
  }
  const v3 = maxSdk >= sdkPie ? findSigningBlockPair(block, v3BlockId) : undefined;
  if (v3) {
    foundSchemes.add(v3SchemeId);
    hasNewer = true;
    addV3('v3', inspectV3Block({ scheme: 'v3', block: v3, minSdk: Math.max(minSdk, sdkPie), maxSdk, rotationMinSdk, hybrid }), findings);
  } else if (v31) issues.push(createIssue('apk-v31-without-v3', {}));
  else if (v32 && !coversRange(hybrid, minSdk, maxSdk)) issues.push(createIssue('apk-v32-without-v3', {}));
  if (hasErrors(issues)) return;
  const v2 = minSdk < sdkPie || !hasNewer ? findSigningBlockPair(block, v2BlockId) : undefined;
  if (!v2) return;
  const result = inspectV2Block({ block: v2, minSdk: Math.max(minSdk, sdkNougat), maxSdk, knownSchemes, foundSchemes });
  foundSchemes.add(v2SchemeId);
  issues.push(...result.issues);
  lookedAt.add('v2');
  blocks.push({ scheme: 'v2', signers: result.signers });
}

function inspectHybrid(block: Bytes, { hasMlDsa = canVerifyMlDsa() }: VerifyApkOptions, findings: Findings): HybridRange | undefined {
  const { signers, lineage, range, issues } = inspectV32Block(block, hasMlDsa);
  findings.issues.push(...issues);
  findings.blocks.push({ scheme: 'v32', signers });
  if (issues.every(({ code }) => code !== 'apk-v32-not-checked')) {
    findings.lookedAt.add('v32');
    findings.hybridLineage = lineage;
  }
  findings.hybrid = range;
  return range;
}

function coversRange(hybrid: HybridRange | undefined, minSdk: number, maxSdk: number): boolean {
  return hybrid !== undefined && hybrid.minSdk <= minSdk && hybrid.maxSdk >= maxSdk;
}

/** The last platform that goes by v3.1 or v3. */
function lastBefore(hybrid: HybridRange | undefined, maxSdk: number): number {
  return hybrid && hybrid.maxSdk >= maxSdk ? hybrid.minSdk - 1 : maxSdk;
}

function addV3(scheme: 'v3' | 'v31', result: V3Result, findings: Findings): void {
  findings.issues.push(...result.issues);
  findings.lookedAt.add(scheme);
  findings.blocks.push({ scheme, signers: result.signers });
  if (result.lineage && findings.lineage.length === 0) findings.lineage = result.lineage;
}

function signersOf(findings: Findings, scheme: ApkScheme): readonly BlockSigner[] {
  return findings.blocks.find((block) => block.scheme === scheme)?.signers ?? [];
}

function verifyIdsig({ source, options }: Check, idsig: Bytes, findings: Findings): Promise<readonly Issue[]> {
  const lists = [signersOf(findings, 'v3'), signersOf(findings, 'v31')].filter((signers) => signers.length > 0);
  const schemes = lists.length > 0 ? lists : [signersOf(findings, 'v2')];
  return verifyV4({ source, digester: options.digester, idsig, schemes, signal: options.signal });
}

function checkTargetSdk(targetSdk: number, maxSdk: number, { issues, blocks }: Findings): void {
  if (targetSdk < sdkWhereV2BecameRequired || maxSdk < targetSdk || blocks.length > 0) return;
  issues.push(createIssue('apk-target-sdk-needs-v2', { targetSdk }));
}

function report(findings: Findings, minSdk: number, maxSdk: number): ApkVerification {
  const { issues } = findings;
  const lineage = findings.hybridLineage.length > 0 ? findings.hybridLineage : findings.lineage;
  const verified = !hasErrors(issues) && (findings.isV1Verified || findings.blocks.length > 0);
  const holds = (scheme: ApkScheme): boolean => verified && findings.lookedAt.has(scheme) && signersOf(findings, scheme).length > 0;
  const schemes = {
    v1: verified && findings.isV1Verified,
    v2: holds('v2'),
    v3: holds('v3'),
    v31: holds('v31'),
    v32: holds('v32'),
    v4: verified && findings.isV4Verified,
  };
  const notChecked = [...findings.marked].filter((scheme) => !findings.lookedAt.has(scheme));
  const { fileSha256 } = findings;
  return {
    verified,
    schemes,
    notChecked,
    signers: verified ? newestSigners(findings) : [],
    lineage,
    minSdk,
    maxSdk,
    issues,
    ...present('fileSha256', fileSha256),
  };
}

/** Of the newest scheme. In v3 and v3.1, several signers are for different platforms, and the last is for the newest. */
function newestSigners(findings: Findings): readonly VerifiedSigner[] {
  for (const scheme of ['v32', 'v31', 'v3'] as const) {
    const signer = signersOf(findings, scheme).at(-1);
    // What was not checked says nothing about who signed.
    if (signer && findings.lookedAt.has(scheme)) return [describe(scheme, signer.certificates[0])];
  }
  const v2 = signersOf(findings, 'v2');
  if (v2.length > 0) return v2.map((signer) => describe('v2', signer.certificates[0]));
  return findings.v1.map((signer) => describe('v1', signer.certificates[0]));
}

function describe(scheme: ApkScheme, certificate: Certificate): VerifiedSigner {
  return { scheme, sha256: certificate.sha256, subject: certificate.subject.text, certificate };
}
