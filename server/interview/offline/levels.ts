/** Cues in a sentence for how well somebody does something. Levels: 0 none, 1 basic, 2 working, 3 strong, 4 expert. */
export interface LevelCue {
  level: number;
  /** How concrete the words are, (0, 1]. */
  strength: number;
}

interface Cue extends LevelCue {
  words: RegExp;
}

/** The first that fits counts. */
const CUES: readonly Cue[] = [
  {
    level: 0,
    strength: 0.8,
    words:
      /\b(never (used|tried|did|done|learned|touched|worked)|no experience|don'?t know (anything|any|how)|know nothing|can(no|')t (do|use|write|speak)|zero experience|no idea)\b/i,
  },
  { level: 2, strength: 0.6, words: /\bnot (really |yet )?(an? )?(expert|advanced|fluent|strong|senior)\b/i },
  {
    level: 1,
    strength: 0.7,
    words:
      /\b(beginner|basics?|novice|just (started|starting|begun)|started learning|still learning|rusty|a (little|bit) of|only (a little|a bit|tutorials?)|tutorials?|dabbled?|struggle with|not (very |that |so )?good)\b/i,
  },
  {
    level: 4,
    strength: 0.9,
    words:
      /\b(experts?|mastered|mastery|world[- ]class|authority on|wrote (the|a) book|core maintainer|invented|decades?)\b/i,
  },
  {
    level: 3,
    strength: 0.9,
    words:
      /\b(led|lead|architected|designed and (built|ran)|taught|teach|mentor(ed)?|maintain(ed)?|shipped|in production|from scratch|on my own|alone)\b/i,
  },
  {
    level: 3,
    strength: 0.8,
    words:
      /\b(fluent(ly)?|advanced|strong(ly)?|very (good|well|confident|comfortable)|deep(ly)?|senior|professional(ly)?|every ?day|daily|confident(ly)?)\b/i,
  },
  {
    level: 2,
    strength: 0.7,
    words:
      /\b(comfortable|regularly|every week|weekly|at work|built|wrote|made|ran|worked (with|on|in)|used?|using|good at|solid|decent|some experience|with (some )?help)\b/i,
  },
  {
    level: 1,
    strength: 0.6,
    words: /\b(learn(ing|ed)?|course|read about|watched|tried|play(ed)? with|experiment(ed|ing)?)\b/i,
  },
];

const YEARS =
  /\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\+?\s+years?\b/i;
const WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
};

export function levelIn(sentence: string): LevelCue | undefined {
  const cue = CUES.find(({ words }) => words.test(sentence));
  const found = YEARS.exec(sentence)?.[1]?.toLowerCase();
  if (found === undefined || /\byears? (ago|old)\b/i.test(sentence)) return cue;
  const years = WORDS[found] ?? Number(found);
  const byYears = years >= 4 ? 3 : years >= 1 ? 2 : 1;
  // Words of doubt weigh more than time served.
  if (cue !== undefined && cue.level <= 1) return cue;
  return { level: Math.max(byYears, cue?.level ?? 0), strength: 0.9 };
}
