/**
 * The scripts of a NativeScript app, as content of an earlier package: made by the project's own bundler, as `ns prepare` starts it, which itself wants
 * the SDK of Android. A package whose scripts are in a snapshot of V8 is refused, as is a project with another bundler.
 */

import { createIssue, type Issue } from '../../../base/issue.ts';
import { issuesFound } from '../../../base/issuesFound.ts';
import { phrase } from '../../../base/phrase.ts';
import { present } from '../../../base/present.ts';
import { ProjectFolder } from '../../../projects/projectFolder.ts';
import { type BuildStep } from '../../engine/buildPlan.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { findNodeTool, findNodeTools, findPackage, type NodeProject } from '../../framework/nodeProject.ts';
import { toolStep } from '../../framework/toolStep.ts';
import { bundleErrors, openNativeScriptConfig } from '../../nativescript/nativeScriptConfig.ts';
import { type WebFile } from '../../web/webApp.ts';
import { contentRoot } from '../baseFacts.ts';
import { type ReuseBase } from '../openBase.ts';
import { type ReusedContent } from '../reusedContent.ts';
import { webChange } from './collectWebFiles.ts';
import { isHiddenAsset, type WebContent } from './webContent.ts';

const content: WebContent = {
  folder: { android: 'assets/app/', ios: 'app/' },
  hasPlugins: false,
  hidesUnderscores: true,
  isOwn: false,
  // Made by the tool from the configuration, which belongs to the native side.
  kept: ['package.json'],
};

const webpack = '@nativescript/webpack';
/** A first bundle of a large app takes minutes. */
const timeLimitMs = 30 * 60_000;

interface Bundler {
  readonly steps: readonly BuildStep[];
  /** Absolute path of the folder that it writes into. */
  readonly output: string;
}

export function reusedScripts(ports: NodeProject['ports']): ReusedContent {
  return {
    name: 'the scripts',
    check: async (spec, base) => (await openBundler(ports, spec, base)).issues,
    plan: async (spec, base) => {
      const { bundler, issues } = await openBundler(ports, spec, base);
      if (!bundler) throw issuesFound(issues);
      return {
        steps: bundler.steps,
        change: async (source) => {
          const all = await listFiles(ports, bundler.output);
          const files = spec.platform === 'ios' ? all : all.filter(({ path }) => !isHiddenAsset(path, content));
          if (!files.some(({ path }) => path === 'bundle.js')) throw issuesFound([unfit(base, phrase('the bundler made no bundle.js'))]);
          return { change: await webChange(source, base, spec, content, files), issues: [] };
        },
      };
    },
  };
}

function unfit({ path }: ReuseBase, reason: string): Issue {
  return createIssue('reuse-base-unfit', { path, reason }, { file: path });
}

async function openBundler(
  ports: NodeProject['ports'],
  spec: BuildSpec,
  base: ReuseBase,
): Promise<{ readonly bundler?: Bundler; readonly issues: readonly Issue[] }> {
  const { files, paths } = ports;
  const project: NodeProject = { ports, app: spec };
  const folder = new ProjectFolder(files, paths, spec.appFolder);
  const config = await openNativeScriptConfig(folder);
  const [node, packed] = await Promise.all([findNodeTools(project), findPackage(project, webpack)]);
  const script = packed?.script('nativescript-webpack');
  const library = await findLibrary(project, node.node);
  const issues = [...node.issues];
  if (hasSnapshot(base)) issues.push(unfit(base, phrase('its scripts are in a snapshot of V8, which only a full build can write')));
  if ((config.text('bundler') ?? 'webpack') !== 'webpack')
    issues.push(createIssue('reuse-project-unfit', { reason: phrase('its scripts are bundled by another tool than webpack') }));
  else if (script === undefined) issues.push(createIssue('framework-tool-missing', { tool: webpack }));
  if (library === undefined) issues.push(createIssue('framework-tool-missing', { tool: 'nativescript' }));
  if (!node.node || script === undefined || library === undefined || issues.length > node.issues.length) return { issues };

  const output = paths.join(spec.appFolder, ...outputOf(spec, config.iosName(paths.basename(spec.appFolder))));
  const values = {
    appId: spec.facts?.appIdentifier?.value ?? spec.appIdentifier,
    appPath: config.sources.join('/'),
    appResourcesPath: config.resources.join('/'),
    buildPath: 'platforms',
    nativescriptLibPath: library,
  };
  const step = toolStep({ ports }, spec, {
    id: 'webpack',
    name: 'Bundle the scripts with webpack',
    weight: 30,
    command: node.node.program,
    args: [
      // As the tool starts it, but where pnpm makes links of all packages.
      ...((await folder.hasFile('pnpm-lock.yaml')) ? [] : ['--preserve-symlinks']),
      script,
      'build',
      '--config=webpack.config.js',
      `--env.${spec.platform}`,
      ...(spec.buildType === 'debug' ? ['--env.sourceMap'] : ['--env.production']),
      ...Object.entries(values).map(([name, value]) => `--env.${name}=${value}`),
    ],
    environment: node.environment,
    timeLimitMs,
    failsWith: bundleErrors,
  });
  return { bundler: { steps: [clearStep(ports, spec, output), step], output }, issues };
}

