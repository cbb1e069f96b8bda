/** What an iPhone or iPad shows before and after it tells its identifier. */

import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { renderHtmlPage } from './htmlPage.ts';

/** Paths are relative to the page, or absolute. */
export function renderRegisterPage({ profilePath, backPath }: { readonly profilePath: string; readonly backPath: string }): string {
  return renderHtmlPage(
    'Register this device',
    `<h1>Register this device</h1>
<p>The app installs only on devices that its developer has registered with Apple. This sends the identifier (UDID), the model, the system build and the serial number of this device to the developer, and nothing else.</p>
<p><a class="button" href="${escapeHtml(profilePath)}">Download Profile</a></p>
<section aria-labelledby="steps">
<h2 id="steps">What to do</h2>
<ol>
<li>Open this page in Safari on the iPhone or iPad, tap the button, and allow the download.</li>
<li>Open Settings and tap “Profile Downloaded”, then “Install”, and enter the passcode. The profile is used once and does not stay.</li>
<li>Safari opens again and says whether the app can be installed now. If not, the developer signs it again for this device, and the same link works then.</li>
</ol>
</section>
<p class="other"><a href="${escapeHtml(backPath)}">Back to the app</a></p>`,
  );
}

export interface RegisteredDevicePage {
  readonly udid: string;
  /** `null` where the package does not say. */
  readonly isProvisioned: boolean | null;
  readonly installPath: string;
}

export function renderRegisteredPage({ udid, isProvisioned, installPath }: RegisteredDevicePage): string {
  const outcome =
    isProvisioned === true
      ? '<p class="notice good"><strong>Ready.</strong> The app is signed for this device. You can install it now.</p>'
      : '<p class="notice warn"><strong>Registered.</strong> The developer must sign the app again for this device. Open the same link later.</p>';
  return renderHtmlPage(
    'Device registered',
    `<h1>Device registered</h1>
${outcome}
<p><a class="button" href="${escapeHtml(installPath)}">Open the App’s Page</a></p>
<section aria-labelledby="facts">
<h2 id="facts">This device</h2>
<dl><dt>Identifier (UDID)</dt><dd><code>${escapeHtml(udid)}</code></dd></dl>
</section>`,
  );
}
