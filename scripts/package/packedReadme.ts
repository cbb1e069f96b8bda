/**
 * A Markdown document as VS Code shows it on an extension's page, where only what is in the text itself can be seen: links
 * and pictures that lead to files of the project are taken out, and the words of the links stay.
 */

const picture = /!\[[^\]]*\]\((?!https:)[^)]*\)/g;
const pictureElement = /<(picture)\b[\s\S]*?<\/\1>|<img\b[^>]*>/g;
const fileLink = /\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g;

export function packedReadme(text: string): string {
  const withoutPictures = text.replace(picture, '').replace(pictureElement, '');
  return withoutPictures.replace(fileLink, '$1').replace(/\n[ \t]*(\n[ \t]*){2,}/g, '\n\n');
}
