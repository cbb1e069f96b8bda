/**
 * What is known of a package as a text: what it is, what is wrong with it, whether its signatures hold, what it may do and
 * what it is made of. Pure; the words are given.
 */

import { formatByteSize } from '../../core/base/byteSize.ts';
import { type Issue, type Severity } from '../../core/base/issue.ts';
import { androidVersionName } from '../../core/packages/androidVersionName.ts';
import { type AndroidInspection } from '../../core/packages/androidInspection.ts';
import { type PackageVerification } from '../../core/workflow/verifyPackage.ts';
import { type InspectionWords } from './inspectionWords.ts';
import { TextReport } from './textReport.ts';

export interface InspectionInput {
  readonly place: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly inspection?: AndroidInspection;
  /** Absent for what is no package. */
  readonly verification?: PackageVerification;
  /** Of the file, its readiness and its signatures, each once. */
  readonly issues: readonly Issue[];
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];
/** Rows of one table; a hostile package declares any number. */
const mostRows = 500;

export function inspectionReport(input: InspectionInput, words: InspectionWords): string {
  const report = new TextReport();
  const { inspection, verification } = input;
  const version = inspection?.version === undefined ? '' : ` ${inspection.version} (${inspection.versionCode ?? '?'})`;
  report.title(`${inspection?.label ?? (inspection?.appIdentifier || words.noPackage)}${version}`);
  writeFile(report, input, words);
  writeIssues(report, input.issues, words);
  if (!inspection) return report.toString();
  writeSigning(report, inspection, verification, words);
  writeDemands(report, inspection, words);
  writeComponents(report, inspection, words);
  writeSizes(report, inspection, words);
  writeCode(report, inspection, words);
  return report.toString();
}

function writeFile(report: TextReport, { place, sha256, sizeBytes, inspection }: InspectionInput, words: InspectionWords): void {
  const { labels } = words;
  const level = (sdk: number | undefined, codename: string | undefined): string | undefined =>
    sdk === undefined ? codename : words.level(sdk, androidVersionName(sdk));
  report.section(words.sections.package);
  report.facts([
    [labels.file, place],
    [labels.format, inspection && words.formats[inspection.format]],
    [labels.size, `${formatByteSize(sizeBytes)} (${words.bytes(sizeBytes)})`],
    [labels.sha256, sha256],
    ...(inspection
      ? ([
          [labels.appIdentifier, inspection.appIdentifier],
          [labels.version, inspection.version],
          [labels.versionCode, inspection.versionCode],
          [labels.minSdk, level(inspection.minSdk, inspection.minSdkCodename)],
          [labels.targetSdk, level(inspection.targetSdk, inspection.targetSdkCodename)],
          [labels.compileSdk, level(inspection.compileSdk, undefined)],
          [labels.debuggable, inspection.debuggable ? words.yes : words.no],
          [labels.testOnly, inspection.testOnly ? words.yes : undefined],
          [labels.abis, inspection.abis.length === 0 ? words.allAbis : inspection.abis.join(', ')],
          [labels.modules, inspection.bundle?.modules.join(', ')],
          [labels.bundletool, inspection.bundle?.bundletoolVersion],
          [labels.split, inspection.split?.name],
        ] as const)
      : []),
  ]);
  const names = Object.entries(inspection?.localizedLabels ?? {});
  if (names.length === 0) return;
  report.section(words.sections.names);
  report.facts(limited(names));
}

function writeIssues(report: TextReport, issues: readonly Issue[], words: InspectionWords): void {
  report.section(words.sections.issues);
  if (issues.length === 0) report.line(words.noIssues);
  const width = Math.max(...severities.map((severity) => words.severities[severity].length));
  for (const { severity, message, remedy, code, place } of limited(issues.toSorted(worstFirst))) {
    const where = place?.entry === undefined ? '' : `${place.entry}: `;
    report.paragraph(`${words.severities[severity].padEnd(width)}  `, `${where}${message} [${code}]`);
    report.paragraph(`${' '.repeat(width)}  → `, remedy);
  }
}

