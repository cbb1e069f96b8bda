import { anotherGreeting, greetingFor } from './greetings.js';
import { showFacts } from './device.js';
import { read, write } from './store.js';

const $ = (id) => document.getElementById(id);
const wanted = new URLSearchParams(location.search);
let current = greetingFor(navigator.languages ?? [navigator.language]);
if (wanted.get('hello') === 'random') current = anotherGreeting(current);

function showGreeting() {
  const { tag, language, text, sound } = current;
  const name = read('name');
  const heading = $('greeting');
  $('language').textContent = language;
  $('language').lang = tag;
  heading.textContent = name ? `${text}, ${name}` : text;
  heading.lang = tag;
  heading.dir = 'auto';
  $('meaning').textContent = sound ?? '';
  $('keep').setAttribute('aria-pressed', String(read('kept').includes(text)));
  $('keep').textContent = read('kept').includes(text) ? 'Kept' : 'Keep';
  $('kept').replaceChildren(
    ...read('kept').map((greeting) => Object.assign(document.createElement('li'), { textContent: greeting, dir: 'auto' })),
  );
}

function showView(view) {
  for (const id of ['hello', 'device']) $(id).hidden = id !== view;
  for (const button of document.querySelectorAll('[data-view]')) {
    if (button.dataset.view === view) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  }
  if (view === 'device') showFacts($('facts'));
}

function showNetwork() {
  $('network').textContent = navigator.onLine ? 'There is a network; the app does not need it.' : 'No network: everything here still works.';
}

$('next').addEventListener('click', () => {
  current = anotherGreeting(current);
  showGreeting();
  const heading = $('greeting');
  heading.classList.remove('fresh');
  requestAnimationFrame(() => heading.classList.add('fresh'));
  navigator.vibrate?.(10);
});

$('keep').addEventListener('click', () => {
  const kept = read('kept');
  write('kept', kept.includes(current.text) ? kept.filter((text) => text !== current.text) : [...kept, current.text]);
  showGreeting();
});

$('name').value = read('name');
$('name').addEventListener('input', (event) => {
  write('name', event.target.value.trim());
  showGreeting();
});
$('who').addEventListener('submit', (event) => {
  event.preventDefault();
  $('name').blur();
});

for (const button of document.querySelectorAll('[data-view]')) {
  button.addEventListener('click', () => {
    const { view } = button.dataset;
    history.pushState({ view }, '', view === 'hello' ? './' : `./?view=${view}`);
    showView(view);
  });
}
addEventListener('popstate', () => showView(new URLSearchParams(location.search).get('view') ?? 'hello'));

$('download').addEventListener('click', () => {
  const blob = new Blob([`${$('greeting').textContent}\n`], { type: 'text/plain' });
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: 'greeting.txt' });
  document.body.append(link);
  link.click();
  // The download reads the file after the click: it needs both for a moment.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
    link.remove();
  }, 60_000);
});

$('picture').addEventListener('change', (event) => {
  const [file] = event.target.files;
  if (!file) return;
  $('shown').src = URL.createObjectURL(file);
  $('shown').hidden = false;
});

addEventListener('online', showNetwork);
addEventListener('offline', showNetwork);
showNetwork();
showGreeting();
showView(wanted.get('view') === 'device' ? 'device' : 'hello');

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('service-worker.js').catch((error) => console.warn('The app works online only:', error));
}
