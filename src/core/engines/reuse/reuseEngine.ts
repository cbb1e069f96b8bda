/**
 * The engine `reuse`: makes a package from an earlier one of the same native side, in seconds and without any tool. Web files or the bundle
 * of JavaScript are replaced, version, version code and name are edited in the package; everything else is copied. Whether that may be done
 * is known by the native fingerprint that each full build leaves in the ledger. A changed native side is refused by name.
 */

import { createIssue, hasErrors, type Issue, issueInFile } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { phrase } from '../../base/phrase.ts';
import { present } from '../../base/present.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { readEntry } from '../../formats/zip/readEntry.ts';
import { ZipContentError } from '../../formats/zip/zipContentError.ts';
import { type EngineId } from '../../settings/settingsModel.ts';
import { type BuildPlan, type WorkContext } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../engine/engine.ts';
import { type Toolchains } from '../toolchains/toolchains.ts';
import { type WebEngine, type WebEngineMemory } from '../web/webEngine.ts';
import { type WebEnginePorts } from '../web/webEnginePorts.ts';
import { reusedBundle } from './bundle/reusedBundle.ts';
import { editManifest } from './editManifest.ts';
import { type NativeSide } from '../engine/nativeSide.ts';
import { readProjectNativeSide } from './native/projectNativeSide.ts';
import { formatOf, openBase, type ReuseBase } from './openBase.ts';
import { type PlannedContent, type ReusedContent } from './reusedContent.ts';
import { type NewContent, type PackageChange, rewritePackage } from './rewritePackage.ts';
import { reusedWebFiles } from './web-files/reusedWebFiles.ts';
import { reusedScripts } from './web-files/reusedScripts.ts';
import { webContents } from './web-files/webContent.ts';

export interface ReuseEnginePorts extends WebEnginePorts {
  readonly toolchains: Toolchains;
}

interface Opened {
  readonly base?: ReuseBase;
  readonly native?: NativeSide;
  readonly issues: readonly Issue[];
}

const largestManifest = 16 * 1024 * 1024;

export class ReuseEngine implements Engine {
  readonly id: EngineId = 'reuse';
  readonly platforms = ['android', 'ios'] as const;
  readonly #ports: ReuseEnginePorts;
  readonly #web: Pick<WebEngine, 'nativeSide'>;
  readonly #memory: WebEngineMemory;
  /** A package is checked and built from one look at its base. */
  readonly #opened = new WeakMap<BuildSpec, Promise<Opened>>();

  constructor(ports: ReuseEnginePorts, web: Pick<WebEngine, 'nativeSide'>, memory: WebEngineMemory) {
    this.#ports = ports;
    this.#web = web;
    this.#memory = memory;
  }

  async versions(): Promise<readonly string[]> {
    return ['1'];
  }

  async check(spec: BuildSpec, signal: AbortSignal): Promise<readonly Issue[]> {
    const content = this.#contentOf(spec);
    if (!content) return [unfitProject(spec)];
    const { issues, base } = await this.#open(spec, signal);
    if (!base || hasErrors(issues)) return issues;
    return [...issues, ...(await content.check(spec, base, signal))];
  }

  async plan(spec: BuildSpec, signal: AbortSignal): Promise<BuildPlan> {
    const content = this.#contentOf(spec);
    if (!content) throw issuesFound([unfitProject(spec)]);
    const { base, native, issues } = await this.#open(spec, signal);
    if (!base || hasErrors(issues)) throw issuesFound(issues);
    const planned = await content.plan(spec, base);
    return {
      engine: this.id,
      engineVersion: spec.engineVersion,
      tools: {},
      steps: [
        ...planned.steps,
        {
          id: 'reuse',
          kind: 'work',
          name: `Put ${content.name} into ${this.#ports.paths.basename(base.path)}`,
          progress: 'packing web files',
          weight: 10,
          run: async (context) => await this.#rewrite(spec, planned, base, context),
        },
      ],
      artifact: { kind: 'written', format: formatOf(spec) },
      ...(spec.platform === 'ios' && { edits: iosEdits(spec, base) }),
      reuses: { ...(base.isOfNativeSide && present('native', native)), ...present('parent', base.record?.id) },
    };
  }

