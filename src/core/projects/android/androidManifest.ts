/** `AndroidManifest.xml` of a project: its identifier and versions, and the label with the resource it names. */

import { androidNamespace, attributeOf, elementsOf, parseXml, type XmlElement } from '../../formats/xml/xmlDocument.ts';
import { type Sourced } from '../../settings/origin.ts';
import { type PlatformFacts, type ProjectFolderView, type UnknownFact } from '../projectFacts.ts';
import { openProjectFile, presentFacts, type ProjectFile } from '../projectFile.ts';

/** `sources` is the folder that contains the manifest and `res`. */
export async function readAndroidManifest(folder: ProjectFolderView, ...sources: readonly string[]): Promise<PlatformFacts | undefined> {
  const file = await openProjectFile(folder, ...sources, 'AndroidManifest.xml');
  const manifest = file && parseXml(file.text);
  if (!file || manifest?.name !== 'manifest') return undefined;
  const unknown: UnknownFact[] = [];
  const application = manifest.children.find(({ name }) => name === 'application');
  const label = application && attributeOf(application, 'label', androidNamespace);
  const isPlaceholder = (value: string): boolean => value.includes('${') || /^__\w+__$/.test(value);
  const name = label && !isPlaceholder(label.value) ? await labelFact(folder, sources, file, label) : undefined;
  if (label && !name) unknown.push(file.unknownFact('name', label));
  const icon = application && attributeOf(application, 'icon', androidNamespace);
  const identifier = attributeOf(manifest, 'package');
  const sdk = manifest.children.find(({ name: element }) => element === 'uses-sdk');
  return {
    ...presentFacts({
      appIdentifier: identifier && !isPlaceholder(identifier.value) ? file.textFact(identifier) : undefined,
      version: file.textFact(plain(attributeOf(manifest, 'versionName', androidNamespace))),
      versionCode: file.numberFact(attributeOf(manifest, 'versionCode', androidNamespace)),
      targetSdk: file.numberFact(sdk && attributeOf(sdk, 'targetSdkVersion', androidNamespace)),
      minimumOs: file.textFact(sdk && attributeOf(sdk, 'minSdkVersion', androidNamespace)),
      icon: icon && !isPlaceholder(icon.value) ? file.textFact(icon) : undefined,
      name,
    }),
    unknown,
  };
}

/** A reference to a resource is not a text. */
function plain<Value extends { readonly value: string }>(found: Value | undefined): Value | undefined {
  return found && !/^@|\$\{/.test(found.value) ? found : undefined;
}

async function labelFact(
  folder: ProjectFolderView,
  sources: readonly string[],
  file: ProjectFile,
  label: { readonly value: string; readonly offset: number; readonly length: number },
): Promise<Sourced<string> | undefined> {
  const resource = /^@(?:\+?)string\/([\w.]{1,200})$/.exec(label.value)?.[1];
  if (resource === undefined) return label.value.startsWith('@') ? undefined : file.textFact(label);
  return await readAndroidString(folder, resource, ...sources, 'res', 'values');
}

/** In the usual files of texts. */
export async function readAndroidString(
  folder: ProjectFolderView,
  name: string,
  ...values: readonly string[]
): Promise<Sourced<string> | undefined> {
  const names = (await folder.entries(...values)).filter((entry) => entry.kind === 'file' && entry.name.endsWith('.xml'));
  const ordered = names.toSorted((a, b) => Number(b.name.includes('strings')) - Number(a.name.includes('strings')));
  for (const entry of ordered.slice(0, 16)) {
    const file = await openProjectFile(folder, ...values, entry.name);
    const root = file && parseXml(file.text);
    const element = root && [...elementsOf(root)].find((each) => each.name === 'string' && attributeOf(each, 'name')?.value === name);
    if (file && element) return file.textFact({ ...element.text, value: androidText(element) }, 'resolved');
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

/** As aapt reads it: quotes keep blanks and are left out, a backslash escapes. */
function androidText({ text }: XmlElement): string {
  const quoted = text.value.length > 1 && text.value.startsWith('"') && text.value.endsWith('"') ? text.value.slice(1, -1) : text.value;
  return quoted.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, character = '') =>
    code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
