/** The Gradle build of an app as it is started: its folder, the version it asks for, and what starts it. */

import { fromUtf8 } from '../../base/bytes.ts';
import { isFailure } from '../../base/failure.ts';
import { parseProperties } from '../../formats/java-properties/parseProperties.ts';
import { type GradleModule } from '../../projects/projectFacts.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type GradleEnginePorts } from './gradleEnginePorts.ts';

export interface GradleProject {
  /** Absolute path of the folder that contains the settings of the build. */
  readonly root: string;
  /** Absolute path of the module that makes the app. */
  readonly module: string;
  /** As Gradle names the module; empty for the root. */
  readonly modulePath: string;
  readonly wrapper: GradleWrapper | undefined;
  /** What `local.properties` names. */
  readonly sdkFolder: string | undefined;
}

export interface GradleWrapper {
  /** Of the Gradle that it downloads; `undefined` where the address does not say it. */
  readonly version: string | undefined;
  /** Absolute path; it may be absent. */
  readonly jar: string;
  readonly hasJar: boolean;
}

const largestProperties = 64 * 1024;

/** `undefined` where the project has no module that makes an app. */
export async function openGradleProject(
  ports: GradleEnginePorts,
  { appFolder, facts }: Pick<BuildSpec, 'appFolder' | 'facts'>,
): Promise<GradleProject | undefined> {
  const { gradle } = facts ?? {};
  if (!gradle) return undefined;
  const { paths } = ports;
  const root = paths.join(appFolder, ...gradle.root);
  const local = await readProperties(ports, paths.join(root, 'local.properties'));
  const sdkFolder = local.get('sdk.dir');
  return {
    root,
    module: paths.join(appFolder, ...gradle.folder),
    modulePath: gradle.path,
    wrapper: await openWrapper(ports, root),
    sdkFolder: sdkFolder === undefined ? undefined : paths.resolve(root, sdkFolder),
  };
}

/** What a tool is going to make. Its wrapper is not there yet, and which Gradle that asks for is not known. */
export function generatedProject({ paths }: Pick<GradleEnginePorts, 'paths'>, appFolder: string, module: GradleModule): GradleProject {
  const root = paths.join(appFolder, ...module.root);
  const jar = paths.join(root, 'gradle', 'wrapper', 'gradle-wrapper.jar');
  return {
    root,
    module: paths.join(appFolder, ...module.folder),
    modulePath: module.path,
    wrapper: { version: undefined, jar, hasJar: true },
    sdkFolder: undefined,
  };
}

export async function openWrapper(ports: Pick<GradleEnginePorts, 'files' | 'paths'>, root: string): Promise<GradleWrapper | undefined> {
  const { files, paths } = ports;
  const folder = paths.join(root, 'gradle', 'wrapper');
  const properties = await readProperties(ports, paths.join(folder, 'gradle-wrapper.properties'));
  const address = properties.get('distributionUrl');
  if (address === undefined) return undefined;
  const jar = paths.join(folder, 'gradle-wrapper.jar');
  const version = /\/?gradle-(\d[\w.-]{0,40}?)(?:-(?:bin|all|src))?\.zip$/.exec(address)?.[1];
  return { version, jar, hasJar: await isFile(files, jar) };
}

/** A link to a place that may not be read does not count as a file of the project. */
async function isFile(files: GradleEnginePorts['files'], path: string): Promise<boolean> {
  try {
    return (await files.stat(path))?.kind === 'file';
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}

async function readProperties({ files }: Pick<GradleEnginePorts, 'files'>, path: string): Promise<ReadonlyMap<string, string>> {
  try {
    const text = fromUtf8(await files.readFile(path, { maxBytes: largestProperties }));
    return new Map(parseProperties(text).map(({ key, value }) => [key, value.trim()]));
  } catch (error) {
    if (isFailure(error)) return new Map();
    throw error;
  }
}
