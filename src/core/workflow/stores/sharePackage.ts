/** Internal app sharing of Google Play: the package is uploaded and gets a link, without an edit, a track or a review. */

import { type Issue } from '../../base/issue.ts';
import { Failure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { explainPlay, openPlay, type PlayApp } from '../../stores/google-play/inEdit.ts';
import { contentTypes, sharingUpload } from '../../stores/google-play/playApi.ts';
import { type PlayWorld } from '../../stores/google-play/publishToPlay.ts';
import { uploadFile } from '../../stores/google-play/uploadFile.ts';
import { textField } from '../../stores/jsonObject.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { withPackageForStore } from '../publish/packageForStore.ts';

interface SharedPackage {
  readonly appIdentifier: string;
  readonly url: string;
  /** SHA-256 of the certificate that Google Play signed with. */
  readonly certificateFingerprint: string | null;
  readonly sha256: string;
  readonly requests: readonly { readonly method: string; readonly url: string }[];
  readonly issues: readonly Issue[];
}

interface SharingRequest {
  /** Absolute. */
  readonly path: string;
  /** Its package name is taken from the package. */
  readonly app: PlayApp;
  readonly report?: ProgressReporter | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function sharePackageOnPlay(
  world: PlayWorld & { readonly digester: ContentDigester },
  { path, app: account, report, signal }: SharingRequest,
): Promise<SharedPackage> {
  const checks = { trusted: [], verify: { digester: world.digester } } as const;
  return await withPackageForStore(world, { path, report, signal }, checks, async ({ source, description, sha256, issues }) => {
    const { inspection, isSound } = description;
    const isAndroid = inspection !== undefined && inspection.format !== 'ipa' && isSound;
    const packageName = isAndroid ? inspection.appIdentifier : undefined;
    if (!isAndroid || packageName === undefined)
      throw Failure.of(
        'store-package-refused',
        { store: 'Google Play', summary: phrase('it is not a complete Android package') },
        { issues },
      );
    const app = { ...account, packageName };
    const uploading = progressPart(report, 0.1, 0.95);
    return await explainPlay(app, async () => {
      const { api, requests } = openPlay(world, app);
      const sent: { readonly method: string; readonly url: string }[] = [];
      const upload = sharingUpload(packageName, inspection.format);
      const answer = await uploadFile({
        http: world.http,
        api,
        upload: { path: upload, contentType: contentTypes[inspection.format] },
        source,
        onProgress: (fraction) => uploading({ step: 'uploading', fraction }),
        onPart: () => void sent.push({ method: 'PUT', url: `${app.endpoint}/upload${upload}?upload_id=•••` }),
        signal,
      });
      const url = textField(answer, 'downloadUrl');
      if (url === undefined) throw Failure.of('store-answer-unexpected', { store: 'Google Play', what: 'downloadUrl' });
      const theirs = textField(answer, 'sha256');
      if (theirs !== undefined && theirs.toLowerCase() !== sha256) throw Failure.of('store-upload-damaged', { store: 'Google Play' });
      report?.({ step: 'done', fraction: 1 });
      const certificateFingerprint = textField(answer, 'certificateFingerprint') ?? null;
      return { appIdentifier: packageName, url, certificateFingerprint, sha256, requests: [...requests, ...sent], issues };
    });
  });
}