function writeSigning(
  report: TextReport,
  { signing, format }: AndroidInspection,
  verification: PackageVerification | undefined,
  words: InspectionWords,
): void {
  report.section(words.sections.signing);
  const schemes = Object.entries(signing.schemes).flatMap(([name, isThere]) => (isThere ? [name === 'v31' ? 'v3.1' : name] : []));
  const verdict = schemes.length === 0 ? words.notSigned : verification?.verified ? words.verified : words.notVerified;
  report.facts([
    [words.labels.verdict, verdict],
    [words.labels.schemes, schemes.length === 0 ? undefined : format === 'aab' ? words.jarSignature : schemes.join(' + ')],
  ]);
  for (const signer of limited(signing.signers)) {
    report.line('');
    report.facts([
      [words.labels.subject, signer.subject],
      [words.labels.issuer, signer.issuer === signer.subject ? words.selfSigned : signer.issuer],
      [words.labels.key, `${signer.keyAlgorithm} ${signer.keyBits}`],
      [words.labels.valid, words.period(signer.notBefore.slice(0, 10), signer.notAfter.slice(0, 10))],
      [words.labels.certificateSha256, signer.sha256],
    ]);
  }
}

function writeDemands(report: TextReport, { permissionUses, features }: AndroidInspection, words: InspectionWords): void {
  report.section(words.sections.permissions);
  if (permissionUses.length === 0) report.line(words.none);
  for (const { name, maxSdk } of limited(permissionUses)) report.line(maxSdk === undefined ? name : words.upTo(name, maxSdk));
  if (features.length === 0) return;
  report.section(words.sections.features);
  for (const { name, required } of limited(features)) report.line(required ? name : words.optional(name));
}

function writeComponents(report: TextReport, { components }: AndroidInspection, words: InspectionWords): void {
  if (components.length === 0) return;
  report.section(words.sections.components);
  const rows = limited(components).map(({ kind, name, isReachable }) => [kind, name, isReachable ? words.yes : words.no]);
  report.table([words.labels.kind, words.labels.name, words.labels.reachable], rows);
}

function writeSizes(report: TextReport, { sizes, sizeBytes }: AndroidInspection, words: InspectionWords): void {
  const share = (bytes: number): string => `${sizeBytes === 0 ? 0 : Math.round((bytes / sizeBytes) * 100)} %`.padStart(5);
  report.section(words.sections.sizes);
  const rows = Object.entries(sizes.parts)
    .filter(([, { entries }]) => entries > 0)
    .map(([part, { entries, compressedBytes, rawBytes }]) => [part, entries, compressedBytes, rawBytes, share(compressedBytes)]);
  const { labels } = words;
  const frame = [labels.frame, 0, sizes.frameBytes, sizes.frameBytes, share(sizes.frameBytes)];
  report.table([labels.part, labels.files, labels.stored, labels.unpacked, labels.share], [...rows, frame]);
}

function writeCode(report: TextReport, { libraries, dexFiles }: AndroidInspection, words: InspectionWords): void {
  const { labels, sections, yes, no } = words;
  if (dexFiles.length > 0) {
    report.section(sections.code);
    const rows = limited(dexFiles).map(({ path, version, classes, methods, sizeBytes }) => [
      path,
      version ?? '',
      classes ?? 0,
      methods ?? 0,
      sizeBytes,
    ]);
    report.table([labels.file, labels.dexVersion, labels.classes, labels.methods, labels.unpacked], rows);
  }
  if (libraries.length > 0) {
    report.section(sections.libraries);
    const rows = limited(libraries).map((row) => [
      row.path,
      row.sizeBytes,
      row.isStored ? yes : no,
      row.isAlignedTo16k === undefined ? '?' : row.isAlignedTo16k ? yes : no,
    ]);
    report.table([labels.file, labels.unpacked, labels.uncompressed, labels.pages16k], rows);
  }
}

function limited<Row>(rows: readonly Row[]): readonly Row[] {
  return rows.slice(0, mostRows);
}

function worstFirst(a: Issue, b: Issue): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}
