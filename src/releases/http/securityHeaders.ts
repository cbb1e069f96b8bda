/** Headers that every answer of the product's servers carries, whatever it contains. */

export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Nothing leaves this server with a link; without any referrer, browsers would not say that a form comes from here.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** For answers that are not a page: nothing in them may ever load or run. */
export const closedContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
