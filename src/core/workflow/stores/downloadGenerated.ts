/** Downloads the APK for every device that Google Play made of a bundle, as it is signed for people. */

import { explainPlay, openPlay, type PlayApp, type PlayNetwork } from '../../stores/google-play/inEdit.ts';
import { universalApkOf } from '../../stores/google-play/playChanges.ts';
import { requireOutput, type OutputWorld } from '../output.ts';
import { savePieces } from '../savePieces.ts';

export async function downloadUniversalApk(
  world: PlayNetwork & OutputWorld,
  app: PlayApp,
  { versionCode, out }: { readonly versionCode: number; readonly out: string },
): Promise<{ readonly sizeBytes: number; readonly certificate: string | null }> {
  await requireOutput(world, { path: out, inputs: [], replaces: 'apk' });
  return await explainPlay(app, async () => {
    const { api } = openPlay(world, app);
    const { downloadId, certificate } = universalApkOf(await api.generatedApks(versionCode), versionCode);
    const answer = await api.downloadGenerated(versionCode, downloadId);
    const sizeBytes = await savePieces(world.files, out, answer.body);
    return { sizeBytes, certificate };
  });
}