  /** `undefined` where a package has nothing that could be replaced. */
  #contentOf({ framework, settings }: BuildSpec): ReusedContent | undefined {
    // An app behind an address has no files to replace.
    if (framework === undefined || (framework === 'web' && settings.web?.address !== undefined)) return undefined;
    const { files, paths, toolchains } = this.#ports;
    if (framework === 'react-native' || framework === 'expo') return reusedBundle({ files, paths, system: toolchains.system });
    if (framework === 'nativescript') return reusedScripts(this.#ports);
    const web = webContents[framework];
    return web && reusedWebFiles(this.#ports, this.#memory, web);
  }

  #open(spec: BuildSpec, signal: AbortSignal): Promise<Opened> {
    const known = this.#opened.get(spec);
    if (known) return known;
    const opening = this.#openNow(spec, signal);
    this.#opened.set(spec, opening);
    opening.catch(() => this.#opened.delete(spec));
    return opening;
  }

  async #openNow(spec: BuildSpec, signal: AbortSignal): Promise<Opened> {
    const native =
      spec.framework === 'web'
        ? await this.#web.nativeSide(spec, signal)
        : await readProjectNativeSide(nativeProject(this.#ports, spec, signal));
    if (!native) return { issues: [unfitProject(spec)] };
    return { native, ...(await openBase(this.#ports, spec, native, signal)) };
  }

  async #rewrite(spec: BuildSpec, planned: PlannedContent, base: ReuseBase, context: WorkContext): Promise<readonly Issue[]> {
    const { files } = this.#ports;
    const source = await files.openFile(base.path, present('identity', base.identity));
    try {
      const { change, issues } = await planned.change(source, context.signal);
      const whole = await withManifests(source, base, spec, change);
      const counts = await rewritePackage(source, base.archive, whole, context.output, { files, ...context });
      context.log(`${counts.unchanged} files as before, ${counts.changed} changed, ${counts.added} new, ${counts.removed} removed`);
      return issues;
    } catch (error) {
      throw error instanceof ZipContentError ? issuesFound([issueInFile(error.issue, base.path)]) : error;
    } finally {
      await source.close();
    }
  }
}

function unfitProject({ framework, settings }: BuildSpec): Issue {
  const hasAddress = framework === 'web' && settings.web?.address !== undefined;
  const reason = hasAddress
    ? phrase('its pages come from an address')
    : phrase('the location of its web files or its bundle in a package is unknown');
  return createIssue('reuse-project-unfit', { reason });
}

/** Whose files make up the native side of the app. */
export function nativeProject(
  { files, paths }: Pick<WebEnginePorts, 'files' | 'paths'>,
  spec: BuildSpec,
  signal: AbortSignal,
): Parameters<typeof readProjectNativeSide>[0] {
  const { appFolder, platform, framework = 'archive' } = spec;
  return { files, paths, appFolder, platform, framework, gradleRoot: spec.facts?.gradle?.root, signal };
}

function iosEdits(spec: BuildSpec, { label }: ReuseBase): NonNullable<BuildPlan['edits']> {
  const { appIdentifier, version, versionCode, name } = spec;
  return { appIdentifier, version, versionCode: String(versionCode), ...(name !== label && { name }) };
}

/** The manifests of an Android package, edited; those of the feature modules of an app bundle too. */
async function withManifests(source: ByteSource, base: ReuseBase, spec: BuildSpec, change: PackageChange): Promise<PackageChange> {
  const { format, label } = base;
  if (format === 'ipa') return change;
  const contents = new Map<string, NewContent>(change.contents);
  const pattern = format === 'apk' ? /^AndroidManifest\.xml$/ : /^[^/]+\/manifest\/AndroidManifest\.xml$/;
  for (const entry of base.archive.entries.filter(({ name }) => pattern.test(name))) {
    const { bytes, issues } = await readEntry(source, entry, { maxBytes: largestManifest });
    if (!bytes) throw issuesFound(issues.map((issue) => issueInFile(issue, base.path)));
    const { version, versionCode, name } = spec;
    const edited = editManifest(bytes, format, { version, versionCode, ...(name !== label && { name }) });
    if (!edited.bytes) throw issuesFound(edited.issues.map((issue) => issueInFile({ ...issue, severity: 'error' }, base.path)));
    contents.set(entry.name, { kind: 'bytes', bytes: edited.bytes });
  }
  return { ...change, contents };
}
