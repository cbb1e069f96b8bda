/** What the app remembers on this device. It works without storage too, and then forgets at the end. */
const key = 'hello-web';

function load() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    return {};
  }
}

const state = { name: '', kept: [], ...load() };

export function read(name) {
  return state[name];
}

export function write(name, value) {
  state[name] = value;
  try {
    localStorage.setItem(key, JSON.stringify(state));
  } catch {
    // Private windows may refuse; the app goes on.
  }
}
