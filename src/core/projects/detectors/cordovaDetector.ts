/** Cordova, Ionic with Cordova included: a `config.xml` whose root is a widget. Its native projects are made from it at every build. */

import { attributeOf, parseXml, type XmlElement } from '../../formats/xml/xmlDocument.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type PlatformFacts, type ProjectDetector, type ProjectFolderView } from '../projectFacts.ts';
import { openProjectFile, presentFacts, type ProjectFile, wholeNumber } from '../projectFile.ts';
import { readJson, valueAt } from '../projectText.ts';

export const cordovaDetector: ProjectDetector = {
  engine: 'cordova',
  detect: async (folder) => {
    const file = (await openProjectFile(folder, 'config.xml')) ?? (await openProjectFile(folder, 'www', 'config.xml'));
    const widget = file && parseXml(file.text);
    if (!file || widget?.name !== 'widget') return undefined;
    const platforms = await platformsOf(folder, widget);
    const name = file.textFact(widget.children.find((child) => child.name === 'name')?.text);
    const shared = presentFacts({ version: file.textFact(attributeOf(widget, 'version')) });
    return {
      engine: 'cordova',
      framework: 'Cordova',
      ...(name && { name }),
      ...shared,
      ...(platforms.has('android') && { android: androidFacts(file, widget, shared.version) }),
      ...(platforms.has('ios') && { ios: iosFacts(file, widget, shared.version) }),
    };
  },
};

function androidFacts(file: ProjectFile, widget: XmlElement, version: Sourced<string> | undefined): PlatformFacts {
  const written = attributeOf(widget, 'android-versionCode');
  const target = preference(widget, 'android', 'android-targetSdkVersion');
  return presentFacts({
    appIdentifier: file.textFact(attributeOf(widget, 'android-packageName') ?? attributeOf(widget, 'id')),
    version,
    versionCode: written ? file.numberFact(written) : derivedCode(version),
    targetSdk: file.numberFact(target),
    icon: file.textFact(iconOf(widget, 'android')),
  });
}

/** As cordova-android makes it of the version: 1.2.3 is 10203. */
function derivedCode(version: Sourced<string> | undefined): Sourced<number> | undefined {
  if (version?.origin.kind !== 'project' || !/^\d{1,5}(?:\.\d{1,5}){0,2}(?:-.{0,100})?$/.test(version.value)) return undefined;
  const [major = 0, minor = 0, patch = 0] = (version.value.split('-')[0] ?? '').split('.').map(Number);
  const value = wholeNumber(major * 10_000 + minor * 100 + patch);
  return value === undefined ? undefined : { value, origin: { ...version.origin, certainty: 'resolved' } };
}

function iosFacts(file: ProjectFile, widget: XmlElement, version: Sourced<string> | undefined): PlatformFacts {
  const build = attributeOf(widget, 'ios-CFBundleVersion');
  const versionCode = file.numberFact(build);
  return {
    ...presentFacts({
      appIdentifier: file.textFact(attributeOf(widget, 'ios-CFBundleIdentifier') ?? attributeOf(widget, 'id')),
      version,
      versionCode,
      icon: file.textFact(iconOf(widget, 'ios')),
    }),
    ...(build && !versionCode && { unknown: [file.unknownFact('versionCode', build)] }),
  };
}

/** Of the platform first, as Cordova reads them. */
function preference(widget: XmlElement, platform: string, name: string): ReturnType<typeof attributeOf> {
  const own = widget.children.find((child) => child.name === 'platform' && attributeOf(child, 'name')?.value === platform);
  const found = [...(own?.children ?? []), ...widget.children].find(
    (child) => child.name === 'preference' && attributeOf(child, 'name')?.value.toLowerCase() === name.toLowerCase(),
  );
  return found && attributeOf(found, 'value');
}

/** The first of the platform, else the one for all; the default of Cordova where the config names none. */
function iconOf(widget: XmlElement, platform: string): ReturnType<typeof attributeOf> {
  const own = widget.children.find((child) => child.name === 'platform' && attributeOf(child, 'name')?.value === platform);
  const icon = [...(own?.children ?? []), ...widget.children].find(({ name }) => name === 'icon');
  return icon && (attributeOf(icon, 'src') ?? attributeOf(icon, 'foreground'));
}

/** The ones that are added to the project; both as long as none is. */
async function platformsOf(folder: ProjectFolderView, widget: XmlElement): Promise<ReadonlySet<string>> {
  const json = readJson(await folder.text('package.json'));
  const listed = valueAt(json, 'cordova', 'platforms');
  const named = [
    ...(Array.isArray(listed) ? listed.map(String) : []),
    ...widget.children.filter(({ name }) => name === 'engine').map((engine) => attributeOf(engine, 'name')?.value ?? ''),
    ...(await folder.entries('platforms')).filter(({ kind }) => kind === 'directory').map(({ name }) => name),
    ...['android', 'ios'].filter((platform) =>
      ['dependencies', 'devDependencies'].some((kind) => valueAt(json, kind, `cordova-${platform}`) !== undefined),
    ),
  ].filter((platform) => platform === 'android' || platform === 'ios');
  return new Set(named.length > 0 ? named : ['android', 'ios']);
}
