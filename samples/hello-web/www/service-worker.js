/** Keeps the whole app on the device. A new version of this file brings a new cache; the old one goes. */
const cacheName = 'hello-web-1';
const files = [
  './',
  'style.css',
  'app/main.js',
  'app/greetings.js',
  'app/store.js',
  'app/device.js',
  'manifest.webmanifest',
  'icons/icon-192.png',
];

addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)).then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  const removeOld = async () => {
    for (const name of await caches.keys()) if (name.startsWith('hello-web-') && name !== cacheName) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(removeOld());
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  const answer = async () => {
    const cache = await caches.open(cacheName);
    const kept = await cache.match(request, { ignoreSearch: request.mode === 'navigate' });
    if (kept) return kept;
    const fresh = await fetch(request);
    // Parts of files (206) cannot be kept.
    if (fresh.status === 200) void cache.put(request, fresh.clone());
    return fresh;
  };
  event.respondWith(answer());
});
