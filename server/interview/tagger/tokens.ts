/** Words and signs of a text, with where they stand: UTF-16 code units, the end not included. */
export interface Token {
  text: string;
  start: number;
  end: number;
}

/** Words keep inner signs as in C++, Node.js, CI/CD and e-mail; every other sign stands alone. */
const TOKEN = /[\p{L}\p{N}]+(?:[./'’&_-][\p{L}\p{N}]+)*[+#]*|[^\s\p{L}\p{N}]/gu;

export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}
