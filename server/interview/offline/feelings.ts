/** What a person says about their own state, by words (docs/model.md 5.4). */
import type { Reading } from "../port.ts";

type Claim = Reading["claims"][number];

const DIRECTIONS: readonly (readonly [Claim["direction"], string])[] = [
  ["energised", "energi[sz]ed|energetic|full of energy|wide awake|fresh"],
  ["tired", "tired|exhausted|worn out|drained|sleepy|fatigued"],
  ["calm", "calm|relaxed|at ease|peaceful"],
  ["stressed", "stressed|anxious|nervous|tense|under pressure|on edge|overwhelmed"],
  ["focused", "focused|concentrated|in the zone|in flow"],
  ["scattered", "scattered|distracted|unfocused|all over the place"],
];

const MOST = 3;

/** Of now, in the first person: "I feel very calm", not "I was calm then" nor "I am not calm". */
export function claimsIn(sentence: string): Claim[] {
  return DIRECTIONS.flatMap(([direction, words]) => {
    const said = new RegExp(
      `\\bI(?:'m| am| feel| am feeling|'m feeling)\\s+(?:(?:right now|now|still|also|just|quite|rather|pretty)\\s+)*(?:(very|really|extremely|so|totally|a bit|a little|slightly)\\s+)?(?:${words})\\b`,
      "i",
    ).exec(sentence);
    if (said === null) return [];
    const how = said[1]?.toLowerCase();
    const intensity = how === undefined ? 1 : /^(a |slight)/.test(how) ? 0.5 : 2;
    return [{ direction, intensity, quote: said[0] }];
  }).slice(0, MOST);
}
