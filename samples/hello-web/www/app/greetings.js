/** Hello in the languages of the world: tag, name of the language in itself, greeting, and how it sounds where the script may be unknown. */
export const greetings = [
  ['en', 'English', 'Hello'],
  ['fr', 'Français', 'Bonjour'],
  ['de', 'Deutsch', 'Hallo'],
  ['es', 'Español', 'Hola'],
  ['pt', 'Português', 'Olá'],
  ['it', 'Italiano', 'Ciao'],
  ['nl', 'Nederlands', 'Hoi'],
  ['sv', 'Svenska', 'Hej'],
  ['pl', 'Polski', 'Cześć'],
  ['cs', 'Čeština', 'Ahoj'],
  ['tr', 'Türkçe', 'Merhaba'],
  ['el', 'Ελληνικά', 'Γεια σου', 'Ya su'],
  ['uk', 'Українська', 'Привіт', 'Pryvit'],
  ['ar', 'العربية', 'مرحبًا', 'Marhaban'],
  ['he', 'עברית', 'שלום', 'Shalom'],
  ['hi', 'हिन्दी', 'नमस्ते', 'Namaste'],
  ['bn', 'বাংলা', 'নমস্কার', 'Nomoshkar'],
  ['ta', 'தமிழ்', 'வணக்கம்', 'Vanakkam'],
  ['th', 'ไทย', 'สวัสดี', 'Sawasdee'],
  ['zh', '中文', '你好', 'Nǐ hǎo'],
  ['ja', '日本語', 'こんにちは', 'Konnichiwa'],
  ['ko', '한국어', '안녕하세요', 'Annyeonghaseyo'],
  ['vi', 'Tiếng Việt', 'Xin chào'],
  ['id', 'Bahasa Indonesia', 'Halo'],
  ['sw', 'Kiswahili', 'Jambo'],
  ['zu', 'isiZulu', 'Sawubona'],
  ['yo', 'Yorùbá', 'Ẹ n lẹ'],
  ['mi', 'Te reo Māori', 'Kia ora'],
  ['haw', 'ʻŌlelo Hawaiʻi', 'Aloha'],
].map(([tag, language, text, sound]) => ({ tag, language, text, sound }));

/** The greeting of the first language that the user has set and that is known here. */
export function greetingFor(languages) {
  for (const language of languages) {
    const found = greetings.find(({ tag }) => tag === language.split('-')[0]);
    if (found) return found;
  }
  return greetings[0];
}

/** Any other one. */
export function anotherGreeting(current) {
  const others = greetings.filter(({ tag }) => tag !== current.tag);
  return others[Math.floor(Math.random() * others.length)];
}
