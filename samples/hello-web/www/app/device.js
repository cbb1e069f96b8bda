/** What the place where the app runs offers, told in plain words. */

async function storageIsThere() {
  try {
    const cache = await caches.open('hello-web-probe');
    await cache.put('/probe', new Response('1'));
    return caches.delete('hello-web-probe');
  } catch {
    return false;
  }
}

async function workerIsReady() {
  if (!('serviceWorker' in navigator)) return false;
  const patience = new Promise((resolve) => setTimeout(resolve, 3000, false));
  return Promise.race([navigator.serviceWorker.ready.then(() => true), patience]);
}

async function fetchWorks() {
  try {
    const answer = await fetch('manifest.webmanifest');
    return (await answer.json()).name === 'Hello Web';
  } catch {
    return false;
  }
}

export function showFacts(list) {
  const facts = [
    ['Secure origin', window.isSecureContext],
    ['Modules', true],
    ['Fetching its own files', fetchWorks()],
    ['Works without a network', workerIsReady()],
    ['Saves on this device', storageIsThere()],
    ['Vibrates', 'vibrate' in navigator],
    ['Shares to other apps', 'share' in navigator],
    ['Shown as an app of its own', matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches],
  ];
  list.replaceChildren(
    ...facts.flatMap(([name, answer]) => {
      const term = Object.assign(document.createElement('dt'), { textContent: name });
      const cell = Object.assign(document.createElement('dd'), { textContent: '…' });
      void Promise.resolve(answer).then((works) => {
        cell.textContent = works ? 'Yes' : 'No';
        cell.dataset.works = works ? 'yes' : 'no';
      });
      return [term, cell];
    }),
  );
}
