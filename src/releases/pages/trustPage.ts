/** How a device comes to trust the certificate authority of the server. Names of settings are those of iOS 26 and Android 16. */

import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { fingerprintText } from '../../core/base/fingerprintText.ts';
import { renderHtmlPage } from './htmlPage.ts';
import { renderQrSvg } from './qrCode.ts';

export interface TrustPageContent {
  /** Of the authority. */
  readonly name: string;
  /** Of its certificate, lower-case hexadecimal. */
  readonly sha256: string;
  readonly expiresAt: Date;
  /** Relative to the page, or absolute. */
  readonly certificatePath: string;
  readonly pageAddress: string;
}

const iosSteps = (name: string): readonly string[] => [
  'Open this page in Safari. If Safari says that the connection is not private, tap “Show Details”, then “visit this website”.',
  'Tap “Download Certificate”, and allow the download.',
  'Open Settings, tap “Profile Downloaded”, then “Install”, and enter the passcode.',
  `Open Settings › General › About › Certificate Trust Settings, and turn on full trust for “${name}”.`,
  'Close this page and open the install page again.',
];

const androidSteps: readonly string[] = [
  'Installing apps works without it: choose “Advanced” and “Proceed” when the browser warns. Install the certificate to end the warnings.',
  'Tap “Download Certificate”.',
  'Open Settings › Security & privacy › More security & privacy › Encryption & credentials › Install a certificate › CA certificate, and choose the file. If your device has other names, search its settings for “CA certificate”.',
];

export function renderTrustPage({ name, sha256, expiresAt, certificatePath, pageAddress }: TrustPageContent): string {
  const list = (steps: readonly string[]): string => `<ol>\n${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('\n')}\n</ol>`;
  return renderHtmlPage(
    'Trust this server',
    `<h1>Trust this server</h1>
<p>This server uses https with its own certificate authority. iPhone and iPad install apps from it only after they trust that authority, once for all apps.</p>
<p class="notice warn"><strong>Before you install it.</strong> The person who runs this server can then vouch for any website on this device. Install the certificate only if you trust that person, and compare its SHA-256 with the one that the person tells you.</p>
<a class="button" href="${escapeHtml(certificatePath)}">Download Certificate</a>
<section aria-labelledby="ios">
<h2 id="ios">iPhone and iPad</h2>
${list(iosSteps(name))}
</section>
<section aria-labelledby="android">
<h2 id="android">Android</h2>
${list(androidSteps)}
</section>
<section aria-labelledby="end">
<h2 id="end">When you no longer need it</h2>
<p>Delete it: on iPhone and iPad in Settings › General › VPN &amp; Device Management, on Android among the user certificates of “Encryption &amp; credentials”.</p>
</section>
<section aria-labelledby="facts">
<h2 id="facts">About this certificate</h2>
<dl>
<dt>Name</dt><dd>${escapeHtml(name)}</dd>
<dt>SHA-256</dt><dd><code>${escapeHtml(fingerprintText(sha256))}</code></dd>
<dt>Valid until</dt><dd>${expiresAt.toISOString().slice(0, 10)}</dd>
</dl>
</section>
<section class="scan" aria-labelledby="scan">
<h2 id="scan">Open this page on the device</h2>
${renderQrSvg(pageAddress, 'QR code of this page')}
</section>`,
  );
}
