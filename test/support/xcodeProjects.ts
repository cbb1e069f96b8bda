/** Texts of `project.pbxproj` in the shape that Xcode writes, for tests: a project with its groups, targets and configurations. */

export interface MadeTarget {
  readonly name: string;
  /** Behind `com.apple.product-type.`; an application when absent. */
  readonly type?: string;
  /** Of both configurations. */
  readonly settings: Readonly<Record<string, string>>;
  /** Of Debug alone. */
  readonly debug?: Readonly<Record<string, string>>;
  /** Of Release alone. */
  readonly release?: Readonly<Record<string, string>>;
}

export interface MadeProject {
  readonly targets: readonly MadeTarget[];
  /** Of the project itself. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Which every target's Release is based on, inside a group that is a folder. */
  readonly xcconfig?: { readonly group: string; readonly file: string };
  /** As Xcode 16 names the file, relative to a folder that it keeps in step with the disk. */
  readonly isSynchronized?: boolean;
}

const id = (kind: string, ...numbers: readonly number[]): string => `${kind}${numbers.join('')}`.padEnd(24, '0').toUpperCase();

function quoted(value: string): string {
  return /^[\w./]+$/.test(value) ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function settingsText(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `\t\t\t\t${quoted(name)} = ${quoted(value)};\n`)
    .join('');
}

function configurationText(key: string, name: string, settings: Readonly<Record<string, string>>, base: string): string {
  return `\t\t${key} /* ${name} */ = {\n\t\t\tisa = XCBuildConfiguration;\n${base}\t\t\tbuildSettings = {\n${settingsText(settings)}\t\t\t};\n\t\t\tname = ${name};\n\t\t};\n`;
}

function listText(key: string, debug: string, release: string): string {
  return `\t\t${key} /* Build configuration list */ = {\n\t\t\tisa = XCConfigurationList;\n\t\t\tbuildConfigurations = (\n\t\t\t\t${debug} /* Debug */,\n\t\t\t\t${release} /* Release */,\n\t\t\t);\n\t\t\tdefaultConfigurationIsVisible = 0;\n\t\t\tdefaultConfigurationName = Release;\n\t\t};\n`;
}

export function xcodeProjectText({ targets, settings = {}, xcconfig, isSynchronized = false }: MadeProject): string {
  const group = xcconfig && id('A1');
  const file = id('A2');
  const based = isSynchronized
    ? `\t\t\tbaseConfigurationReferenceAnchor = ${group} /* ${xcconfig?.group} */;\n\t\t\tbaseConfigurationReferenceRelativePath = ${xcconfig?.file};\n`
    : `\t\t\tbaseConfigurationReference = ${file} /* ${xcconfig?.file} */;\n`;
  const base = xcconfig ? based : '';
  const groups = xcconfig
    ? `\t\t${id('A0')} = {\n\t\t\tisa = PBXGroup;\n\t\t\tchildren = (\n\t\t\t\t${group} /* ${xcconfig.group} */,\n\t\t\t);\n\t\t\tsourceTree = "<group>";\n\t\t};\n` +
      `\t\t${group} /* ${xcconfig.group} */ = {\n\t\t\tisa = ${isSynchronized ? 'PBXFileSystemSynchronizedRootGroup' : `PBXGroup;\n\t\t\tchildren = (\n\t\t\t\t${file} /* ${xcconfig.file} */,\n\t\t\t)`};\n\t\t\tpath = ${quoted(xcconfig.group)};\n\t\t\tsourceTree = "<group>";\n\t\t};\n` +
      (isSynchronized
        ? ''
        : `\t\t${file} /* ${xcconfig.file} */ = {isa = PBXFileReference; lastKnownFileType = text.xcconfig; path = ${xcconfig.file}; sourceTree = "<group>"; };\n`)
    : '';
  const bodies = targets.map(
    ({ name, type = 'application' }, index) =>
      `\t\t${id('B', index)} /* ${name} */ = {\n\t\t\tisa = PBXNativeTarget;\n\t\t\tbuildConfigurationList = ${id('C', index)} /* Build configuration list for PBXNativeTarget "${name}" */;\n\t\t\tbuildPhases = (\n\t\t\t);\n\t\t\tname = ${quoted(name)};\n\t\t\tproductName = ${quoted(name)};\n\t\t\tproductType = "com.apple.product-type.${type}";\n\t\t};\n`,
  );
  const configurations = targets.map(({ settings: both, debug, release, name }, index) =>
    [
      configurationText(id('D', index), 'Debug', { PRODUCT_NAME: name, ...both, ...debug }, ''),
      configurationText(id('E', index), 'Release', { PRODUCT_NAME: name, ...both, ...release }, base),
      listText(id('C', index), id('D', index), id('E', index)),
    ].join(''),
  );
  return [
    '// !$*UTF8*$!\n{\n\tarchiveVersion = 1;\n\tclasses = {\n\t};\n',
    `\tobjectVersion = ${isSynchronized ? 77 : 56};\n\tobjects = {\n\n`,
    groups,
    ...bodies,
    `\t\t${id('F')} /* Project object */ = {\n\t\t\tisa = PBXProject;\n\t\t\tbuildConfigurationList = ${id('F1')};\n\t\t\ttargets = (\n`,
    ...targets.map(({ name }, index) => `\t\t\t\t${id('B', index)} /* ${name} */,\n`),
    '\t\t\t);\n\t\t};\n',
    configurationText(id('F2'), 'Debug', { SDKROOT: 'iphoneos', ...settings }, ''),
    configurationText(id('F3'), 'Release', { SDKROOT: 'iphoneos', ...settings }, ''),
    listText(id('F1'), id('F2'), id('F3')),
    ...configurations,
    `\t};\n\trootObject = ${id('F')} /* Project object */;\n}\n`,
  ].join('');
}

/** The line, from one, on which the last of these texts stands. */
export function lineOf(text: string, piece: string): number {
  return text.slice(0, text.lastIndexOf(piece)).split('\n').length;
}

/** A shared scheme, as Xcode writes it. */
export function xcodeSchemeText(target: string, { product = `${target}.app`, configuration = 'Release' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Scheme
   LastUpgradeVersion = "2600"
   version = "1.7">
   <BuildAction
      parallelizeBuildables = "YES"
      buildImplicitDependencies = "YES">
      <BuildActionEntries>
         <BuildActionEntry
            buildForTesting = "YES"
            buildForArchiving = "YES">
            <BuildableReference
               BuildableIdentifier = "primary"
               BlueprintName = "${target}"
               BuildableName = "${product}">
            </BuildableReference>
         </BuildActionEntry>
      </BuildActionEntries>
   </BuildAction>
   <ArchiveAction
      buildConfiguration = "${configuration}"
      revealArchiveInOrganizer = "YES">
   </ArchiveAction>
</Scheme>
`;
}