function hasSnapshot(base: ReuseBase): boolean {
  const root = contentRoot(base);
  return base.archive.entries.some(
    ({ name }) => name.startsWith(`${root}assets/snapshots/`) || name === `${root}assets/app/_embedded_script_.js`,
  );
}

/** Where `ns` has its bundler write. */
function outputOf({ platform }: BuildSpec, iosName: string): readonly string[] {
  return platform === 'ios' ? ['platforms', 'ios', iosName, 'app'] : ['platforms', 'android', 'app', 'src', 'main', 'assets', 'app'];
}

/** Else a file that is left from an earlier bundle would get into the package. */
function clearStep({ files }: NodeProject['ports'], { appFolder }: BuildSpec, output: string): BuildStep {
  return {
    id: 'prepare',
    kind: 'work',
    name: 'Remove what the last bundle left',
    weight: 1,
    run: async () => {
      await files.remove(output, { within: appFolder });
      return [];
    },
  };
}

/** The part of the tool that the bundler reads the configuration with. */
async function findLibrary(project: NodeProject, node: Parameters<typeof findNodeTool>[1]): Promise<string | undefined> {
  const { files, paths } = project.ports;
  const { tool } = await findNodeTool(project, node, { packageName: 'nativescript', program: 'ns', isGlobal: true });
  const [inPackage] = tool?.args ?? [];
  const start = inPackage ?? (tool && ((await files.realPath(tool.command)) ?? tool.command));
  if (start === undefined) return undefined;
  // Of Windows: what is installed for the machine is started by a script next to its packages.
  for (const root of [paths.join(paths.dirname(start), '..'), paths.join(paths.dirname(start), 'node_modules', 'nativescript')]) {
    const library = paths.join(root, 'lib', 'nativescript-cli-lib.js');
    if ((await files.stat(library))?.kind === 'file') return library;
  }
  return undefined;
}

const mostFiles = 20_000;
const deepest = 32;

/** Everything the bundler wrote. Links are left out: it writes none. */
async function listFiles({ files, paths }: NodeProject['ports'], folder: string): Promise<readonly WebFile[]> {
  const found: WebFile[] = [];
  const walk = async (segments: readonly string[]): Promise<void> => {
    for (const { name, kind, isLink } of await files.readDirectory(paths.join(folder, ...segments))) {
      if (isLink === true || found.length >= mostFiles || segments.length > deepest) continue;
      const below = [...segments, name];
      if (kind === 'directory') await walk(below);
      const absolutePath = paths.join(folder, ...below);
      const stat = kind === 'file' ? await files.stat(absolutePath) : undefined;
      if (stat) found.push({ path: below.join('/'), absolutePath, sizeBytes: stat.sizeBytes, ...present('identity', stat.identity) });
    }
  };
  await walk([]);
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
