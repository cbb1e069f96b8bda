/**
 * The engine `archive`: an app for iOS that its own tools built, as .xcarchive, .app or .ipa. Nothing is built; identifier, version and name of
 * the settings are brought into it when it is signed. It needs nothing on the machine.
 */

import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { readAppInfo } from '../../packages/ipa/readAppInfo.ts';
import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type BuildPlan } from '../engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../engine/engine.ts';

export interface ArchiveEnginePorts {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

export class ArchiveEngine implements Engine {
  readonly id = 'archive';
  readonly platforms = ['ios'] as const;
  readonly #ports: ArchiveEnginePorts;

  constructor(ports: ArchiveEnginePorts) {
    this.#ports = ports;
  }

  async versions(): Promise<readonly string[]> {
    return ['1'];
  }

  async check(spec: BuildSpec): Promise<readonly Issue[]> {
    const { archive } = spec.settings.ios ?? {};
    if (archive === undefined) return [createIssue('archive-not-set', {}, { pointer: '/ios/archive' })];
    const reading = await readAppInfo(this.#ports, this.#pathOf(spec, archive));
    return reading?.issues ?? [createIssue('archive-missing', { path: archive }, { pointer: '/ios/archive' })];
  }

  async plan(spec: BuildSpec): Promise<BuildPlan> {
    const issues = await this.check(spec);
    if (hasErrors(issues)) throw issuesFound(issues);
    const path = this.#pathOf(spec, spec.settings.ios?.archive ?? '');
    const reading = await readAppInfo(this.#ports, path);
    const { appIdentifier, version, versionCode, name } = spec;
    return {
      engine: this.id,
      engineVersion: spec.engineVersion,
      steps: [],
      artifact: { kind: 'given', format: 'ipa', path },
      // A name that is the app's own already has its forms in other languages, which must stay.
      edits: { appIdentifier, version, versionCode: String(versionCode), ...(name !== reading?.info?.label && { name }) },
      tools: {},
    };
  }

  #pathOf({ appFolder }: BuildSpec, archive: string): string {
    return this.#ports.paths.resolve(appFolder, archive);
  }
}
