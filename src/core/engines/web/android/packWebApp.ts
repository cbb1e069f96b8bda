/**
 * Writes a web app as an unsigned APK or app bundle. Both have the same parts, in a fixed order:
 *
 * | part | in an APK | in an app bundle |
 * | --- | --- | --- |
 * | manifest | AndroidManifest.xml, binary | base/manifest/AndroidManifest.xml, protobuf |
 * | shell, and its update check | classes.dex, classes2.dex | base/dex/classes.dex |
 * | resource table | resources.arsc, stored | base/resources.pb |
 * | resources | res/… | base/res/… |
 * | what the shell needs besides | assets/shell/… | base/assets/shell/… |
 * | web files | assets/www/… | base/assets/www/… |
 */

import { type Bytes } from '../../../base/bytes.ts';
import { type ByteSink } from '../../../base/byteSource.ts';
import { throwIfCancelled } from '../../../base/cancellation.ts';
import { encodeBundleConfig } from '../../../formats/android-proto/bundleConfig.ts';
import { encodeProtoResourceTable } from '../../../formats/android-proto/encodeProtoResourceTable.ts';
import { encodeProtoXml } from '../../../formats/android-proto/encodeProtoXml.ts';
import { encodeAndroidXml } from '../../../formats/android-xml/encodeAndroidXml.ts';
import { type XmlElement } from '../../../formats/android-resources/xmlModel.ts';
import { encodeResourceTable } from '../../../formats/resource-table/encodeResourceTable.ts';
import { androidAlignment } from '../../../formats/zip/androidAlignment.ts';
import { ZipWriter } from '../../../formats/zip/zipWriter.ts';
import { type WorkContext } from '../../engine/buildPlan.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { addWebFiles } from '../addWebFiles.ts';
import { offlinePage } from '../offlinePage.ts';
import { updateSettings, updateSettingsFile } from '../updateCheck.ts';
import { type ResourceBuilder } from './resourceBuilder.ts';
import { type WebApp } from '../webApp.ts';
import { type WebEnginePorts } from '../webEnginePorts.ts';
import { storedGlobs } from '../webFileName.ts';

/** The version of bundletool whose rules the bundle keeps. */
const bundletoolVersion = '1.18.2';

export interface WebAppParts {
  readonly app: WebApp;
  readonly spec: BuildSpec;
  readonly manifest: XmlElement;
  readonly resources: ResourceBuilder;
  /** Its own program first. */
  readonly shell: readonly Bytes[];
}

export async function packWebApp(
  parts: WebAppParts,
  output: ByteSink,
  ports: WebEnginePorts,
  context: Omit<WorkContext, 'output'>,
): Promise<void> {
  const { app, spec, manifest, resources, shell } = parts;
  const isBundle = spec.buildType === 'app-bundle';
  const prefix = isBundle ? 'base/' : '';
  const zip = new ZipWriter(output, { alignment: androidAlignment });
  const table = resources.table(spec.appIdentifier);
  const add = (name: string, bytes: Bytes, method: 'stored' | 'deflated'): void => {
    // `finish` reports what goes wrong; the writer keeps the order.
    void zip.addEntry({ name: prefix + name, method, bytes });
  };
  if (isBundle) {
    void zip.addEntry({
      name: 'BundleConfig.pb',
      method: 'deflated',
      bytes: encodeBundleConfig({ bundletoolVersion, uncompressedGlobs: storedGlobs }),
    });
    add('manifest/AndroidManifest.xml', encodeProtoXml(manifest), 'deflated');
    for (const [index, program] of shell.entries()) add(`dex/${dexName(index)}`, program, 'deflated');
    add('resources.pb', encodeProtoResourceTable(table), 'deflated');
  } else {
    add('AndroidManifest.xml', encodeAndroidXml(manifest), 'deflated');
    for (const [index, program] of shell.entries()) add(dexName(index), program, 'deflated');
    // Android 11 and newer install no package with a compressed table.
    add('resources.arsc', encodeResourceTable(table), 'stored');
  }
  for (const file of resources.files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if ('bytes' in file) add(file.path, file.bytes, 'stored');
    else add(file.path, isBundle ? encodeProtoXml(file.xml) : encodeAndroidXml(file.xml, { encoding: 'utf-8' }), 'deflated');
  }
  if (app.isRemote) add('assets/shell/offline.html', offlinePage(app), 'deflated');
  if (app.updateCheck !== undefined) add(`assets/${updateSettingsFile}`, updateSettings(app.updateCheck), 'deflated');
  await addWebFiles({ zip, prefix: `${prefix}assets/www/` }, app.files, ports.files, context);
  throwIfCancelled(context.signal);
  await zip.finish();
}

function dexName(index: number): string {
  return index === 0 ? 'classes.dex' : `classes${index + 1}.dex`;
}
