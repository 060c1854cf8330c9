/**
 * Words of a language model for insights. It is not trusted with numbers: a text that says one that the template does
 * not, or in another order, is refused, and the template stays.
 */
import { Type } from "typebox";
import { parse } from "@trajectory/protocols/validate.ts";
import type { ModelSettings } from "../config.ts";
import { openChat } from "../interview/model/chat.ts";
import { type CallBook, GuardedChat, type GuardedChatOptions } from "../interview/model/guarded-chat.ts";
import { readPrompt } from "../interview/model/prompts.ts";
import { type Caller, ReaderError } from "../interview/port.ts";
import { keepsNumbers, LANGUAGES } from "./words/numbers.ts";
import type { Texts } from "./words/write.ts";

export interface Draft {
  texts: Texts;
  /** Names in the texts, which may hold digits. */
  names: readonly string[];
}

export interface Rewriter {
  readonly model: string;
  /** In order; undefined where the template stays. @throws ReaderError when the model does not answer */
  rewrite(drafts: readonly Draft[], caller: Caller): Promise<(Texts | undefined)[]>;
}

const Written = Type.Object(
  {
    texts: Type.Array(Type.Object({ en: Type.String(), de: Type.String() }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
const MOST_TOKENS = 3_000;
/** Times the template's length. */
const LONGEST = 1.5;
/** docs/model.md section 6. */
const FORBIDDEN =
  /\blie[sd]?\b|\blying\b|stress level|health score|diagnos|burnout|optimal you|lüge|stresslevel|gesundheitswert/iu;

export async function openRewriter(
  settings: ModelSettings,
  calls: CallBook,
  surroundings: Pick<GuardedChatOptions, "now" | "random" | "wait">,
): Promise<Rewriter> {
  const { dailyTokens, price } = settings;
  const chat = new GuardedChat({
    chat: await openChat(settings),
    calls,
    dailyTokens,
    price,
    ...surroundings,
  });
  const prompt = await readPrompt("word-insights", 1);
  return {
    model: chat.model,
    async rewrite(drafts, caller) {
      const user = JSON.stringify({ sentences: drafts.map(({ texts }) => texts) });
      const schema = { name: "words", schema: Written };
      const { text } = await chat.ask(prompt, { user, schema, maxTokens: MOST_TOKENS }, caller);
      const written = readWritten(text);
      if (written.length !== drafts.length) throw new ReaderError("The model left sentences out.");
      return drafts.map((draft, i) => (isTrue(written[i]!, draft) ? written[i] : undefined));
    },
  };
}

function readWritten(text: string): Texts[] {
  try {
    return parse(Written, JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1))).texts;
  } catch (cause) {
    throw new ReaderError("The model's answer was not in the form asked for.", { cause });
  }
}

/** Both languages or neither: a person may switch between them. */
function isTrue(written: Texts, { texts, names }: Draft): boolean {
  return LANGUAGES.every((language) => {
    const [text, template] = [written[language].trim(), texts[language]];
    return (
      text !== "" &&
      text.length <= LONGEST * template.length &&
      !FORBIDDEN.test(text) &&
      names.every((name) => text.includes(name)) &&
      keepsNumbers(text, template, names)
    );
  });
}
