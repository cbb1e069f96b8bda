/**
 * Makes an APK for all devices of an app bundle, signed, and looks at it before it gets its name. The unsigned APK is written next to it and
 * removed again.
 */

import { debugKey } from '../assets/keystore/debugKey.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { progressPart, type ProgressReporter } from '../base/progress.ts';
import { createUniversalApk, type UniversalApk } from '../packages/universal-apk/createUniversalApk.ts';
import { debugKeystorePath, openDebugKey, type DebugKeyWorld } from './openDebugKey.ts';
import { requireOutput } from './output.ts';
import { signPackageFile, type SignedFile, type SignFileRequest, type SignFileWorld } from './signPackageFile.ts';

export interface ConvertBundleRequest extends Pick<SignFileRequest, 'path' | 'out' | 'inputs' | 'mayReplace' | 'signal'> {
  /** Without one, the debug key of this user signs. */
  readonly key?: Pick<SignFileRequest, 'keystore' | 'alias' | 'passwords'> | undefined;
  readonly report?: ProgressReporter | undefined;
}

export type ConvertWorld = SignFileWorld & DebugKeyWorld;

export interface ConvertedBundle extends SignedFile {
  readonly content: UniversalApk;
}

/** Fails with `universal-apk-impossible`, or `issues-found` where bundle, key or result are not right. */
export async function convertBundle(world: ConvertWorld, request: ConvertBundleRequest): Promise<ConvertedBundle> {
  const { path, out, key = await debugKeyOf(world), inputs = [], mayReplace = false, signal, report } = request;
  // Before the work that takes long.
  await requireOutput(world, { path: out, inputs: [path, key.keystore, ...inputs], replaces: 'apk', mayReplace });
  const unsigned = await world.files.createFile(`${out}.unsigned`);
  try {
    const making = progressPart(report, 0, 0.5);
    const source = await world.files.openFile(path);
    let content: UniversalApk;
    try {
      content = await createUniversalApk({
        source,
        output: unsigned,
        signal,
        report: (fraction) => making({ step: 'building', fraction }),
      });
    } finally {
      await source.close();
    }
    throwIfCancelled(signal);
    const signed = await signPackageFile(world, {
      path: unsigned.temporaryPath,
      out,
      ...key,
      inputs: [path, ...inputs],
      mayReplace,
      signal,
      report: progressPart(report, 0.5, 1),
    });
    return { ...signed, content };
  } finally {
    await unsigned.discard();
  }
}

async function debugKeyOf(world: DebugKeyWorld): Promise<NonNullable<ConvertBundleRequest['key']>> {
  await openDebugKey(world);
  const passwords = { ask: async () => debugKey.password };
  return { keystore: debugKeystorePath(world), alias: debugKey.alias, passwords };
}

/**
 * Gives work what a device installs: the file itself, or an APK of an app bundle, which is in the folder of this user meanwhile. What ends like
 * an app bundle is taken for one. The work reports what is left of the progress.
 */
export async function withInstallable<Result>(
  world: ConvertWorld,
  { path, signal, report }: Pick<ConvertBundleRequest, 'path' | 'signal'> & { readonly report: ProgressReporter },
  work: (path: string, report: ProgressReporter) => Promise<Result>,
): Promise<Result> {
  if (!path.toLowerCase().endsWith('.aab')) return await work(path, report);
  const mark = Buffer.from(world.random.bytes(8)).toString('hex');
  const out = world.paths.join(world.userFolder, 'installing', `${mark}.apk`);
  try {
    await convertBundle(world, { path, out, signal, report: progressPart(report, 0, 0.6) });
    return await work(out, progressPart(report, 0.6, 1));
  } finally {
    await world.files.remove(out);
  }
}
