/** Whether a quote really stands in a text, and where. */
export interface Located {
  quote: string;
  span: [number, number];
}

const SHORTEST = 2;
const LONGEST = 1_000;

/** The words as they stand in the text; white space, typographic quotes and case may differ. Otherwise undefined. */
export function locate(quote: string, text: string): Located | undefined {
  const wanted = quote.trim();
  if (wanted.length < SHORTEST || wanted.length > LONGEST) return undefined;
  const exact = text.indexOf(wanted);
  if (exact >= 0) return at(text, exact, exact + wanted.length);
  const pattern = wanted
    .split(/\s+/)
    .map((word) =>
      Array.from(word, (sign) =>
        /['’‘]/.test(sign) ? "['’‘]" : /["“”„]/.test(sign) ? '["“”„]' : escaped(sign),
      ).join(""),
    )
    .join("\\s+");
  const found = new RegExp(pattern, "iu").exec(text);
  return found === null ? undefined : at(text, found.index, found.index + found[0].length);
}

function escaped(sign: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(sign) ? `\\${sign}` : sign;
}

function at(text: string, start: number, end: number): Located {
  return { quote: text.slice(start, end), span: [start, end] };
}
