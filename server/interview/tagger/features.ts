/** What a word looks like from where it stands, as numbers of hash buckets: the tagger has one weight per bucket and tag. */
export const BUCKETS = 1 << 18;

/** Pieces of a word of one length at most. */
const MOST_PIECES = 12;

interface Word {
  lower: string;
  shape: string;
  prefix: string;
  suffix: string;
}

const OUTSIDE: Word = { lower: "<none>", shape: "", prefix: "", suffix: "" };

/** Buckets per word, in the order of the words. */
export function featuresOf(words: readonly string[]): Uint32Array[] {
  const seen = words.map(wordOf);
  const at = (i: number): Word => seen[i] ?? OUTSIDE;
  const capitals = seen.filter(({ shape }) => shape.startsWith("X")).length;
  const mostlyCapitals = capitals * 2 > seen.length ? "caps" : "";
  return seen.map((word, i) => {
    const before = at(i - 1);
    const after = at(i + 1);
    const before2 = at(i - 2);
    const after2 = at(i + 2);
    const texts = [
      "bias",
      `w${word.lower}`,
      `s${word.shape}${mostlyCapitals}`,
      `p${word.prefix}`,
      `f${word.suffix}`,
      `2f${word.lower.slice(-2)}`,
      `4f${word.lower.slice(-4)}`,
      `-w${before.lower}`,
      `+w${after.lower}`,
      `--w${before2.lower}`,
      `++w${after2.lower}`,
      `-f${before.suffix}`,
      `+f${after.suffix}`,
      `-s${before.shape}`,
      `+s${after.shape}`,
      `-b${before.lower} ${word.lower}`,
      `+b${word.lower} ${after.lower}`,
      `-+${before.lower} ${after.lower}`,
      `--b${before2.lower} ${before.lower}`,
      `++b${after.lower} ${after2.lower}`,
      `sf${before.suffix}|${word.suffix}|${after.suffix}`,
      `ss${before.shape}|${word.shape}|${after.shape}`,
      `-3w${at(i - 3).lower}`,
      `+3w${at(i + 3).lower}`,
      `i${i === 0 ? "first" : i === words.length - 1 ? "last" : "in"}`,
    ];
    for (const size of [3, 4]) {
      const most = Math.min(word.lower.length - size, MOST_PIECES);
      for (let k = 0; k <= most; k++) texts.push(`c${word.lower.slice(k, k + size)}`);
    }
    return Uint32Array.from(texts, bucketOf);
  });
}

function wordOf(text: string): Word {
  const lower = text.toLowerCase();
  return {
    lower: /^\d+$/.test(lower) ? "0" : lower,
    shape: shapeOf(text),
    prefix: lower.slice(0, 3),
    suffix: lower.slice(-3),
  };
}

/** Kinds of characters, runs shortened: "Node.js" is "Xx.x". */
function shapeOf(text: string): string {
  return text
    .replaceAll(/\p{Lu}+/gu, "X")
    .replaceAll(/\p{Ll}+/gu, "x")
    .replaceAll(/\p{N}+/gu, "0");
}

/** FNV-1a. */
function bucketOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) & (BUCKETS - 1);
}
