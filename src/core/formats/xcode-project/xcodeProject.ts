/**
 * `project.pbxproj` of Xcode: its targets, and for each the configurations with their build settings as they are written. What a setting
 * comes to is worked out elsewhere, from here and the `.xcconfig` files that configurations are based on.
 */

import { type Located } from '../source-text/located.ts';
import { type OpenStepValue, parseOpenStepPlist } from './openStepPlist.ts';
import { type BuildSetting, parseSettingName } from './xcconfig.ts';

export interface XcodeConfiguration {
  readonly name: string;
  readonly settings: readonly BuildSetting[];
  /** The `.xcconfig` file it is based on, relative to the folder of the project; absent where it has none, or its place is unknown. */
  readonly base: string | undefined;
}

export interface XcodeConfigurations {
  readonly all: readonly XcodeConfiguration[];
  readonly defaultName: string | undefined;
}

export interface XcodeTarget {
  readonly name: string;
  /** Where its name is written. */
  readonly at?: Pick<Located<string>, 'offset' | 'length'>;
  /** `com.apple.product-type.application`; absent for targets that make nothing. */
  readonly productType: string | undefined;
  readonly configurations: XcodeConfigurations;
}

export interface XcodeProject {
  readonly targets: readonly XcodeTarget[];
  /** Of the project, which those of targets build on. */
  readonly configurations: XcodeConfigurations;
}

type Dictionary = ReadonlyMap<string, OpenStepValue>;

const mostTargets = 200;
const mostConfigurations = 50;
const deepestGroup = 32;

/** `undefined` for a text that is not such a file. */
export function parseXcodeProject(text: string): XcodeProject | undefined {
  const root = dictionary(parseOpenStepPlist(text));
  const objects = dictionary(root?.get('objects'));
  if (!root || !objects) return undefined;
  return new ProjectReader(objects).project(textOf(root.get('rootObject')));
}

class ProjectReader {
  readonly #objects: Dictionary;
  /** Which group contains an object, made when it is first needed. */
  #parents: ReadonlyMap<string, string> | undefined;

  constructor(objects: Dictionary) {
    this.#objects = objects;
  }

  project(rootObject: string | undefined): XcodeProject {
    const root = this.#object(rootObject) ?? this.#firstOf('PBXProject');
    const listed = texts(root?.get('targets'));
    const ids = listed.length > 0 ? listed : [...this.#objects.keys()];
    const targets: XcodeTarget[] = [];
    for (const id of ids) {
      const object = this.#object(id);
      if (textOf(object?.get('isa')) !== 'PBXNativeTarget' || targets.length >= mostTargets) continue;
      const name = object?.get('name');
      targets.push({
        name: textOf(name) ?? '',
        ...(name && { at: { offset: name.offset, length: name.length } }),
        productType: textOf(object?.get('productType')),
        configurations: this.#configurations(textOf(object?.get('buildConfigurationList'))),
      });
    }
    return { targets, configurations: this.#configurations(textOf(root?.get('buildConfigurationList'))) };
  }

  #object(id: string | undefined): Dictionary | undefined {
    return id === undefined ? undefined : dictionary(this.#objects.get(id));
  }

  #firstOf(isa: string): Dictionary | undefined {
    for (const value of this.#objects.values()) {
      const object = dictionary(value);
      if (textOf(object?.get('isa')) === isa) return object;
    }
    return undefined;
  }

  #configurations(id: string | undefined): XcodeConfigurations {
    const list = this.#object(id);
    const all = texts(list?.get('buildConfigurations'))
      .slice(0, mostConfigurations)
      .flatMap((each) => this.#object(each) ?? [])
      .filter((object) => textOf(object.get('isa')) === 'XCBuildConfiguration')
      .map((object): XcodeConfiguration => {
        const settings = [...(dictionary(object.get('buildSettings')) ?? new Map<string, OpenStepValue>())].flatMap(settingOf);
        return { name: textOf(object.get('name')) ?? '', settings, base: this.#basePath(object) };
      });
    return { all, defaultName: textOf(list?.get('defaultConfigurationName')) };
  }

  #basePath(configuration: Dictionary): XcodeConfiguration['base'] {
    const reference = textOf(configuration.get('baseConfigurationReference'));
    if (reference !== undefined) return this.#pathOf(reference);
    // Folders that Xcode 16 keeps in step with the disk name the file relative to themselves.
    const anchor = textOf(configuration.get('baseConfigurationReferenceAnchor'));
    const relative = textOf(configuration.get('baseConfigurationReferenceRelativePath'));
    if (anchor === undefined || relative === undefined) return undefined;
    const folder = this.#pathOf(anchor);
    return folder === undefined ? undefined : joined(folder, relative);
  }

  #pathOf(id: string): string | undefined {
    let path = '';
    let current: string | undefined = id;
    for (let depth = 0; current !== undefined && depth < deepestGroup; depth++) {
      const object = this.#object(current);
      if (!object) return undefined;
      const own = textOf(object.get('path'));
      const tree = textOf(object.get('sourceTree')) ?? '<group>';
      if (own !== undefined) path = path === '' ? own : joined(own, path);
      if (tree === 'SOURCE_ROOT') return path;
      if (tree !== '<group>') return undefined;
      current = this.#parentOf(current);
    }
    return current === undefined ? path : undefined;
  }

  #parentOf(id: string): string | undefined {
    if (!this.#parents) {
      const parents = new Map<string, string>();
      for (const [group, value] of this.#objects) for (const child of texts(dictionary(value)?.get('children'))) parents.set(child, group);
      this.#parents = parents;
    }
    return this.#parents.get(id);
  }
}

function joined(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

function settingOf([key, value]: readonly [string, OpenStepValue]): readonly BuildSetting[] {
  const name = parseSettingName(key);
  if (!name) return [];
  const { offset, length } = value;
  if (value.type === 'text') return [{ ...name, value: value.value, offset, length }];
  return value.type === 'array' ? [{ ...name, value: texts(value).join(' '), offset, length }] : [];
}

function dictionary(value: OpenStepValue | undefined): Dictionary | undefined {
  return value?.type === 'dictionary' ? value.value : undefined;
}

function textOf(value: OpenStepValue | undefined): string | undefined {
  return value?.type === 'text' ? value.value : undefined;
}

function texts(value: OpenStepValue | undefined): readonly string[] {
  return value?.type === 'array' ? value.value.flatMap((item) => textOf(item) ?? []) : [];
}
